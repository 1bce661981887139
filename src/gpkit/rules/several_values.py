"""A facet that can have one value has several.

A project has one coordinator, one start and one grant. A second one is mostly a value whose own
label was lost. The same value twice is none.

Passes::

    observed:
    - {label: End date, facet: end_date, line: 3, values: [
        {raw: '2024', line: 4, concept: '2024'}, {raw: '2024', line: 5, concept: '2024'}]}

Fails::

    observed:
    - {label: Start date, facet: start_date, line: 3, values: [
        {raw: '2023', line: 4, concept: '2023'}, {raw: '2024', line: 5, concept: '2024'}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.authority import load
from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice

SEVERITY = Severity.WARNING


def check(practice: Practice) -> Iterator[Issue]:
    """Look at the values below each label of such a facet."""
    authority = load()
    for i, entry in enumerate(practice.observed):
        known = entry.facet in authority.facets()
        if entry.facet is None or not known or authority.facet(entry.facet).many:
            continue
        raws = list(dict.fromkeys(" ".join(value.raw.split()) for value in entry.values))
        if len(raws) > 1:
            yield Issue(
                f"{entry.label!r} has {len(raws)} values, and can have one: {raws[1]!r}",
                ("observed", i, "values", 1, "raw"),
                entry.values[1].line,
                "Was a label lost there? Scrape the page again, or correct the practice.",
                about=f"{entry.facet}: {raws[1]}",
            )
