"""What the last ``gpkit validate`` told of the very same files: it is told again, and nothing read.

It is bound to the size, times and inode of every file of the store and of the archive beside it,
to what lies beside them, to the settings, the code and the options. Rules are not even imported.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from gpkit import limits
from gpkit.authority import overlays
from gpkit.config import find_config
from gpkit.store import cache, prints

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from gpkit.store.outputs import Output

FOLDER = "told"
LEAST = 200  # files; fewer are judged in the time that looking for earlier words takes
_COLOURS = ("NO_COLOR", "FORCE_COLOR", "TERM")


def place(paths: Sequence[Path], asked: object, beside: Sequence[Path | None]) -> Output | None:
    """Give the place of what is told of a store; None where it is small, or people read along.

    Args:
        paths: what is judged.
        asked: the options, as plain data.
        beside: files that the result depends on besides.
    """
    if len(paths) != 1 or not paths[0].is_dir() or sys.stdout.isatty():
        return None
    root = paths[0]
    files = [path for path in beside if path]

    def key() -> prints.State:
        return _state(root, asked, files)

    state = key()
    folder = cache.folder(root.absolute()) if state.fine and state.files >= LEAST else None
    if folder is None:
        return None
    from gpkit.store.outputs import Output

    return Output(folder / FOLDER, state.name, lambda: key().name)


def again(memory: Output) -> None:
    """Tell what was told of the very same files, and end; return where nothing was.

    Raises:
        typer.Exit: it was told.
    """
    with memory.entry() as entry:
        if entry is None:
            time.sleep(prints.TICK)  # a change from here on shows in a file's time
            return
        entry.pour(sys.stdout)
    raise typer.Exit(entry.number)


@contextmanager
def noting(memory: Output, code: int) -> Iterator[TextIO]:
    """Give what is written to instead of standard output; ``code`` is the exit code of the run."""
    from gpkit.plugins import plugins

    if plugins("gpkit.rules"):  # theirs may read whatever they want
        yield sys.stdout
        return
    from gpkit.store.outputs import Note

    class Plain(Note):
        """Takes what is told, where no terminal is."""

        def isatty(self) -> bool:
            return False

    note = Plain(memory, sys.stdout)
    note.number = code
    try:
        yield cast("TextIO", note)  # it has all that reporters use of one
        note.end()
    finally:
        note.close()


def _state(root: Path, asked: object, files: Sequence[Path]) -> prints.State:
    """Give the state of all that findings follow from, and of how they are told."""
    here, data = Path.cwd(), root.absolute().parent
    config = find_config(here)
    beside = sorted(path for path in data.glob("*.yaml") if path.is_file())
    folders = (root, data / "raw", *config.overlays(here), *overlays())
    colours = [os.environ.get(name) for name in _COLOURS]
    where = (str(here), root.as_posix(), sys.stdout.encoding, colours)
    told = (prints.code(), asked, where, config, limits.now())
    stats = (prints.shown(folder) for folder in folders)
    return prints.state(map(prints.stat_of, (*beside, *files)), *stats, told=told)
