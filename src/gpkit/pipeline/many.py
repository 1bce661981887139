"""The writing half of a large ingest: practices are planned and written by the part, in workers."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from gpkit.engines import Lost
from gpkit.engines.stretches import Stretch
from gpkit.errors import GpkitError
from gpkit.limits import OverLimit
from gpkit.pipeline.crew import crew
from gpkit.pipeline.few import WRITTEN, bring, note, settle
from gpkit.pipeline.outcome import Outcome
from gpkit.store import quarantine
from gpkit.store.tree import State, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.pipeline.drafts import Drafts
    from gpkit.pipeline.ingest import Ingest
    from gpkit.pipeline.plan import Planned, Planner

_PART = 512  # practices
_LARGE = 32 * 2**20  # characters that are written, and made durable, together at most


class Told:
    """What becomes of some practices, up to a number."""

    def __init__(self, stop: int) -> None:
        self.stop = stop
        self.states: Counter[State] = Counter()
        self.quarantined = 0
        self.kept: list[str] = []
        self.other_bytes: list[str] = []  # dumps that were read before with other bytes
        self.failures: list[GpkitError] = []
        self.left: list[int] = []  # practices that are not planned yet

    def into(self, outcome: Outcome) -> None:
        """Add it to what a run did."""
        outcome.states.update(self.states)
        outcome.quarantined += self.quarantined
        outcome.kept += self.kept
        outcome.failures += self.failures
        outcome.other_bytes += [n for n in self.other_bytes if n not in outcome.other_bytes]


class Writing(NamedTuple):
    """The work on a part of the ids of a run."""

    ingest: Ingest
    planner: Planner
    drafts: Drafts
    ids: list[str]

    def do(self, part: Stretch) -> Iterator[Told | OSError | GpkitError]:
        """Write what is planned quickly; tell what becomes of it just before."""
        try:
            for told, planned in self.planned(part, quick=True):
                yield told
                bring(self.ingest.out, planned)
        except (OSError, GpkitError) as error:
            yield error

    def planned(self, part: Stretch, *, quick: bool) -> Iterator[tuple[Told, list[Planned]]]:
        """Plan practices; give them in stretches that are written together."""
        planned, size, told = list["Planned"](), 0, Told(part.start)
        for number in range(part.start, part.stop):
            one = self.plan(number, told, quick=quick)
            if one and one.state in WRITTEN:
                planned.append(one)
                size += len(one.text)
            told.stop = number + 1
            if size > _LARGE:
                yield told, planned
                planned, size, told = [], 0, Told(told.stop)
        yield told, planned

    def plan(self, number: int, told: Told, *, quick: bool = False) -> Planned | None:
        """Plan a practice, and put down what becomes of it; None where that is not known."""
        practice_id = self.ids[number]
        drafts = self.drafts.of(practice_id)
        plan = self.planner.quickly if quick else self.planner.planned
        try:
            planned = plan(practice_id, drafts)
        except OverLimit as error:
            told.failures.append(error)
            return None
        if planned is None:
            told.left.append(number)
            return None
        note(self.ingest, planned, drafts, told)
        return planned


def write(ingest: Ingest, planner: Planner, drafts: Drafts, outcome: Outcome, jobs: int) -> None:
    """Bring the store to what the drafts say; it is locked where there is something to write."""
    writing = Writing(ingest, planner, drafts, drafts.ids())
    number = 0
    for number in range(len(writing.ids)):
        told = Told(number + 1)
        planned = writing.plan(number, told)
        if planned and planned.state in WRITTEN and not ingest.dry_run:
            break
        told.into(outcome)
    else:
        return
    with Tree(ingest.out).locked():
        try:
            _write(writing, number, outcome, jobs)
        except BaseException:
            for root in (ingest.out, quarantine.beside(ingest.out)):
                Tree(root).sweep()  # workers that were stopped cannot
            raise
        settle(ingest.out)


def _write(writing: Writing, start: int, outcome: Outcome, jobs: int) -> None:
    """Write all from a number on."""
    done = start
    with closing(crew(jobs, writing.do, len(writing.ids), _PART, start)) as parts:
        for part, found in parts:
            if isinstance(found, OSError | GpkitError):
                raise found
            if isinstance(found, Lost):  # what it told is counted, and may not be written
                _again(writing, Stretch(part.start, done), Outcome([]))
                _again(writing, Stretch(done, part.stop), outcome)
                done = part.stop
                continue
            done = found.stop
            for number in found.left:
                _again(writing, Stretch(number, number + 1), outcome)
            found.into(outcome)


def _again(writing: Writing, part: Stretch, outcome: Outcome) -> None:
    """Plan and write a part here."""
    for told, planned in writing.planned(part, quick=False):
        bring(writing.ingest.out, planned)
        told.into(outcome)
