"""Writing files so that a crash leaves the old bytes or the new ones, never a mixture."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

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
    path.parent.mkdir(parents=True, exist_ok=True)
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


def _write_new(path: Path, data: bytes) -> None:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0), 0o666), "w+b") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        if file.read() != data:
            raise OSError(5, "what was written does not read back equal", str(path))


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
