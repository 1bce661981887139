"""What several tests need: dumps as another extractor would print them, runs, trees, practices."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT / "data/raw").glob("*.txt"))
CHROME = ("Skip to main content", "Search by keyword")
NBSP = "\u00a0"


# Dumps --------------------------------------------------------------------------------------------


def tight(text):
    """Print a page as the tight extractor does: no blank lines, no chrome, bullets ``- ``."""
    lines = (line.strip() for line in text.splitlines())
    kept = [line for line in lines if line and line not in CHROME]
    return "\n".join("- " + line[1:].strip() if line[:2] == "• " else line for line in kept) + "\n"


def loose(text):
    """Print a page as the loose extractor does: blank lines, NBSP, chrome, bullets ``  • ``."""
    page = [] if text.startswith(CHROME) else ["Skip to main content", NBSP]
    for line in text.splitlines():
        if line.strip():
            item = line.strip()[:2] in ("- ", "• ")
            page += [f"  • {line.strip()[2:]}" if item else f"{line.strip()}{NBSP}", ""]
    return "\n".join([*page, f" {NBSP} "])


def read(text, name="page.txt", family=None):
    """Read a dump given as text or bytes."""
    from gpkit.pipeline import read_dump

    data = text if isinstance(text, bytes) else text.encode()
    return read_dump(data, name, family)


# What a practice says -----------------------------------------------------------------------------


def meaning(practice):
    """Give what a practice says, without where that stood."""
    from gpkit.store.codec import as_json

    data = as_json(practice)
    return {
        **{key: data[key] for key in ("id", "title", "language", "published", "summary")},
        "sections": data["sections"],
        "facets": data["facets"],
        "observed": [
            [entry["label"], entry["facet"], [[v["raw"], v["concept"]] for v in entry["values"]]]
            for entry in data["observed"]
        ],
        "byline": [list(term) for term in practice.evidence.byline],
    }


def meanings(text, family=None):
    """Give what the practices of a dump say, in page order."""
    return [meaning(practice) for practice in read(text, family=family).practices]


# Trees --------------------------------------------------------------------------------------------


def tree(root):
    """Give the files below a directory: path to bytes; locks and the cache are no content."""
    root = Path(root)
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != ".gpkit.lock" and ".gpkit-cache" not in path.parts
    }


def times(root):
    """Give the time of the last change of each file below a directory."""
    return {path: path.stat().st_mtime_ns for path in Path(root).rglob("*") if path.is_file()}


def copy_seeds(directory):
    """Copy the two seeds into a directory."""
    directory.mkdir(parents=True)
    for seed in SEEDS:
        shutil.copyfile(seed, directory / seed.name)


# Runs ---------------------------------------------------------------------------------------------


class Run(NamedTuple):
    """How a run of gpkit ended."""

    code: int
    out: str
    err: str


def gpkit(*args, stdin=b"", cwd=None, env=None, timeout=60):
    """Run gpkit as a user does."""
    done = subprocess.run(
        [sys.executable, "-m", "gpkit", *map(str, args)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(env),
        timeout=timeout,
        check=False,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def interrupted(*args):
    """Run gpkit, and interrupt it while it waits for standard input."""
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment()}
    with subprocess.Popen([sys.executable, "-m", "gpkit", *args], **pipes) as process:
        _wait_until_it_reads(process.pid)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        return Run(process.returncode, "", err.decode())


def _wait_until_it_reads(pid):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/syscall").read_text().startswith("0 0x0 "):  # read(0, ...)
                return
        except OSError:
            time.sleep(3)  # not told here: long enough for any start
            return
        time.sleep(0.02)


def into_a_closed_pipe(*args):
    """Run gpkit while nobody reads what it writes to standard output."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment()}
    with subprocess.Popen([sys.executable, "-m", "gpkit", *args], **pipes) as process:
        process.stdout.close()
        err = process.stderr.read().decode()
        return Run(process.wait(timeout=30), "", err)


def environment(changes=None):
    """Give an environment without what colours or steers output."""
    steering = ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "GPKIT_TRACEBACK")
    kept = {name: value for name, value in os.environ.items() if name not in steering}
    return {**kept, **(changes or {})}


def used(args, cwd):
    """Run gpkit; gives how it ended, seconds of the processor, MiB at its peak, what it said.

    It is started by a small process: what a large one forks has its peak from the beginning.
    """
    code = (
        "import json, resource, subprocess, sys\n"
        "command = [sys.executable, '-m', 'gpkit', *sys.argv[1:]]\n"
        "run = subprocess.run(command, capture_output=True)\n"
        "took = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([run.returncode, took.ru_utime + took.ru_stime, took.ru_maxrss // 1024,"
        " run.stderr.decode()]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True,
        cwd=cwd,
        env=environment(),
        timeout=300,
        check=True,
    )
    return json.loads(done.stdout)


def seconds(call, tries=3):
    """Seconds of the processor that a call takes at best: other work on the machine adds more."""
    took = []
    for _ in range(tries):
        start = time.process_time()
        call()
        took.append(time.process_time() - start)
    return min(took)
