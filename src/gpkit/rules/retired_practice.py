"""The last scrapes of its site lack a practice: its source has vanished.

Nothing is deleted: gpkit ingest --prune removes such practices for those who want it.

Fails::

    retired: {scrape: "2024-05-01", date: "2024-05-01"}
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
    """Report a practice that was retired."""
    if practice.retired:
        scrape, date = practice.retired
        when = f" of {date}" if date and date != scrape else ""
        yield Issue(
            f"not in the scrape {scrape}{when}, which shows its site",
            ("retired",),
            practice.provenance.lines[0],
            "Keep it, or remove all that are retired: gpkit ingest --prune",
            about=scrape,
        )
