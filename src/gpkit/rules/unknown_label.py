"""A label in a block of facets names no facet.

Its values are kept in ``observed`` and count for nothing: the site may have renamed a label.

Option ``ignore``: labels that are known to name no facet of yours.

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
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gpkit.model import Practice

SEVERITY = Severity.NOTE
OPTIONS: dict[str, list[str]] = {"ignore": []}


def check(practice: Practice, options: Mapping[str, Sequence[str]]) -> Iterator[Issue]:
    """Report each label without a facet."""
    known = {fold(label) for label in options["ignore"]}
    for i, entry in enumerate(practice.observed):
        if entry.facet is None and fold(entry.label) not in known:
            yield Issue(
                f"the label {entry.label!r} names no known facet",
                ("observed", i, "label"),
                entry.line,
                "Add the label to a facet of the authority, if it is one.",
                about=entry.label,
            )
