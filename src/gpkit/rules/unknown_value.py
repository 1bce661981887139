"""A value stands in no scheme.

The raw words are kept in ``observed`` and left out of ``facets``: nothing is guessed.

Passes::

    observed:
    - {label: Country, facet: country, line: 3, values: [{raw: Latvia, line: 4, concept: LV}]}

Fails::

    observed:
    - {label: Country, facet: country, line: 3, values: [{raw: Atlantis, line: 4}]}
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
    """Report each value of a known facet that means nothing we know."""
    for i, entry in enumerate(practice.observed):
        if entry.facet is None:
            continue
        for j, value in enumerate(entry.values):
            if value.concept is None and not value.readings:
                yield Issue(
                    f"{value.raw!r} is no known value of {entry.facet}",
                    ("observed", i, "values", j, "raw"),
                    value.line,
                    f"Add it to the scheme of {entry.facet}, or correct the practice.",
                    about=f"{entry.facet}: {value.raw}",
                )
