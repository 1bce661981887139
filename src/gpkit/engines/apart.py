"""One step at a time in a worker that can be stopped: for commands that read a stranger's page.

The worker is kept for the next step. Where this process is a worker itself, it does the step:
it can be stopped already, and may have no children.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit import limits
from gpkit.engines import Begun, Lost
from gpkit.errors import GpkitError, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    R = TypeVar("R")


class _Step(NamedTuple):
    """A step of one call, which is lost whole."""

    name: str
    under: limits.Limits
    call: Callable[[], object]

    def after(self, steps: int) -> None:
        """Give nothing."""


def do(name: str, call: Callable[[], R]) -> R:
    """Call something that can be pickled in a worker, and give what it gives.

    Args:
        name: what people call the page that is read.
        call: takes no arguments; a `functools.partial` of a function of a module.

    Raises:
        GpkitError: what the call raised, or `OverLimit` where its worker had to be stopped.
    """
    if _is_worker():
        return call()
    found = _Worker.at_hand().result(_Step(name, limits.now(), call))
    if isinstance(found, GpkitError):
        raise found
    return found  # type: ignore[no-any-return]


def given_up(lost: Lost) -> GpkitError:
    """Make the error of a step that never ended."""
    if lost.why.startswith("MemoryError"):
        return too_large(lost.name)
    what = f"{lost.name}: given up: {lost.why}"
    if lost.why.startswith("over "):
        return limits.over("seconds", what, _ADVICE)
    return Unreadable(what, _ADVICE)  # by a signal: the library that reads it, or the system


def too_large(name: str) -> GpkitError:
    """Make the error of a step that took more memory than a worker may have."""
    most = limits.size(limits.now().memory)
    what = f"{name}: reading it takes more than {most} of memory"
    return limits.over("memory", what, _ADVICE)


_ADVICE = "If the dump is no page, take it out of the input."


class _Worker:
    """The worker of this process, and the step that it is to do next."""

    kept: _Worker | None = None

    def __init__(self) -> None:
        from gpkit.engines.processes import Processes

        self._under = limits.now()
        self._step: _Step | None = None
        engine = Processes(1, self._under.seconds, self._under.memory)
        self._results = engine.map(_work, self._steps())

    @classmethod
    def at_hand(cls) -> _Worker:
        """Give the worker of this process, made anew where other limits apply."""
        if cls.kept is None or cls.kept._under != limits.now():
            cls.kept = cls()
        return cls.kept

    def result(self, step: _Step) -> Any:
        self._step = step
        for _, found in self._results:
            if isinstance(found, Lost):
                return given_up(found)
            if not isinstance(found, Begun):
                return found.value if isinstance(found, _Value) else found
        raise AssertionError  # pragma: no cover - there is always a next step

    def _steps(self) -> Iterator[_Step]:
        while self._step is not None:
            yield self._step


class _Value(NamedTuple):
    """What a call gave, wrapped: it may be anything."""

    value: object


def _work(step: _Step) -> Iterator[Begun | _Value | GpkitError]:
    limits.use(step.under)
    yield Begun(step.name)
    try:
        yield _Value(step.call())
    except GpkitError as error:
        yield error
    except MemoryError:
        yield too_large(step.name)


def _is_worker() -> bool:
    process = sys.modules.get("multiprocessing.process")
    return process is not None and process.current_process().daemon
