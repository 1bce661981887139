"""Practices from records: whatever comes back must be a practice, to the byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gpkit.errors import GpkitError
from gpkit.exporters import _tables
from gpkit.store.codec import as_yaml, from_plain, from_yaml
from gpkit.store.yamlio import YamlProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from gpkit.exporters._tables import Row
    from gpkit.model import Practice

_BROKEN = (YamlProblem, KeyError, TypeError, ValueError, AttributeError, IndexError)
_DERIVED = {("values", "label")}  # follows from the vocabulary, which may have grown since


def parsed(text: str, where: str) -> Any:
    """Read JSON.

    Raises:
        GpkitError: it is broken.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise GpkitError(
            f"{where}: broken JSON ({error})", "Export it again, or mend it there."
        ) from error


def practice(data: Any, where: str) -> Practice:
    """Read a practice from JSON data, and make sure that its file would read the same.

    Raises:
        GpkitError: it is no practice.
    """
    try:
        found = from_plain(data)
        reason = _untyped(found) or _lost(found)
        if not reason:
            return found
    except (*_BROKEN, RecursionError, UnicodeError) as error:
        reason = f"{type(error).__name__}: {error}"
    raise GpkitError(
        f"{where}: this is no practice ({reason})",
        "A practice has the keys that gpkit schema shows; export it again, or mend it there.",
    )


def _lost(found: Practice) -> str:
    return "" if from_yaml(as_yaml(found)) == found else "its file would not read the same"


_TYPES: dict[str, Any] = {
    "str": str,
    "int": int,
    "float": int | float,
    "str | None": str | None,
    "int | None": int | None,
}


def _untyped(noun: Any) -> str:
    """Name a field that is not of the type that the model says; "" if all are."""
    for name, reference in type(noun).__annotations__.items():
        value, type_ = getattr(noun, name), _TYPES.get(reference.__forward_arg__)
        if type_ and (isinstance(value, bool) or not isinstance(value, type_)):
            return f"{name} is {type(value).__name__}"
        inner = value.values() if isinstance(value, dict) else (value,)
        for each in inner:
            for item in each if type(each) is tuple else (each,):
                if hasattr(item, "_fields") and (reason := _untyped(item)):
                    return reason
    return ""


def whole(
    records: Iterable[tuple[str, str]],
    tables: Mapping[str, tuple[tuple[str, ...], Iterator[Row]]],
    language: str,
    path: Path,
) -> Iterator[Practice]:
    """Give practices from their records, if the other tables still say the same.

    ``tables``: names of columns and rows of each table, in the order of the export.

    Raises:
        GpkitError: a table was edited: what was meant cannot be known.
    """
    rows = _tables.Rows(language)
    places = {name: _places(name, columns) for name, (columns, _) in tables.items()}
    for practice_id, text in records:
        where = f"{path.as_posix()}: {practice_id}"
        found = practice(parsed(text, where), where)
        for name, row in rows.of(found):
            if name in tables:
                there = next(tables[name][1], ())
                if not _same(row, there, places[name]):
                    raise edited(path, name, practice_id)
        yield found
    for name, (_, rest) in tables.items():
        if next(rest, None) is not None:
            raise edited(path, name, "a practice that has no record")


def edited(path: Path, table: str, practice_id: str) -> GpkitError:
    """Say that a table was edited that only goes out."""
    return GpkitError(
        f"{path.as_posix()}: {table} no longer says what the record of {practice_id} says",
        "Edits come back from csv, tsv and xlsx: gpkit export -o practices.xlsx, edit it, "
        "gpkit import practices.xlsx",
    )


def _places(name: str, columns: tuple[str, ...]) -> list[tuple[int, int]]:
    """Give where each column of the file stands in our rows, and in those of the file."""
    (table,) = (table for table in _tables.tables() if table.name == name)
    ours = {field.name: place for place, field in enumerate(table.fields)}
    known = [c for c in columns if c in ours and (name, c) not in _DERIVED]
    return [(ours[column], columns.index(column)) for column in known]


def _same(row: Row, there: Row, places: list[tuple[int, int]]) -> bool:
    return bool(there) and all(row[ours] == there[theirs] for ours, theirs in places)
