"""What the last ingest ended with, so that one over the same files need not do it again.

Files are told by size, times and inode, as Git's index does. The note of a run is written when
the clock has left the times of its files behind: what is written later has another time.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from gpkit import errors
from gpkit.errors import GpkitError
from gpkit.pipeline.outcome import Outcome, Row
from gpkit.store import prints
from gpkit.store.cache import NAME as CACHE
from gpkit.store.files import write_atomic
from gpkit.store.lock import NAME as LOCK
from gpkit.store.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE = "last-ingest.json"


def state(settings: object, inputs: Iterable[Path], out: Path) -> prints.State:
    """Name the state of all that an ingest reads and writes."""
    data = prints.below(out.parent, (CACHE, LOCK, "__pycache__"))
    return prints.state(map(prints.stat_of, inputs), data, told=settings)


def recall(folder: Path, now: str) -> Outcome | None:
    """Give what the last run did, had it met this state: nothing new. None where it did not."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        note = json.loads((folder / FILE).read_text("utf-8"))
        if note["state"] == now:
            return _outcome(note)
    return None


def note(folder: Path, outcome: Outcome, settings: object, inputs: list[Path], out: Path) -> None:
    """Write down what a run ended with."""
    time.sleep(prints.TICK)
    now = state(settings, inputs, out)
    if now.fine:
        with suppress(OSError):
            write_atomic(folder / FILE, json.dumps(_note(outcome, now.name)).encode())


def _note(outcome: Outcome, name: str) -> dict[str, Any]:
    kept = outcome.states[State.KEPT]
    return {
        "state": name,
        "rows": outcome.rows,
        "failures": [[type(f).__name__, str(f), f.hint] for f in outcome.failures],
        "none_expected": outcome.none_expected,
        "left_out": outcome.left_out,
        "unchanged": outcome.states.total() - kept,
        "kept": outcome.kept,
        "quarantined": outcome.quarantined,
    }


def _outcome(note: dict[str, Any]) -> Outcome:
    outcome = Outcome([_failure(*failure) for failure in note["failures"]])
    outcome.rows = [Row(*row) for row in note["rows"]]
    outcome.none_expected = note["none_expected"]
    if note["left_out"]:
        from gpkit.documents.pages import LeftOut

        outcome.left_out = [
            LeftOut(where, tuple((what, count) for what, count in counts))
            for where, counts in note["left_out"]
        ]
    outcome.kept = note["kept"]
    outcome.states = +Counter({State.UNCHANGED: note["unchanged"], State.KEPT: len(note["kept"])})
    outcome.quarantined = note["quarantined"]
    return outcome


def _failure(kind: str, message: str, hint: str) -> GpkitError:
    made = getattr(errors, kind, GpkitError)
    return made(message, hint) if issubclass(made, GpkitError) else GpkitError(message, hint)
