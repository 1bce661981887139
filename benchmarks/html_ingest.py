"""Whole pages of HTML to practices, against trafilatura's extraction of the same pages.

    GPKIT_BENCH=DIRECTORY python benchmarks/html_ingest.py

reads every ``*.html.gz`` below the directory, each through all that an ingest does to a page:
lines and hints, the family, claims, the ledger, normalised practices and their YAML. Without
GPKIT_BENCH it makes pages of its own. ``trafilatura.extract`` gives the main text alone; it is
needed here only (group ``bench``). Times are CPU seconds of this process, medians of
rounds in which both take their turn.
"""

from __future__ import annotations

import gc
import gzip
import os
import statistics
import sys
import time
from pathlib import Path

from gpkit.errors import GpkitError
from gpkit.pipeline import read_dump
from gpkit.store.codec import as_yaml

ROUNDS = 3


def main():
    """Print a Markdown table."""
    try:
        import trafilatura
    except ImportError:
        sys.exit("trafilatura is not here: pip install --group bench")
    pages = _real() or _made()
    ways = {
        "`trafilatura.extract`": lambda page: trafilatura.extract(page.decode("utf-8", "replace")),
        "`trafilatura.extract(fast=True)`": lambda page: trafilatura.extract(
            page.decode("utf-8", "replace"), fast=True
        ),
        "gpkit, whole page to YAML": _ingested,
    }
    took = {name: [] for name in ways}
    gc.set_threshold(50_000, 20, 20)  # as the command sets it, for all of them
    for _ in range(ROUNDS):
        for name, way in ways.items():
            start = time.process_time()
            for page in pages:
                way(page)
            took[name].append(time.process_time() - start)
    made = sum(map(_ingested, pages))
    size = sum(map(len, pages)) / len(pages) / 1000
    print(f"{len(pages)} pages of {size:.0f} kB on average; gpkit reads {made} practices on them\n")
    print("| | pages a second | x trafilatura |\n|---|---|---|")
    base = statistics.median(took["`trafilatura.extract`"])
    for name, times in took.items():
        median = statistics.median(times)
        print(f"| {name} | {len(pages) / median:.1f} | {base / median:.2f} |")


def _ingested(page: bytes) -> int:
    try:
        practices = read_dump(page, "page.html").practices
    except GpkitError:
        return 0
    return sum(bool(as_yaml(practice)) for practice in practices)


def _real() -> list[bytes]:
    folder = os.environ.get("GPKIT_BENCH")
    files = sorted(Path(folder).rglob("*.html.gz")) if folder else []
    return [gzip.decompress(file.read_bytes()) for file in files]


def _made() -> list[bytes]:
    """Make pages of a heading, prose, and a block of labels, as the larger seed has them."""
    seeds = sorted((Path(__file__).parent.parent / "data" / "raw").glob("*.txt"))
    lines = max((seed.read_text("utf-8") for seed in seeds), key=len).split("\n")
    body = "".join(f"<p>{line}</p>\n" for line in lines if line.strip())
    menu = "".join(f"<li><a href='/{i}'>Entry {i}</a></li>" for i in range(200))
    return [
        f"<html><body><nav><ul>{menu}</ul></nav><h1>Page {i}</h1>{body}</body></html>".encode()
        for i in range(20)
    ]


if __name__ == "__main__":
    main()
