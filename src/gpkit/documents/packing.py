"""Which bytes are packed: told from their first ones, before anything unpacks them."""

from __future__ import annotations

PACKINGS = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstandard"),
)


def packing(head: bytes) -> str | None:
    """Name the packing of bytes, None if they are not packed.

    >>> packing(b"BZh91AY"), packing(b"text")
    ('bzip2', None)
    """
    return next((name for magic, name in PACKINGS if head.startswith(magic)), None)
