"""A dump becomes a document: one page of text or HTML, whatever it is packed in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from gpkit import limits
from gpkit.documents.decode import decode
from gpkit.documents.kinds import OPENING, is_mhtml
from gpkit.documents.packing import packing
from gpkit.documents.text import numbered
from gpkit.engines import SMALL
from gpkit.errors import Unreadable
from gpkit.model import Document

if TYPE_CHECKING:
    from gpkit.model import Container


_WRAPPINGS = 3  # a page packed more often than that is packed to harm


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


class LeftOut(NamedTuple):
    """What of a file is no page, and how often."""

    where: str
    counts: tuple[tuple[str, int], ...]


def read(dump: Dump) -> Document:
    """Read a dump into numbered lines.

    Raises:
        Unreadable: it is no text and no HTML, or passes the limits of a page.
    """
    data, about = _unwrapped(dump)
    text, encoding, _ = decode(data, dump.name, charset(about.content_type))
    _refuse_json(text, dump.name)
    document = Document(
        dump.name,
        hashlib.sha256(dump.data).hexdigest(),
        (),
        encoding,
        url=about.url,
        fetched=about.fetched,
        content_type=about.content_type,
        container=dump.container,
    )
    if not _is_html(text, dump.name, about.content_type or ""):
        return document._replace(lines=numbered(text, dump.name))
    from gpkit.documents import html

    lines, hints, left_out = html.read(text, dump.name)
    return document._replace(lines=lines, hints=hints, left_out=left_out)


def _refuse_json(text: str, where: str) -> None:
    """Refuse objects that a program wrote: their lines would be read as a page in silence.

    Raises:
        Unreadable: the text, or each line of it, is an object of JSON or an array of those.
    """
    start = text[:64].lstrip("\ufeff \t\r\n")[:1]
    if not start or start not in "{[":
        return
    from gpkit.documents.tables import largest_key

    key = largest_key(text)
    if key is None:
        return
    raise Unreadable(
        f"{where}: this is JSON, and no page",
        "JSON Lines are read, an object a line. If a page stands in one of its keys, name that "
        f'in gpkit.toml: [inputs] html = "{key}" (or text = ...).',
    )


def _is_html(text: str, where: str, content_type: str) -> bool:
    """Tell HTML from text; refuse what lists pages, or holds data: its tags are no words.

    Raises:
        Unreadable: the text is XML, and not that of a page.
    """
    if "<" not in text[:OPENING]:
        return False
    from gpkit.documents import markup  # its patterns take .8 ms, and most text has no brackets

    if what := markup.xml(text):
        hint = "Ingest the pages that it lists, or leads to: gpkit reads text and HTML."
        raise Unreadable(f"{where}: this is {what}, and no page", hint)
    return markup.is_html(text, declared="html" in content_type.lower())


def read_apart(dump: Dump) -> Document:
    """Read a dump as `read` does; a large or packed one in a worker that can be stopped.

    Raises:
        Unreadable: as `read`, or reading takes longer or more memory than a page may.
    """
    if is_small(dump):
        return read(dump)
    from functools import partial

    from gpkit.engines import apart

    return apart.do(dump.name, partial(read, dump))


def is_small(dump: Dump) -> bool:
    """Tell a page so small that nothing in it can take long to read."""
    return len(dump.data) <= SMALL and not packing(dump.data)


def _unwrapped(dump: Dump) -> tuple[bytes, Dump]:
    """Give the bytes of the page itself, and what its wrapping knows about it."""
    data = dump.data
    for _ in range(_WRAPPINGS):
        if not packing(data):
            break
        from gpkit.documents.inflate import unpack

        data = unpack(data, dump.name, limits.now().file)
    if not is_mhtml(data):
        return data, dump
    from gpkit.documents import mhtml

    page = mhtml.page(data, dump.name)
    about = dump._replace(
        url=dump.url or page.url,
        fetched=dump.fetched or page.fetched,
        content_type=dump.content_type or page.content_type,
    )
    return page.data, about


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
