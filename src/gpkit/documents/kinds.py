"""What bytes are, told from the bytes: names and declared types lie."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gpkit.documents.packing import packing

if TYPE_CHECKING:
    from gpkit.config import InputsConfig

HEAD = 2**16  # bytes that are looked at
OPENING = 4096  # characters in which a page of HTML shows itself

_BINARY = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image or a sound (RIFF)"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"wOF", "a font"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"PK\x03\x04", "a zip file"),
    (b"PK\x05\x06", "a zip file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstandard file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file"),
    (b"Rar!", "a RAR file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
)

# What a gate has rejected: unread, or when its lines were looked at.
NO_MARK = "without a host or words of the families"
NOT_WANTED = ("of another family", "of no site family", "without a block of facets")


def binary(data: bytes) -> str | None:
    """Say what bytes are that no page begins with, None if one may.

    >>> binary(b"%PDF-1.7"), binary(b"text")
    ('a PDF', None)
    """
    return next((what for magic, what in _BINARY if data.startswith(magic)), None)


# Files of many pages ------------------------------------------------------------------------------


class Kind(NamedTuple):
    """What a file is: how it is packed (None: not), and what is in the pack."""

    packing: str | None
    holds: str  # page, warc, zip, tar, jsonl, csv


def kind_of(head: bytes, where: str, columns: InputsConfig) -> Kind:
    r"""Tell what a file is by its first bytes.

    >>> from gpkit.config import InputsConfig
    >>> kind_of(b"WARC/1.1\r\n", "x", InputsConfig())
    Kind(packing=None, holds='warc')
    >>> kind_of(b"Title\n", "x", InputsConfig())
    Kind(packing=None, holds='page')
    """
    packed = packing(head)
    if packed:
        from gpkit.documents.inflate import glimpse

        head = glimpse(head, where)
    return Kind(packed, _holds(head, columns))


def _holds(head: bytes, columns: InputsConfig) -> str:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith((b"WARC/", b"filedesc:")):
        return "warc"
    if head[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        from gpkit.documents.tables import is_jsonl

        return "jsonl" if is_jsonl(head, columns) else "page"
    first = head[:10_000].partition(b"\n")[0]
    if columns.url.lower().encode() in first.lower() and not first.lstrip().startswith(b"<"):
        from gpkit.documents.tables import delimiter

        return "csv" if delimiter(head, columns) else "page"
    return "page"


def is_mhtml(data: bytes) -> bool:
    r"""Tell a page saved as an e-mail by its headers.

    >>> is_mhtml(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n")
    True
    """
    head = data[:OPENING].partition(b"\r\n\r\n")[0].partition(b"\n\n")[0].lower()
    if b"mime-version:" not in head or not _HEADER.match(head):
        return False
    return b"multipart/related" in head or b"text/html" in head


_HEADER = re.compile(rb"[!-9;-~]+:[ \t]")
