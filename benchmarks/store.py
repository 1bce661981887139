"""The whole way, side by side: ingest, validate and export against libyaml called plainly.

Run it with `python benchmarks/store.py [10000]` in the environment that gpkit is installed in.
Gpkit runs as its users run it: three commands, each a process. The peer is one process, which
reads the same pages with the same parsers, and then writes each practice with PyYAML's
CSafeDumper as durably as gpkit (syncfs by the batch, rename, fsync of the folders), reads all of
them with CSafeLoader and checks them with the same schema, and reads all of them once more for
the same CSV. What both give is compared: practices, and the bytes of the CSV.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
PAGES = sorted((HERE.parent / "data" / "raw").glob("*.txt"))
_LABEL, _PROSE = 8, 200  # characters: labels are no longer, prose is


def main() -> None:
    """Print a Markdown table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("number", nargs="?", type=int, default=10_000, help="practices")
    options.add_argument("--jobs", type=int, help="workers of gpkit ingest")
    options.add_argument("--peer", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.peer:
        peer(chosen.peer)
        return
    gpkit = shutil.which("gpkit") or sys.exit("gpkit is not on the PATH")
    jobs = ["--jobs", str(chosen.jobs)] if chosen.jobs else []
    commands = {
        "ingest": [gpkit, "ingest", "-q", "pages", *jobs],
        "validate": [gpkit, "validate", "-q", "--fail-on", "never"],
        "export": [gpkit, "export", "-q", "-o", "practices.csv"],
    }
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _pages(place / "pages", chosen.number)
        first = {name: _timed(command, place) for name, command in commands.items()}
        again = {name: _timed(command, place) for name, command in commands.items()}
        theirs = _timed([sys.executable, __file__, "--peer", str(place)], place)
        parsing = float((place / "parsing").read_text("ascii"))
        made = len(list((place / "data/normalized").rglob("*.yaml")))
        _compare(place)
    _print(made, first, again, theirs, parsing)


def _print(
    made: int, first: dict[str, Took], again: dict[str, Took], peer_: Took, parsing: float
) -> None:
    whole, rerun = _sum(first.values()), _sum(again.values())
    print(f"{made} practices, Python {sys.version.split()[0]}\n")
    print("| | s | x | CPU s | x | CPU us a practice |\n|---|---|---|---|---|---|")
    rows = [(f"gpkit {name}", took, None) for name, took in first.items()]
    rows += [("all three", whole, whole), ("libyaml called plainly", peer_, whole)]
    rows.append(("of it parsing, with the parsers of gpkit", Took(parsing, parsing), None))
    rows += [(f"gpkit {name}, nothing changed", took, None) for name, took in again.items()]
    for name, took, base in rows:
        x = [f"{t / b:.2f}" for t, b in zip(took, base, strict=True)] if base else ["", ""]
        each = took.cpu / made * 1e6
        print(f"| {name} | {took.seconds:.2f} | {x[0]} | {took.cpu:.2f} | {x[1]} | {each:.0f} |")
    less = [f"{b / t:.2f}" for t, b in zip(rerun, whole, strict=True)]
    print(f"| all three, nothing changed: times less | {rerun.seconds:.2f} | {less[0]} |", end="")
    print(f" {rerun.cpu:.2f} | {less[1]} | {rerun.cpu / made * 1e6:.0f} |")


class Took(NamedTuple):
    """Seconds by the clock, and of the CPU with all workers: a busy machine changes them less."""

    seconds: float
    cpu: float


def _timed(command: list[str], place: Path) -> Took:
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=place, check=True, capture_output=True)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _sum(runs: Iterable[Took]) -> Took:
    return Took(*map(sum, zip(*runs, strict=True)))


# Pages ----------------------------------------------------------------------------------------


def _pages(folder: Path, number: int) -> None:
    """Write dumps of pages in the shape of the seeds, each with a title and prose of its own."""
    chance = random.Random(8)  # noqa: S311
    folder.mkdir()
    blog = max(PAGES, key=lambda path: path.stat().st_size).read_text("utf-8")
    twice = (line for line in blog.split("\n") if blog.count(f"\n{line}\n") == 2)
    titles = [line for line in twice if len(line) > _LABEL]
    for i in range(-(-number // 3)):
        text = blog
        for title in titles:
            text = text.replace(f"\n{title}\n", f"\n{title} {i}\n")
        lines = [
            _shuffled(line, chance) if len(line) > _PROSE else line for line in text.split("\n")
        ]
        (folder / f"{i:06}.txt").write_text("\n".join(lines), "utf-8")


def _shuffled(line: str, chance: random.Random) -> str:
    sentences = line.split(". ")
    chance.shuffle(sentences)
    return ". ".join(sentences)


# The peer -------------------------------------------------------------------------------------


def peer(place: Path) -> None:
    """Do the same with PyYAML, durably."""
    import jsonschema_rs
    import yaml

    from gpkit.exporters import How, csv
    from gpkit.pipeline import read_dump
    from gpkit.schema import schema
    from gpkit.store.codec import as_json, from_plain
    from gpkit.store.files import write_many

    dumped = {"sort_keys": False, "allow_unicode": True, "width": 2**20}
    root = place / "theirs"

    parsing = 0.0

    def files():
        nonlocal parsing
        for path in sorted((place / "pages").iterdir()):
            start = time.process_time()
            practices = read_dump(path.read_bytes(), path.name).practices
            parsing += time.process_time() - start
            for practice in practices:
                data = _plain(as_json(practice))
                text = yaml.dump(data, Dumper=yaml.CSafeDumper, **dumped)
                yield root / f"{practice.id}.yaml", text.encode()

    def read():
        for path in sorted(root.rglob("*.yaml")):
            yield yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)

    write_many(files())
    (place / "parsing").write_text(str(parsing), "ascii")
    validator = jsonschema_rs.Draft202012Validator(schema())
    for data in read():
        assert not list(validator.iter_errors(data))
    with (place / "theirs.csv").open("w", encoding="utf-8", newline="") as out:
        csv.export((from_plain(data) for data in read()), How(), out)


def _plain(data: object) -> object:
    """Leave out what has no value, as the store does."""
    if isinstance(data, dict):
        return {k: _plain(v) for k, v in data.items() if v is not None and v != []} | {
            k: v for k, v in data.items() if v == []
        }
    return [_plain(item) for item in data] if isinstance(data, list) else data


def _compare(place: Path) -> None:
    ours, theirs = place / "practices.csv", place / "theirs.csv"
    assert ours.read_bytes() == theirs.read_bytes(), "the tables differ"


if __name__ == "__main__":
    main()
