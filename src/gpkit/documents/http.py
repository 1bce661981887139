"""What a server sent, as an archive keeps it: status, headers, and the body without its packing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit import limits
from gpkit.documents.inflate import missing, unpack
from gpkit.documents.packing import packing

if TYPE_CHECKING:
    from gpkit.errors import Unreadable


class Response(NamedTuple):
    """A response: its status (0 if there is none), its content type and its body."""

    status: int
    content_type: str
    body: bytes


def response(block: bytes, where: str, limit: int) -> Response:
    r"""Read a response.

    >>> block = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    >>> response(block, "x", 100)
    Response(status=200, content_type='', body=b'abc')

    Raises:
        Unreadable: the body is packed in a way that cannot be undone.
    """
    head, body = _parted(block)
    first, *lines = head.decode("latin-1").splitlines() or [""]
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    status = first.split(" ", 2)[1:2]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    for coding in reversed(headers.get("content-encoding", "").lower().split(",")):
        body = _decoded(body, coding.strip(), where, limit)
    known = status and status[0].isascii() and status[0].isdigit()
    return Response(int(status[0]) if known else 0, headers.get("content-type", ""), body)


def _parted(block: bytes) -> tuple[bytes, bytes]:
    ends = [(block.find(mark), len(mark)) for mark in (b"\r\n\r\n", b"\n\n")]
    places = [(place, length) for place, length in ends if place >= 0]
    if not places:
        return block, b""
    place, length = min(places)
    return block[:place], block[place + length :]


def _unchunked(body: bytes) -> bytes:
    """Join the chunks of a body; one that has none (many archives store it so) stays as it is."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 4096)
        digits = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            size = int(digits, 16)
        except ValueError:
            return b"".join(parts) if parts else body
        if not size:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2


def _decoded(body: bytes, coding: str, where: str, limit: int) -> bytes:
    """Undo a content coding; a body that is not in it any more stays as it is."""
    if coding in ("gzip", "x-gzip", "zstd"):
        return unpack(body, where, limit) if packing(body) else body
    if coding == "deflate":
        return _inflated(body, where, limit)
    if coding == "br":
        return _unbrotlied(body, where, limit)
    return body


def _too_large(where: str, limit: int) -> Unreadable:
    what = f"{where}: its body unpacks to more than {limits.size(limit)}"
    return limits.over("file", what, "Leave this page out.")


def _inflated(body: bytes, where: str, limit: int) -> bytes:
    import zlib

    for window in (15, -15):  # servers send both, with and without the header of zlib
        decoder = zlib.decompressobj(window)
        try:
            data = decoder.decompress(body, limit)
        except zlib.error:
            continue
        if decoder.unconsumed_tail:
            raise _too_large(where, limit)
        return data
    return body


def _unbrotlied(body: bytes, where: str, limit: int) -> bytes:
    if body[:256].lstrip()[:1] == b"<":  # stored unpacked, under the headers it came with
        return body
    try:
        import brotli
    except ImportError:
        raise missing(where, "a page packed with brotli", "brotli") from None
    decoder, parts, size = brotli.Decompressor(), [], 0
    try:
        for start in range(0, len(body), 1024):
            parts.append(decoder.process(body[start : start + 1024]))
            size += len(parts[-1])
            if size > limit:
                raise _too_large(where, limit)
    except brotli.error:
        return body
    return b"".join(parts)
