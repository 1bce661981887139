"""Text: split at line ends, nothing else."""

from __future__ import annotations

import hashlib

from gpkit.documents.decode import decode
from gpkit.errors import Unreadable
from gpkit.model import Document
from gpkit.text.lines import split_lines

MAX_LINE = 2**20  # characters


def numbered(text: str, where: str) -> tuple[str, ...]:
    """Split text into its lines.

    Raises:
        Unreadable: one line is longer than 1 MiB.
    """
    lines = split_lines(text)
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            raise Unreadable(
                f"{where}: line {number} is longer than {MAX_LINE} characters",
                "A line of text is a paragraph at most; this is hardly a page.",
            )
    return lines


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a text dump.

    Raises:
        Unreadable: the bytes are no text, or one line is longer than 1 MiB.
    """
    text, encoding, _ = decode(data, name)
    return Document(name, hashlib.sha256(data).hexdigest(), numbered(text, name), encoding)
