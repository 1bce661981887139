"""A Dask cluster gives the bytes of one process, whatever dies in it; and so does S3."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from archives import MEMORY, SECONDS, harvest, partitions, sums
from gpkit import stores
from gpkit.engines import Begun, Lost
from gpkit.engines.processes import Processes
from gpkit.errors import Exit, GpkitError
from servers import s3
from support import environment, gpkit

dask = pytest.importorskip("gpkit.engines.dask")
pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def bucket():
    pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    with s3() as env:
        yield env


@pytest.fixture(scope="module")
def cluster(bucket):  # its workers know the bucket from the environment
    with dask.Dask(2, SECONDS, MEMORY) as engine:
        yield engine


@pytest.fixture
def wet(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return partitions(tmp_path / "wet")


def test_the_bytes_are_those_of_one_process(cluster, wet):
    harvest([wet], "serial/s")
    outcome = harvest([wet], "dask/s", cluster)
    assert outcome.exit is Exit.OK
    assert sums("dask/s") == sums("serial/s")


class Task(NamedTuple):
    name: str

    def after(self, steps):
        return None

    def again(self):
        return None


def numbers(task):
    yield Begun(task.name)
    yield int(task.name)


def test_results_come_in_order_and_few_are_waited_for(cluster):
    taken = []

    def tasks():
        for number in range(40):
            taken.append(number)
            yield Task(str(number))

    results = cluster.map(numbers, tasks())
    assert next(results) == (0, 0)
    assert len(taken) <= 8
    assert list(results) == [(n, n) for n in range(1, 40)]


def dies(task):
    yield Begun(task.name)
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_dies_costs_its_step(cluster):
    assert list(cluster.map(dies, [Task("a")])) == [
        (0, Lost("a", "its worker was ended by SIGKILL"))
    ]


def test_a_lost_dask_worker_costs_its_partition_another_try(wet, tmp_path, monkeypatch):
    """Kill a Dask worker (not its process for pages) while partitions are being read."""
    harvest([wet], "serial/s")
    with dask.Dask(2, SECONDS, MEMORY) as engine:
        pids = engine.client().run(os.getpid)
        victim = min(pids.values())
        outcome = harvest([wet], "dask/s", Murderous(engine, victim))
        assert victim not in engine.client().run(os.getpid).values()
    assert (outcome.exit, outcome.failures) == (Exit.OK, [])
    assert sums("dask/s") == sums("serial/s")


class Murderous(NamedTuple):
    """An engine one of whose Dask workers is killed in the middle of a partition."""

    engine: object
    victim: int

    def map(self, work, tasks):
        reading = getattr(work, "__self__", None)
        if type(reading).__name__ != "Reading":
            return self.engine.map(work, tasks)
        return self.engine.map(Slow(reading, self.victim).read, tasks)


class Slow(NamedTuple):
    """Reads as a harvest does; at the second page it kills the Dask worker, if it still lives."""

    reading: object
    victim: int

    def read(self, part):
        for number, found in enumerate(self.reading.read(part)):
            yield found
            if number == 2:
                try:
                    os.kill(self.victim, signal.SIGKILL)
                except ProcessLookupError:
                    continue


# A cluster of others ------------------------------------------------------------------------------


@contextmanager
def others(tmp_path, code="", workers=1):
    """Run a scheduler and workers as people start them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    (tmp_path / "site").mkdir(exist_ok=True)
    (tmp_path / "site/sitecustomize.py").write_text(code)
    env = environment({"PYTHONPATH": str(tmp_path / "site")})
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": env}
    dask_ = [sys.executable, "-c", "from dask.__main__ import main; main()"]
    scheduler = [*dask_, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = [*dask_, "worker", address, "--nthreads", "1", "--no-dashboard"]
    worker += ["--local-directory", str(tmp_path)]
    started = [subprocess.Popen(scheduler, **quiet)]
    started += [subprocess.Popen(worker, **quiet) for _ in range(workers)]
    try:
        yield address
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(20)


def test_the_workers_of_a_scheduler(wet, tmp_path):
    harvest([wet], "serial/s")
    with others(tmp_path) as address:
        args = ("--out", "dask/s", "--store", "jsonl", "--shards", "4", "--scheduler", address)
        done = gpkit("ingest", "wet", *args)
    assert done.code == 0, done.err
    assert sums("dask/s") == sums("serial/s")


def test_another_version_is_refused(wet, tmp_path):
    with others(tmp_path, "import gpkit; gpkit.__version__ = '0.0.1'") as address:
        done = gpkit("ingest", "wet", "--out", "s", "--store", "jsonl", "--scheduler", address)
    assert done.code == 74
    assert re.search(r"tcp://\S+: gpkit 0\.0\.1 runs there, \S+ here\n  Install the same", done.err)


def test_nobody_answers(wet, monkeypatch):
    monkeypatch.setattr(dask, "_WAIT", 1)
    with pytest.raises(GpkitError, match="no Dask scheduler with a worker answers here"):
        dask.Dask(1, SECONDS, MEMORY, "tcp://127.0.0.1:9").client()


def test_without_dask(wet, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(GpkitError) as told:
        dask.Dask(1, SECONDS, MEMORY).client()
    assert str(told.value) == "--engine dask needs Dask"
    assert "good-practice-kit[dask]" in told.value.hint


# S3 -----------------------------------------------------------------------------------------------


def uploaded(folder, to):
    import s3fs

    files = s3fs.S3FileSystem()
    for path in sorted(folder.iterdir()):
        files.pipe_file(f"{to}/{path.name}", path.read_bytes())
    return files


@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_s3_in_and_out(engine, bucket, wet, cluster):
    files = uploaded(wet, f"harvest/in-{engine}")
    chosen = cluster if engine == "dask" else Processes(2, SECONDS, MEMORY, tells=False)
    out = f"s3://harvest/out-{engine}/s"
    outcome = harvest([f"s3://harvest/in-{engine}/*.wet.gz"], out, chosen, kind="jsonl.gz")
    assert (outcome.exit, outcome.failures) == (Exit.OK, [])
    harvest([wet], "local/s", kind="jsonl.gz")
    local = {p.id: p for p in stores.opened(Path("local/s")).practices()}
    there = {p.id: p for p in stores.opened(Path(out)).practices()}
    assert there.keys() == local.keys()
    for practice_id, practice in there.items():
        assert practice.facets == local[practice_id].facets
        assert practice.provenance.container.location.startswith(f"s3://harvest/in-{engine}/part-")
    names = [name.rpartition("/")[2] for name in files.find(f"harvest/out-{engine}")]
    assert not [name for name in names if name.endswith((".rows", ".json")) and len(name) > 40]


def test_a_bucket_is_copied_read_and_judged(bucket, wet):
    env = bucket
    harvest([wet], "local/s")
    there = "s3://harvest/copied"
    done = gpkit("copy", "local/s", there, "--store", "parquet", "--shards", "2", env=env)
    assert done.code == 0, done.err
    assert gpkit("copy", there, "back", "--store", "jsonl", "--shards", "4", env=env).code == 0
    shards = {name: digest for name, digest in sums("local/s").items() if name.startswith("shard")}
    back = {name: digest for name, digest in sums("back").items() if name.startswith("shard")}
    assert sorted(back.values()) == sorted(shards.values())
    ours = gpkit("export", "--from", "local/s", env=env)
    theirs = gpkit("export", "--from", there, env=env)
    assert (theirs.code, theirs.out) == (0, ours.out)
    judged = gpkit("validate", there, "--fail-on", "never", "--format", "json", env=env)
    assert judged.code == 0
    assert '"path": "s3:/' in judged.out or '"path": "s3://' in judged.out


def test_a_bucket_that_is_not_there(bucket, wet):
    done = gpkit("ingest", "s3://nobucket/*.gz", "--out", "s", "--store", "jsonl", env=bucket)
    assert (done.code, "s3://nobucket" in done.err) == (2, True), done.err
    done = gpkit("copy", "s3://nobucket/s", "x", env=bucket)
    assert (done.code, "s3://nobucket/s" in done.err) == (2, True), done.err
    harvest([wet], "local")
    done = gpkit("copy", "local", "s3://nobucket/s", "--store", "jsonl", env=bucket)
    assert (done.code, "s3://nobucket/s" in done.err) == (74, True), done.err
