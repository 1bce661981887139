"""Tables that are data: on stdout, drawn on a terminal, plain columns elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
    """Print a table; numbers stand to the right."""
    cells = [[one_line(str(cell)) for cell in row] for row in rows]
    numbers = [all(isinstance(row[i], int) for row in rows) for i in range(len(header))]
    if sys.stdout.isatty():
        _drawn(title, header, cells, numbers)
        return
    widths = [max(len(row[i]) for row in [header, *cells]) for i in range(len(header))]
    sys.stdout.write(f"{title}\n")
    for row in [header, *cells]:
        placed = (
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, numbers, strict=True)
        )
        sys.stdout.write("  " + "  ".join(placed).rstrip() + "\n")
    sys.stdout.write("\n")


def _drawn(
    title: str, header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool]
) -> None:
    from rich.console import Console  # 20 ms: only a terminal pays for it
    from rich.table import Table
    from rich.text import Text

    drawn = Table(title=title, title_justify="left")
    for name, number in zip(header, numbers, strict=True):
        drawn.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    Console().print(drawn)
