"""An ingest from its inputs to the files of the store."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from gpkit import authority, parsers
from gpkit.config import Config
from gpkit.documents import sources
from gpkit.engines import SMALL
from gpkit.errors import GpkitError
from gpkit.limits import OverLimit
from gpkit.pipeline.gather import Gathering
from gpkit.pipeline.outcome import Outcome
from gpkit.pipeline.plan import Drafts, Planner
from gpkit.pipeline.work import Reader
from gpkit.store import quarantine, raw
from gpkit.store.tree import State, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from gpkit.config import InputsConfig
    from gpkit.engines import Engine
    from gpkit.pipeline.gate import Gate
    from gpkit.pipeline.plan import Planned
    from gpkit.pipeline.work import Draft

WRITTEN = (State.NEW, State.CHANGED)
_BATCH = 512  # practices that are written, and made durable, together
_OF_IDS = ("aliases.csv", "decisions.yaml", "merged", "scrapes")  # beside the catalogue


class Ingest(NamedTuple):
    """The settings of an ingest."""

    archive: Path
    out: Path
    family: str | None = None
    dry_run: bool = False
    overwrite: bool = False
    config: Config = Config()
    jobs: int | None = None  # workers; None: as many as there are cores
    scrape: str | None = None  # the name of the scrape that the inputs belong to
    prune: bool = False  # remove retired practices
    gate: Gate | None = None  # what is let through; None: all
    partial: bool = False  # the scrape shows its sites in part: what it lacks is not retired

    def run(self, inputs: Sequence[str], step: Callable[[str], None] | None = None) -> Outcome:
        """Ingest inputs; ``step`` is called with the name of each dump before it is read."""
        found = [_at_hand(source) for source in sources.find(inputs, self.archive)]
        outcome = Outcome([f for f in found if isinstance(f, GpkitError)])
        files = [source for source in found if isinstance(source, sources.Source)]
        files.sort(key=lambda source: (source.name, str(source.path)))
        if _is_small(files, self.config.inputs):
            from gpkit.engines.serial import Serial

            self.write(self.gathering(Serial()).drafts(files, outcome, step), outcome)
            return outcome
        from gpkit.pipeline.large import run

        return run(self, inputs, files, outcome, step)

    def gathering(self, engine: Engine) -> Gathering:
        """Give the reading half of this ingest."""
        reader = Reader(self.family, self.config, authority.overlays(), parsers.folder(), self.gate)
        return Gathering(reader, engine, None if self.dry_run else self.archive)

    # Writing --------------------------------------------------------------------------------------

    def write(self, drafts: Drafts, outcome: Outcome, jobs: int = 1) -> None:
        """Bring the store to what the drafts say, and count what that did."""
        below = self.config.ingest.confidence
        prefer = self.config.merge.prefer
        planner = Planner(self.archive, self.out, self.family, self.overwrite, below, prefer)
        if self._is_known(drafts):
            from gpkit.pipeline.writing import write

            write(self, planner, drafts, outcome)
            return
        if type(drafts) is not Drafts:
            from gpkit.pipeline import many

            many.write(self, planner, drafts, outcome, jobs)
            return
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
                if planned.state in WRITTEN and not self.dry_run:
                    if not locked:
                        held.enter_context(Tree(self.out).locked())
                        locked = True
                        planned = planner.planned(practice_id, found)
                    waiting.append(planned)
                if len(waiting) == _BATCH:
                    bring(self.out, waiting)
                _count(planned, self.out, outcome)
                if planned.state in WRITTEN:
                    _compare(found, self.archive, outcome)
            if locked:
                bring(self.out, waiting)
                settle(self.out)

    def _is_known(self, drafts: Drafts) -> bool:
        """Tell whether more than titles tell the ids of a run: few stores need what that needs."""
        if self.scrape or self.prune:
            return True
        if any((self.out.parent / name).exists() for name in _OF_IDS):
            return True
        if not drafts.dated:
            return False
        from gpkit.pipeline.writing import concerns

        return concerns(self.out, drafts)


def _is_small(files: Sequence[sources.Source], columns: InputsConfig) -> bool:
    """Tell inputs that are read in this process: a few plain pages, which cannot hang it."""
    size = 0
    for source in files:
        size += source.size()
        if size > SMALL:
            return False
    from gpkit.documents.containers import is_page

    return all(is_page(source, columns) for source in files)


def _at_hand(source: sources.Source | GpkitError) -> sources.Source | GpkitError:
    """Read standard input, which can be read but once, and by this process alone."""
    if isinstance(source, GpkitError) or source.path:
        return source
    try:
        return source._replace(data=source.read())
    except GpkitError as failure:
        return failure


def bring(out: Path, waiting: list[Planned]) -> None:
    """Write what waits to be written."""
    for doubtful in (False, True):
        texts = {one.id: one.text for one in waiting if one.doubtful is doubtful}
        if texts:
            quarantine.move(out, texts, doubtful=doubtful)
    waiting.clear()


def _count(planned: Planned, out: Path, outcome: Outcome) -> None:
    outcome.states[planned.state] += 1
    outcome.quarantined += planned.doubtful
    if planned.state is State.KEPT:
        tree, _ = quarantine.shelves(out, doubtful=planned.doubtful)
        outcome.kept.append(tree.path(planned.id).as_posix())


def _compare(found: list[Draft], archive: Path, outcome: Outcome) -> None:
    """Name the dumps that bear a name that was read before, and neither time nor scrape."""
    for draft in found:
        loose = not draft.fetched and raw.is_beside(archive, draft.dump, draft.sha256)
        if loose and draft.dump not in outcome.other_bytes:
            outcome.other_bytes.append(draft.dump)


def settle(out: Path) -> None:
    """Make names durable, and put the schema beside the practices."""
    from gpkit.schema import schema_text
    from gpkit.store.codec import SCHEMA_FILE
    from gpkit.store.files import write_atomic

    for root in (out, quarantine.beside(out)):
        if root.is_dir() and not root.is_symlink():
            write_atomic(root / SCHEMA_FILE, schema_text().encode())
            Tree(root).sync()
