"""Engines: how work is spread over tasks. Each gives the same results in the same order.

An engine is a module with a class that offers `Engine.map`. It knows nothing of dumps: a task is
anything that can be pickled and can say what is left of it (`Task.after`), and the work on a task
is a generator of results. Before it begins a step that may hang or die, the work gives `Begun`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Protocol


# Bytes of plain text or HTML that are read in this process: whatever they are, they take less than
# 2 seconds and 200 MiB (tests/limits/test_small.py). What is larger, or packed, goes to a worker.
SMALL = 2**16


class Begun(NamedTuple):
    """The work is about to begin a step: what comes next of it may be `Lost`."""

    name: str


class Ended(NamedTuple):
    """The step that was begun is over and gave nothing: engines keep this to themselves."""


class Lost(NamedTuple):
    """A step that never ended: its worker died, or was stopped. All other steps are done."""

    name: str
    why: str


T = TypeVar("T", bound="Task")
R = TypeVar("R")

if TYPE_CHECKING:  # to define a protocol takes longer than to run a small page through it

    class Task(Protocol):
        """A piece of work that can be taken up again in the middle.

        One with a method ``again`` can be begun anew where its worker was lost between two steps:
        it gives the task to be done, or None where that was tried often enough.

        One whose ``brief`` is true takes little: its worker may tell of several of them at once.
        Where it is lost, what it did not tell of is done again, by ``after``, which gives a task
        that is not brief; only then is it known which step costs its worker.
        """

        @property
        def name(self) -> str:
            """What people call it."""

        def after(self, steps: int) -> Task | None:
            """Give what is left when so many steps were begun; None where it has but one."""

    class Engine(Protocol):
        """What an engine file offers."""

        def map(
            self, work: Callable[[T], Iterator[R]], tasks: Iterable[T]
        ) -> Iterator[tuple[int, R | Lost]]:
            """Do the work on each task; give each result and the number of its task, in order."""


def is_brief(task: object) -> bool:
    """Tell whether a task takes so little that it is told of together with others."""
    return getattr(task, "brief", False) is True


def cores() -> int:
    """Count the processor cores that this process may use."""
    import os

    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
