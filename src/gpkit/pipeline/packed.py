"""What a page gave, packed by the worker that read it: the parent moves bytes, and reads none."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from array import array
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.documents.pages import LeftOut
from gpkit.errors import GpkitError
from gpkit.pipeline.drafts import Drafts
from gpkit.pipeline.outcome import Row
from gpkit.pipeline.work import Draft, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.documents.sources import Source
    from gpkit.engines import Begun
    from gpkit.pipeline.work import Reader, Task

_FAST = 1  # level of zlib: half of the time of the default for a tenth more bytes
_BUFFER = 2**18  # bytes

About = tuple[str, str, str | None, str | None]  # dump, sha256, url, fetched


class Head(NamedTuple):
    """A draft without its text: what is packed of that takes ``size`` bytes of the page's body."""

    id: str
    doubtful: bool
    size: int
    about: About


class Packed(NamedTuple):
    """What one page gave: a `Page` whose drafts are packed one after the other."""

    name: str
    sha256: str
    row: Row | None
    heads: tuple[Head, ...]
    body: bytes
    loose: bool


class Content(NamedTuple):
    """The SHA-256 of a file just before it is read; "" where it cannot be."""

    sha256: str


class Packer(NamedTuple):
    """The work of an engine: `Reader.read`, whose pages are packed."""

    reader: Reader

    def read(self, task: Task) -> Iterator[Packed | GpkitError | LeftOut | Begun | Content]:
        """Read one file; first of all tell its content."""
        yield Content(content(task.source))
        for found in self.reader.read(task):
            yield packed(found) if isinstance(found, Page) else found


def content(source: Source) -> str:
    """Give the hash of a file's bytes, "" where it cannot be read."""
    if source.path is None:
        return ""
    try:
        with source.open() as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    except (OSError, GpkitError):
        return ""


def packed(page: Page) -> Packed:
    """Pack the drafts of a page, each for itself: they are written in another order."""
    bodies = [zlib.compress(draft.text.encode(), _FAST) for draft in page.drafts]
    heads = tuple(
        Head(d.id, d.doubtful, len(body), (d.dump, d.sha256, d.url, d.fetched))
        for d, body in zip(page.drafts, bodies, strict=True)
    )
    return Packed(page.name, page.sha256, page.row, heads, b"".join(bodies), page.loose)


def as_entry(found: list[Packed | LeftOut]) -> tuple[bytes, bytes]:
    """Give what a file gave as a head and a body, to be remembered."""
    bodies = b"".join(one.body for one in found if isinstance(one, Packed))
    head = [_plain(one) for one in found]
    return json.dumps([zlib.crc32(bodies), head]).encode("ascii"), bodies


def from_entry(head: bytes, body: bytes) -> list[Packed | LeftOut]:
    """Give what a file gave.

    Raises:
        ValueError, KeyError, TypeError: the entry is broken.
    """
    check, rows = json.loads(head)
    if check != zlib.crc32(body):
        raise ValueError("these are not the bytes that were remembered")
    found: list[Packed | LeftOut] = []
    at = 0
    for row in rows:
        one = _found(row)
        if isinstance(one, Packed):
            size = sum(head.size for head in one.heads)
            one = one._replace(body=body[at : at + size])
            at += size
        found.append(one)
    return found


def _plain(found: Packed | LeftOut) -> dict[str, Any]:
    if isinstance(found, LeftOut):
        return {"left_out": found.where, "counts": found.counts}
    return {"page": [found.name, found.sha256, found.row, found.loose], "drafts": found.heads}


def _found(data: dict[str, Any]) -> Packed | LeftOut:
    if "left_out" in data:
        return LeftOut(data["left_out"], tuple((what, count) for what, count in data["counts"]))
    name, sha256, row, loose = data["page"]
    heads = tuple(
        Head(practice_id, doubtful, size, (*about,))
        for practice_id, doubtful, size, about in data["drafts"]
    )
    return Packed(name, sha256, Row(*row) if row else None, heads, b"", loose)


class Spool(Drafts):
    """All drafts of a run by their ids, packed in a temporary file; here is where each lies."""

    def __init__(self) -> None:
        super().__init__()
        self._file = TemporaryFile(buffering=_BUFFER)  # noqa: SIM115 - as old as this
        self._places = array("Q")  # of each draft: where it lies in the file,
        self._sizes = array("I")
        self._doubtful = bytearray()
        self._pages = array("I")  # and which page it is of
        self._about: list[About] = []
        self._numbers: dict[str, int | list[int]] = {}

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def take(self, page: Any) -> None:
        """Keep the drafts of a page."""
        self._file.write(page.body)
        for head in page.heads:
            if not self._about or self._about[-1] != head.about:
                self._about.append(head.about)
                self.dated = self.dated or bool(head.about[2] and head.about[3])
            self._keep(head.id)
            self._places.append(self._size)
            self._sizes.append(head.size)
            self._doubtful.append(head.doubtful)
            self._pages.append(len(self._about) - 1)
            self._size += head.size

    def _keep(self, practice_id: str) -> None:
        number = len(self._places)
        before = self._numbers.setdefault(practice_id, number)
        if before != number:
            self._numbers[practice_id] = [
                *([before] if isinstance(before, int) else before),
                number,
            ]

    def drop(self, pages: set[tuple[str, str]]) -> None:
        """Forget the drafts of pages, named by dump and hash."""
        gone = {n for n, (dump, sha256, *_) in enumerate(self._about) if (dump, sha256) in pages}
        for practice_id in self.ids():
            numbers = self._of(practice_id)
            left = [number for number in numbers if self._pages[number] not in gone]
            if not left:
                del self._numbers[practice_id]
            elif len(left) < len(numbers):
                self._numbers[practice_id] = left

    def ids(self) -> list[str]:
        """Give all ids, sorted."""
        return sorted(self._numbers)

    def of(self, practice_id: str) -> list[Draft]:
        """Give the drafts of an id, in the order in which they came."""
        found = []
        for number in self._of(practice_id):
            body = self._read(self._places[number], self._sizes[number])
            found.append(self._draft(practice_id, number, zlib.decompress(body).decode()))
        return found

    def heads(self) -> Iterator[Draft]:
        """Give all drafts without their texts, sorted by id."""
        for practice_id in self.ids():
            for number in self._of(practice_id):
                yield self._draft(practice_id, number, "")

    def _of(self, practice_id: str) -> list[int]:
        numbers = self._numbers.get(practice_id, [])
        return [numbers] if isinstance(numbers, int) else numbers

    def _draft(self, practice_id: str, number: int, text: str) -> Draft:
        about = self._about[self._pages[number]]
        return Draft(practice_id, text, bool(self._doubtful[number]), *about)

    def _read(self, at: int, size: int) -> bytes:
        self._file.flush()
        if hasattr(os, "pread"):  # processes that share the file share its position too
            return os.pread(self._file.fileno(), size, at)
        self._file.seek(at)  # pragma: no cover - Windows
        body = self._file.read(size)
        self._file.seek(0, os.SEEK_END)
        return body
