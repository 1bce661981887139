"""Makes files that harm naive readers, each with its truth: ``python fuzz/hostile.py DIR [EACH]``.

Twenty classes, EACH files of each (500), all from one seed; nothing in them is anybody's words.
Beside DIR stands DIR.json: what has to become of each file. ``records`` (a practice in the
catalogue or, where form alone is too weak, in the quarantine), ``empty`` (read, and no practice in
it), ``failed`` (refused with a reason), ``part`` (records, and damage that is named). Where a
class leaves it open, all outcomes that are right are named.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Made = tuple[bytes, str]  # and what may become of it
READ = "records|empty"
ANY = "records|empty|failed|part"

WORDS = tuple(
    "bees honey wax hive village school digital skills training course older people tablets "  # noqa: SIM905
    "library teachers museum garden online courses workshops mentors volunteers results".split()
)
CITY = ("Ниво", "Ελλάδα", "Čeština", "Łódź", "naïve", "“quoted”", "Ørsted", "Straße")
TITLES = (
    "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "../../etc/passwd", "..\\..\\x", "CON", "nul.txt",
    "-rf", ".git", "<script>alert(1)</script>", "'; DROP TABLE x;--", "\x1b]0;owned\x07", "[/nope]",
    "[bold]x", "::error::x", "%0A::error::x", "\u202egnp.exe", "a\u200bb", "\ufeffx", "😀", "…",
    "${jndi:ldap://x}", "{{7*7}}", "%s%n", "null", "NO", "1e3", "~", "--- a", "a: b", "- x", "#x",
    "&anchor", "*alias", "!!python/object:os.system", "<<: x", "a" * 400, "e\u0301" * 40, "ﬁ",
    "İstanbul", "ẞ", "\u2028x", "a\x85b", "\u00a0 x", "\t x", "|x", "> x", "`x`", "\\", "\"x", "'",
)  # fmt: skip


def _words(r: random.Random, low: int = 8, high: int = 30) -> str:
    return " ".join(r.choices([*WORDS, *CITY], k=r.randint(low, high))).capitalize() + "."


def _practice(r: random.Random, title: str | None = None) -> str:
    """Write a good practice as a known site prints it."""
    name = title or f"{_words(r, 2, 5)[:-1]} {r.randrange(10**6)}"
    head = [name, "", "By Bulgaria, Public, INSPIRATIONNo Comments", "", name, "", "18.07.2024 |"]
    prose = [line for _ in range(r.randint(2, 6)) for line in ("", _words(r))]
    block = [
        "",
        "Details",
        "Target audience",
        "",
        "Digital skills for all",
        "",
        "Level",
        "",
        "Basic",
    ]
    return "\n".join(["Skip to main content", "", *head, *prose, *block]) + "\n"


def _html(r: random.Random, inside: str = "", head: str = "") -> bytes:
    title = f"{_words(r, 2, 4)[:-1]} {r.randrange(10**6)}"
    prose = "".join(f"<p>{_words(r)}</p>" for _ in range(3))
    page = f"<html><head>{head}</head><body><h1>{title}</h1>{prose}{inside}{prose}</body></html>"
    return page.encode("utf-8", "surrogatepass")


# The classes --------------------------------------------------------------------------------------


def tiny(r: random.Random) -> Made:
    data = r.choice((b"", b"\n", b" ", b"\r", b"\t", b"a", b"\x00", b"\xff", b"\xef\xbb\xbf", b"<"))
    return data, "failed|empty" if data in (b"\x00", b"\xff") else "empty"


def blanks(r: random.Random) -> Made:
    return "".join(r.choices(" \t\n\r\u00a0\u2003", k=r.randint(2, 20_000))).encode(), "empty"


def nulls(r: random.Random) -> Made:
    return bytes(r.randint(2, 500_000)), "failed"


def one_line(r: random.Random) -> Made:
    return (_words(r) * 40_000)[: r.randint(2**20 + 1, 5 * 2**20)].encode(), "failed"


def empty_lines(r: random.Random) -> Made:
    return r.choice((b"\n", b"\r\n", b" \n")) * r.randint(100_000, 1_000_000), "empty"


def line_ends(r: random.Random) -> Made:
    end = r.choice(("\r", "\r\n", "\x85", "\u2028", "\x0b", "\x0c", "\n\r"))
    known = end in ("\r", "\r\n", "\n\r")
    return _practice(r).replace("\n", end).encode(), "records" if known else READ


def wide_units(r: random.Random) -> Made:
    name = r.choice(("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))
    mark = "\ufeff" if "32" in name or r.random() < 0.5 else ""
    return (mark + _practice(r)).encode(name), "records"


def bad_utf8(r: random.Random) -> Made:
    data, share = bytearray(_practice(r).encode()), r.choice((0.0005, 0.01, 0.5))
    for _ in range(max(1, int(len(data) * share))):
        data[r.randrange(len(data))] = r.randrange(0x80, 0x100)
    return bytes(data), ANY if share == 0.5 else READ


def misdeclared(r: random.Random) -> Made:
    said = r.choice(
        ("utf-7", "windows-1251", "iso-8859-7", "shift_jis", "utf-16", "x-none", "\x00")
    )
    return _html(r, head=f'<meta charset="{said}">').replace(b"\x00", b""), "records"


def mojibake(r: random.Random) -> Made:
    text = _practice(r)
    for _ in range(r.randint(1, 2)):
        text = text.encode().decode("latin-1")
    return text.encode(), READ


def deep_and_wide(r: random.Random) -> Made:
    count = int(10 ** r.uniform(2, 4.7))
    tag = r.choice(("div", "b", "span", "ul><li", "table><tr><td", "font"))
    if r.random() < 0.5:
        return _html(r, f"<{tag}>" * count + _words(r)), ANY
    return _html(r, f"<p>{_words(r, 1, 3)}</p>" * count), ANY


def unclosed(r: random.Random) -> Made:
    piece = r.choice(
        ("<!--", "<a b='", "<![CDATA[", "<?", "</", "<a ", "<!DOCTYPE ", "<script>", "&#")
    )
    return _html(r, piece * r.randint(1, 100_000)), ANY


def floods_in_markup(r: random.Random) -> Made:
    if r.random() < 0.5:
        return _html(
            r, r.choice(("&amp;", "&#0;", "&bees;", "&#x110000;", "&lt")) * r.randint(1, 100_000)
        ), ANY
    attribute = (
        f' data-x="{"y" * r.randint(1, 2_000_000)}"'
        if r.random() < 0.5
        else "".join(f" a{n}=1" for n in range(r.randint(1, 20_000)))
    )
    return _html(r, f"<p{attribute}>{_words(r)}</p>"), ANY


def scripts(r: random.Random) -> Made:
    tag = r.choice(("script", "style", "textarea", "title", "noscript", "template", "xmp"))
    body = r.choice(("</", "<!--<script>", "</scr", "'</p>'", "<p>x</p>")) * r.randint(1, 3_000)
    return _html(r, f"<{tag}>{body}</{tag}>"), READ


def labels(r: random.Random) -> Made:
    count = int(10 ** r.uniform(0, 4))
    shape = r.choice(
        ("Country:\n", "Bulgaria\n", "Level\n\nBasic\n\n", "Country: PL | Year: 2018\n")
    )
    return (_practice(r) + shape * count).encode(), READ


def separators(r: random.Random) -> Made:
    count = int(10 ** r.uniform(1, 4.7))
    line = r.choice(
        ("Details", "By Bulgaria, PublicNo Comments", "18.07.2024 |", "---", "Read more")
    )
    return (_practice(r) + f"{line}\n" * count).encode(), ANY


def hostile_titles(r: random.Random) -> Made:
    return _practice(r, r.choice(TITLES)).encode(), READ


def glued_or_cut(r: random.Random) -> Made:
    text = _practice(r) + _practice(r)
    cut = r.choice((len(text), r.randrange(len(text))))
    return text[:cut].encode(), READ


def _record(r: random.Random, said: str | None = None) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + _html(r)
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{r.randrange(10**12)}>\r\n"
        f"Content-Length: {len(block) if said is None else said}\r\n"
        f"WARC-Target-URI: https://b.example/{r.randrange(10**9)}\r\n"
        "Content-Type: application/http; msgtype=response\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def containers(r: random.Random) -> Made:
    lie = r.choice((None, None, "-1", "0", "99999999999", "", "ten"))
    parts = [_record(r), _record(r, lie) if lie is not None else _record(r), _record(r)]
    packed = r.random() < 0.5
    whole = b"".join(map(gzip.compress, parts) if packed else parts)
    if lie is not None:
        return whole, "part"
    return whole[: len(whole) - r.randint(10, len(whole) // 2)], "part"


def not_text(r: random.Random) -> Made:
    noise = r.randbytes(r.randint(10, 50_000))
    head = r.choice(
        (b"\x7fELF\x02\x01\x01\0", b"\x89PNG\r\n\x1a\n\0", b"%PDF-1.7\n%\xe2\xe3", b"PK\x05\x06")
    )
    if r.random() < 0.5:
        return head + noise, "failed"
    text = r.choice(('{"a": [1, 2]}', "a: &x [*x]\n<<: *x\n", "a,b\n1,2\n" * 50, "[" * 10_000))
    return text.encode(), ANY


CLASSES: tuple[Callable[[random.Random], Made], ...] = (
    tiny, blanks, nulls, one_line, empty_lines, line_ends, wide_units, bad_utf8, misdeclared,
    mojibake, deep_and_wide, unclosed, floods_in_markup, scripts, labels, separators,
    hostile_titles, glued_or_cut, containers, not_text,
)  # fmt: skip


def make(folder: Path, each: int = 500) -> dict[str, str]:
    """Make the files; gives what may become of each, by its name."""
    folder.mkdir(parents=True)
    truth = {}
    for class_ in CLASSES:
        for number in range(each):
            name = f"{class_.__name__.replace('_', '-')}-{number:03}.txt"
            data, truth[name] = class_(random.Random(f"{class_.__name__} {number}"))
            (folder / name).write_bytes(data)
    folder.with_suffix(".json").write_text(json.dumps(truth, indent=0) + "\n", "utf-8")
    return truth


if __name__ == "__main__":
    count = len(make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 500))
    print(f"{count} files in {sys.argv[1]}")
