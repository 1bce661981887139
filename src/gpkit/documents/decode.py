"""From bytes to text: one ladder, the same everywhere, and never a silent guess.

Strict UTF-8 comes before anything a page declares, because a wrong declaration is common and a
text that is valid UTF-8 by chance is not (a single Greek page read as koi8-u is lost whole).
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from gpkit.documents.kinds import binary
from gpkit.errors import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,400}?\bcharset|\?xml\b[^>]{0,200}?\bencoding)\s*=\s*["']?\s*([\w:.-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 4096  # bytes in which a page declares its charset; browsers look at 1024
_HINT = "gpkit reads text and HTML: save it as one of them."
_FEW = 0.001  # share of bad bytes up to which a text is still UTF-8 with damage


class Decoded(NamedTuple):
    """Text, the encoding it was in, and how many characters could not be read."""

    text: str
    encoding: str
    damaged: int = 0


def decode(data: bytes, where: str, declared: str | None = None) -> Decoded:
    """Decode the bytes of a dump.

    ``declared`` is the charset that came with the bytes; what an HTML page declares itself is
    asked after that. Both are asked only where the bytes are no UTF-8.

    >>> decode("Ниво".encode("utf-16"), "x").encoding
    'utf-16-le'
    >>> decode("Ниво".encode("utf-16-le"), "x")
    Decoded(text='Ниво', encoding='utf-16-le', damaged=0)
    >>> decode("naïve – “quoted”".encode("cp1252"), "x").encoding
    'windows-1252'

    Raises:
        Unreadable: the bytes are no text.
    """
    if what := binary(data):
        raise Unreadable(f"{where}: this is {what}, not text", _HINT)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    if (wide := _wide(data)) is not None:
        return _replacing(data, wide)
    if b"\0" in data[:4096]:
        raise Unreadable(f"{where}: this is binary, not text (NUL bytes)", _HINT)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _legacy(data, where, declared)


def _wide(data: bytes) -> str | None:
    """Name the UTF-16 of bytes without a mark: every other byte of western text is NUL."""
    head = data[:4096]
    if len(head) < 4 or (b"\0" not in head and not _cyrillic(head)) or _has_null(head):
        return None
    if head.count(0) > 0.6 * len(head):  # text has NUL in one byte of two at most
        return None
    for encoding, text_at in (("utf-16-le", 0), ("utf-16-be", 1)):
        high = head[1 - text_at :: 2]
        plain = sum(byte < 0x05 for byte in high)  # Latin, Greek, Cyrillic: U+0000 to U+04FF
        if plain > 0.9 * len(high) and _decodes(data, encoding):
            return encoding
    return None


def _has_null(head: bytes) -> bool:
    return any(head[i : i + 2] == b"\0\0" for i in range(0, len(head), 2))


def _cyrillic(head: bytes) -> bool:
    return max(head[0::2].count(4), head[1::2].count(4)) > 0.3 * len(head) / 2


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _legacy(data: bytes, where: str, declared: str | None) -> Decoded:
    repaired = data.decode("utf-8", "replace")
    bad = repaired.count("\ufffd")
    if bad <= max(1, _FEW * len(repaired)) and not repaired.isascii() and len(repaired) > 200 * bad:
        return Decoded(repaired, "utf-8", bad)
    decoded = _as_declared(data, declared) or _replacing(data, _guess(data[:200_000]))
    controls = sum(decoded.text.count(chr(code)) for code in range(32) if code not in (9, 10, 13))
    if controls > 0.02 * len(decoded.text):
        raise Unreadable(f"{where}: this is binary, not text (control characters)", _HINT)
    return decoded


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    """Decode as the page says it is to be; None where it says nothing that can be so.

    Labels are those of the web ("latin1" means windows-1252, and UTF-7 is none of them).
    """
    labels = [declared] if declared else []
    if found := _DECLARED.search(data[:_HEAD]):
        labels.append(found[1].decode("ascii"))
    for label in labels:
        from webencodings import lookup  # small; but only pages that are no UTF-8 need it

        encoding = lookup(label)
        if encoding is None or encoding.name.startswith("utf-"):
            continue
        text, _ = encoding.codec_info.decode(data, "replace")
        damaged = text.count("\ufffd")
        if damaged <= _FEW * len(text):
            return Decoded(text, encoding.name, damaged)
    return None


def _guess(sample: bytes) -> str:
    """Name the 8-bit encoding of a sample; windows-1252 wins where others fit no better."""
    from charset_normalizer import from_bytes  # 13 ms, and only damaged dumps pay for it

    matches = from_bytes(sample, cp_exclusion=["utf_7"])
    best = matches.best()
    if best is None:
        return "windows-1252"
    fits = {match.encoding for match in matches if match.chaos <= best.chaos}
    encoding = "cp1252" if "cp1252" in fits else best.encoding
    return _CANONICAL.get(encoding, encoding)


# cp1250 to cp1258 go by the name that HTML and people use.
_CANONICAL = {f"cp{code}": f"windows-{code}" for code in range(1250, 1259)}


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))
