"""The work of an engine: a file of dumps becomes drafts of practices, wherever it is done."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from gpkit import authority, limits, parsers
from gpkit.config import Config
from gpkit.documents import containers, pages
from gpkit.engines import Begun
from gpkit.engines.apart import too_large
from gpkit.errors import GpkitError, Unreadable
from gpkit.pipeline.gate import NotWanted
from gpkit.pipeline.outcome import Row
from gpkit.pipeline.read import read_page
from gpkit.store import quarantine, raw
from gpkit.store.codec import as_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.documents.sources import Source
    from gpkit.model import Practice
    from gpkit.pipeline.gate import Gate
    from gpkit.pipeline.read import Read


class Task(NamedTuple):
    """A file to read, and the page of it to begin with."""

    source: Source
    origin: raw.Origin = raw.NOWHERE
    skip: int = 0
    brief: bool = False  # it takes little: engines may tell of several at once

    @property
    def name(self) -> str:
        """What people call it."""
        return self.source.name

    def after(self, steps: int) -> Task:
        """Give the task without its next pages."""
        return self._replace(skip=self.skip + steps, brief=False)


class Draft(NamedTuple):
    """A practice as one page gives it: its file, were it seen nowhere else."""

    id: str
    text: str
    doubtful: bool
    dump: str
    sha256: str
    url: str | None = None
    fetched: str | None = None


class Page(NamedTuple):
    """What one page gave; no row where it was expected to hold no practice."""

    name: str
    sha256: str
    row: Row | None
    drafts: tuple[Draft, ...] = ()
    loose: bool = False  # a file of its own, that the archive has to keep


Found = Page | GpkitError | pages.LeftOut | Begun


class Reader(NamedTuple):
    """How files are read; all that a process of its own has to be told."""

    family: str | None = None
    config: Config = Config()
    overlays: tuple[Path, ...] = ()
    families: Path | None = None
    gate: Gate | None = None

    def read(self, task: Task) -> Iterator[Found]:
        """Read one file: what it gives, page by page, and what is wrong with it."""
        self._lay()
        number = 0
        try:
            gate = self.gate.of_bytes() if self.gate else None
            for found in containers.dumps(task.source, self.config.inputs, gate):
                if isinstance(found, pages.Dump):
                    number += 1
                    if number > task.skip:
                        yield Begun(found.name)
                        yield self._page(found, task)
                elif number >= task.skip:
                    yield found
        except GpkitError as failure:
            yield failure

    def _lay(self) -> None:
        """Lay the user's authority and families over ours, where this process has not."""
        if authority.overlays() != self.overlays:
            authority.use(self.overlays)
        parsers.use(self.families)
        limits.use(self.config.limits)

    def _page(self, dump: pages.Dump, task: Task) -> Page | GpkitError | pages.LeftOut:
        loose = dump.container is None
        if loose:
            dump = dump._replace(url=task.origin.url, fetched=task.origin.fetched)
        try:
            return self._read(dump)._replace(loose=loose)
        except NotWanted as other:
            return pages.LeftOut(task.name, ((str(other), 1),))
        except GpkitError as failure:
            failed: GpkitError = failure
        except MemoryError:
            failed = too_large(dump.name)
        except Exception as defect:  # noqa: BLE001 - one bad dump never stops the others
            failed = _defect(dump.name, defect)
        # Its traceback holds this frame, and that the page: 5 MiB for each of 500 empty ones.
        failed.__traceback__ = None
        digest = hashlib.sha256(dump.data).hexdigest()
        failed.page = (_plain(dump, digest), digest, dump.url or "", dump.fetched or "")
        return failed

    def _read(self, dump: pages.Dump) -> Page:
        digest = hashlib.sha256(dump.data).hexdigest()
        name = _plain(dump, digest)
        if self.config.ingest.expects_none(name):
            return Page(name, digest, None)
        done = read_page(dump._replace(name=name), self.family, self.gate)
        below = self.config.ingest.confidence
        drafts = tuple(_draft(practice, below) for practice in done.practices)
        return Page(name, done.document.sha256, _row(dump.name, done), drafts)


def _plain(dump: pages.Dump, digest: str) -> str:
    return raw.plain_name(dump.name, digest) if dump.container is None else dump.name


def _draft(practice: Practice, below: float) -> Draft:
    source = practice.provenance
    doubtful = quarantine.is_doubtful(practice, below)
    where = (source.dump, source.sha256, source.url, source.fetched)
    text = as_yaml(practice)
    most = limits.now().record
    if len(text) > most:  # it could be written, and never be read again
        raise limits.over(
            "record",
            f"{source.dump}: a practice of it is larger than {limits.size(most)}",
            "This is hardly one practice: split the dump, or take it out of the input.",
        )
    return Draft(practice.id, text, doubtful, *where)


def _row(name: str, read: Read) -> Row:
    claimed = read.entries.claimed
    lines = claimed + len(read.entries.unclaimed)
    return Row(name, read.parsed.family, len(read.practices), lines, claimed)


def _defect(name: str, error: BaseException) -> GpkitError:
    return Unreadable(
        f"{name}: gpkit failed on this dump ({type(error).__name__}: {error})",
        "This is a defect of gpkit: please report it with the dump. The other dumps are done.",
    )
