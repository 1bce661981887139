"""What a record of a crawl holds: a page, or what it is instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit import limits
from gpkit.documents import kinds, markup

if TYPE_CHECKING:
    from gpkit.documents.warc import Record

_KNOWN_TYPES = ("response", "resource", "conversion")


def page_of(record: Record, name: str) -> tuple[str, bytes] | str:
    """Give the content type and the bytes of a record's page, or say what it is instead."""
    if record.type not in _KNOWN_TYPES:
        return "" if record.type in ("warcinfo", "request", "metadata") else record.type
    kind, body = record.content_type, record.block
    status = 200
    if record.type == "response" and body.startswith(b"HTTP/"):
        from gpkit.documents.http import response

        status, kind, body = response(body, name, limits.now().file)
    if not 200 <= status < 300:
        return f"answer with status {status}"
    return _no_page(record.url or "", kind, body) or (kind, body)


def _no_page(url: str, kind: str, body: bytes) -> str | None:
    """Say what an answer is that is no page, None if it is one."""
    if not body.strip():
        return "empty answer"
    head = body[: kinds.HEAD]
    if what := kinds.binary(head):
        return what
    plain = kind.partition(";")[0].strip().lower()
    if markup.is_html(head.replace(b"\0", b"").decode("latin-1"), declared="html" in plain):
        return None
    if plain == "text/plain" and not url.startswith("urn:") and not url.endswith("/robots.txt"):
        return None
    return plain or "file of unknown type"
