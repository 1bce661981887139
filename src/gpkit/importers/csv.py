"""A CSV table that people may have edited: wide or long, ids or labels, any usual delimiter."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

from gpkit.errors import GpkitError
from gpkit.exporters.csv import restore
from gpkit.importers import _text, unreadable
from gpkit.importers._sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DELIMITERS = ",;\t"  # Excel writes what the country of its user is used to


def sheets(path: Path) -> Iterator[Sheet]:
    """Give the one table of the file."""
    csv.field_size_limit(sys.maxsize)
    with _text.opened(path) as text:
        first = text.readline()
        delimiter = _delimiter(first, path)
        lines = _again(first, text)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            rows = [[restore(cell) for cell in row] for row in reader]
        except csv.Error as error:
            raise GpkitError(
                f"{path.as_posix()}:{reader.line_num}: broken CSV ({error})",
                "A cell with a quote in it doubles that quote and stands in quotes.",
            ) from error
    yield Sheet(path.name, rows)


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(header: str, path: Path) -> str:
    for delimiter in _DELIMITERS:
        if "id" in next(csv.reader([header], delimiter=delimiter), ()):
            return delimiter
    raise unreadable(path, "CSV table", "no column id in its first line")
