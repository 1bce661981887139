"""A run that is killed, or whose disk fails, at any moment: the old bytes or the new ones."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import faults
import pytest

import support

pytestmark = [faults.needs_strace, pytest.mark.timeout(3600)]
WRITING = ("write", "fsync", "rename", "mkdir", "mkdirat", "unlink", "ftruncate", "openat")


@pytest.fixture(scope="session")
def calls(before, tmp_path_factory):
    """The calls of an undisturbed run."""
    place = faults.copied(before, tmp_path_factory.mktemp("calls") / "work")
    run, found = faults.traced(place, "ingest", "-q", "dumps")
    assert run.code == 0
    assert any(call.name == "rename" for call in found)
    return found


def test_killed_at_any_point(before, after, calls, tmp_path):
    """kill -9 at the first, second, third ... call of each kind that writes."""
    killed = 0
    for name, nth in faults.some(faults.points(calls, *WRITING)):
        place = faults.copied(before, tmp_path / "work")
        run, _ = faults.traced(
            place,
            "ingest",
            "-q",
            "dumps",
            calls=(name,),
            inject=f"{name}:signal=SIGKILL:when={nth}",
        )
        killed += run.code in (-9, 137)
        faults.assert_whole(place, before, after)
        faults.assert_mended(place, after)
        shutil.rmtree(place)
    assert killed


NAMES = ("rename", "mkdir", "mkdirat", "openat")
ALL = ("write", "fsync", *NAMES)
ERRORS = [
    (
        "ENOSPC",
        ALL,
        "No space left on device",
    ),
    ("EDQUOT", ALL, "Disk quota exceeded"),
    ("EIO", ALL, "Input/output error"),
    ("EROFS", NAMES, "Read-only file system"),
    ("EACCES", NAMES, "Permission denied"),
]


@pytest.mark.parametrize(("error", "names", "words"), ERRORS, ids=[e[0] for e in ERRORS])
def test_a_disk_that_fails_at_any_point(before, after, calls, tmp_path, error, names, words):
    for name, nth in faults.some(faults.points(calls, *names)):
        place = faults.copied(before, tmp_path / "work")
        run, _ = faults.traced(
            place, "ingest", "-q", "dumps", calls=(name,), inject=f"{name}:error={error}:when={nth}"
        )
        point = f"{error} at {name} {nth}: {run}"
        if (name, nth) in names_the_holder(calls):
            assert run.code == 0, point
            faults.assert_mended(place, after)
            shutil.rmtree(place)
            continue
        line = faults.refused(run)
        assert words in line, point
        assert "data" in line, f"no path: {point}"
        faults.assert_whole(place, before, after)
        assert not [n for n in faults.files(place) if ".gpkit-tmp-" in n], point
        faults.assert_mended(place, after)
        shutil.rmtree(place)


def names_the_holder(calls):
    """Give the calls that say in the lock who holds it: a courtesy, which may fail."""
    told = [call for call in calls if ".gpkit.lock" in call.arguments]
    return {(call.name, call.nth) for call in told if call.name == "write"}


def test_what_is_moved_into_place_was_synced(before, tmp_path):
    """fsync of a file before its rename, fsync of its directory after it, and words at the end."""
    place = faults.copied(before, tmp_path / "work")
    run, found = faults.traced(
        place, "ingest", "dumps", calls=("openat", "fsync", "rename", "write")
    )
    assert run.code == 0
    renames = [call for call in found if call.name == "rename"]
    synced = [(call.line, _within(call.arguments)) for call in found if call.name == "fsync"]
    last = max(call.line for call in found if call.speaks)
    assert renames
    for call in renames:
        source, target = re.findall(r'"([^"]*)"', call.arguments)
        source, folder = str(place / source), str((place / target).parent)
        assert any(path == source and line < call.line for line, path in synced), call
        assert any(path == folder and call.line < line < last for line, path in synced), call


def _within(arguments):
    return arguments.partition("<")[2].rpartition(">")[0]


# A full disk, a tree that may not be written ------------------------------------------------------


def _mounted(place, size):
    place.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={size}"]
    done = subprocess.run(["mount", *options, "tmpfs", place], capture_output=True, check=False)
    return done.returncode == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount")
def test_a_full_disk(before, after, tmp_path):
    """A disk of its own of 256 KiB to 4 MiB, in 16 steps: some hold half, some all."""
    place, ended = tmp_path / "disk", set()
    for step in range(16) if faults.SLOW else (0, 5, 15):
        if not _mounted(place, f"{256 * (step + 1)}k"):
            pytest.skip("mounting is not allowed here")
        try:
            shutil.copytree(before / "data", place / "data")
        except (OSError, shutil.Error):
            continue
        else:
            run = support.gpkit("ingest", "-q", str(before / "dumps"), cwd=place)
            ended.add(run.code)
            if run.code:
                assert "No space left" in faults.refused(run)
                faults.assert_whole(place, before, after)
            else:
                assert faults.files(place) == faults.files(after)
        finally:
            subprocess.run(["umount", place], check=True)
            place.rmdir()
    assert 0 in ended


def test_a_tree_that_may_not_be_written(before, tmp_path):
    place = faults.copied(before, tmp_path / "work")
    if os.geteuid() == 0:
        done = subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False)
        if done.returncode:
            pytest.skip("root may write everywhere, and unshare is not allowed here")
        mount = f"mount --bind {place} {place} && mount -o remount,ro,bind {place}"
        command = ["unshare", "-m", "sh", "-c", f'{mount} && cd {place} && exec "$@"', "sh"]
    else:
        command = ["sh", "-c", 'chmod -R a-w data && exec "$@"', "sh"]
    done = subprocess.run(
        [*command, sys.executable, "-m", "gpkit", "ingest", "-q", "dumps"],
        capture_output=True,
        cwd=place,
        check=False,
    )
    line = faults.refused(support.Run(done.returncode, "", done.stderr.decode()))
    assert "data" in line
    assert faults.files(place) == faults.files(before)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("args", [("export", "--format", "json"), ("schema",), ("rules",)])
def test_standard_output_that_is_full(after, args):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gpkit", *args],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=after,
            check=False,
        )
    run = support.Run(done.returncode, "", done.stderr.decode())
    assert "standard output: No space left" in faults.refused(run)


@pytest.mark.parametrize("args", ["export --format json", "schema", "rules", "validate -v"])
def test_standard_output_that_is_closed(after, args):
    command = f"{sys.executable} -m gpkit {args}"
    done = subprocess.run(
        f"{command} >&-", shell=True, stderr=subprocess.PIPE, cwd=after, check=False
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 74), done
    piped = subprocess.run(
        f"{command} | head -1", shell=True, capture_output=True, cwd=after, check=False
    )
    assert b"Traceback" not in piped.stderr
    assert b"gpkit: " not in piped.stderr


# Signals ------------------------------------------------------------------------------------------


def test_signals_at_any_moment(before, after, tmp_path):
    """SIGINT, SIGTERM, SIGHUP: the exit code says which, and the tree is whole."""
    random_ = random.Random(24)
    expected = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
    took, seen = _duration(before, tmp_path), []
    for number in range(50 if faults.SLOW else 6):
        signal_ = list(expected)[number % 3]
        place = faults.copied(before, tmp_path / "work")
        with subprocess.Popen(
            [sys.executable, "-m", "gpkit", "ingest", "-q", "dumps"],
            cwd=place,
            stderr=subprocess.PIPE,
            env=support.environment(),
        ) as process:
            time.sleep(random_.uniform(0.15, 1.0) * took)
            process.send_signal(signal_)
            _, err = process.communicate(timeout=60)
        code = process.returncode
        early = code == -signal_ and not err  # the interpreter was not up yet
        assert code in (0, expected[signal_]) or early, (signal_, code, err)
        assert b"Traceback" not in err or early, err
        seen.append(code)
        faults.assert_whole(place, before, after)
        faults.assert_mended(place, after)
        shutil.rmtree(place)
    assert set(seen) & set(expected.values()), seen


def _duration(before, tmp_path):
    place = faults.copied(before, tmp_path / "work")
    start = time.monotonic()
    faults.ingest(place)
    took = time.monotonic() - start
    shutil.rmtree(place)
    return took
