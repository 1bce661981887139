"""The way through a container: its members and records, one after the other, nested or not."""

from __future__ import annotations

from collections import Counter
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from gpkit import limits
from gpkit.documents import kinds
from gpkit.documents.answers import page_of
from gpkit.documents.buffer import Buffer
from gpkit.documents.inflate import Damaged, Inflated, Plain
from gpkit.documents.packing import packing
from gpkit.documents.pages import Dump, LeftOut
from gpkit.documents.sources import limited
from gpkit.errors import GpkitError, Unreadable
from gpkit.model import Container

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from gpkit.config import InputsConfig
    from gpkit.documents.gate import Gate
    from gpkit.documents.inflate import Stream
    from gpkit.documents.kinds import Kind
    from gpkit.documents.sift import Sift
    from gpkit.documents.warc import Record

_DEPTH = 4  # containers within containers
_ASSETS = (  # what saved sites and crawls hold beside pages; a name is enough to leave it out
    *(".css", ".js", ".json", ".xml", ".svg", ".map", ".ico", ".woff", ".woff2", ".ttf"),
    *(".cdx", ".cdxj", ".idx", ".log", ".ds_store"),
)

Found = Dump | GpkitError | LeftOut


class Walk:
    """Goes through one file; ``start`` is where to begin, for a page that is read again."""

    def __init__(
        self,
        location: str,
        sha256: Callable[[], str],
        columns: InputsConfig,
        start: int | None = None,
        gate: Gate | None = None,
    ) -> None:
        self._location = location
        self._sha256 = cache(sha256)
        self._gate = gate
        self._columns = columns
        self._start = start
        self._left_out: Counter[str] = Counter()
        self._at: int | None = None  # where the member lies that all at hand belongs to
        self._depth = 0

    def all(self, file: BinaryIO, kind: Kind, name: str) -> Iterator[Found]:
        """Give all that there is to say of a file."""
        if kind.packing is None and kind.holds == "zip":
            pages = self._zip(file, name)
        else:
            # What has no marks to begin at in the middle is read from the front.
            can_seek = kind.holds in ("warc", "jsonl")
            self._at = 0 if kind.packing and not can_seek else None
            file.seek(self._start if self._start and can_seek else 0)
            if self._gate and kind.holds == "warc":
                pages = self._sifted(self._sift(file, name, self._gate), None, name)
            else:
                pages = self._stream(_opened(file, kind, name), kind, name)
        found = False
        for page in pages:
            found = True
            yield page
        if not found and not (self._gate and self._left_out):
            counts = ", ".join(f"{count} {what}" for what, count in sorted(self._left_out.items()))
            left = f" (left out: {counts})" if counts else ""
            yield Unreadable(f"{name}: no page in it{left}", "gpkit reads text and HTML.")
        elif self._left_out:
            yield LeftOut(name, tuple(sorted(self._left_out.items())))

    def _stream(self, stream: Stream, kind: Kind, name: str) -> Iterator[Found]:
        from gpkit.documents.warc import records

        buffer = Buffer(stream)
        try:
            if kind.holds == "warc" and self._gate:
                yield from self._sifted(self._sift(BytesIO(), name, self._gate), buffer, name)
            elif kind.holds == "warc":
                yield from self._warc(records(buffer, name), name)
            elif kind.holds in ("jsonl", "csv"):
                yield from self._table(buffer, kind, name)
            elif kind.holds == "tar":
                yield from self._tar(buffer, name)
            else:
                yield from self._zip_inside(buffer, name)
        except Unreadable as problem:
            yield problem

    def _dump(self, name: str, data: bytes, offset: int) -> Dump:
        at = offset if self._at is None else self._at
        return Dump(name, data, container=Container(self._location, self._sha256(), at))

    # WARC and ARC ---------------------------------------------------------------------------------

    def _sift(self, file: BinaryIO, name: str, gate: Gate) -> Sift:
        from gpkit.documents.sift import Sift

        return Sift(file, name, gate)

    def _sifted(self, sift: Sift, buffer: Buffer | None, name: str) -> Iterator[Found]:
        try:
            yield from self._warc(sift.records(buffer) if buffer else sift.all(), name)
        except Unreadable as problem:
            yield problem
        self._left_out.update(dict(sift.counts()))

    def _warc(self, found: Iterable[Record | Damaged], name: str) -> Iterator[Found]:
        from gpkit.documents.warc import Record

        for record in found:
            if not isinstance(record, Record):
                yield record
                continue
            try:
                yield from self._record(record, f"{name}#{record.number}")
            except Unreadable as problem:
                yield problem

    def _record(self, record: Record, name: str) -> Iterator[Found]:
        found = page_of(record, name)
        if isinstance(found, str):
            if found:
                self._left_out[found] += 1
            return
        if self._gate and not self._gate.passes(record.url, found[1]):
            self._left_out[kinds.NO_MARK] += 1
            return
        if record.truncated:
            what = f"the crawler kept a part of this page only ({record.truncated})"
            yield Damaged(name, record.offset, what)
        kind, body = found
        dump = self._dump(name, body, record.offset)
        yield dump._replace(url=record.url, fetched=record.date, content_type=kind or None)

    # Tables ---------------------------------------------------------------------------------------

    def _table(self, buffer: Buffer, kind: Kind, name: str) -> Iterator[Found]:
        from gpkit.documents import tables

        if kind.holds == "jsonl":
            rows = tables.jsonl(buffer, name, self._columns)
        else:
            mark = tables.delimiter(buffer.peek(kinds.HEAD), self._columns) or ","
            start = 0 if kind.packing or self._at is not None else self._start or 0
            rows = tables.rows(buffer, name, self._columns, mark, start)
        for row in rows:
            if not isinstance(row, tables.Row):
                yield row
                continue
            data = row.page.encode("utf-8", "surrogatepass")
            dump = self._dump(f"{name}#{row.number}", data, row.offset)
            declared = "text/html" if row.is_html else "text/plain"
            yield dump._replace(url=row.url, fetched=row.fetched, content_type=declared)

    # Archives of files ----------------------------------------------------------------------------

    def _zip(self, file: BinaryIO, name: str) -> Iterator[Found]:
        from gpkit.documents import archives

        for member in archives.zipped(file, name):
            if self._wanted(member):
                yield from self._member(member, name)

    def _zip_inside(self, buffer: Buffer, name: str) -> Iterator[Found]:
        """Read a zip that lies in another container: it has to be whole in memory."""
        yield from self._zip(BytesIO(limited(buffer.take(limits.now().file + 1), name)), name)

    def _tar(self, buffer: Buffer, name: str) -> Iterator[Found]:
        from gpkit.documents import archives

        for member in archives.tarred(buffer, name):
            if self._wanted(member):
                yield from self._member(member, name)

    def _wanted(self, member: object) -> bool:
        from gpkit.documents.archives import Member

        if self._start is None or self._at is not None or not isinstance(member, Member):
            return True
        return member.offset in (self._start, None)

    def _member(self, member: object, name: str) -> Iterator[Found]:
        """Read one file of an archive: a page, or a container of its own."""
        from gpkit.documents.archives import Member

        if isinstance(member, str):
            self._left_out[member] += 1
            return
        if not isinstance(member, Member):
            if isinstance(member, GpkitError):
                yield member
            return
        full = f"{name}/{member.name}"
        buffer = Buffer(member.stream)
        head = buffer.peek(kinds.HEAD)
        kind = kinds.kind_of(head, full, self._columns)
        if kind.holds == "page":
            yield from self._page(buffer, full, member.offset)
            return
        if self._depth >= _DEPTH:
            what = f"containers in containers, more than {_DEPTH} deep"
            yield Unreadable(f"{full}: {what}", "Unpack the outer ones first.")
            return
        outside, self._at = self._at, self._at if self._at is not None else member.offset
        self._depth += 1
        yield from self._stream(_nested(buffer, kind, full), kind, full)
        self._depth -= 1
        self._at = outside

    def _page(self, buffer: Buffer, name: str, offset: int) -> Iterator[Found]:
        head = buffer.peek(kinds.HEAD)
        packed = packing(head)
        what = None if packed else kinds.binary(head)
        if not head and not buffer.damage:
            what = "empty file"
        elif not packed and name.lower().endswith(_ASSETS):
            what = f"{name.rpartition('.')[2].lower()} file"
        if what:
            self._left_out[what] += 1
            return
        data = buffer.take(limits.now().file + 1)
        if buffer.damage:
            yield buffer.damage
        else:
            yield self._dump(name, limited(data, name), offset)


def _opened(file: BinaryIO, kind: Kind, name: str) -> Stream:
    plain = Plain(file)
    return Inflated(plain, kind.packing, name) if kind.packing else plain


def _nested(buffer: Buffer, kind: Kind, name: str) -> Stream:
    from gpkit.documents.archives import Rest

    rest = Rest(buffer)
    return Inflated(rest, kind.packing, name) if kind.packing else rest
