"""In this process, one task after the other: nothing to start, and nothing that stops a hang."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.engines import Ended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gpkit.engines import Lost, R, T


class Serial:
    """The engine of small runs."""

    def map(
        self, work: Callable[[T], Iterator[R]], tasks: Iterable[T]
    ) -> Iterator[tuple[int, R | Lost]]:
        """Do the work on each task."""
        for number, task in enumerate(tasks):
            for result in work(task):
                if not isinstance(result, Ended):
                    yield number, result
