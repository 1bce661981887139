"""The reading half of an ingest: all files through an engine, or out of the memory of past runs."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from gpkit.documents import containers
from gpkit.engines import Begun, Lost
from gpkit.engines.apart import given_up
from gpkit.errors import GpkitError, Unreadable
from gpkit.pipeline.plan import Drafts
from gpkit.pipeline.work import Page, Task
from gpkit.store import raw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gpkit.documents import sources
    from gpkit.engines import Engine
    from gpkit.pipeline.outcome import Outcome
    from gpkit.pipeline.remembered import Remembered
    from gpkit.pipeline.work import Found, Reader


_MOST = 2000  # results of a file that are remembered; the rest of a crawl is read again


class Gathering(NamedTuple):
    """How the files of an ingest are read."""

    reader: Reader
    engine: Engine
    archive: Path | None  # None: nothing is kept
    remembered: Remembered | None = None

    def drafts(
        self, files: list[sources.Source], outcome: Outcome, step: Callable[[str], None] | None
    ) -> Drafts:
        """Read files, and put down in the outcome what they gave."""
        drafts, origins = Drafts(), _Origins()
        keeper = _Keeper(self.archive, origins) if self.archive else None
        seen: set[tuple[str, str]] = set()
        for task, found in self._results([Task(source, origins.of(source)) for source in files]):
            if isinstance(found, GpkitError | Lost):
                self._fail(task, found, drafts, outcome)
            elif not isinstance(found, Page):
                _tell(found, outcome, step)
            elif not (keeper and found.loose and self._changed(task, found, keeper, outcome)):
                _note(found, outcome, drafts, seen)
        if keeper:
            keeper.close()
        return drafts

    def _fail(self, task: Task, found: GpkitError | Lost, drafts: Drafts, outcome: Outcome) -> None:
        """Put down a failure, and the page that is there all the same."""
        failure = given_up(found) if isinstance(found, Lost) else found
        origin = task.origin
        page = (task.name, "", origin.url or "", origin.fetched or "")
        drafts.unread.append(failure.page or page)
        outcome.failures.append(failure)

    def _changed(self, task: Task, page: Page, keeper: _Keeper, outcome: Outcome) -> bool:
        """Keep the dump of a page; tell whether it is no longer the one that was read."""
        try:
            keeper.add(task.source, page.sha256)
        except GpkitError as failure:
            outcome.failures.append(failure)
            return True
        return False

    def _results(self, tasks: list[Task]) -> Iterator[tuple[Task, Found | Lost]]:
        """Give what each file gives, in order: remembered, or read."""
        keys = [self.remembered.key(task) if self.remembered else None for task in tasks]
        unread = [n for n, key in enumerate(keys) if not self._is_known(key)]
        read = self.engine.map(self.reader.read, (tasks[n] for n in unread))
        following = next(read, None)
        waiting = set(unread)
        for number, task in enumerate(tasks):
            if number not in waiting:
                yield from ((task, found) for found in self._again(task, keys[number]))
                continue
            gave: list[Found | Lost] = []
            while following is not None and unread[following[0]] == number:
                if len(gave) <= _MOST:
                    gave.append(following[1])
                yield task, following[1]
                following = next(read, None)
            self._remember(keys[number], gave)

    def _is_known(self, key: str | None) -> bool:
        return bool(key and self.remembered and self.remembered.has(key))

    def _again(self, task: Task, key: str | None) -> Iterator[Found]:
        """Give what reading a file gave; where its entry turns out to be broken, read it."""
        known = self.remembered.get(key) if key and self.remembered else None
        yield from self.reader.read(task) if known is None else known

    def _remember(self, key: str | None, gave: list[Found | Lost]) -> None:
        """Remember a file that was read without any failure."""
        found = [one for one in gave if isinstance(one, Page | containers.LeftOut)]
        failed = any(isinstance(one, GpkitError | Lost) for one in gave)
        if key and self.remembered and found and len(gave) <= _MOST and not failed:
            self.remembered.put(key, found)


def _tell(
    found: containers.LeftOut | Begun, outcome: Outcome, step: Callable[[str], None] | None
) -> None:
    """Put down what is neither page nor failure."""
    if isinstance(found, containers.LeftOut):
        outcome.leave_out(found)
    elif step:
        step(found.name)


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


_BATCH = 16 * 2**20  # bytes of dumps that wait to be kept together


class _Keeper:
    """Keeps dumps in the archive by the batch: syncing one takes longer than reading it."""

    def __init__(self, archive: Path, origins: _Origins) -> None:
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
