"""A Parquet file (zstd): typed columns, with lists, decimals, and dates as precise as known.

The bytes are the same for the same version of pyarrow, which writes its version into each file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.exporters import needed
from gpkit.exporters._arrow import EXTRA, Typed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gpkit.exporters import How
    from gpkit.model import Practice

__all__ = ["EXTRA", "export"]

SHAPES = ("wide", "long")
SUFFIXES = (".parquet",)
OPTIONS = ("columns", "lang")
WRITES = "file"
NEEDS = ("pyarrow",)
LOSSLESS = True
KEEPS = "everything: as typed columns, and each practice whole in the column record"
LOSES = "nothing; with --columns what has no column; long: what is no facet"


def export(practices: Iterable[Practice], how: How, out: Path) -> None:
    """Write the file, a group of rows at a time."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise needed("parquet", EXTRA) from error
    typed = Typed(how, pyarrow)
    with parquet.ParquetWriter(out, typed.schema, compression="zstd") as writer:
        for batch in typed.batches(practices):
            writer.write_batch(batch)
