"""The prose breaks off.

A paragraph that ends in a one-letter sentence ("... Association (LIKTA). T") lost its rest at a
border of the markup; a text whose last line ends in the middle of a sentence was cut.

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
    from collections.abc import Iterator

    from gpkit.model import Practice

SEVERITY = Severity.WARNING

_ENDS = (".", "!", "?", ":", ";", "…", ")", "]", "”", "’", '"', "'", "»", "“")
_SENTENCE = 60  # a shorter last line can be a heading, a name, an item
_HINT = "Scrape the page again; the rest is not in the dump."


def check(practice: Practice) -> Iterator[Issue]:
    """Look at the end of each paragraph, and at the end of the whole."""
    places = practice.evidence.sections
    for i, section in enumerate(practice.sections):
        line = places[i][0] if i < len(places) else None
        for words in section.text.split("\n"):
            if len(words) > 3 and words[-1].isupper() and words[-3:-1] in (". ", "! ", "? "):
                message = f"a paragraph ends in a stray letter: '... {words[-30:]}'"
                yield Issue(message, ("sections", i, "text"), line, _HINT)
    if not practice.sections:
        return
    last = practice.sections[-1].text.rsplit("\n", 1)[-1]
    cased = any(c.islower() for c in last)
    if len(last) > _SENTENCE and not last.endswith(_ENDS) and cased and not last.startswith("- "):
        line = places[-1][1] if places else None
        message = f"the prose ends in the middle of a sentence: '... {last[-30:]}'"
        yield Issue(message, ("sections", len(practice.sections) - 1, "text"), line, _HINT)
