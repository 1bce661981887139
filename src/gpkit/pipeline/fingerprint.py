"""What a reading depends on besides the bytes of a dump: code, authority, families, settings."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gpkit import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gpkit.pipeline.work import Reader

Stat = tuple[str, int, int, int, int]


def of_reader(reader: Reader) -> str:
    """Give the fingerprint of how files are read.

    The code, the user's authority and the user's families are told by their files' times, so
    that no change of them goes unseen; an installed library shows in the time of its folder.
    """
    config = reader.config
    settings = (
        __version__,
        sys.version,
        reader.family,
        config.ingest,
        config.inputs,
        config.limits,
        reader.gate,
    )
    libraries = [Path(path) for path in sys.path if path.endswith("-packages")]
    roots = [Path(__file__).parents[1], *reader.overlays]
    if reader.families:
        roots.append(reader.families)
    stats = [*(stat_of(path) for path in libraries), *(s for root in roots for s in below(root))]
    return digest((settings, stats))


def digest(data: object) -> str:
    """Give a short name for plain data."""
    return hashlib.sha256(repr(data).encode("utf-8", "surrogatepass")).hexdigest()


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
