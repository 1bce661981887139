"""The byline of a record and its block of facets disagree.

They are two witnesses of the same facts. The block wins and the byline is kept: a value that only
the byline names is a warning, one that only the block names is a note.

Passes::

    facets: {country: [BG]}
    observed:
    - {label: Country, facet: country, line: 3, values: [{raw: Bulgaria, line: 4, concept: BG}]}
    evidence: {byline: {line: 2, terms: [{raw: Bulgaria, facet: country, concept: BG}]}}

Fails::

    facets: {country: [LV]}
    observed:
    - {label: Country, facet: country, line: 3, values: [{raw: Latvia, line: 4, concept: LV}]}
    evidence: {byline: {line: 2, terms: [{raw: Bulgaria, facet: country, concept: BG}]}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice

SEVERITY = Severity.WARNING


def check(practice: Practice) -> Iterator[Issue]:
    """Compare both witnesses for each facet that both speak of."""
    terms = practice.evidence.byline
    spoken = {term.facet for term in terms if term.concept}
    for k, term in enumerate(terms):
        block = practice.facets.get(term.facet or "")
        if term.concept and block and term.concept not in block:
            yield Issue(
                f"the byline says {term.raw!r} ({term.facet}), the block of facets does not",
                ("evidence", "byline", "terms", k),
                practice.evidence.byline_line,
                "The block was taken. If the byline is right, correct the practice.",
                about=f"byline: {term.facet}: {term.raw}",
            )
    named = {(term.facet, term.concept) for term in terms}
    for i, entry in enumerate(practice.observed):
        for j, value in enumerate(entry.values):
            if (
                entry.facet in spoken
                and value.concept
                and (entry.facet, value.concept) not in named
            ):
                yield Issue(
                    f"the block of facets says {value.raw!r} ({entry.facet}), the byline does not",
                    ("observed", i, "values", j, "raw"),
                    value.line,
                    "Nothing to do: bylines name less than blocks.",
                    Severity.NOTE,
                    about=f"block: {entry.facet}: {value.raw}",
                )
