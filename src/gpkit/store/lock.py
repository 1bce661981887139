"""A lock on a store, held by the kernel: it is free again the moment its holder dies.

The two calls of the standard library are used as they are: the library for it (filelock) costs
13 ms to import, a sixth of a run over two dumps.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gpkit.errors import StoreLocked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = ".gpkit.lock"
_PATIENCE = 10.0  # seconds


@contextmanager
def locked(root: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the lock of a store.

    Raises:
        StoreLocked: another run holds it, and did not let go within ``patience`` seconds.
    """
    with _held(_lock_file(root), root, patience):
        yield


@contextmanager
def folder_locked(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold a lock on a folder that is to hold nothing but what people put there.

    The folder itself is locked; a file is made for it only on systems that cannot do that.

    Raises:
        StoreLocked: another run holds it.
    """
    handle = _lock_file(folder) if os.name == "nt" else os.open(folder, os.O_RDONLY)
    with _held(handle, folder, patience):
        yield


def _lock_file(root: Path) -> int:
    return os.open(root / NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)


@contextmanager
def _held(handle: int, root: Path, patience: float) -> Iterator[None]:
    try:
        until = time.monotonic() + patience
        while not _take(handle):
            if time.monotonic() > until:
                raise StoreLocked(
                    f"{root.as_posix()}: another run of gpkit is writing here",
                    "Wait until it is done and type the same again.",
                )
            time.sleep(0.05)
        yield
    finally:
        os.close(handle)


if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _take(handle: int) -> bool:
        try:
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
