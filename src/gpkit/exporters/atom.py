"""An Atom feed (RFC 4287) of practices, newest first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gpkit.exporters._feed import HOME, KEEPS, LOSES, TITLE, Entry, entries, xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from gpkit.exporters import How
    from gpkit.model import Practice

__all__ = ["KEEPS", "LOSES", "export"]

SHAPES = ("wide",)
SUFFIXES = (".atom",)
OPTIONS = ("lang", "date")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # an empty feed has to say something


def export(practices: Iterable[Practice], how: How, out: TextIO) -> None:
    """Write the feed. A practice changed when it was published: nothing says otherwise."""
    found = entries(practices, how)
    newest = found[0].when if found else _NEVER
    out.write(
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    )
    out.write(f"<id>{HOME}</id>\n<title>{TITLE}</title>\n<updated>{_time(newest)}</updated>\n")
    out.write("<author><name>gpkit</name></author>\n")
    out.writelines("".join(_lines(entry)) for entry in found)
    out.write("</feed>\n")


def _lines(entry: Entry) -> Iterator[str]:
    yield f"<entry>\n <id>{xml(entry.iri)}</id>\n <title>{xml(entry.title)}</title>\n"
    yield f" <updated>{_time(entry.when)}</updated>\n <published>{_time(entry.when)}</published>\n"
    if entry.url:
        yield f' <link rel="alternate" href="{xml(entry.url)}"/>\n'
    yield from (f' <category term="{xml(term)}"/>\n' for term in entry.terms)
    yield f" <summary>{xml(entry.summary)}</summary>\n</entry>\n"


def _time(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT00:00:00Z").rjust(20, "0")
