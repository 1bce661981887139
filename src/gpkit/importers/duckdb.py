"""The DuckDB database that gpkit export made."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from gpkit.exporters import _tables
from gpkit.exporters.duckdb import library
from gpkit.importers import unreadable
from gpkit.importers._records import whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.exporters._tables import Row
    from gpkit.model import Practice

_BATCH = 5000


def practices(path: Path) -> Iterator[Practice]:
    """Give the practices of the table ``records``, checked against all other tables."""
    duckdb = library()
    try:
        with closing(duckdb.connect(path, read_only=True)) as database:
            found = database.execute("SELECT value FROM export WHERE name = 'language'").fetchone()
            (language,) = found or ("",)
            tables = {t.name: _rows(database, t.name) for t in _tables.of_practices()}
            _, records = _rows(database, "records")
            yield from whole(((str(i), str(r)) for i, r in records), tables, language, path)
    except duckdb.Error as error:
        raise unreadable(path, "DuckDB database", error) from error


def _rows(database: Any, name: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    cursor = database.cursor()
    cursor.execute(f'SELECT * FROM "{name}" ORDER BY rowid')  # noqa: S608
    return tuple(column[0] for column in cursor.description), _fetched(cursor)


def _fetched(cursor: Any) -> Iterator[Row]:
    while rows := cursor.fetchmany(_BATCH):
        yield from rows
