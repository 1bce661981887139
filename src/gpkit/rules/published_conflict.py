"""Another witness gives another date of publication.

The date line of the page counts. A date in the byline that differs is a warning; a year and month
in the address of the page (``/2024/06/``) that differ are a note, since pages move.

Passes::

    published: '2024-06-14'
    evidence: {byline: {line: 2, terms: [{raw: 14.06.2024}]}}

Fails::

    published: '2024-06-14'
    evidence: {byline: {line: 2, terms: [{raw: 18.07.2024}]}}

Fails::

    published: '2024-06-14'
    provenance: {url: 'https://example.org/2023/01/sound/'}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice

SEVERITY = Severity.WARNING
_IN_URL = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?:/|$)")
_DATE = re.compile(r"\W*\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}\W*")


def check(practice: Practice) -> Iterator[Issue]:
    """Compare the date of publication with the byline and with the address."""
    if practice.published is None:
        return
    yield from _byline(practice, practice.published)
    found = _IN_URL.search(practice.provenance.url or "")
    witness = practice.evidence.published
    if found and not practice.published.startswith(said := f"{found[1]}-{found[2]}"):
        yield Issue(
            f"published {practice.published}, and the address of the page says {said}",
            ("published",),
            witness.line if witness else None,
            "Nothing to do, if the page was moved.",
            Severity.NOTE,
            about=f"url: {said}",
        )


def _byline(practice: Practice, published: str) -> Iterator[Issue]:
    for k, term in enumerate(practice.evidence.byline):
        if not _DATE.fullmatch(term.raw):
            continue
        from gpkit.text.dates import read_date  # few bylines hold a date

        reading = read_date(term.raw)
        readings = [r for r in (reading.value, *reading.readings) if r is not None]
        if readings and published not in readings:
            yield Issue(
                f"published {published}, and the byline says {term.raw!r}",
                ("evidence", "byline", "terms", k),
                practice.evidence.byline_line,
                "The date line was taken. If the byline is right, correct the practice.",
                about=f"byline: {term.raw}",
            )
