"""What lies beside the pages: the data, feeds, the map of the site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from gpkit.exporters import How, _files, exporter
from gpkit.store.codec import from_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gpkit.model import Practice
    from gpkit.site.output import Output

FORMATS = ("csv", "json", "jsonl")
FEEDS = {"atom": "application/atom+xml", "rss": "application/rss+xml"}
LATEST = 50  # practices in a feed
_URLS = 50_000  # in one site map, by its protocol
_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def data_file(format_: str) -> str:
    """Give the place of a download.

    >>> data_file("csv")
    'data/practices.csv'
    """
    return f"data/practices.{format_}"


def feed_file(format_: str) -> str:
    """Give the place of a feed."""
    return f"feed.{format_}"


def export(output: Output, name: str, format_: str, practices: Iterable[Practice]) -> None:
    """Write practices in a format of `gpkit export`, a practice after the other."""
    with output.streamed(name) as path, _files.text_file(path) as text:
        exporter(format_).export(practices, How(), text)


def again(path: Path) -> Iterator[Practice]:
    """Read the practices of a JSON Lines download of this build: quicker than their YAML."""
    return map(practice_of, lines(path))


def lines(path: Path) -> Iterator[str]:
    """Read the lines of a JSON Lines download, a practice each."""
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from file


def practice_of(line: str) -> Practice:
    """Read a practice from its line."""
    return from_plain(json.loads(line))


def sitemap(urls: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Give the map of a site; a large one in several files, with an index of them."""
    parts = [urls[start : start + _URLS] for start in range(0, len(urls), _URLS)]
    if len(parts) <= 1:
        yield "sitemap.xml", _map("urlset", "url", urls)
        return
    base = urls[0][: urls[0].rindex("/") + 1]  # the first is index.html, at the root
    for number, part in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", _map("urlset", "url", part)
    maps = [f"{base}sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield "sitemap.xml", _map("sitemapindex", "sitemap", maps)


def _map(top: str, each: str, urls: Iterable[str]) -> bytes:
    body = "".join(f"<{each}><loc>{escape(url)}</loc></{each}>\n" for url in urls)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<{top} xmlns="{_XMLNS}">\n{body}</{top}>\n'.encode()
