"""Start-up, side by side: commands against a bare Python, interleaved, medians and ratios.

Seconds are those of the processor: the clock would count what else the machine does. Run it with
`python benchmarks/startup.py` in the environment that gpkit is installed in.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 20
SEEDS = Path(__file__).parent.parent / "data" / "raw"


def main() -> None:
    """Print a Markdown table."""
    gpkit = [sys.executable, "-m", "gpkit"]
    commands = {
        "`python -c pass`": [sys.executable, "-c", "pass"],
        "`gpkit --help`": [*gpkit, "--help"],
        "`gpkit ingest` of the two seeds, again": [*gpkit, "ingest", str(SEEDS)],
        "`gpkit ingest` of the two seeds, into an empty folder": [*gpkit, "ingest", str(SEEDS)],
        "`gpkit validate`": [*gpkit, "validate"],
        "`gpkit export`": [*gpkit, "export"],
    }
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody's start-up compiles all there is
    times: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as kept:
        subprocess.run([*gpkit, "ingest", "-q", str(SEEDS)], cwd=kept, check=True)
        for command in commands.values():
            _timed(command, kept, fresh=False)
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(_timed(command, kept, fresh="empty" in name))
    bare = statistics.median(times["`python -c pass`"])
    print("| command | ms of the processor (median) | x bare Python |\n|---|---|---|")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"| {name} | {median * 1000:.1f} | {median / bare:.1f} |")


def _timed(command: list[str], kept: str, *, fresh: bool) -> float:
    with tempfile.TemporaryDirectory() as empty:
        before = _used()
        subprocess.run(command, cwd=empty if fresh else kept, capture_output=True, check=True)
        return _used() - before


def _used() -> float:
    """Give the seconds of the processor that all processes took that ended."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


if __name__ == "__main__":
    main()
