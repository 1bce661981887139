"""Archive mode: the records of a WARC file that a gate lets through, at the reader's speed.

What has the form that nearly all records have is framed by one expression, held against its
length and its digest, and searched; records in which the gate sees nothing are counted, and no
object is made of them. At anything else (damage, odd headers, other packings) the reader of
`gpkit.documents.warc` goes on, so that damage is told as it tells it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from gpkit import limits
from gpkit.documents import kinds, warc
from gpkit.documents.buffer import Buffer
from gpkit.documents.framing import END, Framer
from gpkit.documents.inflate import ALWAYS, Damaged, Inflated, Plain, zlib_like
from gpkit.documents.packing import packing

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from typing import BinaryIO

    from gpkit.documents.framing import Frame
    from gpkit.documents.gate import Gate

_PIECE = 2**22  # bytes of a plain file, or of a packed one, that are read at once
_BATCH = 2**20  # bytes of members that are searched at once
_STEP = 2**14  # packed bytes given to the decoder at once
_SLACK = 2**16


class Sift:
    """Gives what a gate lets through of one file, and counts the rest."""

    def __init__(self, file: BinaryIO, where: str, gate: Gate) -> None:
        self._file = file
        self._where = where
        self._gate = gate
        self._most = limits.now().file
        self._framer = Framer(self._most)
        self._number = self._before = 0
        self.rejected: Counter[str] = Counter()  # by type of record

    def all(self) -> Iterator[warc.Record | Damaged]:
        """Give the records that may be pages of the sites, and all damage; in their order."""
        packed = packing(self._file.read(16))
        self._file.seek(0)
        if packed is None:
            yield from self._plain()
        elif packed == "gzip":
            yield from self._members()
        else:
            stream = Inflated(Plain(self._file), packed, self._where)
            yield from self.records(Buffer(stream))

    def records(self, buffer: Buffer) -> Iterator[warc.Record | Damaged]:
        """Give what passes of the records that the reader of `gpkit.documents.warc` gives."""
        yield from self._kept(warc.records(buffer, self._where, self._number))

    def _is_near(self, record: warc.Record) -> bool:
        seen = self._gate.hits(record.block) or b"\0" in record.block
        return bool(seen or self._gate.is_near(record.head.lower()))

    # Plain files ----------------------------------------------------------------------------------

    def _plain(self) -> Iterator[warc.Record | Damaged]:
        """Go at full speed, and on at each odd record with the other reader.

        For more records each time: a file whose records are all odd is not worth the trials.
        """
        at, slow = 0, 1
        while True:
            self._file.seek(at)
            at = yield from self._pieces(at)
            self._file.seek(at)
            buffer = Buffer(Plain(self._file))
            for _ in range(slow):
                if not buffer.fill(1):
                    return
                self._number = self._before = self._before + 1
                yield from self._kept(warc.record(buffer, self._where, self._number))
            at, slow = at + buffer.taken, 2 * slow

    def _pieces(self, at: int) -> Generator[warc.Record | Damaged, None, int]:
        """Read on while records have the usual form; return where they have not."""
        room, data, size = _PIECE, b"", 0
        spare = bytearray(room)
        while True:
            spare[:size] = data
            got = self._file.readinto(memoryview(spare)[size:])  # type: ignore[attr-defined]
            held = spare if size + got == len(spare) else spare[: size + got]
            frames = self._framer.frames(held)
            if not frames:
                if not got or len(spare) > self._most + _SLACK:
                    return at
                if len(spare) - size - got == 0:
                    data, size = bytes(held), len(held)
                    spare = bytearray(2 * len(spare))
                    continue
                return at
            yield from self._sifted(held, frames, [at + one.start for one in frames])
            end = frames[-1].end
            at += end
            data = bytes(memoryview(held)[end:])
            size = len(data)

    # Packed files ---------------------------------------------------------------------------------

    def _members(self) -> Iterator[warc.Record | Damaged]:
        at = 0
        for batch in _batched(self._unpacked()):
            whole = yield from self._batch(batch)
            if not whole:  # one by one, up to the odd one
                for one in batch:
                    if not (yield from self._batch([one])):
                        break
                    at = one.end
                break
            at = batch[-1].end
        self._file.seek(at)
        yield from self.records(Buffer(Inflated(Plain(self._file), "gzip", self._where)))

    def _batch(self, members: Sequence[_Member]) -> Generator[warc.Record | Damaged, None, bool]:
        """Sift members at once; give False, and do nothing, where one holds no whole records."""
        data = b"".join([one.data for one in members])
        frames = self._framer.frames(data)
        ends = [*accumulate(len(one.data) for one in members)]
        if not {one.end for one in frames}.issuperset(ends):
            return False
        starts = [members[bisect_right(ends, one.start)].start for one in frames]
        yield from self._sifted(data, frames, starts)
        return True

    def _unpacked(self) -> Iterator[_Member]:
        """Give members; ends before one that is odd, and at the end."""
        library, ratio = zlib_like(), limits.now().ratio
        data, at, base = b"", 0, 0
        given = taken = 0
        while True:
            if len(data) - at < _SLACK:
                base, data, at = base + at, data[at:] + self._file.read(_PIECE), 0
            if data[at : at + 3] != b"\x1f\x8b\x08":
                return
            decoder, parts, size, to = library.decompressobj(31), [], 0, at
            while not decoder.eof:
                if to >= len(data):
                    more = self._file.read(_PIECE)
                    if not more:
                        return
                    base, data, to, at = base + at, data[at:] + more, to - at, 0
                try:
                    part = decoder.decompress(data[to : to + _STEP])
                except library.error:
                    return
                to += min(_STEP, len(data) - to)
                size += len(part)
                over = given + size > ALWAYS + ratio * (taken + to - at)
                if size > self._most + _SLACK or over:
                    return
                parts.append(part)
            to -= len(decoder.unused_data)
            given, taken = given + size, taken + to - at
            yield _Member(base + at, b"".join(parts), base + to)
            at = to

    # The gate -------------------------------------------------------------------------------------

    def _sifted(
        self, data: bytes | bytearray, frames: Sequence[Frame], offsets: Sequence[int]
    ) -> Iterator[warc.Record | Damaged]:
        near = self._near(data, frames)
        for number in sorted(near):
            self._number = self._before + number + 1
            yield from self._kept(self._read(data, frames[number], offsets[number]))
        self._number = self._before = self._before + len(frames)
        counted = Counter(one.type for one in frames)
        counted.subtract(frames[number].type for number in near)
        self.rejected.update({kind.decode(): count for kind, count in counted.items() if count})

    def _near(self, data: bytes | bytearray, frames: Sequence[Frame]) -> set[int]:
        """Give the numbers of the records that may be pages of the sites, or are damaged."""
        near: set[int] = set()
        ends = [one.end for one in frames]
        for hit in self._gate.hits(data):
            number = bisect_right(ends, hit)
            if number < len(frames) and hit >= frames[number].body - len(END):
                near.add(number)
        urls = [one.match["url"].lower() for one in frames]
        if self._gate.is_near(b"\n".join(urls)):
            near.update(number for number, url in enumerate(urls) if self._gate.is_near(url))
        if data.find(b"\0") >= 0:
            near.update(
                n for n, one in enumerate(frames) if data.find(b"\0", one.body, one.end) > 0
            )
        if self._gate.digests:
            near.update(n for n, one in enumerate(frames) if not _is_whole(data, one))
        return near

    def _read(
        self, data: bytes | bytearray, one: Frame, offset: int
    ) -> Iterator[warc.Record | Damaged]:
        piece = _Piece(bytes(data[one.start : one.end]), offset)
        return warc.record(Buffer(piece), self._where, self._number)

    def _kept(self, found: Iterator[warc.Record | Damaged]) -> Iterator[warc.Record | Damaged]:
        for one in found:
            if isinstance(one, Damaged) or self._is_near(one):
                yield one
            else:
                self.rejected[one.type] += 1

    def counts(self) -> Iterator[tuple[str, int]]:
        """Say how many records were rejected without a look into them, and what else there was."""
        pages = sum(self.rejected[kind] for kind in ("response", "resource", "conversion"))
        if pages:
            yield kinds.NO_MARK, pages
        for kind in ("revisit", "continuation"):
            if self.rejected[kind]:
                yield kind, self.rejected[kind]


class _Member(NamedTuple):
    """A member of a packed file: from, what is in it, to."""

    start: int
    data: bytes
    end: int


def _batched(members: Iterable[_Member]) -> Iterator[list[_Member]]:
    """Put small members together: to search many at once is quicker."""
    batch: list[_Member] = []
    size = 0
    for one in members:
        batch.append(one)
        size += len(one.data)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Piece:
    """The bytes of one record, and where they came from."""

    def __init__(self, data: bytes, offset: int) -> None:
        self._data = data
        self.offset = offset

    def read(self, _: int = 0) -> bytes:
        data, self._data = self._data, b""
        return data


def _is_whole(data: bytes | bytearray, one: Frame) -> bool:
    said = one.match["digest"]
    if not said:
        return True
    block = memoryview(data)[one.body : one.end - len(END)]
    return warc.digest_fits(said.decode("ascii", "replace").strip(), block)
