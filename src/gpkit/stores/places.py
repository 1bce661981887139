"""Where the files of a store lie: a folder of this machine, or a URL that fsspec knows.

An object at a URL is put there whole or not at all; a file of this machine is written beside,
synced and renamed. Neither is ever changed in place.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, cast

from gpkit.errors import Exit, GpkitError
from gpkit.store.files import TEMPORARY, sync_directory, write_atomic
from gpkit.store.folders import create
from gpkit.stores import url_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = 2**20  # bytes
_READ_AHEAD = 2**20  # bytes of each remote file that is open
_PART = 5 * 2**20  # bytes: the least that S3 takes as a part of an object


class Elsewhere(GpkitError):
    """A place that is not on this machine failed us."""

    code = Exit.IO


class Folder(NamedTuple):
    """A folder of this machine."""

    root: Path

    @property
    def shown(self) -> str:
        """Its name for people."""
        return self.root.as_posix()

    def read(self, name: str) -> bytes | None:
        """Give the bytes of a file, None where there is none."""
        try:
            return (self.root / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def open(self, name: str) -> BinaryIO:
        """Open a file for reading; it can be sought in."""
        return (self.root / name).open("rb")

    def put(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all."""
        path = self.root / name
        write_atomic(path, data)
        sync_directory(path.parent)

    def take(self, name: str, file: BinaryIO) -> None:
        """Put what a temporary file holds in its place, whole or not at all."""
        path = self.root / name
        temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}")
        try:
            with os.fdopen(create(temporary), "wb") as new:
                _copied(file, new)
                new.flush()
                os.fsync(new.fileno())
            temporary.replace(path)
        finally:
            with suppress(OSError):
                temporary.unlink()
        sync_directory(path.parent)

    def names(self, below: str = "") -> list[str]:
        """Name the files of the folder, or of one in it, sorted."""
        with suppress(FileNotFoundError):
            return sorted(e.name for e in os.scandir(self.root / below) if e.is_file())
        return []

    def remove(self, name: str) -> None:
        """Remove a file that may be gone already."""
        (self.root / name).unlink(missing_ok=True)

    def clear(self, below: str) -> None:
        """Remove a folder with all that is in it."""
        shutil.rmtree(self.root / below, ignore_errors=True)


class Url(NamedTuple):
    """A folder, or what the service has in place of one."""

    url: str

    @property
    def shown(self) -> str:
        """Its name for people."""
        return self.url

    def read(self, name: str) -> bytes | None:
        """Give the bytes of an object, None where there is none."""
        with told(self.url):
            fs, path = filesystem(self.url)
            try:
                return cast("bytes", fs.cat_file(joined(path, name)))
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                return None

    def open(self, name: str) -> BinaryIO:
        """Open an object for reading; it can be sought in."""
        with told(self.url):
            fs, path = filesystem(self.url)
            file = fs.open(joined(path, name), "rb", block_size=_READ_AHEAD)
            return cast("BinaryIO", file) if _can_seek(file) else temporary_of(file)

    def put(self, name: str, data: bytes) -> None:
        """Put an object there, whole or not at all."""
        with told(self.url):
            fs, path = filesystem(self.url)
            fs.pipe_file(joined(path, name), data)

    def take(self, name: str, file: BinaryIO) -> None:
        """Put there what a temporary file holds, whole or not at all."""
        with told(self.url):
            fs, path = filesystem(self.url)
            with fs.open(joined(path, name), "wb", block_size=_PART) as new:
                _copied(file, new)

    def names(self, below: str = "") -> list[str]:
        """Name the objects there, sorted."""
        with told(self.url):
            fs, path = filesystem(self.url)
            with suppress(FileNotFoundError):
                found = fs.ls(joined(path, below), detail=True, refresh=True)
                names = (e["name"].rpartition("/")[2] for e in found if e["type"] == "file")
                return sorted(names)
            return []

    def remove(self, name: str) -> None:
        """Remove an object that may be gone already."""
        with told(self.url), suppress(FileNotFoundError):
            fs, path = filesystem(self.url)
            fs.rm_file(joined(path, name))

    def clear(self, below: str) -> None:
        """Remove all objects below a name."""
        with told(self.url), suppress(FileNotFoundError):
            fs, path = filesystem(self.url)
            fs.rm(joined(path, below), recursive=True)


Place = Folder | Url


def place_of(path: Path | str) -> Place:
    """Give the place that a path or URL names."""
    url = url_of(path)
    if url is not None:
        return Url(url)
    words = str(path)
    local = words.removeprefix("file:") if words.startswith("file:") else words
    return Folder(Path(local.replace("//", "/") if local != words else local))


def filesystem(url: str) -> tuple[Any, str]:
    """Give the file system of a URL, and the path in it.

    Raises:
        GpkitError: the extra that it needs is not installed; says which.
    """
    scheme = url.partition("://")[0]
    try:
        import fsspec
        from fsspec.core import url_to_fs

        fsspec.get_filesystem_class(scheme)
    except ImportError as error:
        extra = _EXTRAS.get(scheme, "remote")
        package = _PACKAGES.get(scheme, f"what fsspec needs for {scheme}://")
        raise GpkitError(
            f"{url}: to read and write there, gpkit needs {package}",
            f"Install it: pip install 'good-practice-kit[{extra}]'",
        ) from error
    except ValueError as error:
        raise GpkitError(
            f"{url}: nobody knows how to reach {scheme}://",
            "Name a folder, or a URL that fsspec knows: s3://, gs://, https:// ...",
        ) from error
    fs, path = url_to_fs(url)
    return fs, path


_EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs"}
_PACKAGES = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs"}


@contextmanager
def told(url: str) -> Iterator[None]:
    """Say what a service answered in words that name the place; it has errors of many kinds.

    Raises:
        Elsewhere: it failed.
    """
    try:
        yield
    except (GpkitError, FileNotFoundError):
        raise
    except Exception as error:
        what = " ".join(str(error).split()) or type(error).__name__
        raise Elsewhere(
            f"{url}: {type(error).__name__}: {what}",
            "Look at the address, at the credentials in the environment, and at the network.",
        ) from error


@contextmanager
def temporary() -> Iterator[BinaryIO]:
    """Give a file that is gone afterwards, for what does not belong into memory."""
    with _temporary() as file:
        yield file


def _temporary() -> BinaryIO:
    from tempfile import TemporaryFile  # 2 ms: it draws random names

    return cast("BinaryIO", TemporaryFile(prefix=TEMPORARY))


def _copied(file: BinaryIO, new: Any) -> None:
    file.seek(0)
    shutil.copyfileobj(file, new, _BLOCK)


def _can_seek(file: Any) -> bool:
    """Tell whether a file can be sought in: servers that give no ranges have streams."""
    try:
        file.seek(1)
        file.seek(0)
    except ValueError:
        return False
    return True


def joined(path: str, name: str) -> str:
    """Give the path of an object in a folder of a file system."""
    return f"{path.rstrip('/')}/{name}" if name else path


def temporary_of(file: Any) -> BinaryIO:
    """Give a file, gone when it is closed, with the bytes of another that is read to its end."""
    new = _temporary()
    try:
        shutil.copyfileobj(file, new, _BLOCK)
        new.seek(0)
    except BaseException:
        new.close()
        raise
    return new
