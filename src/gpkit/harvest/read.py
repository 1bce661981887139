"""The first half of a harvest: a partition becomes a part, wherever that is done.

The rows of a part lie in one file, sorted into shards: a file for each shard of each partition
would be millions of objects. The census says where the rows of each shard lie in it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from gpkit.engines import Begun, Ended
from gpkit.errors import Unreadable
from gpkit.harvest import census
from gpkit.harvest.census import Census, Counting
from gpkit.pipeline.work import Page, Task
from gpkit.stores.manifest import shard_of
from gpkit.stores.places import place_of, temporary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.harvest.census import Segment
    from gpkit.harvest.inputs import Partition
    from gpkit.pipeline.work import Draft, Found, Reader

_TRIES = 3  # of a partition whose worker is lost while no page is being read
_IN_MEMORY = 4 * 2**20  # bytes of rows


class Part(NamedTuple):
    """A partition to be read: the task of an engine.

    A worker may be lost through no fault of the page at hand, so each page has two tries; after
    the second it is left out (``gaps``), counted and named.
    """

    partition: Partition
    suspects: tuple[int, ...] = ()  # numbers of pages during which a worker was lost once
    gaps: tuple[int, ...] = ()
    tries: int = 1

    @property
    def name(self) -> str:
        """What people call it."""
        return self.partition.place

    def after(self, steps: int) -> Part:
        """Give the partition to be read again, after a worker was lost with this page."""
        if steps in self.suspects:
            return self._replace(gaps=(*self.gaps, steps))
        return self._replace(suspects=(*self.suspects, steps))

    def again(self) -> Part | None:
        """Give the partition to be read again, after a worker was lost between pages."""
        return self._replace(tries=self.tries + 1) if self.tries < _TRIES else None


class Reading(NamedTuple):
    """How partitions are read; all that a worker has to be told."""

    reader: Reader
    out: str  # the store, a path or URL
    shards: int
    here: str  # the working directory that paths are relative to

    def read(self, part: Part) -> Iterator[Begun | Ended | Census]:
        """Read a partition, put its part into the store, and give its census."""
        stand(self.here)
        counting = Counting()
        with temporary() as file:
            rows = _Rows(file, self.shards)
            for found in _pages(self.reader, part):
                if isinstance(found, Begun):
                    counting.pages += 1
                    yield found
                    continue
                counting.add(found)
                if isinstance(found, Page):
                    for draft in found.drafts:
                        rows.add(draft)
                yield Ended()
            rows.flush()
            yield self._written(part.partition, counting, rows)

    def _written(self, partition: Partition, counting: Counting, rows: _Rows) -> Census:
        about = Census(partition.key, partition.place, partition.source.name, partition.size)
        done = counting.census(about, tuple(rows.segments))
        place = place_of(self.out)
        if rows.segments:
            place.take(census.rows_of(partition.key), rows.file)
        place.put(census.name_of(partition.key), done.text())  # last: the partition is done
        return done


def _pages(reader: Reader, part: Part) -> Iterator[Found]:
    """Give what a partition gives; its gaps are walked over, and told."""
    source, origin = part.partition.source, part.partition.origin
    skip = 0
    for gap in (*sorted(part.gaps), None):
        number = skip
        for found in reader.read(Task(source, origin, skip)):
            if isinstance(found, Begun):
                number += 1
                yield found
                if number == gap:
                    yield Unreadable(
                        f"{found.name}: given up: two workers were lost with this page",
                        "If it is no page, take it out of the input; else raise [limits].",
                    )
                    break
            else:
                yield found
        skip = gap or 0


class _Rows:
    """The rows of a part, sorted into shards by the heap."""

    def __init__(self, file: BinaryIO, shards: int) -> None:
        self.file = file
        self.segments: list[Segment] = []
        self._shards = shards
        self._waiting: dict[int, list[bytes]] = {}
        self._size = 0
        self._at = 0

    def add(self, draft: Draft) -> None:
        """Add the row of a practice."""
        row = json.dumps(draft, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self._waiting.setdefault(shard_of(draft.id, self._shards), []).append(row)
        self._size += len(row)
        if self._size > _IN_MEMORY:
            self.flush()

    def flush(self) -> None:
        """Write what waits, the rows of each shard together."""
        for shard in sorted(self._waiting):
            rows = b"".join(self._waiting[shard])
            self.file.write(rows)
            self.segments.append((shard, self._at, len(rows)))
            self._at += len(rows)
        self._waiting, self._size = {}, 0


def stand(here: str) -> None:
    """Make the working directory of whoever shares the work that of this process.

    Raises:
        OSError: this machine has no such directory.
    """
    if str(Path.cwd()) != here:
        os.chdir(here)


def draft_of(row: bytes) -> tuple[Any, ...]:
    """Read a row again."""
    return tuple(json.loads(row))
