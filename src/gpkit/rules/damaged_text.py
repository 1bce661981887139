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

    from gpkit.model import Practice

SEVERITY = Severity.WARNING
_BAD = "\ufffd"


def check(practice: Practice) -> Iterator[Issue]:
    """Count the characters that were lost, by section."""
    if _BAD in (practice.title or ""):
        count = practice.title.count(_BAD) if practice.title else 0
        yield _issue(count, ("title",), practice.provenance.lines[0], "title")
    places = practice.evidence.sections
    for i, section in enumerate(practice.sections):
        if count := section.text.count(_BAD):
            line = places[i][0] if i < len(places) and places[i] else None
            about = f"section: {section.heading or section.role}"
            yield _issue(count, ("sections", i, "text"), line, about)


def _issue(count: int, at: tuple[str | int, ...], line: int | None, about: str) -> Issue:
    what = "1 character" if count == 1 else f"{count} characters"
    return Issue(f"{what} could not be read", at, line, "Scrape the page again.", about=about)
