"""Files that appear only when they are whole, and zips whose bytes do not depend on the clock."""

from __future__ import annotations

import filecmp
import gzip
import io
import os
import shutil
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from gpkit.errors import GpkitError
from gpkit.store.files import TEMPORARY
from gpkit.store.folders import make, refuse_moved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, TextIO

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold
_LEVEL = 6


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give the path of a new file, which takes the place of ``path`` when it is whole.

    It is written in a new folder beside, which nobody else can write into, so no link that
    somebody put there is followed. A file with the same bytes is left alone.

    Raises:
        GpkitError: ``path`` is a folder.
    """
    if path.is_dir():
        raise GpkitError(f"{path.as_posix()} is a folder", "Name a file: -o FILE")
    if path.exists() and not path.is_file():  # /dev/null, a pipe: nothing to be replaced
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder, path.name)
            path.write_bytes(Path(folder, path.name).read_bytes())
        return
    make(path.parent)
    with tempfile.TemporaryDirectory(prefix=TEMPORARY, dir=path.parent) as folder:
        refuse_moved(Path(folder))
        new = Path(folder, path.name)
        yield new
        _sync(new)
        if path.is_symlink() or not path.exists() or not filecmp.cmp(new, path, shallow=False):
            new.replace(path)
        for beside in sorted(Path(folder).iterdir()):  # what a format lays beside its file
            if beside != new:
                beside.replace(path.with_name(beside.name))


@contextmanager
def text_file(path: Path) -> Iterator[TextIO]:
    """Give a new text file, compressed where its name ends in ``.gz``."""
    with path.open("xb") as file, _packed(path, file) as data:
        text = io.TextIOWrapper(data, "utf-8", "backslashreplace", newline="")
        yield text
        text.flush()
        text.detach()


@contextmanager
def _packed(path: Path, file: BinaryIO) -> Iterator[BinaryIO]:
    if path.suffix != ".gz":
        yield file
        return
    with gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed:
        yield cast("BinaryIO", packed)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """Give a new folder, whose files take their places in ``path``: a folder, or a zip."""
    if path.name == "datapackage.json":
        path = path.parent
    if path.suffix == ".zip":
        with replacing(path) as new, zipped(new) as place:
            yield place
        return
    if path.exists() and not path.is_dir():
        raise GpkitError(f"{path.as_posix()} is no folder", "Name a folder or a .zip: -o DIR")
    make(path)
    with tempfile.TemporaryDirectory(prefix=TEMPORARY, dir=path) as place:
        refuse_moved(Path(place))
        yield Path(place)
        for file in sorted(Path(place).iterdir()):
            with replacing(path / file.name) as new:
                file.replace(new)


@contextmanager
def zipped(path: Path) -> Iterator[Path]:
    """Give a new folder, whose files become a zip at ``path``, where nothing is yet."""
    with tempfile.TemporaryDirectory(dir=path.parent) as place:
        yield Path(place)
        _zip(Path(place), path)


def _zip(source: Path, target: Path) -> None:
    """Put the files of a folder into a zip: sorted, at a fixed date."""
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for path in sorted(source.iterdir()):
            entry = zipfile.ZipInfo(path.name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with path.open("rb") as file, archive.open(entry, "w", force_zip64=True) as packed:
                shutil.copyfileobj(file, packed, 2**20)
