"""A practice ends before it starts.

Passes::

    facets: {start_date: ['2018'], end_date: ['2018-09-30']}

Fails::

    facets: {start_date: ['2019-10-01'], end_date: ['2018-09-30']}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice

SEVERITY = Severity.ERROR


def check(practice: Practice) -> Iterator[Issue]:
    """Compare start and end, as far as both are precise."""
    starts, ends = (practice.facets.get(name, ()) for name in ("start_date", "end_date"))
    for start in starts[:1]:
        for k, end in enumerate(ends):
            precision = min(len(str(start)), len(str(end)))
            if str(end)[:precision] < str(start)[:precision]:
                yield Issue(
                    f"it starts {start} and ends {end}",
                    ("facets", "end_date", k),
                    _line(practice),
                    "See how they were read: gpkit explain " + practice.id,
                    about=f"{start} to {end}",
                )


def _line(practice: Practice) -> int | None:
    ends = (e for e in practice.observed if e.facet in ("end_date", "period"))
    return next((e.line for e in ends), None)
