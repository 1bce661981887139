"""Engines side by side: seconds of the processor, and the peak memory of each process.

    python benchmarks/spread.py [--practices 12000] [--pages 150]

The same pages are harvested into shards as many small partitions and as one large file, by one
process, a pool, and a Dask cluster of this machine; the SHA-256 of what they wrote is compared.
Seconds are those of all processes of a run, driver, scheduler and workers, told by the kernel;
memory is the high-water mark of each process (VmHWM), so pages that two of them share count twice.
Prints Markdown. Linux only.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import corpus

ENGINES = (("serial", 1), ("processes", 1), ("processes", 2), ("dask", 2))
_LOOK = 0.05  # seconds between two looks at the processes of a run
_TICKS = os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    """What a run took."""

    cpu: float  # seconds of all its processes
    driver: float  # MB at the peak
    worker: float  # MB at the peak of the largest other process
    sums: str  # SHA-256 of the names and bytes of what it wrote


NONE = Spent(float("nan"), 0, 0, "")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--practices", type=int, default=12_000)
    parser.add_argument("--pages", type=int, default=150, help="of a small partition")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engines", nargs="+", default=[f"{e}:{n}" for e, n in ENGINES])
    parser.add_argument("--inputs", nargs="+", choices=("many", "one"), default=["many", "one"])
    chosen = parser.parse_args()
    engines = [(name, int(jobs)) for name, _, jobs in (e.partition(":") for e in chosen.engines)]
    print("| input | engine | workers | CPU s | of the pool of 2 | driver MB | largest worker MB |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for inputs in chosen.inputs:
        with tempfile.TemporaryDirectory() as folder:
            corpus.ARCHIVE = chosen.pages if inputs == "many" else 10**9
            corpus.write(Path(folder, "in"), chosen.practices, form="wet")
            _table(Path(folder), engines, chosen.rounds)


def _table(place: Path, engines: list[tuple[str, int]], rounds: int) -> None:
    files = sorted((place / "in/dumps").iterdir())
    size = sum(path.stat().st_size for path in files) / 1e6
    plural = "" if len(files) == 1 else "s"
    found: dict[tuple[str, int], list[Spent]] = {engine: [] for engine in engines}
    for number in range(rounds):  # interleaved: what else runs on the machine meets all of them
        for engine in engines:
            found[engine].append(_run(place, *engine, number))
    assert len({one.sums for runs in found.values() for one in runs}) == 1, found
    pool = statistics.median(one.cpu for one in found.get(("processes", 2)) or [NONE])
    for (engine, jobs), runs in found.items():
        cpu = statistics.median(one.cpu for one in runs)
        most = [max(one[k] for one in runs) for k in (1, 2)]
        worker = f"{most[1]:.0f}" if most[1] else ""
        print(
            f"| {len(files)} file{plural}, {size:.1f} MB | {engine} | {jobs} | {cpu:.1f} "
            f"| {cpu / pool:.2f} | {most[0]:.0f} | {worker} |"
        )


def _run(place: Path, engine: str, jobs: int, number: int) -> Spent:
    out = place / f"{engine}-{jobs}-{number}/s"
    command = [sys.executable, "-m", "gpkit", "ingest", "-q", "in/dumps", "--out", str(out)]
    command += ["--store", "jsonl.gz", "--engine", engine, "--jobs", str(jobs)]
    seen: dict[int, tuple[float, float]] = {}
    with subprocess.Popen(
        command, cwd=place, start_new_session=True, stderr=subprocess.PIPE
    ) as process:
        while process.poll() is None:
            seen |= _processes(process.pid)
            time.sleep(_LOOK)
        errors = process.stderr.read() if process.stderr else b""
    assert process.returncode in (0, 3), errors.decode()
    others = [peak for pid, (_, peak) in seen.items() if pid != process.pid]
    cpu = sum(seconds for seconds, _ in seen.values())
    return Spent(cpu, seen[process.pid][1], max(others, default=0.0), _sums(out))


def _processes(session: int) -> dict[int, tuple[float, float]]:
    """Give the seconds and the peak memory of all processes of a session, as of now."""
    found = {}
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            fields = (place / "stat").read_text().rpartition(") ")[2].split()
            if int(fields[3]) != session:
                continue
            status = (place / "status").read_text()
        except (OSError, ValueError):
            continue
        peak = status.partition("VmHWM:")[2].split()[:1]
        if peak:  # a process that has just ended has none
            found[int(place.name)] = (sum(map(int, fields[11:13])) / _TICKS, int(peak[0]) / 1024)
    return found


def _sums(out: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(out.parent.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            digest.update(path.relative_to(out.parent).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
