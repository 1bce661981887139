"""The SQLite database that gpkit export made."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

from gpkit.exporters import _tables
from gpkit.importers import unreadable
from gpkit.importers._records import whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.exporters._tables import Row
    from gpkit.model import Practice


def practices(path: Path) -> Iterator[Practice]:
    """Give the practices of the table ``records``, checked against all other tables."""
    name = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        with closing(sqlite3.connect(name, uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            (language,) = database.execute(
                "SELECT value FROM export WHERE name = 'language'"
            ).fetchone() or ("",)
            records = database.execute("SELECT id, record FROM records ORDER BY rowid")
            tables = {t.name: _rows(database, t.name) for t in _tables.of_practices()}
            yield from whole(records, tables, language, path)
    except sqlite3.Error as error:
        raise unreadable(path, "SQLite database", error) from error


def _rows(database: sqlite3.Connection, name: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    cursor = database.execute(f'SELECT * FROM "{name}" ORDER BY rowid')  # noqa: S608
    return tuple(column[0] for column in cursor.description), cursor
