"""The folder that a site is written into: ours is what a manifest names, the rest stays.

The manifest names every file of the last build with the start of its hash. A page that is no longer
made is removed only if it still holds the bytes that we wrote.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from gpkit.errors import GpkitError
from gpkit.exporters import _files
from gpkit.store.files import sweep, sync_directory, write_atomic, write_many
from gpkit.store.folders import make
from gpkit.store.lock import NAME as LOCK
from gpkit.store.lock import locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST = ".gpkit-site.json"
_DIGITS = 16
_BATCH = 8 * 2**20  # bytes that wait to be written
_FILES = 512


class Output:
    """A folder of pages. Write what belongs there, then `finish`: what is stale goes."""

    def __init__(self, root: Path, old: dict[str, str], *, careful: bool) -> None:
        self.root = root
        self.written: dict[str, str] = {}
        self.changed = 0
        self._old = old
        self._careful = careful  # about files of other people where ours shall be
        self._folders: set[Path] = set()
        self._waiting: list[tuple[Path, bytes]] = []
        self._size = 0

    def write(self, name: str, data: bytes) -> None:
        """Write one file, whole or not at all; ``name`` is its path below the root, with slashes.

        Raises:
            GpkitError: somebody else's file lies there, or a link leads out of the folder.
        """
        path = self.root.joinpath(*name.split("/"))
        self._enter(path.parent)
        digest = _digest(data)
        self._refuse_other(name, path, digest)
        self._waiting.append((path, data))
        self._size += len(data)
        self.written[name] = digest
        if self._size > _BATCH or len(self._waiting) >= _FILES:
            self._flush()

    def keep(self, name: str, digest: str) -> bool:
        """Keep a file of the last build, if its bytes are those of a digest; tell if they are."""
        path = self.root.joinpath(*name.split("/"))
        self._enter(path.parent)
        if name not in self._old or _is_other(path, digest) or not path.is_file():
            return False
        self.written[name] = digest
        return True

    def _flush(self) -> None:
        """Write what waits: syncing many files at once is much quicker than each."""
        self.changed += write_many(self._waiting)
        self._waiting, self._size = [], 0

    def _refuse_other(self, name: str, path: Path, digest: str) -> None:
        if self._careful and name not in self._old and _is_other(path, digest):
            raise GpkitError(
                f"{path.as_posix()}: this file was not written by gpkit site",
                "Move it away, or overwrite it with --force.",
            )

    @contextmanager
    def streamed(self, name: str) -> Iterator[Path]:
        """Give the path of a new file, which takes its place when it is whole: for large ones."""
        path = self.root.joinpath(*name.split("/"))
        self._enter(path.parent)
        with _files.replacing(path) as new:
            yield new
            with new.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()[:_DIGITS]
            self._refuse_other(name, path, digest)
        self.changed += self._old.get(name) != digest
        self.written[name] = digest

    def finish(self) -> int:
        """Remove what an earlier build wrote and this one did not; say how many files."""
        self._flush()
        removed = 0
        for name in sorted(set(self._old) - set(self.written)):
            path = self.root.joinpath(*name.split("/"))
            with suppress(OSError):
                if not path.is_symlink() and _digest(path.read_bytes()) == self._old[name]:
                    path.unlink()
                    removed += 1
                    self._leave(path.parent)
        for folder in sorted(self._folders):
            sync_directory(folder)
        _write_manifest(self.root, self.written, whole=True)
        return removed

    def _enter(self, folder: Path) -> None:
        """Make a folder; none on the way may be a link, which could lead anywhere."""
        if folder in self._folders or folder == self.root:
            return
        self._enter(folder.parent)
        if folder.is_symlink():
            raise GpkitError(
                f"{folder.as_posix()}: a link, and pages are not written through links",
                "Remove the link, or name another folder with -o.",
            )
        make(folder)
        sweep([folder])
        self._folders.add(folder)

    def _leave(self, folder: Path) -> None:
        while folder != self.root and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


@contextmanager
def opened(root: Path, *, force: bool = False) -> Iterator[Output]:
    """Open a folder for a build, and hold it.

    Raises:
        GpkitError: it holds other people's files, and nobody said --force.
        StoreLocked: another run writes there.
    """
    if root.exists() and not root.is_dir():
        raise GpkitError(f"{root.as_posix()} is no folder", "Name a folder: -o site")
    manifest = _read_manifest(root)
    if manifest is None and not force and _is_used(root):
        raise GpkitError(
            f"{root.as_posix()}: not empty, and not made by gpkit site",
            "Name another folder with -o, or add the pages to it with --force.",
        )
    make(root)
    old, whole = manifest or ({}, False)
    with locked(root):
        sweep([root])
        _write_manifest(root, old, whole=False)
        output = Output(root, old, careful=whole and not force)
        yield output


def _is_used(root: Path) -> bool:
    return root.is_dir() and any(path.name != LOCK for path in root.iterdir())


def _is_other(path: Path, digest: str) -> bool:
    if path.is_symlink():
        return True
    try:
        return _digest(path.read_bytes()) != digest
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def _read_manifest(root: Path) -> tuple[dict[str, str], bool] | None:
    """Give the files of the last build, and whether it came to its end; None without a manifest."""
    try:
        data = json.loads((root / MANIFEST).read_text("utf-8"))
        files = {str(name): str(digest) for name, digest in data["files"].items()}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise GpkitError(
            f"{(root / MANIFEST).as_posix()}: not a manifest of gpkit site",
            "Remove that file and build again with --force.",
        ) from error
    return {name: files[name] for name in files if _is_inside(name)}, bool(data.get("whole"))


def _is_inside(name: str) -> bool:
    """Tell whether a name can be one of ours: a manifest is a file that others can edit."""
    return not {"", ".", ".."}.intersection(name.split("/")) and "\\" not in name


def _write_manifest(root: Path, files: dict[str, str], *, whole: bool) -> None:
    data = {"made_by": "gpkit site", "whole": whole, "files": dict(sorted(files.items()))}
    write_atomic(root / MANIFEST, (json.dumps(data, indent=0) + "\n").encode())
    sync_directory(root)
