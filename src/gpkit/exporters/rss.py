"""An RSS 2.0 feed of practices, newest first."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING

from gpkit.exporters._feed import HOME, KEEPS, LOSES, TITLE, Entry, entries, xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from gpkit.exporters import How
    from gpkit.model import Practice

__all__ = ["KEEPS", "LOSES", "export"]

SHAPES = ("wide",)
SUFFIXES = (".rss",)
OPTIONS = ("lang", "date")


def export(practices: Iterable[Practice], how: How, out: TextIO) -> None:
    """Write the feed."""
    found = entries(practices, how)
    out.write('<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0">\n<channel>\n')
    out.write(f"<title>{TITLE}</title>\n<link>{HOME}</link>\n")
    out.write(f"<description>{TITLE}, newest first</description>\n")
    if found:
        out.write(f"<lastBuildDate>{format_datetime(found[0].when)}</lastBuildDate>\n")
    out.writelines("".join(_lines(entry)) for entry in found)
    out.write("</channel>\n</rss>\n")


def _lines(entry: Entry) -> Iterator[str]:
    yield f'<item>\n <guid isPermaLink="false">{xml(entry.iri)}</guid>\n'
    yield f" <title>{xml(entry.title)}</title>\n <pubDate>{format_datetime(entry.when)}</pubDate>\n"
    if entry.url:
        yield f" <link>{xml(entry.url)}</link>\n"
    yield from (f" <category>{xml(term)}</category>\n" for term in entry.terms)
    # Readers take a description for HTML: words have to be escaped for both.
    yield f" <description>{xml(escape(entry.summary))}</description>\n</item>\n"
