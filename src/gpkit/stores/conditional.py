"""Putting a file where it may be put only if nobody else changed what is there.

S3 is asked to compare (``If-Match``, ``If-None-Match``), Google's service to create only what is
not there; elsewhere what is there is read just before and just after, which tells of another
writer, but cannot keep it out in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gpkit.errors import StoreLocked
from gpkit.stores.places import Elsewhere, Folder, filesystem, joined, told

if TYPE_CHECKING:
    from gpkit.stores.places import Place

_S3 = {"s3", "s3a"}
_REFUSED = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}  # S3's words for it


def put_if(place: Place, name: str, data: bytes, old: bytes | None) -> bool:
    """Put a file there if its bytes are ``old`` still (None: if there is none).

    Returns:
        Whether it is there now.

    Raises:
        GpkitError: the service failed.
    """
    if isinstance(place, Folder):
        if place.read(name) != old:
            return False
        place.put(name, data)
        return True
    with told(place.url):
        fs, path = filesystem(place.url)
        _ask(fs, joined(path, name), data, old)
    return place.read(name) == data  # a request that was tried twice may be refused by itself


def overtaken(place: str) -> StoreLocked:
    """Give the error for a store that another run wrote while this one worked on it."""
    return StoreLocked(
        f"{place}: another run wrote this store while this one worked; what that put there is "
        "whole, and nothing of this run is in it",
        "Type the same again: it begins with what is there now.",
    )


def _ask(fs: Any, path: str, data: bytes, old: bytes | None) -> None:
    """Put an object there under the condition, as far as its service knows one."""
    try:
        if old is None:
            _make(fs, path, data)
            return
        condition = _same(fs, path)  # before the bytes are looked at: it may only be too old
        if fs.cat_file(path) == old:
            fs.pipe_file(path, data, **condition)
    except (FileExistsError, FileNotFoundError):
        return
    except OSError as error:
        if not _is_refusal(error):
            raise


def _make(fs: Any, path: str, data: bytes) -> None:
    if fs.exists(path):  # not all services know what "create" is
        return
    try:
        fs.pipe_file(path, data, mode="create")
    except FileNotFoundError as error:
        raise Elsewhere(
            f"{fs.unstrip_protocol(path)}: there is no bucket or folder to put it in ({error})",
            "Make it with the tools of its service, or name another.",
        ) from error


def _same(fs: Any, path: str) -> dict[str, str]:
    protocols = {fs.protocol} if isinstance(fs.protocol, str) else set(fs.protocol)
    return {"IfMatch": fs.info(path, refresh=True)["ETag"]} if protocols & _S3 else {}


def _is_refusal(error: OSError) -> bool:
    answer = getattr(error.__cause__, "response", None) or {}
    return answer.get("Error", {}).get("Code") in _REFUSED
