"""A family file in the making: each entry with the line it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.store.yamlio import dump
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gpkit.learn.pages import Spot

_SHARE = 0.75  # of the marks that must stand on a page: not every page prints every label


class Entry(NamedTuple):
    """Words of the file, and the line that they rest on."""

    words: str
    spot: Spot
    reason: str = ""
    where: tuple[str, int] = ("", 0)  # the dump and the line


class Draft(NamedTuple):
    """A family file: entries in the order in which they are written."""

    family: str
    pages: tuple[str, ...]
    hosts: tuple[str, ...]
    marks: tuple[Entry, ...]
    record: Entry | None
    title: Entry | None
    published: Entry | None
    end: Entry | None
    labels: tuple[Entry, ...]
    headings: tuple[Entry, ...]
    noise: tuple[Entry, ...]
    outside: tuple[Entry, ...]
    order: Entry | None

    def placed(self, line: Callable[[Spot], tuple[str, int]]) -> Draft:
        """Give the same with the dump and the line of each entry."""

        def at(entry: Entry | None) -> Entry | None:
            return entry._replace(where=line(entry.spot)) if entry else None

        def all_at(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
            return tuple(e if e.where[1] else e._replace(where=line(e.spot)) for e in entries)

        return self._replace(
            marks=all_at(self.marks),
            record=at(self.record),
            title=at(self.title),
            published=at(self.published),
            labels=all_at(self.labels),
            headings=all_at(self.headings),
            noise=all_at(self.noise),
            order=at(self.order),
        )

    @property
    def needs(self) -> int:
        """How many of the marks must stand on a page."""
        return max(2, round(len(self.marks) * _SHARE))

    def text(self) -> str:
        """Write the file."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        count = len(self.pages)
        pages = f"{count} page{'' if count == 1 else 's'}"
        yield f"# Learnt by gpkit from {pages}; edit it as you like (docs/learn.md)."
        yield "# Behind each entry stands the dump and the line that it rests on."
        yield f"family: {self.family}"
        if self.hosts:
            yield from _list("hosts", [Entry(host, self.marks[0].spot) for host in self.hosts])
        yield from _list("marks", self.marks)
        yield f"needs: {self.needs}"
        yield from _one("record", self.record)
        yield from _one("title", self.title)
        yield from _one("published", self.published)
        yield from _one("end", self.end)
        yield from _list("labels", self.labels)
        yield from _list("headings", self.headings)
        yield from _reasons("noise", self.noise)
        yield from _reasons("outside", self.outside)
        yield from _one("order", self.order)


def _comment(entry: Entry) -> str:
    name, line = entry.where
    return f"  # {one_line(name)}:{line}" if line else ""


def _one(key: str, entry: Entry | None) -> Iterator[str]:
    if entry:
        yield dump({key: entry.words}).rstrip("\n") + _comment(entry)


def _list(key: str, entries: list[Entry] | tuple[Entry, ...]) -> Iterator[str]:
    if entries:
        yield f"{key}:"
    for entry in entries:
        yield dump({"": [entry.words]}).split("\n")[1] + _comment(entry)


def _reasons(key: str, entries: tuple[Entry, ...]) -> Iterator[str]:
    if entries:
        yield f"{key}:"
    for entry in entries:
        written = dump({entry.words: entry.reason}).rstrip("\n")  # long keys take two lines
        yield "  " + written.replace("\n", "\n  ") + _comment(entry)
