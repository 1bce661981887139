"""The writing half of an ingest: the store is brought to what drafts say, in this process."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from gpkit.limits import OverLimit
from gpkit.pipeline.drafts import Drafts
from gpkit.pipeline.plan import Planner
from gpkit.store import beside, quarantine, raw
from gpkit.store.tree import State, Tree

if TYPE_CHECKING:
    from pathlib import Path

    from gpkit.pipeline.ingest import Ingest
    from gpkit.pipeline.many import Told
    from gpkit.pipeline.outcome import Outcome
    from gpkit.pipeline.plan import Planned
    from gpkit.pipeline.work import Draft

WRITTEN = (State.NEW, State.CHANGED)
_BATCH = 512  # practices that are written, and made durable, together


def write(ingest: Ingest, drafts: Drafts, outcome: Outcome, jobs: int = 1) -> None:
    """Bring the store to what the drafts say, and count what that did."""
    below = ingest.config.ingest.confidence
    prefer = ingest.config.merge.prefer
    planner = Planner(ingest.archive, ingest.out, ingest.family, ingest.overwrite, below, prefer)
    if _is_known(ingest, drafts):
        from gpkit.pipeline import writing

        writing.write(ingest, planner, drafts, outcome)
    elif type(drafts) is not Drafts:
        from gpkit.pipeline import many

        many.write(ingest, planner, drafts, outcome, jobs)
    else:
        _write(ingest, planner, drafts, outcome)


def _write(ingest: Ingest, planner: Planner, drafts: Drafts, outcome: Outcome) -> None:
    with ExitStack() as held:
        locked = False
        waiting: list[Planned] = []
        for practice_id in drafts.ids():
            found = drafts.of(practice_id)
            try:
                planned = planner.planned(practice_id, found)
            except OverLimit as error:
                outcome.failures.append(error)
                continue
            if planned.state in WRITTEN and not ingest.dry_run:
                if not locked:
                    held.enter_context(Tree(ingest.out).locked())
                    locked = True
                    planned = planner.planned(practice_id, found)
                waiting.append(planned)
            if len(waiting) == _BATCH:
                bring(ingest.out, waiting)
            note(ingest, planned, found, outcome)
        if locked:
            bring(ingest.out, waiting)
            settle(ingest.out)


def _is_known(ingest: Ingest, drafts: Drafts) -> bool:
    """Tell whether more than titles tell the ids of a run: few stores need what that needs."""
    if ingest.scrape or ingest.prune:
        return True
    if any((ingest.out.parent / name).exists() for name in beside.OF_IDS):
        return True
    if not drafts.dated:
        return False
    from gpkit.pipeline.writing import concerns

    return concerns(ingest.out, drafts)


def bring(out: Path, waiting: list[Planned]) -> None:
    """Write what waits to be written."""
    for doubtful in (False, True):
        texts = {one.id: one.text for one in waiting if one.doubtful is doubtful}
        if texts:
            quarantine.move(out, texts, doubtful=doubtful)
    waiting.clear()


def note(ingest: Ingest, planned: Planned, drafts: list[Draft], done: Outcome | Told) -> None:
    """Put down what becomes of a practice."""
    done.states[planned.state] += 1
    done.quarantined += planned.doubtful
    if planned.state is State.KEPT:
        tree, _ = quarantine.shelves(ingest.out, doubtful=planned.doubtful)
        done.kept.append(tree.path(planned.id).as_posix())
    if planned.state in WRITTEN:
        _compare(drafts, ingest.archive, done)


def _compare(drafts: list[Draft], archive: Path, done: Outcome | Told) -> None:
    """Name the dumps that bear a name that was read before, and neither time nor scrape."""
    for draft in drafts:
        loose = not draft.fetched and raw.is_beside(archive, draft.dump, draft.sha256)
        if loose and draft.dump not in done.other_bytes:
            done.other_bytes.append(draft.dump)


def settle(out: Path) -> None:
    """Make names durable, and put the schema beside the practices."""
    from gpkit.schema import schema_text
    from gpkit.store.codec import SCHEMA_FILE
    from gpkit.store.files import write_atomic

    for root in (out, quarantine.beside(out)):
        if root.is_dir() and not root.is_symlink():
            write_atomic(root / SCHEMA_FILE, schema_text().encode())
            Tree(root).sync()
