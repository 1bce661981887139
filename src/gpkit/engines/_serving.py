"""What a worker process does: tasks come out of a pipe, and what they give goes back into it."""

from __future__ import annotations

import gc
import signal
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.engines import Begun, is_brief

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

DONE = None  # sent when a task is done
_AT_LEAST = 0.05  # seconds of work between messages about brief tasks: each wakes the other end


class Broken(NamedTuple):
    """The last word of a worker whose work raised an error."""

    why: str


class _Mouth:
    """Tells the other end what is done: at once, or of brief tasks a few at a time."""

    def __init__(self, connection: Connection[Any, Any]) -> None:
        self._connection = connection
        self._unsaid: list[Any] = []
        self._last = 0.0

    def following(self) -> Any:
        """Give the next task; where none is there yet, what was done is told first."""
        if self._unsaid and not self._connection.poll():
            self.flush()
        return self._connection.recv()

    def say(self, words: Any, *, brief: bool) -> None:
        """Tell something; of a brief task when there is enough to tell."""
        self._unsaid.append(words)
        if not brief or time.process_time() - self._last > _AT_LEAST:
            self.flush()

    def flush(self) -> None:
        """Tell all that is untold."""
        if self._unsaid:
            self._connection.send(self._unsaid)
        self._unsaid, self._last = [], time.process_time()


def serve(
    connection: Connection[Any, Any],
    work: Callable[[Any], Iterator[Any]],
    seconds: float,
    memory: int,
    inherited: list[Connection[Any, Any]],
) -> None:
    """Work on tasks until there are no more, or nobody is there to give them."""
    for other in inherited:
        other.close()  # or a worker would keep another's pipe open when this program dies
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to all: the parent acts
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _limit(memory)
    gc.freeze()  # what came with a fork is never looked through again, nor copied for that
    mouth = _Mouth(connection)
    with suppress(EOFError, ConnectionError):
        try:
            while True:
                task = mouth.following()
                brief = is_brief(task)
                if not brief:
                    mouth.flush()
                for result in work(task):
                    _wind(seconds if isinstance(result, Begun) else 0)
                    mouth.say(result, brief=brief)
                mouth.say(DONE, brief=brief)
        except (EOFError, ConnectionError):
            raise
        except Exception as error:  # noqa: BLE001 - no traceback from here: the parent tells
            mouth.say(Broken(f"{type(error).__name__}: {error}".removesuffix(": ")), brief=False)


def _wind(seconds: float) -> None:
    """Have the kernel end this process after so much processor time; 0: let it be.

    A limit by the clock alone would make the result depend on what else a machine has to do.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit(memory: int) -> None:
    """Bound the address space of this process: what needs more raises MemoryError."""
    if sys.platform != "linux":
        return
    import resource
    from pathlib import Path

    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + memory
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
