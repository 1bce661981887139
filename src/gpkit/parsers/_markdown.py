"""Markdown, as html2text, trafilatura and people write it: marks taken off, headings known.

The words that are left are a slice of their line, as every claim must be. Links and emphasis
inside a sentence stay as they are.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from gpkit.model import Hint
from gpkit.parsers._forms import is_drawn
from gpkit.parsers._layouts import numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.model import Document
    from gpkit.parsers._layouts import Numbered

_MARKS = "#*_[!"
_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?")
_IMAGE = re.compile(r"!\[[^\]]{0,300}\]\([^()\s]{1,2000}(?: \"[^\"]{0,300}\")?\)")
_LINK = re.compile(r"\[([^\[\]]{1,400})\](?:\([^()\s]{1,2000}(?: \"[^\"]{0,300}\")?\)|\[\d{1,4}\])")
_STRONG = re.compile(r"(\*\*|__)(?!\s)((?:(?!\1).){1,400})(?<!\s)\1")
_STRESSED = re.compile(r"([*_])(?![\s*_])([^*_]{1,400})(?<!\s)\1")
_BULLET = re.compile(r"([*+-]|\d{1,3}\.)\s+")
_LEVELS = {"=": 1, "-": 2}
_FACT = 400  # characters of a line that can name something and say it
_NEAR = 3  # characters by which the line below a heading is longer or shorter than that


def unmarked(
    lines: Sequence[Numbered], document: Document
) -> tuple[Sequence[Numbered], Sequence[Hint | None]]:
    """Take the marks off the lines of a text, and say what they said; HTML has hints already."""
    if document.hints or not any(at.words[0] in _MARKS or "](" in at.words for at in lines):
        return lines, document.hints or _below(lines, document)
    hints: list[Hint | None] = [None] * len(document.lines)
    found = []
    for at in lines:
        plain, hint = _unmarked(at)
        found.append(plain)
        hints[at.line - 1] = hint
    below = _below(lines, document) or hints
    return found, [one or two for one, two in zip(below, hints, strict=True)]


def _unmarked(at: Numbered) -> tuple[Numbered, Hint | None]:
    marks = _HEADING.fullmatch(at.words)
    if marks is not None:
        words, _ = _inner(marks[2])
        return (_with(at, words), Hint("heading", len(marks[1]))) if words else (at, None)
    if _IMAGE.fullmatch(at.words):
        return at, Hint("alt")
    item = _BULLET.match(at.words)
    words, is_link = _inner(at.words[item.end() :] if item else at.words)
    if not words:
        return at, None
    plain = _with(at, words)
    hint = Hint("link") if is_link else _led(words)
    if item is not None:
        lead = at.text[: len(at.text) - len(at.text.lstrip())]
        plain = numbered(at.line, f"{item[0]}{words}", f"{lead}{item[0]}{words}")
    return plain, hint


def _led(words: str) -> Hint | None:
    """Say how much stands behind the words in bold that a line begins with."""
    strong = _STRONG.match(words) if words[:2] in ("**", "__") else None
    tail = len(words[strong.end() :].lstrip()) if strong else 0
    return Hint("text", tail=tail) if tail and len(words) <= _FACT else None


def _with(at: Numbered, words: str) -> Numbered:
    lead = at.text[: len(at.text) - len(at.text.lstrip())]
    return numbered(at.line, words, lead + words)


def _inner(words: str) -> tuple[str, bool]:
    """Give the words inside of emphasis and of a link around all of them."""
    is_link = False
    words = words.strip()
    for _ in range(3):
        link, strong = _LINK.fullmatch(words), _STRONG.fullmatch(words)
        if link is not None:
            words, is_link = link[1].strip(), True
        elif strong is not None or (strong := _STRESSED.fullmatch(words)):
            words = strong[2].strip()
        else:
            break
    return words, is_link


def unlinked(words: str) -> tuple[str, ...]:
    """Give the words of the links that a value is; all of them where it is anything else.

    >>> unlinked("[Poland](/pl), [Malta](/mt)"), unlinked("see [this](/a)"), unlinked("a [b]")
    (('Poland', 'Malta'), ('see [this](/a)',), ('a [b]',))
    """
    if "](" not in words and "][" not in words:
        return (words,)
    parts = _LINK.sub("\0", words)
    if parts.strip("\0 ,;|/"):
        return (words,)
    return tuple(inner for found in _LINK.finditer(words) if (inner := found[1].strip(" *_")))


def _below(lines: Sequence[Numbered], document: Document) -> Sequence[Hint | None]:
    """Say which lines are headings by the line that is drawn below them."""
    hints: list[Hint | None] = []
    for at, drawn in pairwise(lines):
        near = drawn.line == at.line + 1 and abs(len(at.words) - len(drawn.words)) <= _NEAR
        if near and len({*drawn.words}) == 1 and is_drawn(drawn.words) and not is_drawn(at.words):
            hints = hints or [None] * len(document.lines)
            level = _LEVELS.get(drawn.words[0])
            hints[at.line - 1] = Hint("heading", level) if level else None
    return hints
