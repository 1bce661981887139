"""The reading half of an ingest: all files through an engine, or out of the memory of past runs."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

from gpkit.documents.pages import LeftOut
from gpkit.engines import Begun, Lost
from gpkit.engines.apart import given_up
from gpkit.errors import GpkitError, Unreadable
from gpkit.pipeline.drafts import Drafts
from gpkit.pipeline.work import Page, Task
from gpkit.store import raw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gpkit.documents import sources
    from gpkit.engines import Engine
    from gpkit.pipeline.outcome import Outcome
    from gpkit.pipeline.packed import Content, Packed, Spool
    from gpkit.pipeline.remembered import Remembered
    from gpkit.pipeline.work import Reader

    Told = Packed | GpkitError | LeftOut | Begun | Content


_MOST = 2000  # results of a file that are remembered; the rest of a crawl is read again
_BRIEF = 2**18  # bytes of a file that takes little


class Gathering(NamedTuple):
    """How the files of an ingest are read."""

    reader: Reader
    engine: Engine
    archive: Path | None  # None: nothing is kept
    remembered: Remembered | None = None
    jobs: int = 1  # workers

    def drafts(
        self, files: list[sources.Source], outcome: Outcome, step: Callable[[str], None] | None
    ) -> Drafts:
        """Read files, and put down in the outcome what they gave."""
        drafts, origins = Drafts(), Origins()
        keeper = _Keeper(self.archive, origins) if self.archive else None
        seen: set[tuple[str, str]] = set()
        tasks = [Task(source, origins.of(source)) for source in files]
        for number, found in self.engine.map(self.reader.read, tasks):
            task = tasks[number]
            if isinstance(found, GpkitError | Lost):
                fail(task, found, drafts, outcome)
            elif not isinstance(found, Page):
                tell(found, outcome, step)
            elif not (keeper and found.loose and self._changed(task, found, keeper, outcome)):
                note(found, outcome, drafts, seen)
        if keeper:
            keeper.close()
        return drafts

    def _changed(self, task: Task, page: Page, keeper: _Keeper, outcome: Outcome) -> bool:
        """Keep the dump of a page; tell whether it is no longer the one that was read."""
        try:
            keeper.add(task.source, page.sha256)
        except GpkitError as failure:
            outcome.failures.append(failure)
            return True
        return False

    # Many files -----------------------------------------------------------------------------------

    def spool(
        self,
        files: list[sources.Source],
        drafts: Spool,
        outcome: Outcome,
        step: Callable[[str], None] | None,
    ) -> None:
        """Read many files, as `drafts` does; pages come packed, and dumps are kept in the end."""
        from gpkit.pipeline.keeping import Keeping
        from gpkit.pipeline.packed import Content, Packed

        origins = Origins()
        keeping = Keeping(self.archive, origins, self.jobs) if self.archive else None
        seen: set[tuple[str, str]] = set()
        for source, found in self._results(files, origins):
            if isinstance(found, GpkitError | Lost):
                fail(Task(source, origins.of(source)), found, drafts, outcome)
            elif isinstance(found, Packed):
                is_new = note(found, outcome, drafts, seen)
                if keeping and found.loose:
                    row = len(outcome.rows) - 1 if is_new and found.row else None
                    keeping.add(source, found.name, found.sha256, row)
            elif not isinstance(found, Content):
                tell(found, outcome, step)
        if keeping:
            keeping.close(outcome, drafts)

    def _results(
        self, files: list[sources.Source], origins: Origins
    ) -> Iterator[tuple[sources.Source, Told | Lost]]:
        """Give what each file gives, in order: remembered, or read."""
        from gpkit.pipeline.packed import Content, Packer

        known = self._known(files, origins)
        unread = [n for n in range(len(files)) if n not in known]
        tasks = (_task(files[n], origins) for n in unread)
        work = Packer(self.reader).read
        read = self.engine.map(work, tasks)
        following = next(read, None)
        for number, source in enumerate(files):
            if number in known:
                task = _task(source, origins)
                yield from ((source, found) for found in self._again(task, known[number], work))
                continue
            gave: list[Told | Lost] = []
            while following is not None and unread[following[0]] == number:
                if len(gave) <= _MOST:
                    gave.append(following[1])
                if not isinstance(following[1], Content):
                    yield source, following[1]
                following = next(read, None)
            self._remember(source, origins.of(source), gave)

    def _known(self, files: list[sources.Source], origins: Origins) -> dict[int, str]:
        """Give the keys of the files that were read before, by their numbers."""
        if self.remembered is None or not self.remembered.holds_any():
            return {}
        from gpkit.pipeline.packed import content

        keys = (self.remembered.key(one, origins.of(one), content(one)) for one in files)
        return {n: key for n, key in enumerate(keys) if key and self.remembered.has(key)}

    def _again(
        self, task: Task, key: str, work: Callable[[Task], Iterator[Told]]
    ) -> Iterator[Told]:
        """Give what reading a file gave; where its entry turns out to be broken, read it."""
        known = self.remembered.get(key) if self.remembered else None
        yield from work(task) if known is None else known

    def _remember(
        self, source: sources.Source, origin: raw.Origin, gave: list[Told | Lost]
    ) -> None:
        """Remember a file that was read without any failure."""
        if not (self.remembered and gave) or len(gave) > _MOST:
            return
        from gpkit.pipeline.packed import Content, Packed

        if any(isinstance(one, GpkitError | Lost) for one in gave):
            return
        content = gave[0].sha256 if isinstance(gave[0], Content) else ""
        found = [one for one in gave if isinstance(one, Packed | LeftOut)]
        alone = [one.sha256 for one in found if isinstance(one, Packed) and one.loose]
        changed = any(sha256 != content for sha256 in alone)
        key = self.remembered.key(source, origin, content)
        if key and found and not changed:
            self.remembered.put(key, found)


def _task(source: sources.Source, origins: Origins) -> Task:
    return Task(source, origins.of(source), brief=source.size() <= _BRIEF)


def fail(task: Task, found: GpkitError | Lost, drafts: Drafts, outcome: Outcome) -> None:
    """Put down a failure, and the page that is there all the same."""
    failure = given_up(found) if isinstance(found, Lost) else found
    origin = task.origin
    page = (task.name, "", origin.url or "", origin.fetched or "")
    drafts.unread.append(failure.page or page)
    outcome.failures.append(failure)


def tell(found: LeftOut | Begun, outcome: Outcome, step: Callable[[str], None] | None) -> None:
    """Put down what is neither page nor failure."""
    if isinstance(found, LeftOut):
        outcome.leave_out(found)
    elif step:
        step(found.name)


class Origins:
    """Where the dumps at hand came from, as the indexes beside them say."""

    def __init__(self) -> None:
        self._indexes: dict[str, dict[str, raw.Origin]] = {}
        self._of_kept: dict[str, raw.Origin] = {}

    def of(self, source: sources.Source) -> raw.Origin:
        """Give the origin of a file."""
        if source.path is None:
            return raw.NOWHERE
        beside, name = os.path.split(source.path)
        if beside not in self._indexes:
            self._indexes[beside] = raw.read_index(source.path.parent)
        return self._indexes[beside].get(name, raw.NOWHERE)

    def keep(self, name: str, source: sources.Source) -> None:
        """Note the origin of a dump under its name in the archive."""
        if (origin := self.of(source)) != raw.NOWHERE:
            self._of_kept[name] = origin

    def write(self, archive: Path) -> None:
        """Add what was noted to the index of the archive."""
        if self._of_kept:
            raw.write_index(archive, self._of_kept)


_BATCH = 16 * 2**20  # bytes of dumps that wait to be kept together


class _Keeper:
    """Keeps dumps in the archive by the batch: syncing one takes longer than reading it."""

    def __init__(self, archive: Path, origins: Origins) -> None:
        self._archive = archive
        self._origins = origins
        self._waiting: list[tuple[sources.Source, bytes]] = []
        self._size = 0

    def add(self, source: sources.Source, sha256: str) -> None:
        """Keep the dump of a file, unless it is there.

        Raises:
            Unreadable: these are no longer the bytes that were read.
        """
        if source.path and (self._archive / source.name).resolve() == source.path.resolve():
            return
        data = source.read()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Unreadable(f"{source.name}: changed while it was read", "Ingest it again.")
        if path := raw.place(self._archive, source.name, sha256):
            self._note(path, source)
            return
        self._waiting.append((source, data))
        self._size += len(data)
        if self._size > _BATCH:
            self._flush()

    def close(self) -> None:
        """Keep what waits, and make the names of all durable."""
        self._flush()
        self._origins.write(self._archive)
        raw.settle(self._archive)

    def _flush(self) -> None:
        if self._waiting:
            dumps = [(source.name, data) for source, data in self._waiting]
            paths = raw.keep(self._archive, dumps)
            for path, (source, _) in zip(paths, self._waiting, strict=True):
                self._note(path, source)
        self._waiting, self._size = [], 0

    def _note(self, path: Path, source: sources.Source) -> None:
        self._origins.keep(path.relative_to(self._archive).as_posix(), source)


def note(page: Page | Packed, outcome: Outcome, drafts: Drafts, seen: set[tuple[str, str]]) -> bool:
    """Put down what a page gave; tell whether it is new: one that was read gives nothing more."""
    if page.row is None:
        outcome.none_expected.append(page.name)
        return True
    if (page.name, page.sha256) in seen:
        return False
    seen.add((page.name, page.sha256))
    outcome.rows.append(page.row)
    drafts.take(page)
    return True
