"""Reading text files: packed or not, with or without a byte order mark."""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO, TextIO

_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """Give the text of a file; no line end in it is changed.

    Raises:
        GpkitError: it is not text in UTF-8 (or UTF-16 with its mark), or the file is cut off.
    """
    with path.open("rb") as file:
        head = file.peek(2)[:2]
        data = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if head == _GZIP else file
        encoding = "utf-16" if head in _UTF16 else "utf-8-sig"
        try:
            yield io.TextIOWrapper(data, encoding, newline="")
        except UnicodeDecodeError as error:
            raise GpkitError(
                f"{path.as_posix()}: this is not text in UTF-8 (byte {error.start})",
                "Save it again as UTF-8; Excel calls that “CSV UTF-8”.",
            ) from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            what = f"{path.as_posix()}: it is cut off or damaged ({error})"
            raise GpkitError(what, "Export it again, or fetch it again.") from error
