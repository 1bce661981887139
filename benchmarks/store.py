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
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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
    _print(made, first, again, (theirs, parsing))


def _print(
    made: int, first: dict[str, float], again: dict[str, float], peer_: tuple[float, float]
) -> None:
    theirs, parsing = peer_
    whole, rerun = sum(first.values()), sum(again.values())
    print(f"{made} practices, Python {sys.version.split()[0]}\n")
    print("| | s | us a practice | x |\n|---|---|---|---|")
    rows = [(f"gpkit {name}", seconds, 0.0) for name, seconds in first.items()]
    rows += [("all three", whole, 1.0), ("libyaml called plainly", theirs, theirs / whole)]
    rows.append(("of it parsing, with the parsers of gpkit", parsing, 0.0))
    rows += [(f"gpkit {name}, nothing changed", seconds, 0.0) for name, seconds in again.items()]
    rows += [("all three, nothing changed", rerun, whole / rerun)]
    for name, seconds, ratio in rows:
        told = f"{ratio:.2f}" if ratio else ""
        print(f"| {name} | {seconds:.2f} | {seconds / made * 1e6:.0f} | {told} |")


def _timed(command: list[str], place: Path) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=place, check=True, capture_output=True)
    return time.perf_counter() - start


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
    sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != HERE]
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
            start = time.perf_counter()
            practices = read_dump(path.read_bytes(), path.name).practices
            parsing += time.perf_counter() - start
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
