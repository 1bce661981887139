"""The file is no YAML that gpkit reads.

Broken syntax, a key given twice, an anchor, an alias, a tag, a merge key, a second document, or
nesting deeper than any practice. gpkit writes a small subset of YAML that every reader reads
alike, and reads no more than that.
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
    """Report why the file could not be read."""
    if stored.problem:
        yield Issue(str(stored.problem), hint="Mend the file, or ingest its dump again.", about="")
