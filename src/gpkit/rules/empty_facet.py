"""A label stands on the page without a value.

Passes::

    observed:
    - {label: Start date, facet: start_date, line: 3, values: [{raw: '2018', line: 4}]}

Fails::

    observed:
    - {label: Start date, facet: start_date, line: 3, values: []}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue
from gpkit.rules.missing_facet import required

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice

SEVERITY = Severity.NOTE


def check(practice: Practice) -> Iterator[Issue]:
    """Report each empty label; one that the site's pages must fill is a warning."""
    filled = {entry.facet for entry in practice.observed if entry.values}
    for i, entry in enumerate(practice.observed):
        if entry.facet is None or entry.values or entry.facet in filled:
            continue
        severity = Severity.WARNING if entry.facet in required(practice.family) else None
        yield Issue(
            f"the label {entry.label!r} stands on the page without a value",
            ("observed", i, "label"),
            entry.line,
            "Look at the page; what is known can be written to data/corrections.",
            severity,
            about=entry.label,
        )
