"""Start-up, side by side: commands against a bare Python, interleaved, medians and ratios.

Run it with `python benchmarks/startup.py` in the environment that gpkit is installed in.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 30
SEEDS = Path(__file__).parent.parent / "data" / "raw"


def main() -> None:
    """Print a Markdown table."""
    gpkit = shutil.which("gpkit") or sys.exit("gpkit is not on the PATH")
    commands = {
        "`python -c pass`": [sys.executable, "-c", "pass"],
        "`gpkit --help`": [gpkit, "--help"],
        "`gpkit ingest` of the two seeds, again": [gpkit, "ingest", str(SEEDS)],
        "`gpkit ingest` of the two seeds, into an empty folder": [gpkit, "ingest", str(SEEDS)],
        "`gpkit validate`": [gpkit, "validate"],
        "`gpkit export`": [gpkit, "export"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as kept:
        subprocess.run([gpkit, "ingest", "-q", str(SEEDS)], cwd=kept, check=True)
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(_timed(command, kept, fresh="empty" in name))
    bare = statistics.median(times["`python -c pass`"])
    print("| command | ms (median) | x bare Python |\n|---|---|---|")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"| {name} | {median * 1000:.1f} | {median / bare:.1f} |")


def _timed(command: list[str], kept: str, *, fresh: bool) -> float:
    with tempfile.TemporaryDirectory() as empty:
        start = time.perf_counter()
        subprocess.run(command, cwd=empty if fresh else kept, capture_output=True, check=True)
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
