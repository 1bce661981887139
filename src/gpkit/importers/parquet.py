"""The Parquet file that gpkit export made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.exporters import needed
from gpkit.importers import _arrow, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.model import Practice

_BATCH = 1000


def practices(path: Path) -> Iterator[Practice]:
    """Give the practices of the file."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise needed("parquet", "parquet") from error
    try:
        with parquet.ParquetFile(path) as file:
            batches = file.iter_batches(_BATCH)
            yield from _arrow.practices(batches, file.schema_arrow, path, pyarrow)
    except pyarrow.ArrowException as error:
        raise unreadable(path, "Parquet file", error) from error
