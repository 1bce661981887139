"""A JSON array of practices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.importers import _text, unreadable
from gpkit.importers._records import parsed, practice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.model import Practice


def practices(path: Path) -> Iterator[Practice]:
    """Give the practices of the array."""
    with _text.opened(path) as text:
        data = parsed(text.read(), path.as_posix())
    if not isinstance(data, list):
        raise unreadable(path, "JSON array of practices")
    for number, item in enumerate(data, 1):
        yield practice(item, f"{path.as_posix()}: element {number}")
