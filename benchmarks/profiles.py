"""Where the time of the three commands goes, by room of the code: samples of py-spy.

    python benchmarks/profiles.py 4000                      as it is now
    python benchmarks/profiles.py 4000 --src OLD/src        another revision, unpacked beside

A sample belongs to the innermost frame of gpkit, and within it to writing, waiting for another
process, or work. Workers are sampled too. Needs py-spy (group `bench`).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import corpus
from scale import COMMANDS, GPKIT

WAITS = ("select (", "_recv (", "_send (", "poll (", "wait (")
SHOWN = 8


def main() -> None:
    """Print a Markdown table for each command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("number", type=int, nargs="?", default=4000, help="practices")
    parser.add_argument("--src", type=Path, help="the sources of another revision")
    chosen = parser.parse_args()
    environ = os.environ | ({"PYTHONPATH": str(chosen.src.resolve())} if chosen.src else {})
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder, "corpus"), chosen.number)
        Path(folder, "dumps").symlink_to("corpus/dumps")
        for name, call in COMMANDS.items():
            raw = Path(folder, f"{name}.txt")
            spy = ["py-spy", "record", "--subprocesses", "--rate", "100", "--format", "raw"]
            command = [*spy, "--output", str(raw), "--", sys.executable, GPKIT, *call]
            subprocess.run(command, cwd=folder, env=environ, check=True, capture_output=True)
            print(_told(name, raw.read_text("utf-8")))


def _told(name: str, raw: str) -> str:
    rooms: Counter[str] = Counter()
    for line in raw.splitlines():
        stack, _, count = line.rpartition(" ")
        rooms[_room(stack.split(";"))] += int(count)
    whole = sum(rooms.values())
    lines = [f"| {name} | {whole / 100:.1f} s sampled |", "|---|---:|"]
    lines += [f"| {room} | {n / whole:.0%} |" for room, n in rooms.most_common(SHOWN)]
    return "\n".join([*lines, ""])


def _room(stack: list[str]) -> str:
    if any(stack[-1].startswith(wait) for wait in WAITS):
        return "waiting for another process"
    own = next((frame for frame in reversed(stack) if "(gpkit/" in frame), "")
    if not own:
        return "start-up and libraries"
    path = own.rpartition("(gpkit/")[2].partition(":")[0].rstrip(")").removesuffix(".py")
    return (
        f"`{'/'.join(path.split('/')[:2])}`"
        if path.startswith("store")
        else f"`{path.split('/')[0]}`"
    )


if __name__ == "__main__":
    main()
