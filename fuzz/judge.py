"""Ingests a folder of hostile files and holds what became of each against its truth.

    python fuzz/judge.py DIR        # made by fuzz/hostile.py

Fails where a file is missing from the report or in it twice, where its outcome is not one of
those that are right, where anything looks like a traceback, or where a figure is passed.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from gpkit.store.codec import NO_PRACTICE, from_yaml
from gpkit.store.tree import Tree

MOST_SECONDS = 20 * 60
MOST_MEMORY = 1536  # MiB
_FAILED = re.compile(r"^not ingested: (?:\S*/)?(?P<name>[a-z0-9-]+-\d{3}\.txt)(?P<said>.*)$")
_NONE = ("empty: no line with a word on it", "no practice found in it")


class Judged(NamedTuple):
    """What came out: the outcome of each file, what is wrong, and the figures."""

    outcomes: dict[str, str]
    problems: list[str]
    seconds: float
    memory: int  # MiB


def judge(folder: Path, where: Path) -> Judged:
    """Ingest a folder from a working directory; look at what is said of each file."""
    truth = json.loads(folder.with_suffix(".json").read_text("utf-8"))
    start = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-m", "gpkit", "ingest", str(folder.absolute())],
        capture_output=True,
        cwd=where,
        timeout=2 * MOST_SECONDS,
        check=False,
    )
    seconds = time.monotonic() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    said = run.stderr.decode()
    read, unreadable = _read(where / "data")
    outcomes, problems = _outcomes(said, read, truth)
    problems += unreadable
    if run.returncode != 3:
        problems.append(f"exit {run.returncode}, not 3: {said[-500:]}")
    if "Traceback" in said or "defect of gpkit" in said:
        problems.append("a traceback or a defect: " + _around(said))
    if seconds > MOST_SECONDS or memory > MOST_MEMORY:
        problems.append(f"{seconds:.0f} s and {memory} MiB: more than it may take")
    return Judged(outcomes, problems, seconds, memory)


def _around(said: str) -> str:
    return "\n".join(line for line in said.split("\n") if "failed on this dump" in line)[:2000]


def _read(data: Path) -> tuple[set[str], list[str]]:
    """Name the files that practices were read from, and the practices that cannot be read again."""
    names, problems = set(), []
    for tree in (Tree(data / "normalized"), Tree(data / "quarantine")):
        for path in tree.files():
            try:
                source = from_yaml(path.read_text("utf-8")).provenance
            except NO_PRACTICE as error:
                problems.append(f"{path.name}: written, and not to be read: {error}")
                continue
            names |= {place.dump.partition("#")[0] for place in (source, *source.also)}
    return names, problems


def _outcomes(said: str, read: set[str], truth: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    failures: dict[str, list[str]] = {}
    for line in said.split("\n"):
        if match := _FAILED.match(line):
            failures.setdefault(match["name"], []).append(match["said"])
    outcomes = {name: _outcome(name in read, failures.get(name, [])) for name in truth}
    problems = [
        f"{name}: {outcomes[name]}, not {right} {failures.get(name, '')}"[:300]
        for name, right in truth.items()
        if outcomes[name] not in right.split("|")
    ]
    return outcomes, problems


def _outcome(read: bool, failures: list[str]) -> str:
    lost = [said for said in failures if not said.endswith(_NONE)]
    if read:
        return "part" if lost else "records"
    if lost:
        return "failed"
    return "empty" if failures else "nowhere"


def main() -> None:
    """Judge a folder, print the figures, and fail where something is wrong."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as where:
        judged = judge(folder, Path(where))
    for class_, counts in _by_class(judged.outcomes).items():
        print(f"{class_:18} " + ", ".join(f"{n} {what}" for what, n in sorted(counts.items())))
    print(f"{len(judged.outcomes)} files, {judged.seconds:.0f} s, {judged.memory} MiB")
    for problem in judged.problems[:100]:
        print(f"wrong: {problem}", file=sys.stderr)
    sys.exit(bool(judged.problems))


def _by_class(outcomes: dict[str, str]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for name, outcome in outcomes.items():
        found.setdefault(name.rpartition("-")[0], Counter())[outcome] += 1
    return found


if __name__ == "__main__":
    main()
