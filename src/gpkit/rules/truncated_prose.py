"""The prose breaks off.

A paragraph that ends in a one-letter sentence ("... Association (LIKTA). T") lost its rest at a
border of the markup; a text whose last line ends in the middle of a sentence was cut.

Option ``sentence``: a last line of at most so many characters can be a heading, a name or an item,
and is no cut sentence.

Passes::

    sections: [{role: summary, text: The programme trains librarians in three districts of it.}]

Fails::

    sections: [{role: summary, text: The programme trains librarians. T}]

Fails::

    sections: [{role: summary, text: The programme trains librarians in three large districts of i}]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gpkit.model import Practice

SEVERITY = Severity.WARNING

_ENDS = (".", "!", "?", ":", ";", "…", ")", "]", "”", "’", '"', "'", "»", "“")
OPTIONS = {"sentence": 60}
_HINT = "Scrape the page again; the rest is not in the dump."


def check(practice: Practice, options: Mapping[str, int]) -> Iterator[Issue]:
    """Look at the end of each paragraph, and at the end of the whole."""
    last = len(practice.sections) - 1
    for i, section in enumerate(practice.sections):
        paragraphs = section.text.split("\n")
        lines = _lines(practice, i, len(paragraphs))
        for k, words in enumerate(paragraphs):
            what = _stray(words)
            if i == last and k == len(paragraphs) - 1:
                what = what or _cut(words, options["sentence"])
            if what:
                message = f"{what}: '... {words[-30:]}'"
                at = ("sections", i, "text")
                yield Issue(message, at, lines[k], _HINT, paragraph=k, about=words[-30:])


def _stray(words: str) -> str | None:
    stray = len(words) > 3 and words[-1].isupper() and words[-3:-1] in (". ", "! ", "? ")
    return "a paragraph ends in a stray letter" if stray else None


def _cut(words: str, sentence: int) -> str | None:
    whole = len(words) <= sentence or words.endswith(_ENDS) or words.startswith("- ")
    cased = any(c.islower() for c in words)
    return "the prose ends in the middle of a sentence" if cased and not whole else None


def _lines(practice: Practice, section: int, paragraphs: int) -> list[int | None]:
    """Give the line of the dump of each paragraph, as far as it is known."""
    places = practice.evidence.sections
    known = places[section][-paragraphs:] if section < len(places) else ()
    return [*known, *[None] * (paragraphs - len(known))]
