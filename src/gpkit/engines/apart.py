"""One step at a time in a worker that can be stopped: for commands that read a stranger's page.

A fork takes 5 ms, of the 50 and more that a page takes which is read so. Where this process is a
worker itself, it does the step: it can be stopped already, and may have no children.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

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
    from gpkit.engines.processes import under_limits

    step = _Step(name, limits.now(), call)
    for _, found in under_limits(1).map(_work, [step]):
        if isinstance(found, _Value):
            return found.value  # type: ignore[return-value]
        if isinstance(found, GpkitError):
            raise found
        if isinstance(found, Lost):
            raise given_up(found)
    raise AssertionError  # pragma: no cover - each step ends in one of these


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
