"""JSON Lines: one practice a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.importers import _text
from gpkit.importers._records import parsed, practice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.model import Practice


def practices(path: Path) -> Iterator[Practice]:
    """Give the practice of each line. A line ends at LF and nowhere else."""
    with _text.opened(path) as text:
        for number, line in enumerate(text.read().split("\n"), 1):
            if line.strip():
                where = f"{path.as_posix()}:{number}"
                yield practice(parsed(line, where), where)
