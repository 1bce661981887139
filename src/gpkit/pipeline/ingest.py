"""An ingest from its inputs to the files of the store."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from gpkit import authority, parsers
from gpkit.config import Config
from gpkit.documents import containers, sources
from gpkit.engines import Begun, Lost, cores
from gpkit.errors import GpkitError, Unreadable
from gpkit.pipeline.outcome import Outcome
from gpkit.pipeline.plan import Drafts, Planner
from gpkit.pipeline.work import Page, Reader, Task
from gpkit.store import quarantine, raw
from gpkit.store.tree import State, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from gpkit.engines import Engine
    from gpkit.pipeline.plan import Planned

_WRITTEN = (State.NEW, State.CHANGED)
_SMALL = 256 * 2**10  # bytes of inputs that are read in this process: nothing in them can hang it


class Ingest(NamedTuple):
    """The settings of an ingest."""

    archive: Path
    out: Path
    family: str | None = None
    dry_run: bool = False
    overwrite: bool = False
    config: Config = Config()
    jobs: int | None = None  # workers; None: as many as there are cores

    def run(self, inputs: Sequence[str], step: Callable[[str], None] | None = None) -> Outcome:
        """Ingest inputs; ``step`` is called with the name of each dump before it is read."""
        found = [_at_hand(source) for source in sources.find(inputs, self.archive)]
        outcome = Outcome([f for f in found if isinstance(f, GpkitError)])
        files = [source for source in found if isinstance(source, sources.Source)]
        files.sort(key=lambda source: (source.name, str(source.path)))
        drafts = self._read(files, outcome, step)
        self._write(drafts, outcome)
        return outcome

    # Reading --------------------------------------------------------------------------------------

    def _read(
        self, files: list[sources.Source], outcome: Outcome, step: Callable[[str], None] | None
    ) -> Drafts:
        drafts, origins = Drafts(), _Origins()
        reader = Reader(self.family, self.config, authority.overlays(), parsers.folder())
        tasks = [Task(source, origins.of(source)) for source in files]
        seen: set[tuple[str, str]] = set()
        for found in self._engine(files).map(reader.read, tasks):
            if isinstance(found, Begun):
                if step:
                    step(found.name)
            elif isinstance(found, Lost):
                outcome.failures.append(_lost(found, self.config.limits.seconds))
            elif isinstance(found, containers.LeftOut):
                outcome.left_out.append(found)
            elif isinstance(found, GpkitError):
                outcome.failures.append(found)
            else:
                if found.source and not self.dry_run:
                    kept = _keep(self.archive, found.source, found.sha256)
                    origins.keep(kept.relative_to(self.archive).as_posix(), found.source)
                _note(found, outcome, drafts, seen)
        if not self.dry_run:
            origins.write(self.archive)
        return drafts

    def _engine(self, files: list[sources.Source]) -> Engine:
        if sum(source.size() for source in files) <= _SMALL:
            from gpkit.engines.serial import Serial

            return Serial()
        from gpkit.engines.processes import Processes

        limits = self.config.limits
        jobs = min(self.jobs or cores(), len(files))
        return Processes(jobs, limits.seconds, limits.memory)

    # Writing --------------------------------------------------------------------------------------

    def _write(self, drafts: Drafts, outcome: Outcome) -> None:
        planner = Planner(self.archive, self.out, self.family, self.overwrite)
        with ExitStack() as held:
            locked = False
            for practice_id in drafts.ids():
                found = drafts.of(practice_id)
                planned = planner.planned(practice_id, found)
                if planned.state in _WRITTEN and not self.dry_run:
                    if not locked:
                        held.enter_context(Tree(self.out).locked())
                        locked = True
                        planned = planner.planned(practice_id, found)
                    quarantine.move(self.out, planned.id, planned.text, doubtful=planned.doubtful)
                _count(planned, self.out, outcome)
            if locked:
                _finish(self.out)


class _Origins:
    """Where the dumps at hand came from, as the indexes beside them say."""

    def __init__(self) -> None:
        self._indexes: dict[Path, dict[str, raw.Origin]] = {}
        self._of_kept: dict[str, raw.Origin] = {}

    def of(self, source: sources.Source) -> raw.Origin:
        """Give the origin of a file."""
        if source.path is None:
            return raw.NOWHERE
        beside = source.path.parent
        if beside not in self._indexes:
            self._indexes[beside] = raw.read_index(beside)
        return self._indexes[beside].get(source.path.name, raw.NOWHERE)

    def keep(self, name: str, source: sources.Source) -> None:
        """Note the origin of a dump under its name in the archive."""
        if (origin := self.of(source)) != raw.NOWHERE:
            self._of_kept[name] = origin

    def write(self, archive: Path) -> None:
        """Add what was noted to the index of the archive."""
        if self._of_kept:
            raw.write_index(archive, self._of_kept)


def _at_hand(source: sources.Source | GpkitError) -> sources.Source | GpkitError:
    """Read standard input, which can be read but once, and by this process alone."""
    if isinstance(source, GpkitError) or source.path:
        return source
    try:
        return source._replace(data=source.read())
    except GpkitError as failure:
        return failure


def _keep(archive: Path, source: sources.Source, sha256: str) -> Path:
    """Keep the dump of a file in the archive, unless it is there."""
    if source.path and (archive / source.name).resolve() == source.path.resolve():
        return archive / source.name
    return raw.keep(archive, source.name, source.read(), sha256)


def _note(page: Page, outcome: Outcome, drafts: Drafts, seen: set[tuple[str, str]]) -> None:
    """Put down what a page gave; a page that was read already gives nothing more."""
    if page.row is None:
        outcome.none_expected.append(page.name)
        return
    if (page.name, page.sha256) in seen:
        return
    seen.add((page.name, page.sha256))
    outcome.rows.append(page.row)
    for draft in page.drafts:
        drafts.add(draft)


def _lost(lost: Lost, seconds: float) -> GpkitError:
    return Unreadable(
        f"{lost.name}: given up: {lost.why}",
        f"The limit is [limits] seconds = {seconds:g} in gpkit.toml. If the dump is no page, take "
        "it out of the input.",
    )


def _count(planned: Planned, out: Path, outcome: Outcome) -> None:
    outcome.states[planned.state] += 1
    outcome.quarantined += planned.doubtful
    if planned.state is State.KEPT:
        tree, _ = quarantine.shelves(out, doubtful=planned.doubtful)
        outcome.kept.append(tree.path(planned.id).as_posix())


def _finish(out: Path) -> None:
    """Make names durable, and put the schema beside the practices."""
    from gpkit.schema import schema_text
    from gpkit.store.codec import SCHEMA_FILE
    from gpkit.store.files import write_atomic

    for root in (out, quarantine.beside(out)):
        if root.is_dir():
            write_atomic(root / SCHEMA_FILE, schema_text().encode())
            Tree(root).sync()
