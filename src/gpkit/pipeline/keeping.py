"""Keeping the dumps of a large run: names are given here, bytes are copied by workers.

They are kept when all is read, and held against what was read then: a dump that changed in
between counts as failed, and what it gave is dropped.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from gpkit.errors import GpkitError, Unreadable
from gpkit.pipeline.crew import crew, redone
from gpkit.store import raw
from gpkit.store.files import refuse_links, sweep, write_many
from gpkit.store.folders import make
from gpkit.store.lock import folder_locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.documents.sources import Source
    from gpkit.engines.stretches import Stretch
    from gpkit.pipeline.gather import Origins
    from gpkit.pipeline.outcome import Outcome
    from gpkit.pipeline.packed import Spool

_BATCH = 256  # dumps that are written, and made durable, together


class _Waiting(NamedTuple):
    """A dump that was read, and is to be kept."""

    source: Source
    page: str  # what its drafts call it
    sha256: str
    row: int | None  # of the outcome


class Copy(NamedTuple):
    """Where a dump lies, and where it is to lie."""

    source: Source
    sha256: str
    to: Path


class Changed(NamedTuple):
    """A dump that is no longer what was read, by its number."""

    number: int
    failure: GpkitError


class Keeping:
    """Keeps dumps in the archive: syncing one takes longer than reading it."""

    def __init__(self, archive: Path, origins: Origins, jobs: int) -> None:
        self._archive = archive
        self._origins = origins
        self._jobs = jobs
        self._waiting: list[_Waiting] = []
        self._here = str(archive.resolve())
        self._folders: dict[str, bool] = {}

    def add(self, source: Source, page: str, sha256: str, row: int | None) -> None:
        """Note a dump, unless it lies in the archive under its name."""
        if not self._lies_there(source):
            self._waiting.append(_Waiting(source, page, sha256, row))

    def _lies_there(self, source: Source) -> bool:
        if source.path is None:
            return False
        folder = str(source.path.parent)
        if folder not in self._folders:
            inside = source.path.parent.resolve()
            self._folders[folder] = inside.is_relative_to(self._here)
        if not (self._folders[folder] or source.path.is_symlink()):
            return False
        return (self._archive / source.name).resolve() == source.path.resolve()

    def close(self, outcome: Outcome, drafts: Spool) -> None:
        """Keep what waits, and make the names of all durable; what changed is told and dropped."""
        if self._waiting:
            refuse_links(self._archive)
            make(self._archive)
            with folder_locked(self._archive):
                changed = self._kept()
            self._drop(changed, outcome, drafts)
        self._origins.write(self._archive)
        raw.settle(self._archive)

    def _kept(self) -> list[Changed]:
        """Copy all that is not there; give what changed since it was read."""
        dumps = [(one.source.name, one.sha256) for one in self._waiting]
        paths = raw.rooms(self._archive, dumps)
        copies = [
            Copy(one.source, one.sha256, path)
            for one, path in zip(self._waiting, paths, strict=True)
        ]
        changed: list[Changed] = []
        try:
            with closing(crew(self._jobs, _Copying(copies).do, len(copies), _BATCH)) as parts:
                for part, found in parts:
                    if isinstance(found, OSError):
                        raise found
                    told = found if isinstance(found, list) else redone(_Copying(copies).do, part)
                    changed += [one for one in told if isinstance(one, Changed)]
        except BaseException:
            sweep([self._archive])  # workers that were stopped cannot
            raise
        gone = {one.number for one in changed}
        for number, copy in enumerate(copies):
            if number not in gone:
                self._origins.keep(copy.to.relative_to(self._archive).as_posix(), copy.source)
        return changed

    def _drop(self, changed: list[Changed], outcome: Outcome, drafts: Spool) -> None:
        if not changed:
            return
        outcome.moving = True
        gone = {one.number for one in changed}
        kept = {(w.page, w.sha256) for n, w in enumerate(self._waiting) if n not in gone}
        lost = [self._waiting[one.number] for one in changed]
        outcome.failures += [one.failure for one in changed]
        drafts.drop({(one.page, one.sha256) for one in lost} - kept)
        rows = {one.row for one in lost if (one.page, one.sha256) not in kept}
        outcome.rows[:] = [row for number, row in enumerate(outcome.rows) if number not in rows]


class _Copying(NamedTuple):
    """The work on a part of the copies."""

    copies: list[Copy]

    def do(self, part: Stretch) -> Iterator[list[Changed] | OSError]:
        """Copy dumps; give those that changed."""
        changed: list[Changed] = []
        try:
            write_many(self._read(part, changed))
        except OSError as error:
            yield error
            return
        yield changed

    def _read(self, part: Stretch, changed: list[Changed]) -> Iterator[tuple[Path, bytes]]:
        for number in range(part.start, part.stop):
            copy = self.copies[number]
            try:
                data = copy.source.read()
            except GpkitError as failure:
                changed.append(Changed(number, failure))
                continue
            if hashlib.sha256(data).hexdigest() == copy.sha256:
                yield copy.to, data
                continue
            words = f"{copy.source.name}: changed while it was read"
            changed.append(Changed(number, Unreadable(words, "Ingest it again.")))
