"""An Arrow file (IPC, also known as Feather 2; zstd): the same typed columns as in Parquet."""

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
SUFFIXES = (".arrow", ".feather")
OPTIONS = ("columns", "lang")
WRITES = "file"
NEEDS = ("pyarrow",)
LOSSLESS = True
KEEPS = "everything: as typed columns, and each practice whole in the column record"
LOSES = "nothing; with --columns what has no column; long: what is no facet"


def export(practices: Iterable[Practice], how: How, out: Path) -> None:
    """Write the file, a batch of rows at a time."""
    try:
        import pyarrow
        from pyarrow import ipc
    except ImportError as error:
        raise needed("arrow", EXTRA) from error
    typed = Typed(how, pyarrow)
    options = ipc.IpcWriteOptions(compression="zstd")
    with (
        pyarrow.OSFile(str(out), "wb") as file,
        ipc.new_file(file, typed.schema, options=options) as writer,
    ):
        for batch in typed.batches(practices):
            writer.write_batch(batch)
