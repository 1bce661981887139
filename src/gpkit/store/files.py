"""Writing files so that a crash leaves the old bytes or the new ones, never a mixture."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
import sys
from typing import TYPE_CHECKING

from gpkit.store.folders import create, make, refuse_links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["refuse_links", "sweep", "sync_directory", "write_atomic", "write_many"]

TEMPORARY = ".gpkit-tmp-"
_counter = itertools.count()


def write_atomic(path: Path, data: bytes) -> bool:
    """Write bytes to a file, whole or not at all; leave a file with these bytes alone.

    A temporary file beside the target is written, synced, read again and compared, and only then
    moved into place. The caller syncs the directory once all its files are there
    (`sync_directory`).

    Returns:
        True if the file was written, False if it held these bytes already.

    Raises:
        OSError: the disk is full, read-only ...; the old file is as it was.
    """
    if _holds(path, data):
        return False
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{next(_counter)}")
    try:
        _write_new(temporary, data)
        temporary.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _about(path, error) from error
        raise
    return True


def _about(path: Path, error: OSError) -> OSError:
    """Name the file that people know: a failing fsync names none, a failing rename another."""
    return OSError(error.errno, error.strerror or str(error), str(path))


def _holds(path: Path, data: bytes) -> bool:
    try:
        if path.is_symlink() or path.stat().st_size != len(data):
            return False
        return path.read_bytes() == data
    except OSError:
        return False


def _write_new(path: Path, data: bytes, *, durable: bool = True) -> None:
    with os.fdopen(create(path, os.O_RDWR | os.O_EXCL), "w+b") as file:
        file.write(data)
        file.flush()
        if durable:
            os.fsync(file.fileno())
        file.seek(0)
        if file.read() != data:
            raise OSError(5, "what was written does not read back equal", str(path))


def write_many(items: Iterable[tuple[Path, bytes]]) -> int:
    """Write many files as `write_atomic` does each, but sync them by the batch, as Git does.

    Of a batch all temporary files are written and read again; then one call makes all of them
    durable, and they are moved into place. The directories are synced in the end. What is
    written when an error comes is whole, and the rest is as it was.

    Returns:
        The number of files that were written; files with these bytes already are left alone.

    Raises:
        OSError: as `write_atomic`.
    """
    written = 0
    directories: dict[Path, None] = {}
    try:
        for batch in _batches((path, data) for path, data in items if not _holds(path, data)):
            directories.update(dict.fromkeys(path.parent for path, _ in batch))
            if len(batch) < _FEW:
                for path, data in batch:
                    write_atomic(path, data)
            else:
                _write_batch(batch)
            written += len(batch)
    finally:
        for directory in directories:
            sync_directory(directory)
    return written


_FEW = 16  # files; below, each is synced for itself
_BATCH_FILES, _BATCH_BYTES = 512, 32 * 2**20


def _batches(items: Iterable[tuple[Path, bytes]]) -> Iterator[list[tuple[Path, bytes]]]:
    batch: list[tuple[Path, bytes]] = []
    size = 0
    for path, data in items:
        batch.append((path, data))
        size += len(data)
        if len(batch) >= _BATCH_FILES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _write_batch(batch: Sequence[tuple[Path, bytes]]) -> None:
    directories = list(dict.fromkeys(path.parent for path, _ in batch))
    for directory in directories:
        make(directory)
    waiting: list[tuple[Path, Path]] = []
    path = batch[0][0]
    try:
        with _syncing(directories) as sync:
            for path, data in batch:
                temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{next(_counter)}")
                waiting.append((temporary, path))
                _write_new(temporary, data, durable=sync is None)
            if sync is not None:
                sync()
        while waiting:
            temporary, path = waiting[0]
            temporary.replace(path)
            del waiting[0]
    except BaseException as error:
        for temporary, _ in waiting:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _about(path, error) from error
        raise


@contextlib.contextmanager
def _syncing(directories: Iterable[Path]) -> Iterator[Callable[[], None] | None]:
    """Give what makes all files that are written from now on durable, None if there is nothing.

    syncfs is Linux only, and tells of failed writes since Linux 5.8, to who had opened the
    file system before them.
    """
    syncfs = _syncfs()
    if syncfs is None:
        yield None
        return
    by_device = {directory.stat().st_dev: directory for directory in directories}
    handles = [os.open(directory, os.O_RDONLY) for directory in by_device.values()]

    def sync() -> None:
        for handle in handles:
            syncfs(handle)

    try:
        yield sync
    finally:
        for handle in handles:
            os.close(handle)


def _syncfs() -> Callable[[int], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    release = re.match(r"(\d+)\.(\d+)", os.uname().release)
    if release is None or (int(release[1]), int(release[2])) < (5, 8):
        return None
    import ctypes

    function = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if function is None:
        return None

    def syncfs(handle: int) -> None:
        if function(handle):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    return syncfs


def sync_directory(directory: Path) -> None:
    """Make the names in a directory durable.

    Raises:
        OSError: the disk fails.
    """
    if os.name == "nt":  # Windows cannot open a directory
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that cannot sync a directory
            raise _about(directory, error) from error
    finally:
        os.close(handle)


def sweep(directories: Iterable[Path]) -> None:
    """Remove temporary files that a killed run left behind. Call it under the lock."""
    for directory in directories:
        for path in _leftovers(directory):
            with contextlib.suppress(OSError):
                path.unlink()


def _leftovers(directory: Path) -> Iterator[Path]:
    if directory.is_dir():
        yield from directory.glob(f"{TEMPORARY}*")
