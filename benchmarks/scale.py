"""How time, memory and files grow with the number of practices; one worker beside two.

    python benchmarks/scale.py --sizes 100 1000 10000 100000

For each size a corpus is written (`corpus.py`: all families, one practice in twenty twice), and
three commands run over it as users run them, each a process of its own: first, and again with
nothing changed. CPU is that of the command and its workers; memory is that of its largest process.
What was read is held against the truth of the corpus, and the store of one worker against that of
two, byte for byte: a run that reads less would look quick.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import corpus
import corpus_judge

GPKIT = shutil.which("gpkit") or str(Path(sys.executable).with_name("gpkit"))
COMMANDS = {
    "ingest": ["ingest", "-q", "dumps"],
    "validate": ["validate", "-q", "--fail-on", "never"],
    "export": ["export", "-q", "-o", "practices.csv"],
}
SIZES, QUICK = [100, 1000, 10_000], [100]
JUDGED = 20_000  # practices: of larger stores the judge would hold all in memory
LEAST = 0.98  # of the records of a corpus: what is less is no measurement of reading


class Run(NamedTuple):
    """One command: seconds by the clock and of the CPU, MB of its largest process."""

    name: str
    seconds: float
    cpu: float
    peak: float


class Size(NamedTuple):
    """All runs over a corpus, and what lies in the store then."""

    practices: int
    first: list[Run]
    again: list[Run]
    files: int
    megabytes: float
    read: float


def main() -> None:
    """Print Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="practices")
    parser.add_argument("--workers", type=int, default=2000, help="practices; 0: not compared")
    parser.add_argument("--quick", action="store_true", help="small, for its correctness")
    parser.add_argument("--json", type=Path, help="keep the figures in this file")
    chosen = parser.parse_args()
    sizes = QUICK if chosen.quick else chosen.sizes
    measured = []
    print(HEAD)
    for number in sizes:
        measured.append(_size(number))
        print(_rows(measured[-1]), flush=True)
    if chosen.json:
        kept = [size._asdict() | {"first": [r._asdict() for r in size.first]} for size in measured]
        kept = [one | {"again": [Run(*r)._asdict() for r in one["again"]]} for one in kept]
        chosen.json.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    if chosen.workers:
        _workers(QUICK[0] if chosen.quick else chosen.workers)


HEAD = """\
| practices | command | s | CPU s | CPU us a practice | peak MB | again, s | files | MB | read |
|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|"""


def _rows(size: Size) -> str:
    lines = []
    for run, again in zip(size.first, size.again, strict=True):
        each = f"{run.cpu / size.practices * 1e6:.0f}"
        told = [f"{size.practices:,}", run.name, f"{run.seconds:.2f}", f"{run.cpu:.2f}", each]
        told += [f"{run.peak:.0f}", f"{again.seconds:.2f}"]
        if run.name == "ingest":
            told += [f"{size.files:,}", f"{size.megabytes:.1f}", f"{size.read:.4f}"]
        lines.append("| " + " | ".join([*told, "", "", ""][:10]) + " |")
    return "\n".join(lines)


def _size(number: int) -> Size:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        corpus.write(place / "corpus", number)
        (place / "dumps").symlink_to("corpus/dumps")
        first = [_run(name, place) for name in COMMANDS]
        again = [_run(name, place) for name in COMMANDS]
        store = list((place / "data/normalized").rglob("*.yaml"))
        size = sum(path.stat().st_size for path in store) / 1e6
        return Size(number, first, again, len(store), size, _share(place, number))


def _run(name: str, place: Path, *more: str) -> Run:
    """Run a command; wait for it as the kernel counts: with all that it waited for itself."""
    start = time.perf_counter()
    command = [GPKIT, *COMMANDS[name], *more]
    with subprocess.Popen(command, cwd=place, stderr=subprocess.PIPE) as process:
        errors = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    assert process.returncode == 0, errors.decode()
    return Run(name, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _share(place: Path, number: int) -> float:
    """Give the share of the records of the corpus that are in the store."""
    if number > JUDGED:
        return float("nan")
    exported = ["export", "-q", "--format", "jsonl", "--quarantine", "-o", "practices.jsonl"]
    subprocess.run([GPKIT, *exported], cwd=place, check=True, capture_output=True)
    found = corpus_judge.judged(place / "corpus/truth.jsonl", place / "practices.jsonl")
    records = {name for name in found.asked if name.startswith("record")}
    share = sum(found.right[r] for r in records) / sum(found.asked[r] for r in records)
    assert share >= LEAST, f"only {share:.3f} of the records were read: {found.wrong[:5]}"
    return share


def _workers(number: int) -> None:
    """Print one worker beside two, and see that they write the same bytes.

    The share of the parent in the CPU of all is what bounds the gain of workers: unlike the ratio
    by the clock, it hardly depends on what else the machine has to do.
    """
    print(f"\n`gpkit ingest` of {number:,} practices\n")
    print(
        "| workers | s | CPU s | x | CPU s of the parent | share | MB of the parent | of a worker |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    times: dict[int, list[Run]] = {1: [], 2: []}
    parts: dict[int, list[list[float]]] = {1: [], 2: []}
    hashes = set()
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder, "corpus"), number)
        for round_ in range(3):
            for jobs, runs in times.items():
                place = Path(folder, f"{jobs}-{round_}")
                place.mkdir()
                (place / "dumps").symlink_to("../corpus/dumps")
                runs.append(_run("ingest", place, "--jobs", str(jobs)))
                shutil.rmtree(place / "data")
                parts[jobs].append(_parted(place, jobs))
                hashes.add(_hash(place / "data/normalized"))
                shutil.rmtree(place)
    assert len(hashes) == 1, "one worker and two write different stores"
    best = {jobs: min(runs, key=lambda run: run.seconds) for jobs, runs in times.items()}
    for jobs, run in best.items():
        ratio = best[1].seconds / run.seconds
        parent, workers, *peaks = min(parts[jobs], key=lambda part: part[0] / sum(part[:2]))
        told = [f"{run.seconds:.2f}", f"{run.cpu:.2f}", f"{ratio:.2f}", f"{parent:.2f}"]
        told += [f"{parent / (parent + workers):.1%}", *(f"{peak:.0f}" for peak in peaks)]
        print(f"| {jobs} | {' | '.join(told)} |")


_TOLD = """
import atexit, resource, sys
from gpkit.__main__ import main
def tell():
    used = [resource.getrusage(one) for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    times, peaks = [u.ru_utime + u.ru_stime for u in used], [u.ru_maxrss / 1024 for u in used]
    print(*times, *peaks)
atexit.register(tell)
main()
"""


def _parted(place: Path, jobs: int) -> list[float]:
    """Ingest; give the seconds of the CPU of parent and workers, and the MB of the largest."""
    command = [sys.executable, "-c", _TOLD, *COMMANDS["ingest"], "--jobs", str(jobs)]
    done = subprocess.run(command, cwd=place, check=True, capture_output=True, text=True)
    return [float(word) for word in done.stdout.split()]


def _hash(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        found.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return found.hexdigest()


if __name__ == "__main__":
    main()
