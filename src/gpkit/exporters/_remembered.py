"""What an earlier run exported from the very same files: nothing is read into practices.

An entry is bound to the bytes of every file, to the format and its options, to the code, the
libraries and the authority; a hash at its end covers all of it. What is broken is left alone, and
the export is made anew.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit import limits
from gpkit.authority import overlays
from gpkit.store import cache, prints
from gpkit.store.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

FOLDER = "exports"
MOST = 32  # entries
LARGEST = 2**30  # bytes, of all entries
LEAST = 200  # files; fewer are read in the time that looking for an entry takes
_PART = 2**20  # bytes
_DIGITS = 20
_END = 64 + _DIGITS  # bytes: the hash of all before, and the number of practices


class Entry(NamedTuple):
    """An export that is whole: its file, at its start, and how many practices it has."""

    file: BinaryIO
    size: int
    number: int

    def pour(self, out: Any) -> None:
        """Write it to a text stream that nothing was written to, or as the file of a path."""
        if isinstance(out, Path):
            with out.open("xb") as copy:
                _copy(self.file, copy, self.size)
        elif codecs.lookup(out.encoding or "ascii").name == "utf-8" and hasattr(out, "buffer"):
            _copy(self.file, out.buffer, self.size)
        else:
            text = codecs.getincrementaldecoder("utf-8")()
            for part in _parts(self.file, self.size):
                out.write(text.decode(part))


class Remembered(NamedTuple):
    """The place of an export, and the key of all that it follows from."""

    folder: Path
    key: str

    @contextmanager
    def entry(self) -> Iterator[Entry | None]:
        """Give what was exported, None where nothing was or it is broken."""
        try:
            file = (self.folder / self.key).open("rb")
        except OSError:
            yield None
            return
        with file:
            found = None
            with suppress(OSError, ValueError):
                found = self._whole(file)
                os.utime(self.folder / self.key)
            yield found

    def _whole(self, file: BinaryIO) -> Entry | None:
        size = file.seek(0, os.SEEK_END) - _END
        if size < 0:
            return None
        file.seek(size)
        number, told = file.read(_DIGITS), file.read()
        file.seek(0)
        found = hashlib.sha256(self.key.encode())
        for part in _parts(file, size):
            found.update(part)
        found.update(number)
        file.seek(0)
        return Entry(file, size, int(number)) if found.hexdigest().encode() == told else None

    @contextmanager
    def noting(self, out: Any) -> Iterator[Note]:
        """Give what an export is written to instead of ``out``, so that it is remembered."""
        note = Note(self, out)
        try:
            yield note
            note.end()
        finally:
            note.close()


class Note:
    """Takes an export, and passes it on to a text stream, or copies the file of a path."""

    def __init__(self, place: Remembered, out: Any) -> None:
        self.out = out if isinstance(out, Path) else self
        self.number = 0  # of practices: whoever counts them says it
        self._to = out
        self._place = place
        self._hash = hashlib.sha256(place.key.encode())
        self._size = 0
        self._file: Any = None
        with suppress(OSError):
            place.folder.mkdir(exist_ok=True)
            self._file = tempfile.NamedTemporaryFile(dir=place.folder, delete=False)  # noqa: SIM115

    def write(self, text: str) -> int:
        """Write text."""
        self._keep(text.encode("utf-8", "backslashreplace"))
        return int(self._to.write(text))

    def writelines(self, texts: Iterable[str]) -> None:
        """Write texts one after the other."""
        for text in texts:
            self.write(text)

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > LARGEST // 2:
            self.close()
        if self._file is not None:
            try:
                self._file.write(data)
                self._hash.update(data)
            except OSError:  # a full disk: not remembered
                self.close()

    def end(self) -> None:
        """Let the entry appear, and the oldest ones go."""
        if isinstance(self._to, Path):
            with self._to.open("rb") as file:
                for part in iter(lambda: file.read(_PART), b""):
                    self._keep(part)
        self._keep(f"{self.number:0{_DIGITS}}".encode("ascii"))
        self._keep(self._hash.hexdigest().encode("ascii"))
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
                Path(self._file.name).replace(self._place.folder / self._place.key)
                _sweep(self._place.folder)

    def close(self) -> None:
        """Leave nothing behind that did not come to its end."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            with suppress(OSError):
                Path(self._file.name).unlink(missing_ok=True)
        self._file = None


def remembered(stores: Sequence[object], told: object) -> Remembered | None:
    """Give the place of an export of stores; None where practices lie in few files, or in shards.

    ``told`` is all else that was asked for: the format and its options.
    """
    trees = [store for store in stores if isinstance(store, Tree)]
    if not trees or len(trees) < len(stores):
        return None
    files = [list(tree.files()) for tree in trees]
    if sum(map(len, files)) < LEAST:
        return None
    folder = cache.folder(trees[0].root.absolute())
    if folder is None:
        return None
    try:
        pairs = zip(trees, files, strict=True)
        found = [prints.contents(tree.root, paths, folder) for tree, paths in pairs]
    except OSError:
        return None
    over = [list(prints.below(path)) for path in overlays()]
    key = prints.digest((prints.code(), told, limits.now(), over, found))
    return Remembered(folder / FOLDER, key)


def _sweep(folder: Path) -> None:
    """Remove the entries that were not asked for longest, and what killed runs left."""
    stats = sorted((prints.stat_of(path) for path in folder.iterdir()), key=lambda s: -s[2])
    total = 0
    for number, (path, size, *_) in enumerate(stats):
        total += size
        if number >= MOST or total > LARGEST:
            with suppress(OSError):
                Path(path).unlink()


def _parts(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0:
        part = file.read(min(_PART, size))
        if not part:
            raise OSError(5, "a file became shorter while it was read")
        size -= len(part)
        yield part


def _copy(file: BinaryIO, out: BinaryIO, size: int) -> None:
    out.writelines(_parts(file, size))
