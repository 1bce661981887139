"""A SQLite database: tables with foreign keys, views, full-text search; made for Datasette.

Beside the database lies ``<name>.metadata.json``, which sets titles and facets in Datasette. The
bytes are the same for the same version of SQLite, which writes its version into each file.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from gpkit.exporters import _tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gpkit.exporters import How
    from gpkit.model import Practice

SHAPES = ("wide",)
SUFFIXES = (".db", ".sqlite", ".sqlite3")
OPTIONS = ("lang",)
WRITES = "file"
LOSSLESS = True
KEEPS = "everything: as tables, and each practice whole in the table records"
LOSES = "nothing"

FORMAT = 1  # of the tables, kept in user_version
_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_SEARCHED = {"practices": ("title", "summary"), "sections": ("heading", "text")}
_INDEXED = (("values", "facet, value"), ("observed", "facet"), ("practices", "family"))


def export(practices: Iterable[Practice], how: How, out: Path) -> None:
    """Write the database."""
    with closing(sqlite3.connect(out, isolation_level=None)) as database:
        database.execute("PRAGMA page_size = 4096")
        database.execute("PRAGMA journal_mode = OFF")  # a run that fails leaves no file at all
        database.execute("PRAGMA synchronous = OFF")
        database.execute(f"PRAGMA user_version = {FORMAT}")
        for statement in _schema():
            database.execute(statement)
        database.execute("BEGIN")
        _fill(database, practices, how)
        for statement in _afterwards():
            database.execute(statement)
        database.execute("COMMIT")
        database.execute("VACUUM")
    beside(out)


def beside(out: Path) -> None:
    """Write what Datasette is to know beside the database."""
    text = json.dumps(metadata(out.stem), ensure_ascii=False, indent=1) + "\n"
    out.with_name(f"{out.stem}.metadata.json").write_text(text, "utf-8")


def metadata(name: str) -> dict[str, Any]:
    """Give what Datasette is to know of a database of this name."""
    found = _tables.practices_table()
    arrays = [{"array": field.name} for field in found.fields if field.kind == "json"]
    facets: dict[str, list[Any]] = {
        "practices": ["family", "language", *arrays],
        "values": ["facet", "label"],
        "sections": ["role"],
        "observed": ["facet", "concept"],
    }
    return {
        "databases": {
            name: {
                "title": "Good practices",
                "tables": {
                    table.name: {
                        "description": table.what,
                        "columns": {field.name: field.what for field in table.fields},
                        **({"facets": facets[table.name]} if table.name in facets else {}),
                        **({"label_column": "title"} if table.name == "practices" else {}),
                        **({"fts_table": f"{table.name}_fts"} if table.name in _SEARCHED else {}),
                    }
                    for table in _tables.tables()
                },
            }
        }
    }


def _fill(database: sqlite3.Connection, practices: Iterable[Practice], how: How) -> None:
    into = {
        table.name: f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.fields))})'  # noqa: S608
        for table in _tables.tables()
    }
    database.execute("INSERT INTO export VALUES ('language', ?)", [how.language])
    for name, row in _tables.vocabulary(how.language):
        database.execute(into[name], row)
    rows = _tables.Rows(how.language)
    for practice in practices:
        try:
            for name, row in rows.of(practice):
                database.execute(into[name], row)
        except sqlite3.IntegrityError as error:
            raise _tables.twice() from error


def _schema() -> list[str]:
    made = [_tables.create(table, _TYPES) for table in _tables.tables()]
    return ["CREATE TABLE export (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID", *made]


def _afterwards() -> list[str]:
    statements = [f'CREATE INDEX "{t}_{c.split(",")[0]}" ON "{t}" ({c})' for t, c in _INDEXED]
    statements += [f"CREATE VIEW {name} AS {select}" for name, select in _tables.VIEWS.items()]
    for table, fields in _SEARCHED.items():
        search = f"{table}_fts"
        statements += [
            f"CREATE VIRTUAL TABLE {search} USING fts5({', '.join(fields)}, content={table},"
            " tokenize='unicode61 remove_diacritics 2')",
            f"INSERT INTO {search}({search}) VALUES ('rebuild')",  # noqa: S608
        ]
    return statements
