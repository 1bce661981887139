"""A lock on a store, held by the kernel: it is free again the moment its holder dies.

The two calls of the standard library are used as they are: the library for it (filelock) costs
13 ms to import, a sixth of a run over two dumps.
"""

from __future__ import annotations

import os
import re
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gpkit.errors import StoreLocked
from gpkit.store.folders import create

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = ".gpkit.lock"
PATIENCE = 10.0  # seconds
_HELD_AT = 1024  # the byte that Windows locks: what stands before it can be read by all
_WORDS = 200  # bytes: the most that a holder says of itself
_COMMAND = re.compile(r"[a-z][a-z_-]{0,30}")


@contextmanager
def locked(root: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a store.

    Raises:
        StoreLocked: another run holds it, and did not let go within ``patience`` seconds.
    """
    handle = _lock_file(root)
    with _held(handle, root, patience):
        _write(handle, this_run())
        try:
            yield
        finally:
            _write(handle, "")


@contextmanager
def folder_locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a lock on a folder that is to hold nothing but what people put there.

    The folder itself is locked; a file is made for it only on systems that cannot do that.

    Raises:
        StoreLocked: another run holds it.
    """
    handle = _lock_file(folder) if os.name == "nt" else os.open(folder, os.O_RDONLY)
    with _held(handle, folder, patience):
        yield


def this_run() -> str:
    """Say which run this is: its process and its command, and no path, user or machine."""
    command = next((word for word in sys.argv[1:2] if _COMMAND.fullmatch(word)), "")
    return f"pid {os.getpid()}: gpkit {command}".rstrip()


def locked_by(place: str, who: str) -> StoreLocked:
    """Give the error for a store that another run holds; ``who`` is what that says of itself."""
    named = f" ({who})" if who else ""
    return StoreLocked(
        f"{place}: another run of gpkit is writing here{named}",
        "Wait until it is done and type the same again.",
    )


def _lock_file(root: Path) -> int:
    return create(root / NAME, os.O_RDWR)


def _write(handle: int, words: str) -> None:
    """Say in the lock file who holds it; that it cannot be said (disk full) stops nobody."""
    try:
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, words.encode())
    except OSError:
        return


def _holder(handle: int) -> str:
    """Read who holds a lock file; nothing where it does not say, or where a folder is locked."""
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        words = os.read(handle, _WORDS).decode("ascii")
    except (OSError, UnicodeDecodeError):
        return ""
    return words if words.isprintable() else ""


@contextmanager
def _held(handle: int, root: Path, patience: float) -> Iterator[None]:
    try:
        until = time.monotonic() + patience
        while not _take(handle):
            if time.monotonic() > until:
                raise locked_by(root.as_posix(), _holder(handle))
            time.sleep(0.05)
        yield
    finally:
        os.close(handle)


if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            os.lseek(handle, _HELD_AT, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
