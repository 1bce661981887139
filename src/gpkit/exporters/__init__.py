"""Exporters: one file a format, found by walking this folder; each carries practices out."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from gpkit.model import Practice


class Exporter(Protocol):
    """What an exporter file offers."""

    SHAPES: tuple[str, ...]

    def export(self, practices: Iterable[Practice], shape: str, out: TextIO) -> None:
        """Write practices in one of the shapes of this format."""


@cache
def formats() -> tuple[str, ...]:
    """Name all formats.

    >>> formats()
    ('csv', 'json', 'jsonl')
    """
    files = (Path(name) for name in os.listdir(Path(__file__).parent))  # noqa: PTH208
    return tuple(sorted(f.stem for f in files if f.suffix == ".py" and not f.stem.startswith("_")))


def exporter(name: str) -> Exporter:
    """Give the exporter of a format.

    Raises:
        GpkitError: there is no such format.
    """
    if name not in formats():
        raise GpkitError(f"there is no format {name!r}", f"Formats: {', '.join(formats())}.")
    return cast("Exporter", import_module(f"gpkit.exporters.{name}"))
