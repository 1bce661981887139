"""A Frictionless Data Package (v2): CSV tables with their schema; a folder, or a zip of it.

``records.jsonl`` has each practice whole. Cells that a spreadsheet would run as a formula get an
apostrophe in front, as in CSV.
"""

from __future__ import annotations

import csv
import hashlib
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from gpkit.exporters import _tables
from gpkit.exporters.csv import guard

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gpkit.exporters import How
    from gpkit.exporters._tables import Row, Table
    from gpkit.model import Practice

SHAPES = ("wide",)
SUFFIXES = (".zip", "datapackage.json")
OPTIONS = ("lang",)
WRITES = "folder"
LOSSLESS = True
KEEPS = "everything: as tables, and each practice whole in records.jsonl"
LOSES = "nothing"

DESCRIPTOR = "datapackage.json"
RECORDS = "records.jsonl"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {"text": "string", "json": "string"}


def export(practices: Iterable[Practice], how: How, out: Path) -> None:
    """Write the tables, then the descriptor with their sizes and hashes."""
    tables = [table for table in _tables.tables() if table is not _tables.RECORDS]
    with ExitStack() as stack:
        writers = {table.name: _writer(table, out, stack) for table in tables}
        records = stack.enter_context((out / RECORDS).open("x", encoding="utf-8", newline=""))
        for name, row in _tables.vocabulary(how.language):
            writers[name].writerow(_guarded(row))
        rows = _tables.Rows(how.language)
        for practice in practices:
            for name, row in rows.of(practice):
                if name == "records":
                    records.write(f"{row[1]}\n")
                else:
                    writers[name].writerow(_guarded(row))
    text = json.dumps(_descriptor(tables, out), ensure_ascii=False, indent=1) + "\n"
    (out / DESCRIPTOR).write_text(text, "utf-8", newline="")


def _writer(table: Table, out: Path, stack: ExitStack) -> Any:
    path = out / f"{table.name}.csv"
    writer = csv.writer(stack.enter_context(path.open("x", encoding="utf-8", newline="")))
    writer.writerow([field.name for field in table.fields])
    return writer


def _guarded(row: Row) -> list[Any]:
    return [guard(cell) if isinstance(cell, str) else cell for cell in row]


def _descriptor(tables: list[Table], out: Path) -> dict[str, Any]:
    whole = {
        "name": "records",
        **_file(
            out / RECORDS, "txt", "application/jsonl"
        ),  # "jsonl" is more than frictionless knows
        "description": _tables.RECORDS.what,
    }
    return {
        "$schema": _PROFILE,
        "name": "good-practices",
        "title": "Good practices",
        "description": "An apostrophe in front of a cell keeps spreadsheets from running it.",
        "resources": [*(_resource(table, out) for table in tables), whole],
    }


def _resource(table: Table, out: Path) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        **_file(out / f"{table.name}.csv", "csv", "text/csv"),
        "description": table.what,
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": _schema(table),
    }


def _file(path: Path, format_: str, mediatype: str) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "path": path.name,
        "format": format_,
        "mediatype": mediatype,
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
    }


def _schema(table: Table) -> dict[str, Any]:
    return {
        "fields": [
            {
                "name": field.name,
                "type": _TYPES.get(field.kind, field.kind),
                "description": field.what,
                **({"constraints": {"required": True}} if field.required else {}),
                **({"trueValues": ["1"], "falseValues": ["0"]} if field.kind == "boolean" else {}),
            }
            for field in table.fields
        ],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": list(ours), "reference": {"resource": other, "fields": list(theirs)}}
            for ours, other, theirs in table.refers
        ],
    }
