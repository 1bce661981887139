"""Text dumps to records, side by side: gpkit, a regex per label per line, and a bare look-up.

Run it with `python benchmarks/text.py [dumps]` in the environment that gpkit is installed in.

The dumps are the larger seed, each with titles and an order of sentences of its own, three
records a dump. "A regex per label per line" is what one writes first: for each line it tries one
compiled pattern a label until one fits, and collects titles, dates, bylines, prose and values; it
claims no line and recognises no site. Three rows of it: with the labels of the seeds alone; with
all English ones that gpkit knows; and with all that gpkit looks a line up among, in 24 languages,
which is what such a parser would need to read the pages that gpkit reads. "Bare" decodes, splits
and looks each line up in a dictionary, and builds nothing. Titles and facets of both parsers are
compared record by record.

Times are CPU seconds of this process, medians of rounds in which all ways take their turn.
"""

from __future__ import annotations

import argparse
import gc
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from gpkit import ledger, normalize, parsers
from gpkit.authority import load
from gpkit.documents import pages

ROUNDS = 7
FEW = 8  # dumps for the row of all labels: it takes as long as ten of the others
SEEDS = Path(__file__).parent.parent / "data" / "raw"


class Simple(NamedTuple):
    """What the parser of patterns makes of a record."""

    title: str
    date: str
    byline: str
    prose: list[str]
    facets: dict[str, list[str]]


# The ways -----------------------------------------------------------------------------------------


def with_ledger(data: bytes):
    """Read records, each line claimed once."""
    document = pages.read(pages.Dump("dump.txt", data))
    parser = parsers.parser(parsers.family_of(document))
    parsed = parser.parse(document, load())
    return document, parser, parsed, ledger.ledger(document, parsed)


def with_entries(data: bytes):
    """Read records, and make an entry of the ledger for each line."""
    return list(with_ledger(data)[3])


def to_practices(data: bytes):
    """Read practices, normalised."""
    document, parser, parsed, entries = with_ledger(data)
    lost = ledger.unclaimed(entries)
    return normalize.practices(document, parsed, load(), parser.ORDER, lost)


_BYLINE = re.compile(r"^By .+ Comments?$")
_DATE = re.compile(r"^(\d{2}\.\d{2}\.\d{4})(?: \|)?$")


class Patterns:
    """A parser that tries a pattern a label on each line."""

    def __init__(self, labels) -> None:
        self.patterns = [
            (label, re.compile(rf"^{re.escape(label)}\s*:?$", re.IGNORECASE)) for label in labels
        ]

    def read(self, data: bytes) -> list[Simple]:
        """Read records: a byline stands between a title and its repetition."""
        records: list[Simple] = []
        lines = [words for line in data.decode().splitlines() if (words := line.strip())]
        label = ""
        for index, words in enumerate(lines):
            if _BYLINE.match(words):
                if records and label:
                    records[-1].facets[label].pop()  # the title of this one
                label = ""
                records.append(Simple(lines[index - 1], lines[index + 2], words, [], {}))
                continue
            for name, pattern in self.patterns:
                if pattern.match(words):
                    label = name
                    if records:
                        records[-1].facets[label] = []
                    break
            else:
                if records and label:
                    records[-1].facets[label].append(words)
                elif records and not _DATE.match(words):
                    records[-1].prose.append(words)
        return records


def bare(data: bytes, known: dict[str, str]) -> int:
    """Decode, split, look up."""
    return sum(1 for line in data.decode().splitlines() if line.strip() in known)


# Side by side -------------------------------------------------------------------------------------


def main() -> None:
    """Print a Markdown table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("dumps", nargs="?", type=int, default=200)
    dumps = _dumps(options.parse_args().dumps)
    labels = sorted({claim.label for seed in _seeds() for claim in _labels(seed)})
    forms = load().labels
    english = sorted({*labels, *(key for key, packed in forms.items() if " en" in packed)})
    few, many, every = Patterns(labels), Patterns(english), Patterns(sorted({*labels, *forms}))
    known = dict.fromkeys(labels, "")
    ways = {
        f"a regex per label per line, {len(labels)} labels": few.read,
        f"... {len(english)} labels, those in English": many.read,
        f"... {len(every.patterns)} labels, all that gpkit knows": every.read,
        "gpkit: records, with the ledger of all lines": with_ledger,
        "gpkit: the same, and an entry for each line": with_entries,
        "gpkit: normalised practices": to_practices,
        "bare: decode, split, look up": lambda data: bare(data, known),
    }
    records, same = _agreed(dumps, few)
    took = {name: seconds / records for name, seconds in _timed(ways, dumps, every.read).items()}
    size = sum(map(len, dumps))
    print(
        f"{records} records, {size / records / 1000:.1f} kB each; Python {sys.version.split()[0]}"
    )
    print(f"Titles and facets read alike by both parsers: {same} of {records}\n")
    fewest, english_only, all_of_them, *_, floor = took.values()
    heads = (len(labels), len(english), len(every.patterns))
    print("| way | us a record | records/s |", *(f"x {n} labels |" for n in heads), "x bare |")
    print("|---|---|---|---|---|---|---|")
    for name, each in took.items():
        ratios = [f"{one / each:.2f}" for one in (fewest, english_only, all_of_them)]
        cells = [name, f"{each * 1e6:.0f}", f"{1 / each:.0f}", *ratios, f"{floor / each:.3f}"]
        print(f"| {' | '.join(cells)} |")


def _timed(ways, dumps: list[bytes], slow) -> dict[str, float]:
    """Time each way over all dumps; the slow one over few of them, and reckoned for all."""
    gc.set_threshold(50_000, 20, 20)  # as the command sets it, for all of them
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            some = dumps[:FEW] if way == slow else dumps
            start = time.process_time()
            for data in some:
                way(data)
            took[name].append((time.process_time() - start) * len(dumps) / len(some))
    return {name: statistics.median(times) for name, times in took.items()}


def _agreed(dumps: list[bytes], patterns: Patterns) -> tuple[int, int]:
    """Count the records, and those of which both parsers say the same."""
    total = same = 0
    for data in dumps:
        ours = [_told(record) for record in with_ledger(data)[2].records]
        theirs = [(record.title, record.facets) for record in patterns.read(data)]
        assert len(ours) == len(theirs), "not as many records"
        total += len(ours)
        same += sum(one == other for one, other in zip(ours, theirs, strict=True))
    return total, same


def _told(record) -> tuple[str, dict[str, list[str]]]:
    facets: dict[str, list[str]] = {}
    for claim in record.claims:
        if claim.label:
            facets[claim.label] = []
        elif claim.role == "value":
            [*facets.values()][-1].extend(claim.values)
    title = next(claim.values[0] for claim in record.claims if claim.role == "title")
    return title, facets


def _seeds() -> list[bytes]:
    return [path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))]


def _labels(data: bytes):
    records = with_ledger(data)[2].records
    return [claim for record in records for claim in record.claims if claim.label]


def _dumps(number: int) -> list[bytes]:
    import store

    with tempfile.TemporaryDirectory() as folder:
        store._pages(Path(folder) / "pages", number * 3)
        return [path.read_bytes() for path in sorted((Path(folder) / "pages").iterdir())]


if __name__ == "__main__":
    main()
