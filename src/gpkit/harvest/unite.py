"""The second half of a harvest: the rows of one shard out of all parts, united and written."""

from __future__ import annotations

import hashlib
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from gpkit import authority, limits, parsers
from gpkit.harvest import census
from gpkit.harvest.read import draft_of, stand
from gpkit.pipeline.plan import Planner
from gpkit.pipeline.work import Draft
from gpkit.store.codec import from_yaml
from gpkit.store.corrections import correction
from gpkit.store.quarantine import is_doubtful
from gpkit.store.tree import State
from gpkit.stores import order
from gpkit.stores.places import place_of, temporary
from gpkit.stores.rows import id_of, line_of
from gpkit.stores.shards import Shards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice
    from gpkit.pipeline.work import Reader
    from gpkit.stores.manifest import Manifest, Shard

_TRIES = 3


class Bucket(NamedTuple):
    """A shard to be made: the task of an engine."""

    number: int
    segments: tuple[tuple[str, int, int], ...]  # key of a part, first byte, bytes; in order
    tries: int = 1

    @property
    def name(self) -> str:
        """What people call it."""
        return f"shard {self.number}"

    def after(self, steps: int) -> Bucket | None:  # noqa: ARG002 - it is one step
        """Give the shard to be made again, after a worker was lost."""
        return self.again()

    def again(self) -> Bucket | None:
        """Give the shard to be made again, after a worker was lost."""
        return self._replace(tries=self.tries + 1) if self.tries < _TRIES else None


class Made(NamedTuple):
    """A shard that was made: of the catalogue, and of what is kept apart."""

    number: int
    catalogue: Shard | None
    apart: Shard | None
    states: dict[str, int]
    removed: int = 0


class Uniting(NamedTuple):
    """How shards are made; all that a worker has to be told."""

    reader: Reader
    archive: Path
    beside: Path  # a catalogue of this machine, whose corrections apply
    out: str
    apart: str
    before: tuple[Manifest, Manifest]  # of the catalogue, and of what is kept apart
    here: str  # the working directory that paths are relative to

    def make(self, bucket: Bucket) -> Iterator[Made]:
        """Make a shard."""
        stand(self.here)
        authority.use(self.reader.overlays)
        parsers.use(self.reader.families)
        limits.use(self.reader.config.limits)
        stores = [
            Shards(Path(root), manifest)
            for root, manifest in zip((self.out, self.apart), self.before, strict=True)
        ]
        known = dict(_known(stores, bucket.number))
        with temporary() as heap, temporary() as united:
            lines = self._united(_indexed(heap, self._rows(bucket)), heap, united)
            united.flush()
            states = _states(lines, known)
            catalogue, apart = (
                store.shard(bucket.number, _taken(united, lines, doubtful=doubtful))
                for store, doubtful in zip(stores, (False, True), strict=True)
            )
        removed = len(known.keys() - {line.id for line in lines})
        yield Made(bucket.number, catalogue, apart, states, removed)

    def _rows(self, bucket: Bucket) -> Iterator[tuple[int, bytes]]:
        """Give the rows of a shard with the numbers of their parts."""
        place = place_of(self.out)
        for number, (key, runs) in enumerate(groupby(bucket.segments, key=itemgetter(0))):
            with place.open(census.rows_of(key)) as file:
                for _, at, size in runs:
                    file.seek(at)
                    yield from ((number, row) for row in file.read(size).splitlines(keepends=True))

    def _united(self, rows: list[_Row], heap: BinaryIO, out: BinaryIO) -> list[_Line]:
        """Unite the rows of each id; give where the lines are."""
        lines: list[_Line] = []
        at = 0
        for practice_id, group in groupby(rows, key=lambda row: row.id):
            drafts = [_draft(heap, row) for row in _each_page_once(list(group))]
            practice, doubtful = self._practice(practice_id, drafts)
            line = line_of(practice)
            out.write(line)
            digest = hashlib.sha256(line).digest()
            lines.append(_Line(practice_id, at, len(line), digest, doubtful))
            at += len(line)
        return lines

    def _practice(self, practice_id: str, drafts: list[Draft]) -> tuple[Practice, bool]:
        if len(drafts) == 1 and not correction(practice_id, self.beside.parent / "corrections"):
            return from_yaml(drafts[0].text), drafts[0].doubtful
        config = self.reader.config
        below, prefer = config.ingest.confidence, config.merge.prefer
        planner = Planner(self.archive, self.beside, self.reader.family, False, below, prefer)
        practice = planner.united(practice_id, drafts, [])
        if practice is None:  # drafts speak, so this is a defect
            raise RuntimeError(f"{practice_id}: nothing is left of this practice")
        return practice, is_doubtful(practice, below)


class _Row(NamedTuple):
    key: tuple[str, str]  # the order of the ids
    part: int
    number: int
    id: str
    page: tuple[str, str]  # name and hash
    at: int
    size: int


class _Line(NamedTuple):
    id: str
    at: int
    size: int
    digest: bytes
    doubtful: bool


def _indexed(heap: BinaryIO, rows: Iterator[tuple[int, bytes]]) -> list[_Row]:
    """Put rows into a file; give where they are, sorted by id, then as the parts are."""
    found: list[_Row] = []
    at = 0
    for number, (part, row) in enumerate(rows):
        draft = Draft(*draft_of(row))
        heap.write(row)
        page = (draft.dump, draft.sha256)
        found.append(_Row(order(draft.id), part, number, draft.id, page, at, len(row)))
        at += len(row)
    return sorted(found)


def _each_page_once(rows: list[_Row]) -> Iterator[_Row]:
    """Give the rows of one id without those of a page that another part has too."""
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        if first.setdefault(row.page, row.part) == row.part:
            yield row


def _draft(heap: BinaryIO, row: _Row) -> Draft:
    heap.seek(row.at)
    return Draft(*draft_of(heap.read(row.size)))


def _taken(united: BinaryIO, lines: list[_Line], *, doubtful: bool) -> Iterator[tuple[str, bytes]]:
    for line in lines:
        if line.doubtful is doubtful:
            united.seek(line.at)
            yield line.id, united.read(line.size)


def _known(stores: list[Shards], number: int) -> Iterator[tuple[str, bytes]]:
    """Give the ids of what the shard held before, with the hashes of their lines."""
    for store in stores:
        if shard := store.manifest.file(number):
            for line in store.lines(shard):
                yield id_of(line, store.where(shard)), hashlib.sha256(line).digest()


def _states(lines: list[_Line], known: dict[str, bytes]) -> dict[str, int]:
    states = {State.NEW.value: 0, State.CHANGED.value: 0, State.UNCHANGED.value: 0}
    for line in lines:
        old = known.get(line.id)
        state = State.NEW if old is None else State.CHANGED
        states[State.UNCHANGED if old == line.digest else state] += 1
    return states
