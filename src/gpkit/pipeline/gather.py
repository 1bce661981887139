"""The reading half of an ingest: all files through an engine, or out of the memory of past runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.documents import containers
from gpkit.engines import Begun, Lost
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
        seen: set[tuple[str, str]] = set()
        for source, found in self._results([Task(source, origins.of(source)) for source in files]):
            if isinstance(found, Begun):
                if step:
                    step(found.name)
            elif isinstance(found, Lost):
                outcome.failures.append(_lost(found, self.reader.config.limits.seconds))
            elif isinstance(found, containers.LeftOut):
                outcome.left_out.append(found)
            elif isinstance(found, GpkitError):
                outcome.failures.append(found)
            else:
                if found.loose and self.archive:
                    kept = _keep(self.archive, source, found.sha256)
                    origins.keep(kept.relative_to(self.archive).as_posix(), source)
                _note(found, outcome, drafts, seen)
        if self.archive:
            origins.write(self.archive)
            raw.settle(self.archive)
        return drafts

    def _results(self, tasks: list[Task]) -> Iterator[tuple[sources.Source, Found | Lost]]:
        """Give what each file gives, in order: remembered, or read."""
        keys = [self.remembered.key(task) if self.remembered else None for task in tasks]
        unread = [n for n, key in enumerate(keys) if not self._is_known(key)]
        read = self.engine.map(self.reader.read, (tasks[n] for n in unread))
        following = next(read, None)
        waiting = set(unread)
        for number, task in enumerate(tasks):
            gave: list[Found | Lost] = []
            if number not in waiting:
                gave += self._again(task, keys[number])
            while following is not None and unread[following[0]] == number:
                gave.append(following[1])
                following = next(read, None)
            yield from ((task.source, found) for found in gave)
            if number in waiting:
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
        if key and self.remembered and found and not any(map(_failed, gave)):
            self.remembered.put(key, found)


def _failed(found: Found | Lost) -> bool:
    return isinstance(found, GpkitError | Lost)


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
