"""A dump becomes a document: one page of text or HTML, whatever it is packed in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from gpkit.documents.decode import decode
from gpkit.documents.kinds import is_html
from gpkit.documents.text import numbered
from gpkit.model import Document

if TYPE_CHECKING:
    from gpkit.model import Container


class Dump(NamedTuple):
    """One page as found, and what is known of where it came from.

    ``content_type`` is what the server said of it, or whoever packed it.
    """

    name: str
    data: bytes
    url: str | None = None
    fetched: str | None = None
    content_type: str | None = None
    container: Container | None = None


def read(dump: Dump) -> Document:
    """Read a dump into numbered lines.

    Raises:
        Unreadable: it is no text and no HTML, or passes the limits of a page.
    """
    text, encoding, _ = decode(dump.data, dump.name, charset(dump.content_type))
    document = Document(
        dump.name,
        hashlib.sha256(dump.data).hexdigest(),
        (),
        encoding,
        url=dump.url,
        fetched=dump.fetched,
        content_type=dump.content_type,
        container=dump.container,
    )
    if not is_html(text):
        return document._replace(lines=numbered(text, dump.name))
    from gpkit.documents import html

    lines, hints, left_out = html.read(text, dump.name)
    return document._replace(lines=lines, hints=hints, left_out=left_out)


def charset(content_type: str | None) -> str | None:
    """Give the charset that a content type names.

    >>> charset('text/html; charset="ISO-8859-2"'), charset("text/html"), charset(None)
    ('ISO-8859-2', None, None)
    """
    _, mark, rest = (content_type or "").lower().partition("charset=")
    if not mark:
        return None
    start = len(content_type or "") - len(rest)
    return (content_type or "")[start:].split(";")[0].strip(" \"'") or None
