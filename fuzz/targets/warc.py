"""Containers: WARC, ARC, zip, tar, gzip, JSON Lines, CSV. Damage is told, never silent."""

from __future__ import annotations

import gzip
import io
from functools import cache

from gpkit.config import InputsConfig
from gpkit.documents import kinds, pages
from gpkit.documents.buffer import Buffer
from gpkit.documents.inflate import Damaged, Inflated, Plain
from gpkit.documents.walk import Walk
from gpkit.documents.warc import Record, records
from gpkit.errors import GpkitError

_BODIES = tuple(f"<h1>Page {n}</h1><p>{'Word ' * (n + 2)}</p>".encode() for n in range(4))


def check(data: bytes) -> None:
    """Read a file of any bytes, or a good WARC with some bytes changed."""
    if not data:
        return
    if data[0] < 128:
        _any(data[1:])
    else:
        _damaged(data[1:], packed=data[0] % 2 == 1)


def _any(data: bytes) -> None:
    columns = InputsConfig()
    kind = kinds.kind_of(data[: kinds.HEAD], "file.bin", columns)
    if kind.holds == "page":
        return
    walk = Walk("file.bin", lambda: "0" * 64, columns)
    try:
        for found in walk.all(io.BytesIO(data), kind, "file.bin"):
            if isinstance(found, pages.Dump):
                _read(found)
    except GpkitError:
        return


def _read(dump: pages.Dump) -> None:
    try:
        pages.read(dump)
    except GpkitError:
        return


def _damaged(edits: bytes, *, packed: bool) -> None:
    """Change bytes of a good file: each edit is a place (two bytes) and what is laid there."""
    whole = bytearray(_good(packed))
    for place in range(0, len(edits) - 2, 3):
        at = (edits[place] << 8 | edits[place + 1]) % len(whole)
        whole[at] ^= edits[place + 2]
    stream = Plain(io.BytesIO(whole))
    source = Buffer(Inflated(stream, "gzip", "x") if packed else stream)
    try:
        found = list(records(source, "x"))
    except GpkitError:
        return
    bodies = [one.block.partition(b"\r\n\r\n")[2] for one in found if isinstance(one, Record)]
    damage = [one for one in found if isinstance(one, Damaged)]
    assert len(bodies) == len(_BODIES) or damage, "a record was lost in silence"


@cache
def _good(packed: bool) -> bytes:
    parts = []
    for number, body in enumerate(_BODIES):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Date: 2024-05-01T10:00:00Z\r\nWARC-Target-URI: https://b.example/{number}\r\n"
            f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        parts.append(head.encode() + block + b"\r\n\r\n")
    return b"".join(map(gzip.compress, parts) if packed else parts)
