"""Bytes of any kind become numbered lines, or are refused: unpacking, decoding, cutting."""

from __future__ import annotations

from gpkit.documents import pages
from gpkit.documents.decode import decode
from gpkit.errors import GpkitError

_DECLARED = (None, "utf-7", "iso-8859-2", "windows-1253", "shift_jis", "no such label")


def check(data: bytes) -> None:
    """Decode bytes; the first one picks the charset that came with them."""
    declared, data = _DECLARED[data[0] % len(_DECLARED)] if data else None, data[1:]
    try:
        text, encoding, damaged = decode(data, "page", declared)
    except GpkitError:
        pass
    else:
        text.encode("utf-8")  # no lone surrogates
        assert damaged <= len(text)
        if encoding == "utf-8" and not damaged:
            assert text.encode() == data.removeprefix(b"\xef\xbb\xbf")
    try:
        document = pages.read(pages.Dump("page", data, content_type="text/plain"))
    except GpkitError:
        return
    assert not any("\n" in line or "\r" in line for line in document.lines)
