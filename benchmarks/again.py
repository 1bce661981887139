"""The first run of each command against one over the very same files.

Run it with `python benchmarks/again.py [1000 10000] [--site]` in the environment that gpkit is
installed in; the pages are those of `benchmarks/store.py`. Each command is a process, as its users
run it, and what both runs give is compared. It prints a Markdown table; a page of a site takes
longer than all else, so it is built only if asked for.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from store import _pages

STORE = "data/normalized"
COMMANDS = {
    "ingest": ["ingest", "-q", "pages"],
    "validate": ["validate", "-q", "--fail-on", "never"],
    "export": ["export", "-q", "-o", "practices.csv"],
    "diff": ["diff", "before", STORE],
    "site": ["site", "-q", "-o", "site"],
}
GOAL = ("ingest", "validate", "export")  # that are judged together
_Times = tuple[float, float]  # seconds: as the clock went, and of the processor


def main() -> None:
    """Print a Markdown table for each size."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000], help="practices")
    options.add_argument("--site", action="store_true", help="build the site too")
    chosen = options.parse_args()
    for number in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            _table(*_measured(Path(folder), number, site=chosen.site))


def _measured(place: Path, number: int, *, site: bool) -> tuple[int, dict[str, list[_Times]]]:
    _pages(place / "pages", number)
    wanted = [name for name in COMMANDS if site or name != "site"]
    times: dict[str, list[_Times]] = {name: [] for name in wanted}
    states = []
    for round_ in range(2):
        for name in wanted:
            if name == "diff" and not round_:  # all is new first, and nothing is afterwards
                (place / "before").mkdir()
                _copy_of_one(place)
            elif name == "diff":
                subprocess.run(["cp", "-r", f"{STORE}/.", "before"], cwd=place, check=True)  # noqa: S607
            times[name].append(_timed(COMMANDS[name], place))
        states.append(_state(place))
    assert states[0] == states[1], "the second run gave other files"
    return len(list((place / STORE).rglob("*.yaml"))), times


def _copy_of_one(place: Path) -> None:
    one = min((place / STORE).rglob("*.yaml"))
    copy = place / "before" / one.parent.name / one.name
    copy.parent.mkdir()
    copy.write_bytes(one.read_bytes())


def _timed(words: list[str], place: Path) -> _Times:
    before, start = os.times(), time.perf_counter()
    command = [sys.executable, "-m", "gpkit", *words]
    subprocess.run(command, cwd=place, check=True, capture_output=True)
    after = os.times()
    used = after.children_user - before.children_user
    return time.perf_counter() - start, used + after.children_system - before.children_system


def _state(place: Path) -> dict[str, str]:
    found = [place / "practices.csv", *(place / STORE).rglob("*.yaml")]
    found += (path for path in (place / "site").rglob("*") if path.is_file())
    return {
        path.relative_to(place).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found
    }


def _table(made: int, times: dict[str, list[_Times]]) -> None:
    print(f"{made} practices, Python {sys.version.split()[0]}\n")
    print("| | first, s | again, s | x | processor: first, s | again, s | x |")
    print("|---|---|---|---|---|---|---|")
    for name, (first, again) in times.items():
        _row(name, first, again)
    parts = [times[name] for name in GOAL]
    first, again = (
        (sum(p[run][0] for p in parts), sum(p[run][1] for p in parts)) for run in (0, 1)
    )
    _row(", ".join(GOAL), first, again)
    print(flush=True)


def _row(name: str, first: _Times, again: _Times) -> None:
    cells = (f"{a:.2f} | {b:.2f} | {a / b:.1f}" for a, b in zip(first, again, strict=True))
    print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
