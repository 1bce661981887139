"""Commands that read practices: the first time, again over an unchanged store, and without a cache.

Run it with `python benchmarks/remembered.py [3000]` in the environment that gpkit is installed in,
with the extras that the formats need; the practices are those of `benchmarks/store.py`. Each
command is a process, as its users run it. Seconds are those of the processor, of all workers
together. What the three runs give is compared; only files of DuckDB differ, which has an identity
for each. It prints a Markdown table. A second report finds the findings of the first.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from store import _pages

COMMANDS = {
    "`stats`": ["stats"],
    "`report`": ["report", "-o", "out/report.md"],
    "`report`, HTML": ["report", "-o", "out/report.html"],
    "`match`": ["match", "--format", "json"],
    "`export`, CSV": ["export", "-o", "out/practices.csv"],
    "... SQLite": ["export", "-o", "out/practices.sqlite"],
    "... DuckDB": ["export", "-o", "out/practices.duckdb"],
    "... a data package": ["export", "-o", "out/practices.zip"],
    "... Parquet": ["export", "-o", "out/practices.parquet"],
    "... XLSX": ["export", "-o", "out/practices.xlsx"],
}
RUNS = {"first": {}, "again": {}, "without": {"GPKIT_CACHE": "off"}}


def main() -> None:
    """Print a Markdown table."""
    number = int(sys.argv[1]) if sys.argv[1:] else 3_000
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _pages(place / "pages", number)
        _run(["ingest", "-q", "pages"], place, {})
        made = len(list((place / "data/normalized").rglob("*.yaml")))
        print(f"{made} practices, Python {sys.version.split()[0]}; seconds of the processor\n")
        print("| | first | again | without a cache | x again |\n|---|---:|---:|---:|---:|")
        for name, words in COMMANDS.items():
            _row(name, *(_measured(words, place, env) for env in RUNS.values()))


def _row(name: str, *runs: tuple[float, str]) -> None:
    (first, a), (again, b), (without, c) = runs
    assert a == b, f"{name}: what was remembered is not what was made"
    assert a == c or "DuckDB" in name, f"{name}: without a cache something else is made"
    print(f"| {name} | {first:.2f} | {again:.2f} | {without:.2f} | {without / again:.1f} |")


def _measured(words: list[str], place: Path, env: dict[str, str]) -> tuple[float, str]:
    """Give the seconds, and a hash of all that came out."""
    subprocess.run(["rm", "-rf", "out"], cwd=place, check=True)  # noqa: S607
    (place / "out").mkdir()
    before = _used()
    out = _run(words, place, env)
    used = _used() - before
    found = sha256(out)
    for path in sorted((place / "out").iterdir()):
        found.update(path.name.encode() + path.read_bytes())
    return used, found.hexdigest()


def _used() -> float:
    """Give the seconds of the processor that all processes took that ended."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def _run(words: list[str], place: Path, env: dict[str, str]) -> bytes:
    command = [sys.executable, "-m", "gpkit", *words]
    wanted = {**os.environ, **env}
    wanted.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody's start-up compiles all there is
    return subprocess.run(command, cwd=place, check=True, capture_output=True, env=wanted).stdout


if __name__ == "__main__":
    main()
