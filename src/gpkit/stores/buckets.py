"""Practices sorted into the shards that they belong in, before any of these is written."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO

from gpkit.stores.manifest import shard_of
from gpkit.stores.places import temporary
from gpkit.stores.rows import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gpkit.model import Practice


@contextmanager
def sorted_out(practices: Iterable[Practice], shards: int) -> Iterator[Iterator[BinaryIO]]:
    """Sort practices into a temporary file for each shard, and give these one after the other."""
    with temporary() as heap:
        places: list[tuple[int, int, int]] = []
        at = 0
        for practice in practices:
            line = line_of(practice) + b"\n"
            heap.write(line)
            places.append((shard_of(practice.id, shards), at, len(line)))
            at += len(line)
        places.sort()
        by_shard = {k: list(group) for k, group in groupby(places, key=itemgetter(0))}
        yield (_bucket(heap, by_shard.get(k, ())) for k in range(shards))


def _bucket(heap: BinaryIO, places: Iterable[tuple[int, int, int]]) -> BinaryIO:
    found = BytesIO()
    for _, at, size in places:
        heap.seek(at)
        found.write(heap.read(size))
    found.seek(0)
    return found
