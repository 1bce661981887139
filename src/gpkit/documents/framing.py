"""Framing of WARC records at full speed, where they have the form that nearly all records have."""

from __future__ import annotations

import re
from typing import NamedTuple

from gpkit.documents import warc

END = b"\r\n\r\n"
_LONGEST = 2**15  # bytes of headers
_TYPES = frozenset(kind.encode() for kind in warc.TYPES)
_HEAD = re.compile(rb"WARC/1\.[01]\r\n((?:[^\r\n:\s][^\r\n:]*+:[^\r\n]*+\r\n)++)\r\n")
_ONCE = (b"warc-type", b"warc-record-id", b"warc-date", b"content-length", b"warc-target-uri")
_VALUES = {b"warc-type": rb" ?(?P<type>\w+)", b"content-length": rb" ?(?P<length>\d{1,12})"}
_VALUES |= {b"warc-target-uri": rb"(?P<url>[^\r\n]*+)"}
_VALUES |= {b"warc-block-digest": rb" ?(?P<digest>[^\r\n]*+)"}
_GROUPS = {b"url": b"warc-target-uri", b"digest": b"warc-block-digest"}
_TEMPLATES = 16


class Frame(NamedTuple):
    """Where a record lies in the bytes at hand."""

    start: int
    body: int
    end: int
    type: bytes
    match: re.Match[bytes]  # of its headers


def template(head: bytes) -> re.Pattern[bytes] | None:
    """Make an expression for headers of the same names in the same order; None if they are odd."""
    match = _HEAD.fullmatch(head)
    if match is None:
        return None
    names = [line.partition(b":")[0] for line in match[1].split(b"\r\n")[:-1]]
    low = [name.lower() for name in names]
    if any(low.count(name) > 1 for name in (*_ONCE, *_VALUES)) or b"content-length" not in low:
        return None
    if b"warc-type" not in low:
        return None
    lines = [
        re.escape(name) + b":" + _VALUES.get(key, rb"[^\r\n]*+") + rb"\r\n"
        for name, key in zip(names, low, strict=True)
    ]
    none = [b"(?P<%s>)" % name for name, key in _GROUPS.items() if key not in low]
    return re.compile(rb"WARC/1\.[01]\r\n" + b"".join([*lines, *none]) + rb"\r\n")


class Framer:
    """Frames records by the forms that headers had so far: a file has few of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._templates: list[re.Pattern[bytes]] = []

    def frames(self, data: bytes | bytearray) -> list[Frame]:
        """Frame the records from the beginning of bytes to the first that is odd, or cut."""
        frames: list[Frame] = []
        at = 0
        while (match := self._match(data, at)) is not None:
            kind, length = match["type"], match["length"]
            body = match.end()
            size = int(length)
            end = body + size + 4
            odd = size > self._most or body - at > _LONGEST or kind not in _TYPES
            if odd or data[end - 4 : end] != END:
                break
            frames.append(Frame(at, body, end, kind, match))
            at = end
        return frames

    def _match(self, data: bytes | bytearray, at: int) -> re.Match[bytes] | None:
        for number, one in enumerate(self._templates):
            if match := one.match(data, at):
                if number:
                    self._templates.insert(0, self._templates.pop(number))
                return match
        head = _HEAD.match(data, at)
        made = template(bytes(head[0])) if head and head.end() - at <= _LONGEST else None
        if made is None:
            return None
        self._templates = [made, *self._templates[: _TEMPLATES - 1]]
        return made.match(data, at)
