r"""The line of a practice in a shard: the object of ``gpkit export --format jsonl``, in one line.

Every key is there, null where there is no value. Lines end at LF; JSON escapes those of a text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gpkit.errors import GpkitError
from gpkit.store.codec import NO_PRACTICE, as_json, from_plain

if TYPE_CHECKING:
    from gpkit.model import Practice


def line_of(practice: Practice) -> bytes:
    """Write a practice as a line, without its end."""
    return json.dumps(as_json(practice), ensure_ascii=False, separators=(",", ":")).encode()


def practice_of(line: bytes, where: str) -> Practice:
    """Read a practice from its line.

    Raises:
        GpkitError: it is none; says where.
    """
    try:
        return from_plain(json.loads(line))
    except (*NO_PRACTICE, RecursionError) as error:
        raise GpkitError(
            f"{where}: this is no practice ({type(error).__name__}: {error})",
            "See what is wrong with it: gpkit validate, with the store; or copy it there again.",
        ) from error


def begins(practice_id: str) -> bytes:
    """Give what the line of a practice begins with: to find it, no other line need be read.

    >>> begins("erasmusly/some-project")
    b'{"id":"erasmusly/some-project",'
    """
    return b'{"id":' + json.dumps(practice_id, ensure_ascii=False).encode() + b","


def id_of(line: bytes, where: str) -> str:
    """Give the id of a line.

    Raises:
        GpkitError: it has none.
    """
    end = line.find(b'",', 7)
    quick = line[7:end] if line.startswith(b'{"id":"') and end > 0 else b""
    if quick and b"\\" not in quick:
        return quick.decode("utf-8", "replace")
    try:
        return str(json.loads(line)["id"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise GpkitError(
            f"{where}: this is no line of a practice",
            "The shard was edited. Copy the store again from where it came.",
        ) from error
