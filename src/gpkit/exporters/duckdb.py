"""A DuckDB database: the same tables as in SQLite, with foreign keys and views.

Not the same bytes each time: DuckDB gives every file a random identity, which no setting fixes
(16 bytes of its two headers, and their checksums), and leaves some bytes between its rows as they
happened to be in memory. `tests/exporters/test_round_trip.py` shows that its tables are the same.
"""

from __future__ import annotations

import atexit
import gc
from collections import defaultdict
from contextlib import closing
from typing import TYPE_CHECKING, Any

from gpkit.exporters import _tables, needed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gpkit.exporters import How
    from gpkit.exporters._tables import Row
    from gpkit.model import Practice

SHAPES = ("wide",)
SUFFIXES = (".duckdb", ".ddb")
OPTIONS = ("lang",)
WRITES = "file"
EXTRA = "duckdb"
NEEDS = ("duckdb",)
LOSSLESS = True
KEEPS = "everything: as tables, and each practice whole in the table records"
LOSES = "nothing; the bytes of the file differ each time"

_TYPES = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}
_BATCH = 500  # practices


def export(practices: Iterable[Practice], how: How, out: Path) -> None:
    """Write the database."""
    duckdb = library()
    with closing(duckdb.connect()) as database:
        database.execute("SET threads = 1")  # rows stay in their order
        # The default of 256 KiB a block takes 7 MB for four practices.
        name = str(out).replace("'", "''")
        database.execute(f"ATTACH '{name}' AS practices_file (BLOCK_SIZE 16384)")
        database.execute("USE practices_file")
        database.execute("CREATE TABLE export (name VARCHAR PRIMARY KEY, value VARCHAR)")
        database.execute("INSERT INTO export VALUES ('language', ?)", [how.language])
        for table in _tables.tables():
            database.execute(_tables.create(table, _TYPES))
        try:
            _fill(database, practices, how)
        except duckdb.ConstraintException as error:
            raise _tables.twice() from error
        for name, select in _tables.VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS {select}")
        database.execute("CHECKPOINT")


def library() -> Any:
    """Give duckdb.

    Raises:
        GpkitError: it is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise needed("duckdb", EXTRA) from error
    # gpkit ends with gc.freeze(), and DuckDB would then print a page about leaks to stderr.
    atexit.register(gc.unfreeze)
    return duckdb


def _fill(database: Any, practices: Iterable[Practice], how: How) -> None:
    waiting: dict[str, list[Row]] = defaultdict(list)
    for name, row in _tables.vocabulary(how.language):
        waiting[name].append(row)
    rows = _tables.Rows(how.language)
    for number, practice in enumerate(practices, 1):
        for name, row in rows.of(practice):
            waiting[name].append(row)
        if number % _BATCH == 0:
            _insert(database, waiting)
    _insert(database, waiting)


def _insert(database: Any, waiting: dict[str, list[Row]]) -> None:
    """Insert rows by columns: seven times as fast as row by row."""
    for table in _tables.tables():
        rows = waiting.pop(table.name, [])
        if rows:
            columns = ", ".join(f"unnest(?::{_type(field.kind)}[])" for field in table.fields)
            values = [list(column) for column in zip(*rows, strict=True)]
            database.execute(f'INSERT INTO "{table.name}" SELECT {columns}', values)


def _type(kind: str) -> str:
    return _TYPES.get(kind, "VARCHAR")
