"""Lines of a dump: where they end, which are blank, which are bullets."""

from __future__ import annotations

# Bullets as extractors and authors print them; a dash is a bullet only before a blank.
BULLETS = "•‣◦▪▫●○■□·∙*-–—"


def split_lines(text: str) -> tuple[str, ...]:
    r"""Split at LF, CRLF and CR, and nowhere else (NEL, LS, VT and FF are text).

    >>> split_lines("a\nb\r\nc\rd\x85e\n")
    ('a', 'b', 'c', 'd\x85e')
    >>> split_lines("")
    ()
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return tuple(lines)


def bullet(line: str) -> str | None:
    """Give the words behind the bullet of a line, None where there is no bullet.

    An ordinal is a bullet only where it is indented ("  1. ..."): extractors indent the items of
    a list, and at the margin "1. ..." is a heading as often as an item.

    >>> bullet("  • Adaptation of a model;")
    'Adaptation of a model;'
    >>> bullet("- Fondacija Mozaik"), bullet("  1. first")
    ('Fondacija Mozaik', 'first')
    >>> bullet("1. ICT Skills 4 All") is bullet("-item") is None
    True
    """
    if line[:1].isalnum():  # most lines begin at the margin, with a letter or a digit
        return None
    words = line.strip()
    if words[:1] in BULLETS and len(words) > 1 and words[1].isspace():
        return words[1:].strip()
    if line[:2].isspace():
        number, dot, rest = words.partition(". ")
        if dot and len(number) <= 3 and number.isdigit():
            return rest.strip()
    return None
