"""Short names for the state of files: what is remembered is bound to them.

Files are told by size, times and inode, as Git's index does, where the clock has left their times
behind: what is written later has another time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import gpkit
from gpkit.store.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Stat = tuple[str, int, int, int, int]
TICK = 0.02  # seconds: the coarsest clock of a file system of today's Linux ticks every 10 ms
_SECOND = 10**9  # nanoseconds
_AT_ONCE = 500  # files; each for itself takes twice as long


class State(NamedTuple):
    """What files are like: a short name for it, and how many there are.

    ``fine`` tells whether the clock of their file system is fine enough to be trusted.
    """

    name: str
    files: int
    fine: bool


def digest(data: object) -> str:
    """Give a short name for plain data."""
    return hashlib.sha256(repr(data).encode("utf-8", "surrogatepass")).hexdigest()


def state(*stats: Iterable[Stat], told: object = ()) -> State:
    """Give the state of files; ``told`` is plain data that it depends on besides."""
    name = hashlib.sha256(repr(told).encode("utf-8", "surrogatepass"))
    number, fine = 0, False
    all_, chunk = chain(*stats), list[Stat]()
    while chunk := list(islice(all_, _AT_ONCE)):
        number += len(chunk)
        name.update(repr(chunk).encode("utf-8", "surrogatepass"))
        fine = fine or is_fine(chunk)
    return State(name.hexdigest(), number, fine)


def stat_of(path: Path) -> Stat:
    """Give what changes when a file does; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return (str(path), 0, 0, 0, 0)
    return (str(path), found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def below(root: Path, without: Iterable[str] = ("__pycache__",)) -> Iterator[Stat]:
    """Give the stats of all files below a folder, sorted."""
    try:
        entries = sorted(os.scandir(root), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name in without:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from below(Path(entry.path), without)
        else:
            found = entry.stat(follow_symlinks=False)
            times = (found.st_mtime_ns, found.st_ctime_ns)
            yield (entry.path, found.st_size, *times, found.st_ino)


def code() -> tuple[object, ...]:
    """Tell gpkit, Python and the installed libraries apart from any others.

    The code is told by its files' times, so that no change of it goes unseen; an installed
    library shows in the time of its folder.
    """
    libraries = [Path(place) for place in sys.path if place.endswith("-packages")]
    own = below(Path(gpkit.__file__).parent)
    return (gpkit.__version__, sys.version, [*map(stat_of, libraries), *own])


def is_fine(stats: Iterable[Stat]) -> bool:
    """Tell whether the clock of a file system is fine enough to be trusted."""
    return any(time_ns % _SECOND for _, _, time_ns, *_ in stats)


def of_store(root: Path) -> State:
    """Give the state of all that lies in a store and is not hidden."""
    return state(shown(root))


def shown(root: Path) -> Iterator[Stat]:
    """Give the stats of all files of a folder that are not hidden."""
    return (stat for stat in below(root) if not _is_hidden(stat[0]))


def _is_hidden(path: str) -> bool:
    return path.startswith(".", path.rfind(os.sep) + 1)


def contents(root: Path, files: Iterable[Path], folder: Path, before: State | None = None) -> str:
    """Name the files of a store: where they lie in it, and their bytes.

    They are read only where the store is not as it was when they were read last, which is noted
    in the cache (``folder``).

    Args:
        root: of the store.
        files: its files; not looked at where they need not be read.
        folder: of the cache.
        before: the state of the store just now, where that is known.

    Raises:
        OSError: a file cannot be read.
    """
    now, _, fine = before or of_store(root)
    about = folder / f"contents-{digest(str(root.absolute()))[:16]}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads(about.read_text("ascii"))
        if known["state"] == now and known["sum"] == digest((now, known["contents"])):
            return str(known["contents"])
    time.sleep(TICK)  # a change from here on shows in a file's time
    name = digest([(p.relative_to(root).as_posix(), _sha256(p)) for p in files])
    if fine and now == of_store(root).name:
        note = {"state": now, "contents": name, "sum": digest((now, name))}
        with suppress(OSError):
            write_atomic(about, json.dumps(note).encode("ascii"))
    return name


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
