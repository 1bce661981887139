"""What Parquet and Arrow share: typed columns, and a column with each practice whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gpkit.exporters import How
from gpkit.exporters._arrow import LANGUAGE, Typed
from gpkit.importers import unreadable
from gpkit.importers._records import edited, parsed, practice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gpkit.model import Practice


def practices(batches: Iterable[Any], schema: Any, path: Path, arrow: Any) -> Iterator[Practice]:
    """Give the practices of the column ``record``, checked against all other columns."""
    if "record" not in schema.names or "id" not in schema.names:
        raise unreadable(path, "whole export", "it has no column record")
    language = ((schema.metadata or {}).get(LANGUAGE) or b"").decode()
    typed = Typed(How(language=language), arrow)
    for batch in batches:
        for row in batch.to_pylist():
            where = f"{path.as_posix()}: {row['id']}"
            found = practice(parsed(str(row["record"]), where), where)
            _compare(row, next(typed.rows(found)), path)
            yield found


def _compare(there: dict[str, Any], ours: dict[str, Any], path: Path) -> None:
    """A column that one of the two does not have says nothing: the vocabulary may have grown."""
    for name in there.keys() & ours.keys():
        if there[name] != (list(ours[name]) if isinstance(ours[name], tuple) else ours[name]):
            raise edited(path, f"the column {name}", str(there["id"]))
