"""What becomes of the file of a practice."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """What writing a practice did, or would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # edited by hand: not overwritten unasked
