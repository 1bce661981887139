"""Lines of the dump that the parser did not know.

Every non-blank line of a dump is claimed: by a record, or as noise with a reason. What nobody
claims is never dropped in silence; ``gpkit inspect`` shows it in place.

Fails::

    provenance: {unclaimed: [3, 4]}
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
    """Report the lines that the practice's dump has left over near it."""
    lines = practice.provenance.unclaimed
    if lines:
        shown = ", ".join(str(line) for line in lines[:10]) + (" ..." if len(lines) > 10 else "")
        yield Issue(
            f"{len(lines)} lines of the dump are claimed by nobody: {shown}",
            ("provenance", "unclaimed"),
            lines[0],
            f"Look at them: gpkit inspect {practice.provenance.dump}",
            about=f"{len(lines)} lines",
        )
