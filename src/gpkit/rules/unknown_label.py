"""A label in a block of facets names no facet.

Its values are kept in ``observed`` and count for nothing: the site may have renamed a label.

Passes::

    observed:
    - {label: Level, facet: digital_skill_level, line: 3, values: []}

Fails::

    observed:
    - {label: Mood, line: 3, values: [{raw: sunny, line: 4}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice

SEVERITY = Severity.NOTE


def check(practice: Practice) -> Iterator[Issue]:
    """Report each label without a facet."""
    for i, entry in enumerate(practice.observed):
        if entry.facet is None:
            yield Issue(
                f"the label {entry.label!r} names no known facet",
                ("observed", i, "label"),
                entry.line,
                "Add the label to a facet of the authority, if it is one.",
            )
