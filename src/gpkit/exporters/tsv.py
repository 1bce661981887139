"""TSV: as CSV, with a tab between cells; cells that hold a tab or a line end are quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.exporters.csv import KEEPS, LOSES, OPTIONS, SHAPES, apart

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from gpkit.exporters import How
    from gpkit.exporters._parts import Parts
    from gpkit.model import Practice

__all__ = ["KEEPS", "LOSES", "OPTIONS", "SHAPES", "SUFFIXES", "export", "parts"]

SUFFIXES = (".tsv", ".tab")


def export(practices: Iterable[Practice], how: How, out: TextIO) -> None:
    """Write the header, then a row for each practice (wide) or each value (long)."""
    parts(how).write(practices, out)


def parts(how: How) -> Parts:
    """Give the header, and the rows of each practice."""
    return apart(how, "\t")
