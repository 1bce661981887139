"""Runs of gpkit whose system calls fail, or in which it is killed, at the Nth call.

strace lays the faults in: the program that runs is the one that people run.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import support

SLOW = bool(os.environ.get("GPKIT_SLOW"))
NUMBER = int(os.environ.get("GPKIT_FAULT_DUMPS", "50" if SLOW else "6"))
CALLS = ("openat", "write", "fsync", "rename", "mkdir", "mkdirat", "unlink", "ftruncate")
WORDS = ("bees", "honey", "wax", "hive", "village", "school", "training", "course", "library")
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)(.*)$")


def _works():
    if not shutil.which("strace"):
        return False
    done = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return done.returncode == 0


needs_strace = pytest.mark.skipif(not _works(), reason="strace is not installed, or not allowed")


# What is ingested ---------------------------------------------------------------------------------


def dump(number, version):
    title = f"Bees of village {number}"
    prose = " ".join(WORDS[(number + n) % len(WORDS)] for n in range(40)).capitalize()
    head = ["Skip to main content", "", title, "", "By Bulgaria, Public, INSPIRATIONNo Comments"]
    body = ["", title, "", "18.07.2024 |", "", f"{prose}.", "", f"This is version {version}.", ""]
    block = [
        "Details",
        "Target audience",
        "",
        "Digital skills for all",
        "",
        "Level",
        "",
        "Basic",
        "",
    ]
    return "\n".join([*head, *body, *block])


def lay_down(place, version, number):
    (place / "dumps").mkdir(exist_ok=True)
    for n in range(number):
        (place / f"dumps/{n:03}.txt").write_text(dump(n, version), "utf-8")


def copied(place, to):
    shutil.copytree(place, to)
    return to


def ingest(place):
    return support.gpkit("ingest", "-q", "dumps", cwd=place, timeout=120)


# Runs under strace --------------------------------------------------------------------------------


class Call(NamedTuple):
    """A system call of a run; ``nth`` counts the calls of its name in its process, from 1."""

    name: str
    nth: int
    arguments: str
    result: int
    line: int

    @property
    def makes_a_file(self):
        return self.name == "openat" and "O_CREAT" in self.arguments

    @property
    def speaks(self):
        return self.name == "write" and re.match(r"[12]\b", self.arguments) is not None


def traced(place, *args, calls=CALLS, inject=None, path=None):
    """Run gpkit under strace; gives how it ended, and its calls."""
    log = place / "strace.log"
    command = ["strace", "-f", "-qq", "-y", "-o", str(log), "-e", f"trace={','.join(calls)}"]
    command += ["-e", f"inject={inject}"] if inject else ["--seccomp-bpf"]
    command += ["-P", str(path)] if path else []
    done = subprocess.run(
        [*command, sys.executable, "-m", "gpkit", *args],
        capture_output=True,
        cwd=place,
        env=support.environment({"PYTHONDONTWRITEBYTECODE": "1"}),
        timeout=60,
        check=False,
    )
    found = list(_calls(log.read_text("utf-8", "replace")))
    log.unlink()
    return support.Run(done.returncode, done.stdout.decode(), done.stderr.decode()), found


def _calls(text):
    counts = {}
    for number, line in enumerate(text.splitlines()):
        if not (match := _CALL.match(line)):
            continue
        process, name, arguments, result, _ = match.groups()
        counts[process, name] = counts.get((process, name), 0) + 1
        yield Call(name, counts[process, name], arguments, int(result), number)


def points(found, *names):
    """Give the places of a run where something is written: name and number of the call."""
    wanted = [call for call in found if call.name in names and not call.speaks]
    wanted = [call for call in wanted if call.name != "openat" or call.makes_a_file]
    wanted = [call for call in wanted if call.result >= 0]  # mkdir of a folder that is there
    return sorted({(call.name, call.nth) for call in wanted})


def some(places):
    """All places in a slow run, eight of them in a quick one."""
    return places if SLOW else places[:: max(1, len(places) // 8)]


# What is left -------------------------------------------------------------------------------------


def files(place):
    return support.tree(place / "data")


def assert_whole(place, before, after):
    """Each file is the old one or the new one; what was there is there still."""
    old, new = files(before), files(after)
    for name, data in files(place).items():
        if ".gpkit-tmp-" not in name:
            assert data in (old.get(name), new.get(name)), f"{name} is neither old nor new"
    assert not set(old) - set(files(place))


def assert_mended(place, after):
    """Run again, undisturbed: the tree is that of a run that nothing disturbed."""
    run = ingest(place)
    assert run.code == 0, run
    assert files(place) == files(after)


def refused(run, codes=(74,)):
    """Look whether a run that failed said so as it should: where, in a line, and what to do."""
    assert run.code in codes, run
    assert "Traceback" not in run.err
    told = [line for line in run.err.splitlines() if line.startswith("gpkit: ")]
    assert len(told) == 1, run.err
    return told[0]


def write_text(path, words):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(words, "utf-8")
