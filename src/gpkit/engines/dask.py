"""On a Dask cluster: one of this machine, made for the run, or one that a scheduler leads.

Each Dask worker hands its tasks to a process of its own, as on one machine: a page that hangs or
dies costs that page, and not the worker. A Dask worker that is lost costs its tasks another try.
Only as many tasks are given out as keep the workers busy, and their results are small.
"""

from __future__ import annotations

import pickle
from collections import deque
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from gpkit.engines import Begun, Lost, cores
from gpkit.engines.processes import Processes
from gpkit.errors import Exit, GpkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gpkit.engines import R, T

_AHEAD = 3  # tasks a worker has at hand, so that none waits for the driver
_TRIES = 3  # of a task whose Dask worker was lost
_WAIT = 30  # seconds for a scheduler to answer, and for its first worker


class NoCluster(GpkitError):
    """The cluster cannot be used."""

    code = Exit.IO


class Dask:
    """The workers of a cluster.

    Args:
        jobs: number of workers of a cluster of this machine.
        seconds: of processor time that a step may take, as in `Processes`.
        memory: bytes that a process may have on top of what it begins with.
        scheduler: the address of a scheduler; None: a cluster of this machine, for this run.
    """

    def __init__(
        self, jobs: int, seconds: float, memory: int, scheduler: str | None = None
    ) -> None:
        self.jobs = jobs or cores()
        self.seconds = seconds
        self.memory = memory
        self.scheduler = scheduler
        self._open = ExitStack()
        self._client: Any = None

    def __enter__(self) -> Dask:
        """Keep one cluster for several runs."""
        self.client()
        return self

    def __exit__(self, *about: object) -> None:
        """Let go of the cluster."""
        self.close()

    def close(self) -> None:
        """Let go of the cluster; one of this machine ends."""
        self._client = None
        self._open.close()

    def client(self) -> Any:
        """Give the client of the cluster, which is made where there is none yet.

        Raises:
            GpkitError: Dask is not installed, or nobody answers.
        """
        if self._client is None:
            self._client = _connected(self.scheduler, self.jobs, self._open)
        return self._client

    def map(
        self, work: Callable[[T], Iterator[R]], tasks: Iterable[T]
    ) -> Iterator[tuple[int, R | Lost]]:
        """Do the work on each task; give each result and the number of its task, in order."""
        client = self.client()
        shared = client.scatter(
            pickle.dumps((work, self.seconds, self.memory)), broadcast=True, hash=False
        )
        most = _AHEAD * max(sum(client.nthreads().values()), 1)
        waiting: deque[tuple[int, T, Any]] = deque()
        todo = enumerate(tasks)
        while True:
            while len(waiting) < most and (following := next(todo, None)) is not None:
                number, task = following
                waiting.append((number, task, _submitted(client, shared, task)))
            if not waiting:
                return
            number, task, future = waiting.popleft()
            yield from ((number, found) for found in _results(future, task))


def _submitted(client: Any, shared: Any, task: Any) -> Any:
    return client.submit(_done, shared, pickle.dumps(task), pure=False, retries=_TRIES)


def _results(future: Any, task: Any) -> list[Any]:
    """Give the results of a task; where all its workers were lost, say that."""
    from distributed.scheduler import KilledWorker

    try:
        return list(pickle.loads(future.result()))  # noqa: S301 # nosec B301 - our own wrote it
    except KilledWorker:
        return [Lost(task.name, f"{_TRIES} Dask workers were lost with it")]
    finally:
        future.release()


def _done(shared: bytes, task: bytes) -> bytes:
    """Do a task in a process beside the Dask worker, and give its results. Runs on the cluster."""
    work, seconds, memory = pickle.loads(shared)  # noqa: S301 # nosec B301 - the driver wrote it
    one = pickle.loads(task)  # noqa: S301 # nosec B301 - the driver wrote it
    found = _engine(shared, seconds, memory).map(work, [one])
    return pickle.dumps([result for _, result in found if not isinstance(result, Begun)])


_engines: dict[bytes, Processes] = {}  # of this Dask worker: that of the work at hand


def _engine(shared: bytes, seconds: float, memory: int) -> Processes:
    """Give the engine of a work; its process is kept from task to task."""
    import multiprocessing

    if shared not in _engines:
        for engine in _engines.values():
            engine.close()
        _engines.clear()
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        _engines[shared] = Processes(1, seconds, memory, start=_start(), tells=False, keeps=True)
    return _engines[shared]


def _start() -> str:
    """Name the way to start a process out of one with threads: a fork could hang."""
    import multiprocessing

    if "forkserver" not in multiprocessing.get_all_start_methods():
        return "spawn"
    multiprocessing.set_forkserver_preload(["gpkit.engines.warm"])
    return "forkserver"


_SETTINGS = {
    "distributed.scheduler.allowed-failures": _TRIES,
    "distributed.admin.large-graph-warning-threshold": "1GB",
    # What Dask looks at for its dashboard, ten to a hundred times a second in each process; the
    # pages are read in a process beside it, of which none of this would tell.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
}


def _connected(scheduler: str | None, jobs: int, held: ExitStack) -> Any:
    try:
        import dask
        import distributed
    except ImportError as error:
        raise GpkitError(
            "--engine dask needs Dask", "Install it: pip install 'good-practice-kit[dask]'"
        ) from error
    library: Any = distributed
    held.enter_context(dask.config.set(_SETTINGS))
    if scheduler is None:
        cluster = held.enter_context(
            library.LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,
                dashboard_address="127.0.0.1:0",
                memory_limit=0,
                silence_logs=50,
            )
        )
        return held.enter_context(library.Client(cluster, set_as_default=False))
    try:
        client = held.enter_context(library.Client(scheduler, timeout=_WAIT, set_as_default=False))
        client.wait_for_workers(1, timeout=_WAIT)
    except (OSError, TimeoutError, ValueError) as error:
        raise NoCluster(
            f"{scheduler}: no Dask scheduler with a worker answers here ({error})",
            "Start them: dask scheduler, and on each machine: dask worker ADDRESS --nthreads 1",
        ) from error
    _check(client)
    return client


def _check(client: Any) -> None:
    """Refuse a cluster whose workers would read otherwise than this process.

    Raises:
        NoCluster: a worker lacks gpkit, or has another version of it, of Python or of Dask.
    """
    ours = _versions()
    for address, theirs in sorted(client.run(_versions, on_error="return").items()):
        if isinstance(theirs, Exception):
            raise NoCluster(
                f"{address}: this worker has no gpkit ({theirs})",
                f"Install it there: pip install 'good-practice-kit[dask]=={ours['gpkit']}'",
            )
        for name, version in ours.items():
            if theirs.get(name) != version:
                raise NoCluster(
                    f"{address}: {name} {theirs.get(name)} runs there, {version} here",
                    "Install the same on each machine: the result may depend on it.",
                )


def _versions() -> dict[str, str]:
    """Name the versions that results depend on."""
    import platform

    import dask

    from gpkit import __version__

    python = ".".join(platform.python_version_tuple()[:2])
    return {"gpkit": __version__, "Python": python, "Dask": str(vars(dask)["__version__"])}
