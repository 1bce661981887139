"""The file was changed by hand after gpkit wrote it.

Practices are derived from raw dumps; the next ingest will not overwrite such a file unasked, and
so it no longer follows its dump. Write the change to ``data/corrections/<id>.yaml``, where every
ingest applies it, and run ``gpkit ingest --overwrite data/raw``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue
from gpkit.store.codec import is_sealed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.rules import Stored

SEVERITY = Severity.WARNING


def check_file(stored: Stored) -> Iterator[Issue]:
    """Report a broken or missing seal."""
    if stored.practice and not is_sealed(stored.text):
        hint = f"Write the change to data/corrections/{stored.practice.id}.yaml instead."
        yield Issue("changed by hand: the seal of the file is broken", hint=hint)
