"""The file holds the markers of a merge that was not settled.

``gpkit merge-driver`` and Git leave them where both sides changed the same field. Keep one side
or write what is right, and remove the three lines ``<<<<<<<``, ``=======`` and ``>>>>>>>``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.rules import Stored

SEVERITY = Severity.ERROR
_OPENS = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
_FIELD = re.compile(r"^[ +-]*([a-z_]+):", re.MULTILINE)


def check_file(stored: Stored) -> Iterator[Issue]:
    """Report each conflict at the line of its first marker."""
    if not stored.problem:
        return
    for found in _OPENS.finditer(stored.text):
        line = stored.text.count("\n", 0, found.start()) + 1
        end = stored.text.find("\n>>>>>>>", found.end())
        named = _FIELD.search(stored.text, found.end(), max(end, found.end()))
        field = named[1] if named else "a field"
        yield Issue(
            f"a merge is not settled: both sides changed {field}",
            hint="Keep what is right, and remove the lines with the markers.",
            about=field,
            spot=Spot(stored.path, line),
        )
