"""Words made fit to print: titles that can forge neither a line nor a direction."""

from __future__ import annotations

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

    Line feeds stay, so that prose can be printed; a single-line field has none.

    >>> print(visible("a\x1b]0;pwn\x07b"))
    a\x1b]0;pwn\x07b
    """
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
    return "".join(_escape(c) if c in "\n\t" else c for c in visible(text))


def _is_control(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Zl", "Zp")


def _is_unsafe(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") or ord(c) in _STEERING


def _escape(c: str) -> str:
    return f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}"
