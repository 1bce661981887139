"""Folders to write in, opened through no link that a checkout could hold.

What lies below the working directory can be of strangers (a pull request can bring links, or a
folder can become one while we run); what lies elsewhere was named by whoever typed the command.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEARCH = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def refuse_links(*paths: Path) -> None:
    """Refuse paths that are links: a checkout can hold links to anywhere.

    Raises:
        GpkitError: one is; names it, and what to do.
    """
    for path in paths:
        if path.is_symlink():
            raise _refused(path)


def _refused(path: Path) -> GpkitError:
    return GpkitError(
        f"{path.as_posix()}: a link, and nothing is written through links",
        "Name the folder that it leads to, or put a folder in its place.",
    )


@contextmanager
def opened(folder: Path) -> Iterator[int | None]:
    """Open a folder to make files in, made itself where it is missing; None where no system can.

    Raises:
        GpkitError: a link lies between the working directory and it.
        OSError: it cannot be opened, or made.
    """
    if os.open not in os.supports_dir_fd:  # Windows
        refuse_links(*_steps(folder)[1])
        folder.mkdir(parents=True, exist_ok=True)
        yield None
        return
    handle = _walk(folder)
    try:
        yield handle
    finally:
        os.close(handle)


def create(path: Path, flags: int = os.O_WRONLY | os.O_TRUNC) -> int:
    """Make a file in a folder as `opened` opens it, and open it; itself, it is no link either.

    Raises:
        GpkitError, OSError: as `opened`.
    """
    flags |= os.O_CREAT | _NO_LINK | getattr(os, "O_BINARY", 0)
    with opened(path.parent) as folder:
        try:
            return os.open(path if folder is None else path.name, flags, 0o666, dir_fd=folder)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(path)) from error


def make(folder: Path) -> None:
    """Make a folder where it is missing, through no link.

    Raises:
        GpkitError, OSError: as `opened`.
    """
    with opened(folder):
        pass


def _steps(folder: Path) -> tuple[Path, list[Path]]:
    """Give what is to be trusted of a path, and each folder below that."""
    if folder.is_absolute():
        here = Path.cwd()
        if here not in folder.parents:
            return folder, []
        folder = folder.relative_to(here)
    return Path(), [*reversed(folder.parents), folder][1:]


def refuse_moved(folder: Path) -> None:
    """Refuse a folder that was made by its name, where a link led it elsewhere.

    Raises:
        GpkitError: a link lies between the working directory and it.
    """
    steps = _steps(folder)[1]
    if steps and folder.resolve() != Path.cwd() / steps[-1]:
        raise _refused(folder.parent)


def _below(above: int, name: str) -> int:
    try:
        return os.open(name, _SEARCH | _NO_LINK, dir_fd=above)
    except FileNotFoundError:
        with suppress(FileExistsError):
            os.mkdir(name, dir_fd=above)
        return os.open(name, _SEARCH | _NO_LINK, dir_fd=above)


def _walk(folder: Path) -> int:
    start, steps = _steps(folder)
    if not steps:
        start.mkdir(parents=True, exist_ok=True)
    handle = os.open(start, _SEARCH)
    for step in steps:
        above = handle
        try:
            handle = _below(above, step.name)
        except OSError as error:
            if step.is_symlink():
                raise _refused(step) from error
            raise OSError(error.errno, error.strerror, str(step)) from error
        finally:
            os.close(above)
    return handle
