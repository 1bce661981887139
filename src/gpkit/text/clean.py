"""Words made fit to print: titles that can forge neither a line nor a direction."""

from __future__ import annotations

import re
import unicodedata

# Bidirectional overrides and isolates, and marks that only steer the display of text.
_STEERING = dict.fromkeys([0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def clean_title(raw: str) -> str:
    r"""Take out of a title what is not to be seen: controls, direction marks, double blanks.

    >>> clean_title("DIGILEAD\u202e –\xa0Open  Badges\x07")
    'DIGILEAD – Open Badges'
    """
    if raw.isprintable():  # no control and no direction mark is
        return " ".join(raw.split())
    text = raw.translate(_STEERING)
    return " ".join("".join(" " if _is_control(c) else c for c in text).split())


def visible(text: str) -> str:
    r"""Make words safe for a terminal: controls and direction marks show as escapes.

    Line feeds stay, so that prose can be printed; a single-line field has none. Nor is a line a
    command to a runner of workflows: those of GitHub obey ``::`` behind blanks too, and ``##[``
    anywhere, as those of Azure obey ``##vso[``.

    >>> print(visible("a\x1b]0;pwn\x07b"), visible(" ::error::x"), visible("a ##[error]b"))
    a\x1b]0;pwn\x07b  \x3a:error::x a \x23#[error]b
    """
    if "::" in text or "##" in text:
        text = re.sub(r"(?m)^([^\S\n]*):(?=:)|#(?=#(?:vso)?\[)", _harmless, text)
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in "\n\t\u00a0" or not _is_unsafe(c) else _escape(c) for c in text
    )


def one_line(text: str) -> str:
    r"""Make words safe for one line of a terminal or a log.

    >>> one_line("title\n::error::forged")
    'title\\x0a::error::forged'
    """
    return visible(text.replace("\n", _escape("\n")).replace("\t", _escape("\t")))


def inert_json(text: str) -> str:
    r"""Escape what terminals and runners obey in JSON that holds its characters as they are.

    JSON escapes the controls below U+0020 by itself; readers take an escape for the character.

    >>> print(inert_json('["a\x9b31m", "##[error]", "Ниво"]'))
    ["a\u009b31m", "\u0023#[error]", "Ниво"]
    """
    if "##" in text:
        text = text.replace("##[", "\\u0023#[").replace("##vso[", "\\u0023#vso[")
    if "\x7f" not in text:
        if text.isascii():
            return text
        data = text.encode("utf-8", "replace")  # five times faster: found by the first byte
        if not re.search(rb"\xc2[\x80-\x9f]", data):
            return text
    return re.sub("[\x7f-\x9f]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _harmless(command: re.Match[str]) -> str:
    return "\\x23" if command[1] is None else f"{command[1]}\\x3a"


def _is_control(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Zl", "Zp")


def _is_unsafe(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") or ord(c) in _STEERING


def _escape(c: str) -> str:
    return f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}"
