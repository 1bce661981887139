"""zip and tar: the files in them, one after the other, without unpacking anything to disk."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, BinaryIO, NamedTuple, cast

from gpkit import limits
from gpkit.documents.inflate import ALWAYS, CHUNK, Damaged, too_dense
from gpkit.errors import GpkitError, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.documents.buffer import Buffer
    from gpkit.documents.inflate import Stream

_BLOCK = 512  # of a tar file
_OFFICE = ("[Content_Types].xml", "mimetype")
_ERRORS = (  # what the readers of the standard library raise on wrong bytes
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)


class Member(NamedTuple):
    """A file in an archive, and where in the archive it begins."""

    name: str
    offset: int
    stream: Stream


class _File:
    """The bytes of a member; what goes wrong in them is damage of the archive."""

    def __init__(self, file: IO[bytes], where: str, at: int) -> None:
        self._file = file
        self._where = where
        self._at = at
        self._read = 0
        self.offset = 0

    def read(self, size: int = CHUNK) -> bytes:
        try:
            data = self._file.read(size)
        except _ERRORS as error:
            raise Damaged(self._where, self._at, f"this file is cut or wrong ({error})") from error
        self.offset, self._read = self._read, self._read + len(data)
        return data


class Rest:
    """What is left in a buffer, as a stream."""

    def __init__(self, buffer: Buffer) -> None:
        self._buffer = buffer
        self.offset = 0
        self._read = 0

    def read(self, size: int = CHUNK) -> bytes:
        """Give up to ``size`` bytes, none at the end."""
        self._buffer.fill(1)
        data = self._buffer.take(min(size, CHUNK))
        if not data and self._buffer.damage:
            damage, self._buffer.damage = self._buffer.damage, None
            raise damage
        self.offset, self._read = self._read, self._read + len(data)
        return data


# zip ----------------------------------------------------------------------------------------------


def zipped(file: BinaryIO, where: str) -> Iterator[Member | GpkitError | str]:
    """Give the files of a zip, what is wrong with it, and words for what is left out.

    Of a WACZ only the records count: its other files are lists of them.

    Raises:
        Unreadable: it is damaged so that no file in it can be found, or is no archive of pages.
    """
    try:
        archive = zipfile.ZipFile(file)
    except _ERRORS as error:
        raise Damaged(
            where, 0, f"the list of its files, which stands at the end, is missing ({error})"
        ) from error
    with archive:
        names = set(archive.namelist())
        if names.intersection(_OFFICE):
            what = "this is an Office document or a book, not pages"
            raise Unreadable(f"{where}: {what}", "Save it as HTML or text.")
        is_wacz = "datapackage.json" in names and any(n.startswith("archive/") for n in names)
        for info in archive.infolist():
            if is_wacz and not info.filename.startswith("archive/"):
                continue
            yield from _zip_member(archive, info, where)


def _zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str
) -> Iterator[Member | GpkitError | str]:
    if not info.filename:
        yield Damaged(where, info.header_offset, "a file without a name")
        return
    if info.is_dir():
        return
    if reason := _beside(info.filename):
        yield reason
        return
    name = f"{where}/{info.filename}"
    if info.flag_bits & 1:
        yield Unreadable(f"{name}: this file is encrypted", "Unpack it with its password first.")
        return
    if info.file_size > ALWAYS + limits.now().ratio * info.compress_size:
        yield too_dense(name)
        return
    try:
        member = archive.open(info)
    except _ERRORS as error:
        yield _unopened(name, info.header_offset, error)
        return
    with member:
        yield Member(info.filename, info.header_offset, _File(member, name, info.header_offset))


def _unopened(name: str, at: int, error: Exception) -> GpkitError:
    if isinstance(error, NotImplementedError):  # nothing is wrong with the file
        what = f"{name}: this file is packed in a way that is not read here ({error})"
        return Unreadable(what, "Unpack the archive, and ingest the folder.")
    return Damaged(name, at, f"this file cannot be read ({error})")


def _beside(name: str) -> str | None:
    """Say why a file of an archive is none to read, None if it is one."""
    parts = name.split("/")
    if "__MACOSX" in parts or any(part.startswith(".") for part in parts if part):
        return "hidden file"
    return "file beside the pages" if parts[-1].lower() in _NO_DUMPS else None


_NO_DUMPS = ("readme", "readme.md", "readme.txt", "readme.rst", "index.csv", "license")


# tar ----------------------------------------------------------------------------------------------


def tarred(buffer: Buffer, where: str) -> Iterator[Member | GpkitError | str]:
    """Give the files of a tar, what is wrong with it, and words for what is left out."""
    watched = _Watched(buffer)
    try:
        archive = tarfile.open(  # noqa: SIM115 - it is closed below
            fileobj=cast("IO[bytes]", watched), mode="r|", errorlevel=0
        )
    except _ERRORS as error:
        raise Damaged(where, 0, f"this is no tar that can be read ({error})") from error
    with archive:
        yield from _tar_members(archive, where)
        if not watched.ended_well(archive.offset):
            yield buffer.damage or Damaged(
                where, archive.offset, "neither another file nor the end mark is here", cut=True
            )


def _tar_members(archive: tarfile.TarFile, where: str) -> Iterator[Member | GpkitError | str]:
    while True:
        try:
            info = archive.next()
        except _ERRORS as error:
            yield Damaged(where, archive.offset, f"the archive is cut or wrong ({error})")
            return
        if info is None:
            return
        archive.members.clear()  # type: ignore[attr-defined]  # it would keep them all
        file = archive.extractfile(info) if info.isreg() else None
        if file is None:
            if not info.isdir():
                yield "link or device"
        elif reason := _beside(info.name):
            yield reason
        else:
            name = f"{where}/{info.name}"
            yield Member(info.name.removeprefix("./"), info.offset, _File(file, name, info.offset))


class _Watched:
    """The bytes of a tar; remembers the last of them, for the end mark."""

    def __init__(self, buffer: Buffer) -> None:
        self._rest = buffer
        self._last = b""
        self._size = 0

    def read(self, size: int) -> bytes:
        data = self._rest.take(size)
        self._size += len(data)
        self._last = (self._last + data)[-64 * _BLOCK :]
        return data

    def ended_well(self, at: int) -> bool:
        """Tell whether a block of NUL bytes stands where the last file ended."""
        ahead = self._size - at
        block = self._last[len(self._last) - ahead :][:_BLOCK] if ahead > 0 else b""
        return len(block) == _BLOCK and not block.strip(b"\0")
