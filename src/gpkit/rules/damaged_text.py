"""Characters of the dump could not be read.

They show as U+FFFD. The dump was damaged, or decoded by a program that did not know its encoding.

Fails::

    sections: [{role: summary, text: The caf� trains librarians.}]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Key, Practice

SEVERITY = Severity.WARNING
_BAD = "\ufffd"


def check(practice: Practice) -> Iterator[Issue]:
    """Count the characters that were lost, by section; the first paragraph with one is shown."""
    if practice.title and _BAD in practice.title:
        witness = practice.evidence.title
        yield _issue(practice.title.count(_BAD), "title", ("title",), witness and witness.line)
    places = practice.evidence.sections
    for i, section in enumerate(practice.sections):
        if count := section.text.count(_BAD):
            paragraphs = section.text.split("\n")
            first = next(k for k, words in enumerate(paragraphs) if _BAD in words)
            known = places[i][-len(paragraphs) :] if i < len(places) else ()
            line = known[first] if first < len(known) else None
            about = f"section: {section.heading or section.role}"
            yield _issue(count, about, ("sections", i, "text"), line)._replace(paragraph=first)


def _issue(count: int, about: str, at: Key, line: int | None) -> Issue:
    what = "1 character" if count == 1 else f"{count} characters"
    return Issue(f"{what} could not be read", at, line, "Scrape the page again.", about=about)
