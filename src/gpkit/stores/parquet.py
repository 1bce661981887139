"""A shard as a Parquet file: the columns that people choose by, and each practice whole.

The column ``record`` holds the line of the practice as in JSON Lines, and is all that gpkit reads;
the others are there for DuckDB, polars and the like. The bytes are the same for one version of
pyarrow, which writes its version into each file.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

_BATCH = 500  # practices
_TEXTS = ("id", "family", "title", "language", "published", "summary")


def write(lines: Iterable[tuple[str, bytes]], file: BinaryIO, kind: str) -> int:  # noqa: ARG001
    """Write lines, given with their ids; give their number."""
    number = 0
    arrow, parquet = _libraries()
    schema = _schema(arrow)
    waiting = iter(lines)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while chunk := list(islice(waiting, _BATCH)):
            rows = [_row(line) for _, line in chunk]
            writer.write_batch(arrow.RecordBatch.from_pylist(rows, schema=schema))
            number += len(chunk)
    return number


def read(file: BinaryIO, kind: str) -> Iterator[bytes]:  # noqa: ARG001
    """Give the lines of a file.

    Raises:
        ValueError, OSError: it is damaged, or no shard.
    """
    arrow, parquet = _libraries()
    try:
        with parquet.ParquetFile(file) as table:
            for batch in table.iter_batches(_BATCH, columns=["record"]):
                yield from (words.encode() for words in batch.column(0).to_pylist())
    except (arrow.ArrowException, AttributeError, IndexError) as error:
        raise ValueError(str(error)) from error


def _row(line: bytes) -> dict[str, Any]:
    data = json.loads(line)
    source = data["provenance"]
    return {
        **{name: data[name] for name in _TEXTS},
        "country": [c for c in data["facets"].get("country", ()) if isinstance(c, str)],
        "url": source["url"],
        "dump": source["dump"],
        "sha256": source["sha256"],
        "record": line.decode(),
    }


def _schema(arrow: Any) -> Any:
    text = arrow.string()
    fields = [(name, text) for name in _TEXTS]
    sources = [(name, text) for name in ("url", "dump", "sha256", "record")]
    return arrow.schema([*fields, ("country", arrow.list_(text)), *sources])


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise GpkitError(
            "stores of the kind parquet need pyarrow",
            "Install it: pip install 'good-practice-kit[parquet]'",
        ) from error
    return pyarrow, parquet
