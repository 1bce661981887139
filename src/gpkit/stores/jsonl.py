"""A shard as JSON Lines: one practice a line, plain or packed with gzip or Zstandard."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

_LEVEL = 6
_GZ, _ZST = ".gz", ".zst"


def write(lines: Iterable[tuple[str, bytes]], file: BinaryIO, kind: str) -> int:
    """Write lines, given with their ids; the same lines give the same bytes. Give their number."""
    number = 0
    with _packing(file, kind) as out:
        for _, line in lines:
            out.write(line + b"\n")
            number += 1
    return number


def read(file: BinaryIO, kind: str) -> Iterator[bytes]:
    """Give the lines of a file, without their ends.

    Raises:
        ValueError, OSError, EOFError: it is damaged.
    """
    with _unpacking(file, kind) as lines:
        for line in lines:
            if not line.endswith(b"\n"):
                raise ValueError("the last line has no end")
            yield line[:-1]


@contextmanager
def _packing(file: BinaryIO, kind: str) -> Iterator[Any]:
    if kind.endswith(_GZ):
        with gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed:
            yield packed
    elif kind.endswith(_ZST):
        zstandard = zstd()
        with zstandard.ZstdCompressor(level=_LEVEL).stream_writer(file, closefd=False) as packed:
            yield packed
    else:
        yield file


@contextmanager
def _unpacking(file: BinaryIO, kind: str) -> Iterator[Iterable[bytes]]:
    if kind.endswith(_GZ):
        with gzip.GzipFile(fileobj=file) as unpacked:
            yield cast("Iterable[bytes]", unpacked)
    elif kind.endswith(_ZST):
        import io

        reader = zstd().ZstdDecompressor().stream_reader(file, read_across_frames=True)
        yield io.BufferedReader(reader, 2**16)
    else:
        yield file


def zstd() -> Any:
    """Give the library for Zstandard.

    Raises:
        GpkitError: it is not installed.
    """
    try:
        import zstandard
    except ImportError as error:
        raise GpkitError(
            "stores of the kind jsonl.zst need zstandard",
            "Install it: pip install 'good-practice-kit[archives]'",
        ) from error
    return zstandard
