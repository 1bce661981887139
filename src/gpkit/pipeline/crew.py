"""Workers that write: parts of a long list are done side by side, under the lock that is held.

They are forked while the lock is held, so that it stays held should this process be killed, until
each has done the part at hand: no other run can come in between.
"""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

from gpkit.engines.stretches import Stretch, stretches

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator


LEAST = 2  # parts: one alone is done here, in the time that a worker takes to start


def crew(
    jobs: int, work: Callable[[Stretch], Iterator[Any]], number: int, each: int, start: int = 0
) -> Generator[tuple[Stretch, Any]]:
    """Do the work on parts of a list of so many; give what each part gave, in order.

    Where a worker is lost, so is its part: whoever called does it again.
    """
    parts = stretches(number, each, start=start)
    engine: Any
    if jobs < 2 or len(parts) < LEAST or sys.platform != "linux":
        from gpkit.engines.serial import Serial

        engine = Serial()
    else:
        from gpkit.engines.processes import under_limits

        engine = under_limits(min(jobs, len(parts)), tells=False)
    with closing(engine.map(work, parts)) as results:
        for at, found in results:
            yield parts[at], found


def redone(work: Callable[[Stretch], Iterator[Any]], part: Stretch) -> Any:
    """Do a part here, whose worker was lost."""
    (found,) = work(part)
    if isinstance(found, OSError):
        raise found
    return found
