"""WARC and ARC: many records a file, read from front to back, whatever is wrong with them.

The readers that are to be had stop in silence where a file is cut (warcio, at 788 of 954 places
tried) or leave the rest of the file unread after a wrong length (fastwarc), so the framing is
read here: each record is held against its length, its end mark and its digest, and after damage
reading goes on at the next record.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from gpkit import limits
from gpkit.documents.inflate import Damaged, Inflated, Plain
from gpkit.documents.packing import packing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from gpkit.documents.buffer import Buffer

_MAX_LINE = 2**16
_MAGIC = 16  # bytes that tell how a file is packed
_MAX_HEADERS = 1000
_END = b"\r\n\r\n"
_NEXT = b"\nWARC/"
_VERSION = re.compile(rb"WARC/[01]\.[0-9]{1,2}\r?\n")
TYPES = frozenset(
    (
        *("warcinfo", "response", "resource", "request", "metadata"),
        *("revisit", "conversion", "continuation"),
    )
)
_ONCE = frozenset(("warc-type", "warc-record-id", "warc-date", "content-length", "warc-target-uri"))
_ARC_LINE = re.compile(rb"(\S+) (\S+) (\d{8,14}) (\S+)(?: .*)? (\d{1,19})\r?\n")


class Record(NamedTuple):
    """One record: where it begins, its number in the file (from 1), and what it holds."""

    offset: int
    number: int
    type: str
    url: str | None
    date: str | None
    content_type: str
    block: bytes
    truncated: str = ""  # why whoever fetched the page kept less than all of it
    head: bytes = b""  # the record's own headers, as found


class Framed(NamedTuple):
    """A record that nobody has looked into: what a cheap test on raw bytes needs."""

    offset: int  # where the file can be read again to come to it
    head: bytes  # its own headers, as found
    payload: bytes  # its block: of an answer, the HTTP headers and the body as they came


def framed(file: BinaryIO, where: str) -> Iterator[Framed | Damaged]:
    """Give the records of a WARC or ARC file, packed or not, without making pages of them.

    The same framing as for pages: each record held against its length, its end mark and its
    digest, and the damage in its place, one record in memory at a time. ``file`` is at its
    beginning; ``where`` names it in what is said of damage.
    """
    from gpkit.documents.buffer import Buffer

    head = file.read(_MAGIC)
    file.seek(0)
    plain = Plain(file)
    packed = packing(head)
    buffer = Buffer(Inflated(plain, packed, where) if packed else plain)
    for found in records(buffer, where):
        if isinstance(found, Record):
            yield Framed(found.offset, found.head, found.block)
        else:
            yield found


def records(buffer: Buffer, where: str, before: int = 0) -> Iterator[Record | Damaged]:
    """Give the records of a WARC or ARC file, and its damage, in the order of the file.

    ``before``: how many records stand before the first of them.
    """
    number = before
    while buffer.fill(1) or buffer.damage:
        if not buffer.fill(1):
            yield from _resumed(buffer)
            continue
        number += 1
        yield from record(buffer, where, number)


def record(buffer: Buffer, where: str, number: int) -> Iterator[Record | Damaged]:
    """Give the next record, and the damage in it and behind it."""
    reader = _Reader(buffer, where, number)
    yield from reader.arc() if reader.is_arc() else reader.warc()


def _resumed(buffer: Buffer) -> Iterator[Damaged]:
    if buffer.damage:
        yield buffer.damage
    buffer.resume()


class _Reader:
    """Reads one record, and what stands between it and the next one."""

    def __init__(self, buffer: Buffer, where: str, number: int) -> None:
        self._buffer = buffer
        self._where = where
        self._number = number
        self._most = limits.now().file
        self._offset = buffer.offset
        self._odd: str | None = None
        self._head = b""

    def is_arc(self) -> bool:
        if self._buffer.peek(5) == b"WARC/":
            return False
        return self._arc_line_follows()

    # WARC -----------------------------------------------------------------------------------------

    def warc(self) -> Iterator[Record | Damaged]:
        if not _VERSION.match(self._buffer.peek(10)):
            yield from self._astray("no record begins here")
            return
        headers = self._headers()
        if headers is None:
            yield from (
                self._astray("its headers do not end") if self._buffer.fill(1) else self._cut()
            )
            return
        if self._odd is not None:
            yield self._damaged(f"a line of its headers is wrong or there twice ({self._odd!r})")
        length = headers.get("content-length", "")
        declared = int(length) if length.isascii() and length.isdigit() else -1
        if declared > self._most:
            yield from self._too_long(declared)
            return
        yield from self._block(headers, declared)

    def _headers(self) -> dict[str, str] | None:
        lines = [self._buffer.line(_MAX_LINE)]
        headers: dict[str, str] = {}
        name = ""
        for _ in range(_MAX_HEADERS):
            line = self._buffer.line(_MAX_LINE)
            lines.append(line)
            if not line.endswith(b"\n"):
                return None
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            if not text:
                self._head = b"".join(lines)
                return headers
            if text[0] in " \t":
                headers[name] = f"{headers.get(name, '')} {text.strip()}"
                continue
            name, colon, value = text.partition(":")
            name = name.strip().lower()
            if not colon or (name in headers and name in _ONCE):
                self._odd = name
            headers.setdefault(name, value.strip())
        return None

    def _block(self, headers: dict[str, str], declared: int) -> Iterator[Record | Damaged]:
        buffer = self._buffer
        if declared >= 0 and buffer.peek(declared + len(_END))[declared:] == _END:
            block = buffer.take(declared)
            buffer.skip(len(_END))
            yield from self._whole(headers, block)
            return
        place = buffer.find(_NEXT, self._most)
        if place < 0:
            yield from self._last(headers, declared)
            return
        block = buffer.take(place + 1).removesuffix(_END)
        said = f"a length of {declared}" if declared >= 0 else "no length"
        yield self._damaged(f"the record says {said}, and is {len(block)} bytes long")
        yield from self._whole(headers, block)

    def _last(self, headers: dict[str, str], declared: int) -> Iterator[Record | Damaged]:
        """Read a record behind which no other follows as it should."""
        buffer = self._buffer
        if buffer.damage is None and buffer.fill(declared + 1) and declared >= 0:
            ahead = buffer.peek(declared + 5)[declared:]
            if not _END.startswith(ahead[:4]):
                yield from self._astray("the record is longer than it says")
                return
        if declared < 0 or not buffer.fill(declared):
            yield from self._cut()
            return
        block = buffer.take(declared)
        yield from self._whole(headers, block)
        if buffer.damage is None:
            yield self._damaged("the file is cut short at the end of this record")
        else:
            yield buffer.damage
        buffer.resume()

    def _whole(self, headers: dict[str, str], block: bytes) -> Iterator[Record | Damaged]:
        buffer = self._buffer
        buffer.fill(1)  # the packed record is whole only once its member has ended well
        damage = buffer.damage
        if damage and not damage.cut and damage.offset == self._offset and not buffer.fill(5):
            return  # told when reading goes on
        kind = headers.get("warc-type", "").lower()
        if kind not in TYPES:
            yield self._damaged(f"there is no type of record {kind!r}")
            return
        if not digest_fits(headers.get("warc-block-digest", ""), block):
            yield self._damaged("the record is not what its digest says")
            return
        yield Record(
            self._offset,
            self._number,
            kind,
            headers.get("warc-target-uri", "").strip("<>") or None,
            headers.get("warc-date"),
            headers.get("content-type", ""),
            block,
            headers.get("warc-truncated", ""),
            self._head,
        )

    def _too_long(self, declared: int) -> Iterator[Damaged]:
        """Pass by a record that is larger than any page, or says so."""
        yield self._damaged(
            f"the record says a length of {declared}, more than {limits.size(self._most)}; "
            "left out (limit-file)"
        )
        yield from self._to_next()

    # Damage ---------------------------------------------------------------------------------------

    def _damaged(self, what: str) -> Damaged:
        return Damaged(f"{self._where}#{self._number}", self._offset, what)

    def _cut(self) -> Iterator[Damaged]:
        yield self._buffer.damage or self._damaged("the record is cut short")
        self._buffer.resume()

    def _astray(self, what: str) -> Iterator[Damaged]:
        yield self._damaged(what)
        yield from self._to_next()

    def _to_next(self) -> Iterator[Damaged]:
        """Go to the next mark of a record at the beginning of a line."""
        buffer = self._buffer
        while (place := buffer.find(_NEXT, self._most)) < 0 and buffer.fill(self._most):
            buffer.skip(self._most)
        if place >= 0:
            buffer.skip(place + 1)
            return
        if buffer.damage:
            yield buffer.damage
        buffer.resume()

    # ARC ------------------------------------------------------------------------------------------

    def arc(self) -> Iterator[Record | Damaged]:
        buffer = self._buffer
        head = buffer.line(_MAX_LINE)
        line = _ARC_LINE.fullmatch(head)
        assert line is not None  # noqa: S101 - is_arc has seen it
        url, _, date, kind, length = (part.decode("utf-8", "replace") for part in line.groups())
        size = int(length)
        if size > self._most:
            yield self._damaged(f"the record says a length of {size}; left out (limit-file)")
            buffer.pass_by(size)
        elif not buffer.fill(size):
            yield from self._cut()
            return
        else:
            block = buffer.take(size)
            is_head = url.startswith("filedesc:")
            yield Record(
                self._offset,
                self._number,
                "warcinfo" if is_head else "response",
                url,
                _arc_date(date),
                kind,
                block,
                head=head,
            )
        yield from self._arc_end()

    def _arc_end(self) -> Iterator[Damaged]:
        buffer = self._buffer
        if not buffer.fill(1):
            if buffer.damage is None:
                yield self._damaged("the file is cut short at the end of this record")
            return
        lost = 0
        while buffer.fill(1):
            if self._arc_line_follows():
                break
            lost += len(buffer.line(_MAX_LINE).strip())
        if lost:
            yield self._damaged(f"{lost} bytes between this record and the next belong to none")

    def _arc_line_follows(self) -> bool:
        line, end, _ = self._buffer.peek(_MAX_LINE).partition(b"\n")
        return bool(_ARC_LINE.fullmatch(line + end))


def _arc_date(digits: str) -> str:
    """Write the time of an ARC record as WARC does.

    >>> _arc_date("20080430204825"), _arc_date("20080430")
    ('2008-04-30T20:48:25Z', '2008-04-30')
    """
    date = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    if len(digits) < 14:
        return date
    return f"{date}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}Z"


def digest_fits(digest: str, block: bytes | memoryview) -> bool:
    """Hold a block against the digest of its record, if it has one that we can make."""
    name, _, said = digest.partition(":")
    if name.lower() not in ("sha1", "sha256", "md5") or not said:
        return True
    made = hashlib.new(name.lower(), block, usedforsecurity=False)
    written = (
        base64.b32encode(made.digest()).decode().rstrip("="),
        made.hexdigest().upper(),
    )
    return said.upper().rstrip("=") in written
