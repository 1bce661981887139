"""In processes of this machine, each of which can be stopped: the engine of untrusted inputs.

The standard library's pools give a task's results when all of it is done, and one dead worker
ends the whole pool. Here each result is sent when it is there, so that a worker that hangs or
dies costs the one step it had begun: the rest of its task goes to a new worker.
"""

from __future__ import annotations

import signal
import sys
import time
from collections import defaultdict, deque
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.reduction import ForkingPickler
from typing import TYPE_CHECKING, Any

from gpkit import limits
from gpkit.engines import Begun, Ended, Lost, is_brief
from gpkit.engines._serving import DONE, Broken, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.process import BaseProcess

    from gpkit.engines import R, T, Task

_START = "fork" if sys.platform == "linux" else "spawn"  # a fork takes 5 ms, a new Python 100
_AT_ONCE = 2  # tasks that wait for a worker: it begins one while what it gave is looked at
_SOON = 0.5  # seconds: tasks wait for no worker that takes longer, another may be free before
_BRIEF_AT_ONCE = 16  # brief tasks that wait for a worker, which tells of several at once
_SMALL = 2**14  # bytes of tasks that may wait in a pipe: a full one would stop both its ends
_AHEAD = 16  # tasks a worker may be ahead of the one whose results are awaited
_WAITING = 10  # times the limit of processor time may go by on the clock
_OUT_OF_TIME = getattr(signal, "SIGPROF", 0)
_NO_HURRY = 3600.0  # seconds: nothing is begun that could be overdue


class Processes:
    """Workers of this machine.

    Args:
        jobs: number of workers.
        seconds: of processor time that a step may take before its worker is stopped; it is
            stopped too when ten times as much went by on the clock, whatever it waits for.
        start: how a process is started, as `multiprocessing` names it.
        tells: give `Begun` too; where a task has many steps, they would pile up here.
        keeps: let workers live on for the next `map`, which must be of the same work.
        memory: bytes that a worker may have on top of what it begins with.
    """

    def __init__(  # noqa: PLR0913 - the first three are what users set
        self,
        jobs: int,
        seconds: float,
        memory: int,
        *,
        start: str = _START,
        tells: bool = True,
        keeps: bool = False,
    ) -> None:
        self.jobs = jobs
        self.seconds = seconds
        self.memory = memory
        self.start = start
        self.tells = tells
        self.keeps = keeps
        self.idle: list[_Worker] = []

    def map(
        self, work: Callable[[T], Iterator[R]], tasks: Iterable[T]
    ) -> Iterator[tuple[int, R | Lost]]:
        """Do the work on each task; give each result and the number of its task, in order."""
        run = _Run(self, work, tasks)
        try:
            yield from run.results()
        finally:
            run.stop()

    def close(self) -> None:
        """End the workers that were kept."""
        while self.idle:
            self.idle.pop().stop()


def under_limits(jobs: int, *, tells: bool = True) -> Processes:
    """Give so many workers, held to the limits that this process is held to."""
    under = limits.now()
    return Processes(jobs, under.seconds, under.memory, tells=tells)


class _Run:
    """The state of one `Processes.map`."""

    def __init__(
        self, engine: Processes, work: Callable[[Any], Iterator[Any]], tasks: Iterable[Task]
    ) -> None:
        self._engine = engine
        self._work = work
        self._todo = enumerate(tasks)
        self._rests: deque[tuple[int, Task]] = deque()  # of tasks whose worker was lost
        self._team: list[_Worker] = []
        self._results: dict[int, deque[Any]] = defaultdict(deque)
        self._ended: set[int] = set()
        self._next: tuple[int, Task, bytes] | None = None  # the task to hand out, pickled
        self._head = 0  # the task whose results are given now
        self._given = 0  # tasks that were handed out

    def results(self) -> Iterator[tuple[int, Any]]:
        """Give all results with the numbers of their tasks, in order."""
        while True:
            while self._assign():
                pass
            busy = [worker for worker in self._team if worker.tasks]
            if not busy:
                return
            for worker in self._ready(busy):
                self._take(worker)
            yield from self._in_order()

    def stop(self) -> None:
        """End all workers, but idle ones that are to be kept."""
        for worker in self._team:
            if self._engine.keeps and not worker.tasks:
                self._engine.idle.append(worker)
            else:
                worker.stop()

    def _in_order(self) -> Iterator[tuple[int, Any]]:
        while True:
            waiting = self._results[self._head]
            while waiting:
                yield self._head, waiting.popleft()
            if self._head not in self._ended:
                return
            self._ended.discard(self._head)
            del self._results[self._head]
            self._head += 1

    def _assign(self) -> bool:
        """Hand one task to the worker with the fewest; False where there is none of either."""
        worker = min(self._team, key=lambda one: len(one.tasks), default=None)
        if len(self._team) < self._engine.jobs and (worker is None or worker.tasks):
            worker = None
        elif worker is None or len(worker.tasks) > worker.room:
            return False
        self._next = self._next or self._following()
        if self._next is None or (worker and not worker.takes(self._next[2])):
            return False
        if worker is None:
            idle = self._engine.idle
            worker = idle.pop() if idle else _Worker(self._work, self._engine, self._team)
            self._team.append(worker)
        worker.give(*self._next)
        self._next = None
        return True

    def _following(self) -> tuple[int, Task, bytes] | None:
        following = self._rests.popleft() if self._rests else None
        if following is None and self._given - self._head <= _AHEAD * self._engine.jobs:
            following = next(self._todo, None)
            self._given += following is not None
        return following and (*following, bytes(ForkingPickler.dumps(following[1])))

    def _ready(self, busy: list[_Worker]) -> list[_Worker]:
        """Wait until workers have something to say, or are overdue."""
        patience = min(worker.patience(self._engine.seconds) for worker in busy)
        heard = wait([worker.connection for worker in busy], patience)
        return [
            worker
            for worker in busy
            if worker.connection in heard or not worker.patience(self._engine.seconds)
        ]

    def _take(self, worker: _Worker) -> None:
        """Take what a worker has to say, or put down that it said nothing for too long."""
        try:
            if not worker.connection.poll():
                self._lose(worker, _slow(self._engine.seconds))
            while worker.tasks and worker.connection.poll():
                for message in worker.connection.recv():
                    self._hear(worker, message)
        except (EOFError, ConnectionError):
            self._lose(worker, worker.ending(self._engine.seconds))

    def _hear(self, worker: _Worker, message: Any) -> None:
        if isinstance(message, Broken):
            self._lose(worker, message.why)
            return
        if message is DONE:
            self._ended.add(worker.number)
            worker.rest()
            return
        if isinstance(message, Begun):
            worker.begin(message.name)
        else:
            worker.finish()
        if isinstance(message, Ended) or (isinstance(message, Begun) and not self._engine.tells):
            return
        self._results[worker.number].append(message)

    def _lose(self, worker: _Worker, why: str) -> None:
        """Put down what was lost with a worker; the rest of its task is for another."""
        worker.stop()
        self._team.remove(worker)
        lost, rest = worker.lost(why)
        if lost is not None:
            self._results[worker.number].append(lost)
        if rest is None:
            self._ended.add(worker.number)
        else:
            self._rests.append((worker.number, rest))
        waited = list(worker.tasks)[1:]  # it had told of none of these
        self._rests.extend((number, task) for number, task, _ in waited)
        worker.tasks.clear()


def _slow(seconds: float) -> str:
    return f"over {seconds:g} seconds"


class _Worker:
    """One process, and what it is doing."""

    def __init__(
        self, work: Callable[[Any], Iterator[Any]], engine: Processes, team: list[_Worker]
    ) -> None:
        context = get_context(engine.start)
        self.connection, theirs = context.Pipe()
        others = [self.connection, *(worker.connection for worker in team)]
        inherited = others if engine.start == "fork" else []
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=serve,
            args=(theirs, work, engine.seconds, engine.memory, inherited),
            daemon=True,
        )
        self.process.start()
        theirs.close()
        self.tasks: deque[tuple[int, Task, int]] = deque()  # the one at hand, and those that wait
        self.begun = ""
        self.steps = 0
        self.since = self.started = self.heard = 0.0
        self.took = _NO_HURRY  # seconds of the last task

    @property
    def number(self) -> int:
        """Give the number of the task at hand."""
        return self.tasks[0][0]

    @property
    def room(self) -> int:
        """Count the tasks that may wait beside the one at hand."""
        if not self.tasks or self.took >= _SOON:
            return 0
        return _BRIEF_AT_ONCE if is_brief(self.tasks[-1][1]) else _AT_ONCE

    def takes(self, packed: bytes) -> bool:
        """Tell whether a task finds room in the pipe."""
        return not self.tasks or self.waiting + len(packed) <= _SMALL

    @property
    def waiting(self) -> int:
        """Count the bytes of the tasks that may still be in the pipe."""
        return sum(size for _, _, size in self.tasks)

    def give(self, number: int, task: Task, packed: bytes) -> None:
        """Hand over a task."""
        if not self.tasks:
            self.started = self.heard = time.monotonic()
        self.tasks.append((number, task, len(packed)))
        with suppress(ConnectionError):  # it died: the next look at it will tell
            self.connection.send_bytes(packed)

    def begin(self, name: str) -> None:
        """Note that a step was begun."""
        self.begun, self.since = name, time.monotonic()
        self.heard = self.since
        self.steps += 1

    def finish(self) -> None:
        """Note that a result came."""
        self.begun = ""

    def rest(self) -> None:
        """Note that the task is done."""
        self.tasks.popleft()
        self.begun, self.steps = "", 0
        now = self.heard = time.monotonic()
        self.took, self.started = now - self.started, now

    def patience(self, seconds: float) -> float:
        """Give the seconds of the clock that the step at hand has left: 0 when it is overdue."""
        brief = is_brief(self.tasks[0][1])
        if not self.begun and not brief:
            return _NO_HURRY
        since = self.heard if brief else self.since
        return max(since + _WAITING * seconds - time.monotonic(), 0.0)

    def lost(self, why: str) -> tuple[Lost | None, Task | None]:
        """Say what is lost with this process, and what is left to do of its task."""
        task = self.tasks[0][1]
        if is_brief(task):  # it told too little to say which step it was: that is found out now
            return None, task.after(self.steps - bool(self.begun))
        if not self.begun:
            again = getattr(task, "again", None)
            return Lost(task.name, why), again() if again else None
        return Lost(self.begun, why), task.after(self.steps)

    def ending(self, seconds: float) -> str:
        """Say how the process ended."""
        self.process.join(1)
        code = self.process.exitcode
        if code == -_OUT_OF_TIME:
            return _slow(seconds)
        if code is not None and code < 0:
            return f"its worker was ended by {signal.Signals(-code).name}"
        return f"its worker ended with {code}"

    def stop(self) -> None:
        """End the process."""
        self.connection.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
