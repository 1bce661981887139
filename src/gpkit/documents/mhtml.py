"""MHTML: a page as browsers save it, with what it embeds, in the form of an e-mail."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from gpkit.errors import Unreadable

_URLS = ("Snapshot-Content-Location", "Content-Location")


class Saved(NamedTuple):
    """The page inside, and what the browser wrote about it."""

    data: bytes
    url: str | None
    fetched: str | None
    content_type: str


def page(data: bytes, where: str) -> Saved:
    """Read the page of an MHTML file: the first HTML in it.

    Raises:
        Unreadable: there is no page in it.
    """
    message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                found = [
                    str(head[name]) for head in (message, part) for name in _URLS if head[name]
                ]
                url = re.sub(r"\s+", "", found[0]) if found else None
                kind = re.sub(r"\s+", " ", str(part["Content-Type"]))
                return Saved(payload, url, _date(message["Date"]), kind)
    raise Unreadable(f"{where}: this is MHTML without a page in it", "Save the page again.")


def _date(written: object) -> str | None:
    """Write the date of an e-mail as the rest of gpkit does, with its own time zone."""
    if not written:
        return None
    try:
        date = parsedate_to_datetime(str(written))
    except (ValueError, TypeError):
        return None
    return date.isoformat().replace("+00:00", "") + ("" if date.utcoffset() else "Z")
