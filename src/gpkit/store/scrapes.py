"""Which dumps belong to which scrape: ``data/scrapes/<NNN>-<name>.csv``, numbered by first use.

A row says what a page was when it was scraped: the plain name of its dump, its hash, URL and time,
and the site it shows (a family, or the host or dump of a page of no known family; nothing where
the page could not be read). Several runs of one name add up. Dumps of no scrape come before all
scrapes. A page of a run that shows its site in part (``--partial``) says so in a sixth column,
which is there only where one does.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from gpkit.errors import GpkitError
from gpkit.limits import read_text
from gpkit.store.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDER = "scrapes"
_COLUMNS = ("dump", "sha256", "url", "fetched", "site")
_PARTIAL = "partial"  # a further column, and what stands in it
_FILE = re.compile(r"(\d{3,})-(.+)\.csv")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
GENERIC = "generic"


class Seen(NamedTuple):
    """One page of a scrape."""

    dump: str
    sha256: str
    url: str = ""
    fetched: str = ""
    site: str = ""
    partial: str = ""


def seen_partly(page: Seen) -> Seen:
    """Say of a page that its run shows its site in part."""
    return page._replace(partial=_PARTIAL)


class Scrape(NamedTuple):
    """One scrape: its number in the order of first use, counted from 1."""

    number: int
    name: str
    pages: frozenset[Seen]

    @property
    def date(self) -> str | None:
        """Its date: its name if that is one, else the last day on which a dump was fetched."""
        if _DATE.fullmatch(self.name):
            return self.name
        return max((page.fetched[:10] for page in self.pages if page.fetched), default=None)


def site_of(family: str, url: str | None, dump: str) -> str:
    """Name the site that a page shows.

    >>> site_of("dsjp", None, "a.txt"), site_of("generic", "https://e.org/x", "a.txt")
    ('dsjp', 'e.org')
    """
    if family != GENERIC:
        return family
    host = (url or "").partition("://")[2].partition("/")[0]
    return host or dump


def check_name(name: str) -> str:
    """Give a name that a scrape can have.

    Raises:
        GpkitError: it is none.
    """
    if _NAME.fullmatch(name):
        return name
    raise GpkitError(
        f"{name!r} is no name of a scrape",
        "Use letters, digits, dots and dashes, as in: --scrape 2024-05-01",
    )


def read(beside: Path) -> list[Scrape]:
    """Read all scrapes, in their order.

    Raises:
        GpkitError: a file of them is broken.
    """
    folder = beside / FOLDER
    if not folder.is_dir():
        return []
    named = [(m, path) for path in folder.iterdir() if (m := _FILE.fullmatch(path.name))]
    found = [Scrape(int(m[1]), m[2], _pages(path)) for m, path in named]
    return sorted(found, key=lambda scrape: (scrape.number, scrape.name))


def add(known: Iterable[Scrape], name: str, pages: Iterable[Seen]) -> list[Scrape]:
    """Give the scrapes with more pages in one of them, which may be new.

    What is said last of a page, that its run is partial or that it is not, counts.
    """
    scrapes = {scrape.name: scrape for scrape in known}
    number = max((scrape.number for scrape in scrapes.values()), default=0) + 1
    old = scrapes.get(name, Scrape(number, name, frozenset()))
    known_pages = {page[:-1]: page for page in old.pages}
    known_pages |= {page[:-1]: page for page in pages}
    scrapes[name] = old._replace(pages=frozenset(known_pages.values()))
    return sorted(scrapes.values(), key=lambda scrape: (scrape.number, scrape.name))


def write(beside: Path, scrape: Scrape) -> bool:
    """Write the file of a scrape."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    columns = (*_COLUMNS, _PARTIAL) if any(page.partial for page in scrape.pages) else _COLUMNS
    writer.writerow(columns)
    writer.writerows(page[: len(columns)] for page in sorted(scrape.pages))
    path = beside / FOLDER / f"{scrape.number:03}-{scrape.name}.csv"
    return write_atomic(path, out.getvalue().encode())


def _pages(path: Path) -> frozenset[Seen]:
    try:
        rows = list(csv.reader(io.StringIO(read_text(path), newline="")))
    except csv.Error as error:
        raise GpkitError(f"{path.as_posix()}: {error}", _HINT) from error
    if not rows or tuple(rows[0]) not in (_COLUMNS, (*_COLUMNS, _PARTIAL)):
        raise GpkitError(f"{path.as_posix()}:1: its columns are not {','.join(_COLUMNS)}", _HINT)
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(rows[0]):
            raise GpkitError(
                f"{path.as_posix()}:{number}: a row of {len(row)} cells under a header of "
                f"{len(rows[0])}",
                _HINT,
            )
        if row[len(_COLUMNS) :] not in ([], [""], [_PARTIAL]):
            what = f"{path.as_posix()}:{number}: the last cell is {row[-1]!r}"
            raise GpkitError(f"{what}, where {_PARTIAL} or nothing stands", _HINT)
    return frozenset(Seen(*row) for row in rows[1:])


_HINT = "gpkit ingest --scrape writes this file: take it back from Git."
