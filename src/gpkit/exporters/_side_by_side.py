"""Exporting in processes of this machine: workers read batches of practices, and write their text.

This process joins what they give in order, so that how many there are shows in nothing. A format
that does not write each practice by itself gets the practices, which are unpacked in a third of the
time in which they are read.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit import limits
from gpkit.engines import Lost
from gpkit.engines.processes import Processes
from gpkit.errors import GpkitError
from gpkit.exporters._chosen import Chosen, items, read

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from typing import TextIO

    from gpkit.exporters._chosen import Item
    from gpkit.exporters._parts import Parts
    from gpkit.model import Practice
    from gpkit.store.tree import Tree
    from gpkit.stores.shards import Shards

BATCH = 64  # practices that a worker takes at a time
LARGE = 2**20  # bytes: what has more is told of in pieces, or handed out by itself


class Batch(NamedTuple):
    """Practices to be read, the first of them by its number; then why no more can be found."""

    start: int
    items: tuple[Item, ...]
    failure: Exception | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return f"practices {self.start + 1} to {self.start + len(self.items)}"

    def after(self, steps: int) -> None:
        """Give nothing: it has but one step."""


class Some(NamedTuple):
    """What a worker made: the text of so many practices and what was noted, or practices."""

    number: int
    made: Any
    used: frozenset[Any] = frozenset()


class Work:
    """What a worker does with a batch."""

    def __init__(self, takes: Callable[[Practice], bool], parts: Parts | None) -> None:
        self._takes = takes
        self._parts = parts
        self._made: list[Any] = []

    def do(self, batch: Batch) -> Iterator[Some | Exception]:
        """Give what becomes of a batch, up to a practice that cannot be read or written."""
        failure, size = batch.failure, 0
        try:
            for item in batch.items:
                size += _size(item)
                if size > LARGE and self._made:
                    yield self._told()
                    size = _size(item)
                practice = read(item)
                if self._takes(practice):
                    self._made.append(self._parts.of(practice) if self._parts else practice)
        except (GpkitError, OSError) as error:
            failure = error
        if self._made:
            yield self._told()
        if failure is not None:
            yield failure

    def _told(self) -> Some:
        made, self._made = self._made, []
        if self._parts is None:
            return Some(len(made), made)
        used = frozenset(self._parts.used)
        self._parts.used.clear()
        return Some(len(made), self._parts.between.join(made), used)


class SideBySide(Chosen):
    """Gives practices that are read by workers, or writes what these made of them."""

    def __init__(
        self, stores: Sequence[Tree | Shards], takes: Callable[[Practice], bool], jobs: int
    ) -> None:
        super().__init__(stores, takes)
        self._jobs = jobs
        self._results: Generator[Any] | None = None
        self._first: Any = None

    def __iter__(self) -> Iterator[Practice]:
        self.begin()
        for some in self._told():
            yield from some.made

    def begin(self, parts: Parts | None = None) -> None:
        """Fork the workers: later a library may have threads, which no fork takes along."""
        if self._results is None:
            under = limits.now()
            engine = Processes(self._jobs, under.seconds, under.memory, tells=False)
            work = Work(self._takes, parts).do
            self._results = engine.map(work, batches(items(self._stores)))  # type: ignore[assignment]
            self._first = next(self._results, None)  # type: ignore[arg-type]

    def write(self, parts: Parts, out: TextIO) -> None:
        """Write all; the workers made the text of each."""
        self.begin(parts)
        parts.join(self._texts(parts), out)

    def close(self) -> None:
        """End the workers."""
        if self._results is not None:
            self._results.close()

    def _texts(self, parts: Parts) -> Iterator[str]:
        for some in self._told():
            parts.used |= some.used
            yield some.made

    def _told(self) -> Iterator[Some]:
        if self._results is None or self._first is None:
            return
        with closing(self._results) as results:
            yield self._some(self._first[1])
            self._first = None
            for _, found in results:
                yield self._some(found)

    def _some(self, found: Some | Lost | Exception) -> Some:
        if isinstance(found, Lost):
            raise GpkitError(
                f"{found.name} of the store: {found.why}", "Type the same again with --jobs 1."
            )
        if isinstance(found, Exception):
            raise found
        self.number += found.number
        return found


def batches(found: Iterator[Item]) -> Iterator[Batch]:
    """Hand out practices; where the store ends in an error, that is told behind all before it."""
    start, size, waiting, failure = 0, 0, list[Any](), None
    try:
        for item in found:
            size += 0 if isinstance(item, str) else len(item[0])
            if len(waiting) >= BATCH or (size > LARGE and waiting):
                yield Batch(start, tuple(waiting))
                start += len(waiting)
                waiting, size = [], 0 if isinstance(item, str) else len(item[0])
            waiting.append(item)
    except (GpkitError, OSError) as error:
        failure = error
    if waiting or failure:
        yield Batch(start, tuple(waiting), failure)


def _size(item: Item) -> int:
    return Path(item).stat().st_size if isinstance(item, str) else len(item[0])
