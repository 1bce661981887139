"""Text: split at line ends, nothing else."""

from __future__ import annotations

import hashlib

from gpkit import limits
from gpkit.documents.decode import decode
from gpkit.model import Document
from gpkit.text.lines import split_lines


def numbered(text: str, where: str) -> tuple[str, ...]:
    """Split text into its lines.

    Raises:
        OverLimit: one line is longer than a line may be.
    """
    lines, most = split_lines(text), limits.now().line
    if len(text) > most < max(map(len, lines), default=0):
        number = next(number for number, line in enumerate(lines, 1) if len(line) > most)
        raise limits.over("line", *too_long(where, number, most))
    return lines


def too_long(where: str, number: int, most: int) -> tuple[str, str]:
    """Say that a line is too long, and what to do."""
    what = f"{where}: line {number} is longer than {most} characters"
    return what, "A line of text is a paragraph at most; this is hardly a page."


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a text dump.

    Raises:
        Unreadable: the bytes are no text, or pass a limit.
    """
    text, encoding, _ = decode(data, name)
    return Document(name, hashlib.sha256(data).hexdigest(), numbered(text, name), encoding)
