"""Practices as tables of text: the columns, in their fixed order, and the words of each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.authority import load
from gpkit.errors import GpkitError
from gpkit.exporters._labels import Labels, near
from gpkit.model import Money, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.exporters import How
    from gpkit.model import Practice, Value

JOINED = "; "
EMPTY = "[]"  # a label without a known value

ABOUT = {
    "id": "text",
    "family": "text",
    "title": "text",
    "language": "text",
    "published": "date",
    "summary": "text",
}
SOURCE = {
    "url": "text",
    "fetched": "text",
    "dump": "text",
    "first_line": "integer",
    "last_line": "integer",
}
LONG = ("id", "facet", "value", "label", "raw", "dump", "line")


class Column(NamedTuple):
    """A column of the wide table; ``kind`` of a facet is that of the authority."""

    name: str
    kind: str
    facet: bool = False


def columns(chosen: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Give the columns of the wide table, or those chosen.

    Raises:
        GpkitError: there is no such column.
    """
    about = [Column(name, kind) for name, kind in ABOUT.items()]
    source = [Column(name, kind) for name, kind in SOURCE.items()]
    known = {column.name: column for column in (*about, *facet_columns(), *source)}
    return tuple(known[name] for name in pick(chosen, tuple(known)))


def facet_columns() -> tuple[Column, ...]:
    """Give a column for each facet that a practice can have."""
    authority = load()
    kinds = ((facet, authority.facet(facet).kind) for facet in authority.facets())
    return tuple(Column(f, kind, True) for f, kind in kinds if kind not in ("title", "period"))


def pick(chosen: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """Give the columns that were chosen, all where none was.

    Raises:
        GpkitError: one is not known, or named twice.
    """
    for name in chosen:
        if name not in known:
            raise GpkitError(f"there is no column {name!r}", near(name, known))
        if chosen.count(name) > 1:
            raise GpkitError(f"--columns names {name!r} twice", "Name each column once.")
    return chosen or known


class Wide:
    """One row a practice."""

    def __init__(self, how: How) -> None:
        self.labels = Labels(how.language)
        self.columns = columns(how.columns)
        self._facets = frozenset(column.name for column in facet_columns())

    def header(self) -> list[str]:
        """Give the names of the columns."""
        return [self.labels.facet(c.name) if c.facet else c.name for c in self.columns]

    def rows(self, practice: Practice) -> Iterator[list[str]]:
        """Give the row of a practice."""
        refuse_strangers(practice, self._facets)
        yield [self.cell(practice, column) for column in self.columns]

    def cell(self, practice: Practice, column: Column) -> str:
        """Give one cell: "" absent, ``[]`` a label without a known value."""
        if not column.facet:
            return about(practice, column.name)
        values = practice.facets.get(column.name)
        if values is None:
            return ""
        return JOINED.join(self.value(column.name, value) for value in values) or EMPTY

    def value(self, facet: str, value: Value) -> str:
        """Write a value of a facet."""
        return shown(self.labels.concept(facet, value) if isinstance(value, str) else value)


class Long:
    """One row a value as it stood on the page; a label without any gets a row of its own."""

    def __init__(self, how: How) -> None:
        self.labels = Labels(how.language)
        self.names = pick(how.columns, LONG)
        self._places = [LONG.index(name) for name in self.names]

    def header(self) -> list[str]:
        """Give the names of the columns."""
        return list(self.names)

    def rows(self, practice: Practice) -> Iterator[list[str]]:
        """Give the rows of a practice."""
        for row in self._all(practice):
            yield [row[place] for place in self._places]

    def _all(self, practice: Practice) -> Iterator[tuple[str, ...]]:
        dump = practice.provenance.dump
        for entry in practice.observed:
            facet = self.labels.facet(entry.facet) if entry.facet else ""
            if not entry.values:
                yield (practice.id, facet, EMPTY, entry.label, "", dump, str(entry.line))
            for value in entry.values:
                line = str(value.line)
                concept = self._concept(entry.facet or "", value.concept)
                yield (practice.id, facet, concept, entry.label, value.raw, dump, line)

    def _concept(self, facet: str, concept: Value | None) -> str:
        if isinstance(concept, str):
            return self.labels.concept(facet, concept)
        return "" if concept is None else shown(concept)


def table(how: How) -> Wide | Long:
    """Give the table of a shape."""
    return Long(how) if how.shape == "long" else Wide(how)


def about(practice: Practice, name: str) -> str:
    """Give a cell that is no facet."""
    if name in ABOUT:
        return getattr(practice, name) or ""
    source = practice.provenance
    if name in ("first_line", "last_line"):
        return str(source.lines[name == "last_line"])
    return getattr(source, name) or ""


def shown(value: Value) -> str:
    """Write a value in one cell.

    >>> shown(Money("153956.87", "EUR")), shown(Organisation("FUNDACJA TECHSOUP", "PL"))
    ('153956.87 EUR', 'FUNDACJA TECHSOUP (PL)')
    """
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}" if value.currency else value.amount
    if isinstance(value, Organisation):
        return f"{value.name} ({value.country})" if value.country else value.name
    return str(value)


def refuse_strangers(practice: Practice, known: frozenset[str]) -> None:
    """Refuse to leave out a facet that has no column.

    Raises:
        GpkitError: the practice has one.
    """
    strange = [facet for facet in practice.facets if facet not in known]
    if strange:
        raise GpkitError(
            f"{practice.id}: there is no facet {strange[0]!r}, so it has no column",
            "Run this where gpkit.toml names the authority that knows it, or use --format json.",
        )
