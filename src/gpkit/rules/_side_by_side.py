"""Judging files in processes of this machine: each by itself, while what takes all is done here.

Workers inherit the judge with its rules and the list of files where a process is forked; a task
is two numbers. What a file gave comes back without its prose. Elsewhere files are judged in this
process; so are shards, whose rows are read in order, and files by rules of other packages, which
may keep in mind what they saw.
"""

from __future__ import annotations

import sys
from contextlib import closing
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

from gpkit.console import say
from gpkit.engines import Lost, cores
from gpkit.engines.stretches import Stretch, stretches
from gpkit.errors import GpkitError
from gpkit.plugins import plugins
from gpkit.rules import GROUP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gpkit.rules._judge import Judge, Judged

STRETCH = 50  # files that a worker takes at a time: what they give is 150 KB, after 30 ms


class Judging(NamedTuple):
    """The work on a part of the files."""

    judge: Judge
    files: Sequence[tuple[Path, Path]]

    def do(self, part: Stretch) -> Iterator[list[Judged] | GpkitError]:
        """Give what each file of a part gave, or why one cannot be read."""
        try:
            yield list(self.here(part))
        except GpkitError as error:
            yield error

    def here(self, part: Stretch) -> Iterator[Judged]:
        """Judge a part in this process."""
        return starmap(self.judge.judged, self.files[part.start : part.stop])


def side_by_side(
    judge: Judge, files: Sequence[tuple[Path, Path]], jobs: int | None
) -> Iterator[Judged]:
    """Judge files in so many processes, as many as cores if not said; give all in their order.

    A part whose worker was lost is judged in this process, and people are told.

    Raises:
        GpkitError: a file cannot be read.
    """
    work, number = Judging(judge, files), len(files)
    parts = stretches(number, STRETCH, "files")
    workers = min(jobs or cores(), len(parts))
    if workers < 2 or sys.platform != "linux" or _is_for_one(judge, files):
        yield from work.here(Stretch(0, number))
        return
    from gpkit.engines.processes import under_limits

    with closing(under_limits(workers).map(work.do, parts)) as results:  # type: ignore[type-var]
        for at, found in results:
            if isinstance(found, GpkitError):
                raise found
            yield from _again(work, parts[at], found) if isinstance(found, Lost) else found


def _is_for_one(judge: Judge, files: Sequence[tuple[Path, Path]]) -> bool:
    """Tell whether files must be judged one after the other."""
    roots = dict.fromkeys(root for _, root in files)
    return bool(plugins(GROUP)) or any(map(judge.rows, roots))


def _again(work: Judging, part: Stretch, lost: Lost) -> Iterator[Judged]:
    say(f"{lost.name}: {lost.why}; they are judged again in one process", -1)
    return work.here(part)
