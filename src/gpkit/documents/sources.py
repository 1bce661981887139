"""Finding dumps on disk: files and directories, in one fixed order, and nothing but regular files.

Links, FIFOs, devices and sockets are not followed or opened: a FIFO blocks for ever, and a link
in a stranger's folder can point anywhere.
"""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from gpkit import limits
from gpkit.errors import GpkitError, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STDIN = "-"
INDEX = "index.csv"  # of the origins of dumps

# Files that stand beside dumps and are none.
_BESIDE = ("readme", "readme.md", "readme.txt", "readme.rst", INDEX, "license", "gpkit.toml")

# What browsers add to a page's name for the folder of its pictures, styles and scripts: in English,
# and in the languages in which one of them translates it.
# fmt: off
_SAVED = (
    "_files", "-dateien", "_fichiers", "_archivos", "_file", "_bestanden", "-filer", "_filer",
    "_arquivos", "_ficheiros", "_pliki", "_soubory", "_subory", "_elemei", "_tiedostot", "_failid",
    "_fails", "_bylos", "_datoteke", "_fitxers",
)
# fmt: on


_PARTS = "parts of a page that a browser saved"
_OWN = "files of the catalogue itself"
_PRACTICES = (".yaml", ".json")


class Aside(NamedTuple):
    """Files below a directory that are no dumps of their own."""

    folder: str
    why: str  # what they are
    files: int


class Own(NamedTuple):
    """Where a catalogue keeps what it is made of: no file of it is a dump."""

    practices: Path
    others: tuple[Path, ...] = ()  # files and folders


class Source(NamedTuple):
    """A dump to read: where it lies and under which name it goes into the archive."""

    path: Path | None  # None: standard input
    name: str
    data: bytes | None = None  # of standard input, once it was read

    @property
    def place(self) -> str:
        """Where it lies, as far as others need to know: below the working directory, or its name.

        A path of one machine means nothing on another, and does not belong into the catalogue.
        """
        if self.path is None:
            return self.name
        path, here = Path(os.path.normpath(self.path.absolute())), Path.cwd()
        inside = path.relative_to(here).as_posix() if path.is_relative_to(here) else self.path.name
        return self.name if "/" in self.name else inside

    def open(self) -> BinaryIO:
        """Open it for reading from front to back.

        Raises:
            Unreadable: no regular file, no right to read it.
        """
        if self.path is None:
            from io import BytesIO

            return BytesIO(self.read())
        try:
            return os.fdopen(_open(self.path), "rb")
        except OSError as error:
            raise Unreadable(f"{self.path}: {error.strerror}") from error

    def read(self) -> bytes:
        """Read the bytes, all of them or none.

        Raises:
            Unreadable: no regular file, too large, no right to read it.
        """
        if self.data is not None:
            return self.data
        if self.path is None:
            return limited(sys.stdin.buffer.read(limits.now().file + 1), "standard input")
        try:
            with os.fdopen(_open(self.path), "rb") as file:
                return limited(file.read(limits.now().file + 1), self.path.as_posix())
        except OSError as error:
            raise Unreadable(f"{self.path}: {error.strerror}") from error

    def size(self) -> int:
        """Give its size in bytes; 0 where that cannot be told."""
        if self.path is None:
            return len(self.data or b"")
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


def find(inputs: Iterable[str], raw: Path) -> Iterator[Source | GpkitError]:
    """Find the dumps that inputs name: files, directories (walked in sorted order), or ``-``.

    A problem with one input is yielded in its place, so that the others go on. Dumps that lie
    in the archive already are named by their place in it, all others by their file name.
    """
    return (one for one in look(inputs, raw) if not isinstance(one, Aside))


def look(
    inputs: Iterable[str], raw: Path, own: Own | None = None
) -> Iterator[Source | Aside | GpkitError]:
    """Find dumps as `find` does, and tell what else lies in the directories."""
    for given in inputs:
        if given == STDIN:
            yield Source(None, "stdin.txt")
            continue
        path = Path(given)
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield Unreadable(f"{given}: {(error.strerror or 'unreadable').lower()}", _HINT)
            continue
        if stat.S_ISDIR(mode):
            yield from _in_directory(path, raw, own)
        elif stat.S_ISREG(mode):
            yield Source(path, _name(path, raw))
        else:
            yield Unreadable(f"{given}: neither a file nor a directory", _HINT)


_HINT = "Name a dump, a directory of dumps, or - for standard input."


def _in_directory(root: Path, raw: Path, own: Own | None) -> Iterator[Source | Aside | GpkitError]:
    found = False
    archive, folders = raw.resolve(), dict[str, str | None]()
    asides = _Asides(root, raw, own)
    for path in walk(root):
        folder, name = os.path.split(path)
        if name.lower() in _BESIDE or asides.takes(folder, path):
            continue
        found = True
        if folder not in folders:  # what is walked are no links: all of a folder lie beside
            folders[folder] = _inside(Path(folder), archive)
        before = folders[folder]
        yield Source(path, name if before is None else before + name)
    yield from asides.found()
    if not found:
        yield Unreadable(f"{root}: no dumps in this directory", _HINT)


class _Asides:
    """Tells the files below a directory that are no dumps of their own."""

    def __init__(self, root: Path, raw: Path, own: Own | None) -> None:
        self._root, self._raw = root, raw.absolute()
        self._practices = own.practices.absolute() if own else None
        self._others = {path.absolute() for path in own.others} if own else set()
        self._names = {path.name for path in self._others}
        self._of: dict[str, tuple[Path, str] | None] = {}  # folder -> what its files are part of
        self._files: Counter[tuple[Path, str]] = Counter()

    def takes(self, folder: str, path: Path) -> bool:
        """Tell whether a file is no dump of its own, and count it."""
        if folder not in self._of:
            self._of[folder] = self._look(path.parent)
        part = self._of[folder]
        if part and part[0].absolute() == self._practices and path.suffix not in _PRACTICES:
            return False
        if part is None and path.name in self._names and path.absolute() in self._others:
            part = (path.parent, _OWN)
        if part:
            self._files[part] += 1
        return part is not None

    def found(self) -> Iterator[Aside]:
        """Give the folders that held something."""
        for (folder, why), files in self._files.items():
            near = folder.is_relative_to(self._root) and folder != self._root
            where = folder.relative_to(self._root) if near else self._root
            yield Aside(where.as_posix(), why, files)

    def _look(self, folder: Path) -> tuple[Path, str] | None:
        for one in (folder, *folder.parents):
            if one.absolute() == self._raw:
                return None
            if one.absolute() == self._practices or one.absolute() in self._others:
                return one, _OWN
            if one != self._root and _is_saved(one):
                return one, _PARTS
        return None


def _is_saved(folder: Path) -> bool:
    lower = folder.name.lower()
    stems = [folder.name[: -len(end)] for end in _SAVED if lower.endswith(end)]
    pages = [folder.with_name(stem + end) for stem in stems if stem for end in (".html", ".htm")]
    return any(page.is_file() for page in pages)


def walk(root: Path) -> Iterator[Path]:
    """Give the regular files below a directory, sorted; skip hidden ones and links.

    A directory that cannot be listed is skipped: what lies in it was never readable.
    """
    try:
        entries = sorted(os.scandir(root), key=lambda e: os.fsencode(e.name))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def _name(path: Path, raw: Path) -> str:
    inside, archive = path.resolve(), raw.resolve()
    if inside.is_relative_to(archive):
        return inside.relative_to(archive).as_posix()
    return path.name


def _inside(folder: Path, archive: Path) -> str | None:
    """Give what names of files begin with in a folder of the archive; None outside of it."""
    inside = folder.resolve()
    if not inside.is_relative_to(archive):
        return None
    return "" if inside == archive else f"{inside.relative_to(archive).as_posix()}/"


def _open(path: Path) -> int:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise Unreadable(f"{path}: not a regular file")


def limited(data: bytes, where: str) -> bytes:
    """Give the bytes of a dump.

    Raises:
        OverLimit: there are more than a dump may have.
    """
    most = limits.now().file
    if len(data) > most:
        raise limits.over(
            "file",
            f"{where}: larger than {limits.size(most)}",
            "A dump is a page or a list of pages; split this file, or take it out of the input.",
        )
    return data
