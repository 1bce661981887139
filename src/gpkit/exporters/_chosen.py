"""The practices of an export: those of its stores that were asked for, in order."""

from __future__ import annotations

import os
import sys
from heapq import merge
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from gpkit.store.tree import Tree, practice_at
from gpkit.stores import order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

    from gpkit.exporters._parts import Parts
    from gpkit.model import Practice
    from gpkit.stores.shards import Shards

LEAST = 500  # practices; fewer are written in the time that workers take to start

Item = str | tuple[bytes, str]  # the path of a file, or the line of a shard and where it stands


class Chosen:
    """Gives practices, read in this process, and counts them."""

    def __init__(self, stores: Sequence[Tree | Shards], takes: Callable[[Practice], bool]) -> None:
        self.number = 0
        self._stores = stores
        self._takes = takes

    def __iter__(self) -> Iterator[Practice]:
        for practice in self._all():
            if self._takes(practice):
                self.number += 1
                yield practice

    def _all(self) -> Iterator[Practice]:
        if len(self._stores) == 1:
            return self._stores[0].practices()
        return map(read, items(self._stores))

    def write(self, parts: Parts, out: TextIO) -> None:
        """Write all in a format that writes each by itself."""
        parts.write(self, out)


def chosen(
    stores: Sequence[Tree | Shards], takes: Callable[[Practice], bool], jobs: int | None
) -> Chosen:
    """Give the practices of stores; many are written in so many processes; None: as many as cores.

    Workers inherit what they need, so that it is Linux only where there are any.
    """
    if sys.platform != "linux" or jobs == 1 or _are_few(stores):
        return Chosen(stores, takes)
    from gpkit.engines import cores
    from gpkit.exporters._side_by_side import SideBySide

    workers = jobs or cores()
    return SideBySide(stores, takes, workers) if workers > 1 else Chosen(stores, takes)


def _are_few(stores: Sequence[Tree | Shards]) -> bool:
    number = 0
    for store in stores:
        if isinstance(store, Tree):
            number += sum(1 for _ in islice(store.files(), LEAST))
        else:
            number += store.manifest.practices
    return number < LEAST


def items(stores: Sequence[Tree | Shards]) -> Iterator[Item]:
    """Give where the practices of stores are, sorted by path as the files of a tree."""
    if len(stores) == 1:
        return (item for _, item in _keyed(stores[0]))
    return (item for _, item in merge(*map(_keyed, stores), key=itemgetter(0)))


def read(item: Item) -> Practice:
    """Read a practice.

    Raises:
        GpkitError: there is none; says where.
    """
    if isinstance(item, str):
        return practice_at(Path(item))
    from gpkit.stores.rows import practice_of

    return practice_of(*item)


def _keyed(store: Tree | Shards) -> Iterator[tuple[list[bytes], Item]]:
    if isinstance(store, Tree):
        top = len(store.root.parts)
        for path in store.files():
            yield [os.fsencode(part) for part in path.parts[top:]], str(path)
        return
    for row in store.rows():
        yield [part.encode() for part in order(row.id)], (row.line, f"{row.where}:{row.number}")
