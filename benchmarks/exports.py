"""Times and sizes of every export format, beside csv.writer, polars and openpyxl doing the same.

The practices are made up: 2 KB of prose, 8 facets, 12 observed values each. They are held in
memory, so that reading YAML does not count; the libraries start from the same practices as JSON.

    python benchmarks/exports.py --sizes 1000 10000
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpkit.authority import load
from gpkit.exporters import How, _files, about, exporter, formats
from gpkit.model import (
    Evidence,
    Money,
    Observed,
    ObservedValue,
    Organisation,
    Practice,
    Provenance,
    Section,
)
from gpkit.store.codec import as_json

if TYPE_CHECKING:
    from collections.abc import Callable

FACETS = ("target_audience", "digital_technology", "digital_skill_level", "country")
WORDS = "digital skills for people in a small village library with new tablets".split()  # noqa: SIM905


def practice(number: int) -> Practice:
    """Make a practice that follows from its number."""
    random_ = random.Random(number)  # noqa: S311
    prose = [" ".join(random_.choices(WORDS, k=110)).capitalize() + "." for _ in range(3)]
    facets: dict[str, tuple[Any, ...]] = {}
    for facet in FACETS:
        concepts = load().concepts(load().facet(facet).scheme or "")
        facets[facet] = tuple(random_.sample(concepts, min(len(concepts), 2)))
    facets["organisation"] = (Organisation(f"House {number}; & Sons", "PL"),)
    facets["start_date"] = (f"{random_.randint(2010, 2026)}-05-17",)
    facets["call_year"] = (random_.randint(2014, 2026),)
    facets["eu_grant"] = (Money(f"{random_.randint(1, 10**6)}.50", "EUR"),)
    seen = tuple(
        Observed(facet, facet, 10, tuple(ObservedValue(str(v), 11, v) for v in values))
        for facet, values in facets.items()
    )
    return Practice(
        id=f"generic/practice-{number:06}",
        family="generic",
        title=f"Practice {number}",
        language="en",
        published=f"20{number % 25:02}-07-18",
        summary=prose[0],
        sections=tuple(Section(f"Part {n}", "other", text) for n, text in enumerate(prose)),
        facets=facets,
        observed=seen,
        evidence=Evidence(sections=((1, 2), (3, 4), (5, 6))),
        provenance=Provenance(f"{number}.txt", "a" * 64, "generic", (1, 60)),
    )


def ours(name: str) -> Callable[[list[Practice], Path], None]:
    """Give a function that exports with gpkit."""

    def run(practices: list[Practice], path: Path) -> None:
        known = about(name)
        with contextlib.ExitStack() as stack:
            opened = _files.folder if known.writes == "folder" else _files.replacing
            out: Any = stack.enter_context(opened(path))
            if known.writes == "text":
                out = stack.enter_context(_files.text_file(out))
            exporter(name).export(practices, How(), out)

    return run


def flat(practices: list[Practice]) -> list[dict[str, str]]:
    """Flatten practices as a script of a few lines would: lists joined, prose left out."""
    rows = []
    for item in map(as_json, practices):
        about_ = {k: item[k] for k in ("id", "family", "title", "language", "published", "summary")}
        facets = {f: "; ".join(map(str, values)) for f, values in item["facets"].items()}
        rows.append({**about_, **facets, "dump": item["provenance"]["dump"]})
    return rows


def with_csv(practices: list[Practice], path: Path) -> None:
    """Write with the csv module."""
    rows = flat(practices)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def with_json(practices: list[Practice], path: Path) -> None:
    """Write with the json module."""
    path.write_text(json.dumps(list(map(as_json, practices)), ensure_ascii=False), "utf-8")


def with_polars(method: str) -> Callable[[list[Practice], Path], None]:
    """Write with polars."""

    def run(practices: list[Practice], path: Path) -> None:
        import polars

        getattr(polars.DataFrame(flat(practices)), method)(path)

    return run


def with_openpyxl(practices: list[Practice], path: Path) -> None:
    """Write with openpyxl: the wide sheet only."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("practices")
    rows = flat(practices)
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(path)


OTHERS: dict[str, Callable[[list[Practice], Path], None]] = {
    "csv.DictWriter, csv": with_csv,
    "polars, csv": with_polars("write_csv"),
    "json.dumps, json": with_json,
    "polars, parquet": with_polars("write_parquet"),
    "openpyxl, xlsx (1 sheet)": with_openpyxl,
}


def size(path: Path) -> int:
    """Give the bytes of a file or of a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files)


def measure(
    name: str, run: Callable[[list[Practice], Path], None], practices: list[Practice]
) -> tuple[float, int]:
    """Run once; give seconds and bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "out" + "".join(about(name).suffixes[:1] if name in formats() else ()))
        start = time.perf_counter()
        run(practices, path)
        return time.perf_counter() - start, size(path)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--only", nargs="*", help="names of formats")
    args = parser.parse_args()
    runs = {name: ours(name) for name in formats() if not args.only or name in args.only}
    runs |= {} if args.only else OTHERS
    practices = [practice(number) for number in range(max(args.sizes))]
    for name, run in runs.items():
        measure(name, run, practices[:10])  # imports and indexes are loaded
    head = "".join(f"{f'{n} practices':>24}" for n in args.sizes)
    print(f"{'format':26}{head}")
    for name, run in runs.items():
        cells = [measure(name, run, practices[:number]) for number in args.sizes]
        shown = "".join(f"{seconds:>11.2f} s {bytes_ / 1e6:>8.1f} MB" for seconds, bytes_ in cells)
        print(f"{name:26}{shown}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
