"""Times and sizes of every export format, beside other libraries doing the same.

The practices are made up: 2 KB of prose, 8 facets, 12 observed values each; from the 10,000th on
the prose comes again under another id. Seconds are those of the CPU, of all threads together: the
clock would count what else the machine does. Two questions are asked of each format:

- practices in memory to a file: gpkit, and csv.writer or openpyxl given the same cells;
- a file of JSON lines to a file of the format: gpkit, pandas and polars. These write one flat table
  (facets joined, no prose), or for Parquet their own nested columns: less than gpkit does.

    python benchmarks/exports.py --sizes 1000 10000 100000
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpkit.authority import load
from gpkit.errors import GpkitError
from gpkit.exporters import How, _files, about, exporter, formats
from gpkit.exporters._cells import Long, Wide
from gpkit.importers import importer
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

DISTINCT = 10_000
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


# The same cells by other libraries ----------------------------------------------------------------


def with_csv(practices: list[Practice], path: Path) -> None:
    """Write the cells of the wide table with csv.writer."""
    table = Wide(How())
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.header())
        for item in practices:
            writer.writerows(table.rows(item))


def with_openpyxl(practices: list[Practice], path: Path) -> None:
    """Write the cells of all three sheets with openpyxl, row by row."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheets = [book.create_sheet(name) for name in ("practices", "values", "sections")]
    tables = (Wide(How()), Long(How()))
    for sheet, table in zip(sheets, tables, strict=False):
        sheet.append(table.header())
    for item in practices:
        for sheet, table in zip(sheets, tables, strict=False):
            for row in table.rows(item):
                sheet.append(row)
        for number, part in enumerate(item.sections, 1):
            sheets[2].append([item.id, number, part.heading, part.role, part.text])
    book.save(path)


def with_json(practices: list[Practice], path: Path) -> None:
    """Write all practices with json.dump."""
    with path.open("w", encoding="utf-8") as file:
        json.dump([as_json(item) for item in practices], file, ensure_ascii=False)


# From JSON ----------------------------------------------------------------------------------------


def flat(item: dict[str, Any]) -> dict[str, Any]:
    """Flatten a practice as a script of a few lines would: lists joined, prose left out."""
    about_ = {k: item[k] for k in ("id", "family", "title", "language", "published", "summary")}
    facets = {f: "; ".join(map(str, values)) for f, values in item["facets"].items()}
    return {**about_, **facets, "dump": item["provenance"]["dump"]}


def by_pandas(method: str, **how: Any) -> Callable[[Path, Path], None]:
    """Read JSON lines with pandas, flatten, write."""

    def run(source: Path, path: Path) -> None:
        import pandas

        frame = pandas.read_json(source, lines=True, dtype=False)
        rows = [flat(row) for row in frame.to_dict("records")]
        getattr(pandas.DataFrame(rows), method)(path, **how)

    return run


def by_polars(method: str, *, nested: bool = False) -> Callable[[Path, Path], None]:
    """Read JSON lines with polars, flatten where the format has no lists, write."""

    def run(source: Path, path: Path) -> None:
        import polars

        frame = polars.read_ndjson(source, infer_schema_length=None)
        done = frame if nested else polars.DataFrame([flat(row) for row in frame.to_dicts()])
        getattr(done, method)(path)

    return run


def by_gpkit(name: str) -> Callable[[Path, Path], None]:
    """Read JSON lines with gpkit, write."""

    def run(source: Path, path: Path) -> None:
        ours(name)(importer("jsonl").practices(source), path)  # type: ignore[arg-type]

    return run


MEMORY: dict[str, tuple[str, Callable[[list[Practice], Path], None]]] = {
    "csv": ("csv.writer", with_csv),
    "xlsx": ("openpyxl, write_only", with_openpyxl),
    "json": ("json.dump", with_json),
}
FROM_JSON: dict[str, dict[str, Callable[[Path, Path], None]]] = {
    "csv": {"pandas": by_pandas("to_csv", index=False), "polars": by_polars("write_csv")},
    "parquet": {
        "pandas": by_pandas("to_parquet", index=False),
        "polars, nested": by_polars("write_parquet", nested=True),
    },
    "arrow": {
        "pandas": by_pandas("to_feather"),
        "polars, nested": by_polars("write_ipc", nested=True),
    },
    "jsonl": {
        "pandas": by_pandas("to_json", orient="records", lines=True),
        "polars, nested": by_polars("write_ndjson", nested=True),
    },
    "xlsx": {"pandas, openpyxl": by_pandas("to_excel", index=False)},
}


def size(path: Path) -> int:
    """Give the bytes of a file or of a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files)


def measure(name: str, run: Callable[[Any, Path], None], given: Any) -> tuple[float, int] | None:
    """Run once; give seconds of CPU and bytes, None where the format does not hold so many."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "out" + (about(name).suffixes or ("",))[0])
        start = time.process_time()
        try:
            run(given, path)
        except (GpkitError, ValueError) as error:  # ValueError: other libraries' word for it
            print(f"{name:12}{error}")
            return None
        return time.process_time() - start, size(path)


def many(number: int) -> list[Practice]:
    """Make practices; after the first 10,000 their prose comes again."""
    first = [practice(n) for n in range(min(number, DISTINCT))]
    again = (
        first[n % DISTINCT]._replace(id=f"generic/practice-{n:06}", title=f"Practice {n}")
        for n in range(DISTINCT, number)
    )
    return [*first, *again]


def shown(name: str, who: str, found: tuple[float, int] | None, base: float | None) -> None:
    """Print a line of the table."""
    if found is None:
        return
    seconds, bytes_ = found
    ratio = f"{seconds / base:>8.2f}" if base else " " * 8
    print(f"{name:12}{who:24}{seconds:>9.2f} s{bytes_ / 1e6:>9.1f} MB{ratio}", flush=True)


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--only", nargs="*", help="names of formats")
    parser.add_argument("--memory", action="store_true", help="the first question alone")
    args = parser.parse_args()
    names = [name for name in formats() if not args.only or name in args.only]
    for number in args.sizes:
        practices = many(number)
        print(f"\n{number:,} practices in memory{'x gpkit':>40}")
        for name in names:
            measure(name, ours(name), practices[:10])  # imports and indexes are loaded
            base = measure(name, ours(name), practices)
            shown(name, "gpkit", base, None)
            if name in MEMORY:
                who, run = MEMORY[name]
                measure(name, run, practices[:10])
                shown(name, who, measure(name, run, practices), base and base[0])
        if args.memory:
            continue
        print(f"\n{number:,} practices from JSON lines{'x gpkit':>36}")
        with tempfile.TemporaryDirectory() as folder:
            source, few = Path(folder, "p.jsonl"), Path(folder, "few.jsonl")
            ours("jsonl")(practices, source)
            ours("jsonl")(practices[:10], few)
            del practices
            for name in filter(FROM_JSON.__contains__, names):
                runs = {"gpkit": by_gpkit(name), **FROM_JSON[name]}
                first = None
                for who, run_ in runs.items():
                    measure(name, run_, few)
                    found = measure(name, run_, source)
                    shown(name, who, found, first)
                    first = first or (found and found[0])


if __name__ == "__main__":
    main()
