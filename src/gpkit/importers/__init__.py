"""Importers: one file a format, named as its exporter; each brings practices or edits back.

A module has either ``practices(path)``, which gives back what a lossless export holds, or
``sheets(path)``, which gives tables that people may have edited.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpkit.errors import GpkitError
from gpkit.exporters import by_suffix, formats
from gpkit.exporters._labels import near
from gpkit.plugins import modules_beside

if TYPE_CHECKING:
    from types import ModuleType


@cache
def readable() -> tuple[str, ...]:
    """Name the formats that can be imported.

    >>> readable()[:4]
    ('arrow', 'csv', 'datapackage', 'duckdb')
    """
    return modules_beside(__file__)


def importer(name: str) -> ModuleType:
    """Give the importer of a format.

    Raises:
        GpkitError: there is no such format, or it cannot be read back.
    """
    if name in readable():
        return import_module(f"gpkit.importers.{name}")
    if name in formats():
        raise GpkitError(
            f"{name} loses too much to be read back", f"These come back: {', '.join(readable())}."
        )
    raise GpkitError(f"there is no format {name!r}", near(name, readable()))


def format_of(path: Path) -> str:
    """Tell the format of a file from its name; a folder is a data package.

    Raises:
        GpkitError: the name does not tell.
    """
    found = "datapackage" if path.is_dir() else by_suffix(path.name)
    if found is None:
        raise GpkitError(
            f"{path.as_posix()}: its name does not say of which format it is",
            f"Say it: --format NAME, one of {', '.join(readable())}.",
        )
    return found


def unreadable(path: Path, what: str, error: Any = "") -> GpkitError:
    """Say that a file is not what it should be."""
    words = " ".join(str(error).split())[:200]
    return GpkitError(
        f"{path.as_posix()}: this is no {what} that gpkit wrote{f' ({words})' if words else ''}",
        "Make one with gpkit export, or name the format it is of: --format NAME",
    )
