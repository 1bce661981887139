"""Tables of plain columns on stdout."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence


def columns(header: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    """Print plain columns on stdout."""
    cells = [header, *(tuple(one_line(str(cell)) for cell in row) for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    for row in cells:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")
