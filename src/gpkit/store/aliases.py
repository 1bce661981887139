"""Other ids that lead to a practice: ``data/aliases.csv`` (alias,id,why), sorted by alias.

An id gets there when `gpkit rekey` moved it, or when a page gave a known practice another title.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from gpkit.errors import GpkitError
from gpkit.limits import read_text
from gpkit.store.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "aliases.csv"
_COLUMNS = ("alias", "id", "why")
ID = re.compile(r"[a-z0-9-]{1,200}/[a-z0-9-]{1,200}")


class Alias(NamedTuple):
    """Where an id leads, and why."""

    id: str
    why: str = ""


def read(beside: Path) -> dict[str, Alias]:
    """Read the aliases beside a catalogue.

    Raises:
        GpkitError: a row is no alias, or aliases go round in a circle; names the line.
    """
    path = beside / FILE
    if not path.is_file():
        return {}
    found: dict[str, Alias] = {}
    lines: dict[str, int] = {}
    try:
        rows = list(csv.reader(io.StringIO(read_text(path, "utf-8-sig"), newline="")))
    except csv.Error as error:
        raise GpkitError(f"{path.as_posix()}: {error}", _HINT) from error
    for number, row in enumerate(rows, 1):
        if number == 1 and tuple(row) != _COLUMNS:
            raise _wrong(path, 1, f"its columns are not {','.join(_COLUMNS)}")
        if number == 1 or not row:
            continue
        if len(row) != len(_COLUMNS) or not all(ID.fullmatch(name) for name in row[:2]):
            raise _wrong(path, number, "this is no alias,id,why")
        if row[0] in found:
            raise _wrong(path, number, f"{row[0]} stands on line {lines[row[0]]} too")
        found[row[0]], lines[row[0]] = Alias(row[1], row[2]), number
    for name in found:
        if follow(found, name) is None:
            raise _wrong(path, lines[name], f"{name} leads back to itself")
    return found


def follow(aliases: Mapping[str, Alias], name: str) -> str | None:
    """Give the id that a name leads to in the end; None where it leads round in a circle.

    >>> follow({"a/x": Alias("a/y"), "a/y": Alias("a/z")}, "a/x")
    'a/z'
    """
    seen = {name}
    while name in aliases:
        name = aliases[name].id
        if name in seen:
            return None
        seen.add(name)
    return name


def write(beside: Path, aliases: Mapping[str, Alias]) -> bool:
    """Write the aliases beside a catalogue; no file where there are none and was none."""
    path = beside / FILE
    if not aliases and not path.exists():
        return False
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([name, aliases[name].id, aliases[name].why] for name in sorted(aliases))
    return write_atomic(path, out.getvalue().encode())


def _wrong(path: Path, line: int, what: str) -> GpkitError:
    return GpkitError(f"{path.as_posix()}:{line}: {what}", _HINT)


_HINT = "Mend the line, or take the file back from Git."
