"""What earlier runs made, kept under keys of all that it follows from: `stores/remembered.py`.

A hash at the end of an entry covers all of it, and its key. What is broken is left alone, and all
is made anew.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.store import prints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

FOLDER = "outputs"
MOST = 32  # entries
LARGEST = 2**30  # bytes, of all entries
_PART = 2**20  # bytes
_DIGITS = 20
_END = 64 + _DIGITS  # bytes: the hash of all before, and the number of practices


class Entry(NamedTuple):
    """What was made, whole: its file, at its start, and of how many practices."""

    file: BinaryIO
    size: int
    number: int

    def pour(self, out: Any) -> None:
        """Write it to a text stream that nothing was written to, or to the path of a new file.

        Of a folder that is there, it makes the files.
        """
        if isinstance(out, Path) and out.is_dir():
            for name, size in json.loads(self.file.readline()):
                with (out / name).open("xb") as copy:
                    _copy(self.file, copy, size)
        elif isinstance(out, Path):
            with out.open("xb") as copy:
                _copy(self.file, copy, self.size)
        elif codecs.lookup(out.encoding or "ascii").name == "utf-8" and hasattr(out, "buffer"):
            _copy(self.file, out.buffer, self.size)
        else:
            text = codecs.getincrementaldecoder("utf-8")()
            for part in _parts(self.file, self.size):
                out.write(text.decode(part))


class Output(NamedTuple):
    """The place of what was made, and the key of all that it follows from."""

    folder: Path
    key: str
    now: Callable[[], str]  # the key of what is there now

    def data(self) -> Any:
        """Give the plain data that was kept, None where none was or it is broken."""
        with self.entry() as entry:
            return json.loads(b"".join(_parts(entry.file, entry.size))) if entry else None

    def keep(self, data: Any) -> None:
        """Remember plain data."""
        with self.noting(None) as note:
            note.write(json.dumps(data))

    @contextmanager
    def entry(self) -> Iterator[Entry | None]:
        """Give what was made, None where nothing was or it is broken."""
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
        """Give what is written to instead of ``out`` (None: nowhere), so that it is remembered."""
        note = Note(self, out)
        try:
            yield note
            note.end()
        finally:
            note.close()


class Note:
    """Takes text, and passes it on to a stream; or copies the file, or the files, of a path."""

    def __init__(self, place: Output, out: Any) -> None:
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
        return len(text) if self._to is None else int(self._to.write(text))

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
        """Let the entry appear, and the oldest ones go; unless the practices changed meanwhile."""
        if isinstance(self._to, Path):
            self._keep_files(self._to)
        self._keep(f"{self.number:0{_DIGITS}}".encode("ascii"))
        self._keep(self._hash.hexdigest().encode("ascii"))
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
                if self._place.now() == self._place.key:
                    Path(self._file.name).replace(self._place.folder / self._place.key)
                    _sweep(self._place.folder)

    def _keep_files(self, path: Path) -> None:
        files = [path]
        if path.is_dir():
            files = sorted(path.iterdir())
            names = [(file.name, file.stat().st_size) for file in files]
            self._keep(json.dumps(names).encode("ascii") + b"\n")
        for one in files:
            with one.open("rb") as file:
                for part in iter(lambda file=file: file.read(_PART), b""):  # type: ignore[misc]
                    self._keep(part)

    def close(self) -> None:
        """Leave nothing behind that did not come to its end."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            with suppress(OSError):
                Path(self._file.name).unlink(missing_ok=True)
        self._file = None


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
