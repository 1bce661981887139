"""The id of a practice is not the path of its file.

An id is ``<family>/<slug>``, and the file of the practice is ``<family>/<slug>.yaml``: whoever
reads one knows the other. A file that was renamed or copied by hand breaks that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.rules import Stored

SEVERITY = Severity.ERROR


def check_file(stored: Stored) -> Iterator[Issue]:
    """Compare the id with the path, and the family with the id."""
    practice = stored.practice
    if practice is None:
        return
    if stored.id is not None and practice.id != stored.id:
        message = f"the id is {practice.id}, and the path says {stored.id}"
        yield Issue(message, ("id",), hint=f"Rename the file to {practice.id}.yaml.")
    if practice.family != practice.id.partition("/")[0]:
        message = f"the family is {practice.family}, and the id says {practice.id}"
        yield Issue(message, ("family",), hint="Make the family the first part of the id.")
