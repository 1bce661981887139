"""Exporting in processes of this machine: workers read batches of practices, and write their text.

This process joins what they give in order, so that how many there are shows in nothing. A format
that does not write each practice by itself stays in one process: to pack and unpack the practices
that others read took a quarter more of the processor, and on two cores no less of the clock.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.engines import Lost
from gpkit.engines.processes import under_limits
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
    """What a worker made: the text of so many practices, and what was noted."""

    number: int
    text: str
    used: frozenset[Any]


class Work:
    """What a worker does with a batch."""

    def __init__(self, takes: Callable[[Practice], bool], parts: Parts) -> None:
        self._takes = takes
        self._parts = parts
        self._made: list[str] = []

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
                    self._made.append(self._parts.of(practice))
        except (GpkitError, OSError) as error:
            failure = error
        if self._made:
            yield self._told()
        if failure is not None:
            yield failure

    def _told(self) -> Some:
        made, self._made = self._made, []
        used = frozenset(self._parts.used)
        self._parts.used.clear()
        return Some(len(made), self._parts.between.join(made), used)


class SideBySide(Chosen):
    """Writes what workers make of practices; one by one, it gives them as `Chosen` does."""

    def __init__(
        self, stores: Sequence[Tree | Shards], takes: Callable[[Practice], bool], jobs: int
    ) -> None:
        super().__init__(stores, takes)
        self._jobs = jobs

    def write(self, parts: Parts, out: TextIO) -> None:
        """Write all; the workers made the text of each."""
        with closing(self._texts(parts)) as texts:
            parts.join(texts, out)

    def _texts(self, parts: Parts) -> Generator[str]:
        engine = under_limits(self._jobs, tells=False)
        work = Work(self._takes, parts).do
        with closing(engine.map(work, batches(items(self._stores)))) as results:  # type: ignore[type-var]
            for _, found in results:
                some = self._some(found)
                parts.used |= some.used
                yield some.text

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
            held = 0 if isinstance(item, str) else len(item[0])
            size += held
            if len(waiting) >= BATCH or (size > LARGE and waiting):
                yield Batch(start, tuple(waiting))
                start += len(waiting)
                waiting, size = [], held
            waiting.append(item)
    except (GpkitError, OSError) as error:
        failure = error
    if waiting or failure:
        yield Batch(start, tuple(waiting), failure)


def _size(item: Item) -> int:
    return Path(item).stat().st_size if isinstance(item, str) else len(item[0])
