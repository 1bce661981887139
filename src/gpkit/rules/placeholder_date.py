"""A date was never filled in ("dd.mm.2023").

Fails::

    evidence: {published: {raw: dd.mm.2023, line: 2}}
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
    """Report a date line that says no date."""
    published = practice.evidence.published
    if published and not practice.published and not published.readings:
        yield Issue(
            f"the date of publication reads {published.raw!r}",
            ("evidence", "published"),
            published.line,
            "Write the date to data/corrections, if it is known.",
            about=published.raw,
        )
