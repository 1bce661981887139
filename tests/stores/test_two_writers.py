"""Two runs that write into one store: one waits, or is told; what either put there is whole."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gpkit import stores
from gpkit.errors import Exit, StoreLocked
from gpkit.store import lock
from gpkit.store.tree import State, Tree
from gpkit.stores.conditional import put_if
from gpkit.stores.manifest import FILE
from gpkit.stores.places import filesystem, place_of
from servers import s3
from support import environment, gpkit

fsspec = pytest.importorskip("fsspec")
lease = pytest.importorskip("gpkit.stores.lease")
NUMBERS = iter(range(10**6))


@pytest.fixture(scope="module")
def bucket():
    pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    with s3("shared") as env:
        yield env


@pytest.fixture(params=["folder", "memory", "s3"])
def place(request, tmp_path):
    """A new place for a store: a folder of this machine, memory, a bucket."""
    if request.param == "s3":
        request.getfixturevalue("bucket")
        return Path(f"s3://shared/store-{next(NUMBERS)}")
    if request.param == "memory":
        return Path(f"memory://two-writers-{next(NUMBERS)}/s")
    return tmp_path / "s"


@pytest.fixture
def hasty(monkeypatch):
    """Let runs wait for no longer than a test may take."""
    monkeypatch.setattr(lease, "BEAT", 0.05)
    monkeypatch.setattr(lease, "LEASE", 3.0)
    monkeypatch.setattr(lease, "PATIENCE", 0.2)
    monkeypatch.setattr(lease, "_LOOK", 0.05)


@pytest.fixture
def four(catalogue):
    return list(Tree(catalogue / "data/normalized").practices())


def store(place):
    return stores.made(place, "jsonl", 3)


def ids(place):
    return [practice.id for practice in stores.opened(place).practices()]


# A file under a condition -------------------------------------------------------------------------


def test_a_file_is_put_only_where_nobody_changed_it(place):
    where = place_of(place)
    assert put_if(where, "x", b"one", None)
    assert not put_if(where, "x", b"two", None)
    assert not put_if(where, "x", b"two", b"none")
    assert where.read("x") == b"one"
    assert put_if(where, "x", b"two", b"one")
    assert where.read("x") == b"two"
    assert not put_if(where, "gone", b"x", b"was here")
    assert where.read("gone") is None


def test_s3_itself_compares(bucket, monkeypatch):
    """Let another run write between our look and our writing, where only S3 can tell."""
    where = place_of("s3://shared/compares")
    where.put("x", b"one")
    fs, _ = filesystem(where.url)
    cat_file = fs.cat_file

    def looks(path):
        seen = cat_file(path)
        monkeypatch.setattr(fs, "cat_file", cat_file)
        fs.pipe_file(path, b"theirs")
        return seen

    monkeypatch.setattr(fs, "cat_file", looks)
    assert not put_if(where, "x", b"ours", b"one")
    assert where.read("x") == b"theirs"


# What waited looks again --------------------------------------------------------------------------


def test_who_waited_adds_to_what_the_other_wrote(four, place):
    """Both open the store before either writes: the later one must not bring the old state back."""
    one, other = store(place), store(place)
    one.write(four[:2])
    assert other.write(four[2:]) == {State.NEW: 2}
    assert sorted(ids(place)) == sorted(practice.id for practice in four)


def test_another_kind_of_store_that_came_meanwhile_is_refused(four, place):
    one, other = store(place), stores.made(place, "jsonl.gz", 2)
    one.write(four[:2])
    with pytest.raises(stores.GpkitError, match="another run made a store of 3 shards"):
        other.write(four[2:])
    assert sorted(ids(place)) == sorted(practice.id for practice in four[:2])


# A lock that was broken ---------------------------------------------------------------------------


def test_the_later_manifest_does_not_win(four, place):
    """Write past the lock while another run works: it is told, and nothing is lost."""
    store(place).write(four[:1])
    loser = store(place)

    def meanwhile():
        yield four[1]
        other = store(place)
        other._there = other.place.read(FILE)
        other.commit(other.manifest._replace(partitions="partitions-0.jsonl"))
        yield four[2]

    with pytest.raises(StoreLocked, match="another run wrote this store") as told:
        loser.write(meanwhile())
    assert told.value.code == Exit.LOCKED
    assert "nothing of this run is in it" in str(told.value)
    assert "Type the same again" in told.value.hint
    assert stores.opened(place).manifest.partitions == "partitions-0.jsonl"
    assert ids(place) == [four[0].id]
    assert loser.write(four[1:]) == {State.NEW: 3}


# The lock of a store at a URL ---------------------------------------------------------------------


@pytest.fixture(params=["memory", "s3"])
def url(request):
    if request.param == "s3":
        request.getfixturevalue("bucket")
        return place_of(f"s3://shared/lock-{next(NUMBERS)}")
    return place_of(f"memory://locks-{next(NUMBERS)}")


def test_the_lock_goes_with_its_run(url):
    with lease.leased(url) as held:
        said = json.loads(url.read(lease.NAME))
        assert said["held_by"].startswith(f"pid {os.getpid()}: gpkit")
        assert set(said) == {"held_by", "token", "beat"}
        held.check()
    assert url.read(lease.NAME) is None


def test_a_living_run_is_named(url, hasty):
    with lease.leased(url), pytest.raises(StoreLocked) as told, lease.leased(url):
        pass
    assert f"another run of gpkit is writing here (pid {os.getpid()}: gpkit" in str(told.value)
    assert told.value.code == Exit.LOCKED


def test_a_dead_run_is_followed(url, hasty, capsys):
    dead = lease.Lease(url)
    dead.take()
    with lease.leased(url) as held:
        assert not dead.is_held()
        with pytest.raises(StoreLocked, match="another run wrote this store"):
            dead.check()
        dead.release()
        held.check()
    assert "is gone; going on" in capsys.readouterr().err


def test_a_run_that_was_asleep_loses(four, url, hasty):
    """Its lock is taken over while it works: it commits nothing, and removes nothing."""
    root = Path(url.url)
    store(root).write(four[:1])
    sleeper = store(root)

    def sleeps():
        yield four[1]
        url.put(lease.NAME, b'{"held_by": "pid 1: gpkit copy", "token": "another"}')

    with pytest.raises(StoreLocked):
        sleeper.write(sleeps())
    assert ids(root) == [four[0].id]
    assert b"another" in url.read(lease.NAME)


# As people see it ---------------------------------------------------------------------------------

HASTY = """
from gpkit.stores import lease
from gpkit.store import lock
lease.BEAT, lease.LEASE, lease.PATIENCE, lease._LOOK = 0.05, 60.0, 0.2, 0.05
lock.locked.__wrapped__.__defaults__ = (0.05,)
from gpkit.__main__ import main
main()
"""


def run(*args, env=None):
    return subprocess.run(
        [sys.executable, "-c", HASTY, *args],
        capture_output=True,
        text=True,
        env=environment(env),
        check=False,
        timeout=60,
    )


def test_75_and_the_name_of_who_holds_a_bucket(catalogue, bucket, monkeypatch):
    monkeypatch.setattr(lease, "BEAT", 0.05)
    to = f"s3://shared/copied-{next(NUMBERS)}"
    args = ("copy", "data/normalized", to, "--store", "jsonl")
    with lease.leased(place_of(to)):
        done = run(*args, env=bucket)
        assert done.returncode == 75, done.stderr
        assert f"{to}: another run of gpkit is writing here (pid {os.getpid()}" in done.stderr
        assert "Traceback" not in done.stderr
    assert stores.opened(Path(to)) is None
    assert gpkit(*args, env=bucket).code == 0


@pytest.mark.parametrize("kind", ["yaml", "jsonl"])
def test_75_and_the_name_of_who_holds_a_folder(kind, catalogue):
    to = catalogue / "to"
    to.mkdir()
    with lock.locked(to):
        done = run("copy", "data/normalized", "to", "--store", kind)
    assert done.returncode == 75
    assert f"to: another run of gpkit is writing here (pid {os.getpid()}: gpkit" in done.stderr
    assert (to / lock.NAME).read_bytes() == b""


def test_a_lock_that_names_nobody_is_a_lock(catalogue):
    fcntl = pytest.importorskip("fcntl")
    to = catalogue / "to"
    to.mkdir()
    with (to / lock.NAME).open("wb") as held:
        held.write(b"\xff\x00\x1b[31m")
        held.flush()
        fcntl.flock(held, fcntl.LOCK_EX)
        done = run("copy", "data/normalized", "to", "--store", "jsonl")
    assert done.returncode == 75
    assert "to: another run of gpkit is writing here\n" in done.stderr
