"""The Arrow file that gpkit export made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.exporters import needed
from gpkit.importers import _arrow, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.model import Practice


def practices(path: Path) -> Iterator[Practice]:
    """Give the practices of the file."""
    try:
        import pyarrow
        from pyarrow import ipc
    except ImportError as error:
        raise needed("arrow", "parquet") from error
    try:
        with pyarrow.OSFile(str(path), "rb") as source, ipc.open_file(source) as file:
            batches = (file.get_batch(number) for number in range(file.num_record_batches))
            yield from _arrow.practices(batches, file.schema, path, pyarrow)
    except pyarrow.ArrowException as error:
        raise unreadable(path, "Arrow file", error) from error
