"""Practices as tables that refer to each other: what databases and data packages hold.

``records`` has each practice whole, as JSON: what comes back is read from there, and only if the
other tables still say the same.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.authority import load
from gpkit.errors import GpkitError
from gpkit.exporters._cells import facet_columns, refuse_strangers, shown
from gpkit.exporters._labels import Labels
from gpkit.model import Money, Organisation
from gpkit.store.codec import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gpkit.model import Observed, Practice, Value

Cell = str | int | float | None
Row = tuple[Cell, ...]


class Field(NamedTuple):
    """A column: ``kind`` is text, integer, number, boolean or json."""

    name: str
    kind: str
    what: str
    required: bool = False


class Table(NamedTuple):
    """A table; ``refers``: columns, the table they point to, and the columns there."""

    name: str
    what: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    refers: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()


_PRACTICE = Field("practice", "text", "id of the practice", True)
_FACET = Field("facet", "text", "id of the facet", True)
_OF_PRACTICE = (("practice",), "practices", ("id",))
_OF_FACET = (("facet",), "facets", ("id",))

FACETS = Table(
    "facets",
    "Aspects of a practice, and their names.",
    (
        Field("id", "text", "id", True),
        Field("kind", "text", "concept, date, year, money, organisation, text ...", True),
        Field("scheme", "text", "the scheme of its concepts"),
        Field("many", "boolean", "whether a practice can have several values", True),
        Field("label", "text", "its name", True),
    ),
    ("id",),
)
CONCEPTS = Table(
    "concepts",
    "Known values of the facets that have a scheme.",
    (
        Field("scheme", "text", "id of the scheme", True),
        Field("id", "text", "id of the concept, as in values", True),
        Field("label", "text", "its name", True),
    ),
    ("scheme", "id"),
)
PRESENT = Table(
    "practice_facets",
    "Which facets a practice has, also those without a known value.",
    (_PRACTICE, _FACET, Field("position", "integer", "from 1, as in its file", True)),
    ("practice", "facet"),
    (_OF_PRACTICE, _OF_FACET),
)
VALUES = Table(
    "values",
    "The normalised values, one a row.",
    (
        _PRACTICE,
        _FACET,
        Field("position", "integer", "from 1, as on the page", True),
        Field("value", "text", "id of the concept, date, name, digits of the amount ...", True),
        Field("label", "text", "the value for people", True),
        Field("number", "number", "of an amount or a year"),
        Field("currency", "text", "of an amount, ISO 4217"),
        Field("country", "text", "of an organisation, ISO 3166-1 alpha-2"),
    ),
    ("practice", "facet", "position"),
    ((("practice", "facet"), "practice_facets", ("practice", "facet")),),
)
SECTIONS = Table(
    "sections",
    "The prose, a section a row.",
    (
        _PRACTICE,
        Field("position", "integer", "from 1, as on the page", True),
        Field("heading", "text", "as on the page"),
        Field("role", "text", "what the section is about", True),
        Field("text", "text", "its words", True),
    ),
    ("practice", "position"),
    (_OF_PRACTICE,),
)
OBSERVED = Table(
    "observed",
    "What stood on the page: a row a value, and a row for a label without any.",
    (
        _PRACTICE,
        Field("position", "integer", "of the label, from 1", True),
        Field("value_position", "integer", "from 1; 0: the label has no value", True),
        Field("label", "text", "words of the label", True),
        Field("facet", "text", "what the label names, if known"),
        Field("label_line", "integer", "line of the dump", True),
        Field("raw", "text", "words of the value"),
        Field("line", "integer", "line of the dump"),
        Field("concept", "text", "what the words were read as, if anything"),
    ),
    ("practice", "position", "value_position"),
    (_OF_PRACTICE, _OF_FACET),
)
PROVENANCE = Table(
    "provenance",
    "Where each practice was read (position 0), and where else it was seen.",
    (
        _PRACTICE,
        Field("position", "integer", "0: the place it was read from", True),
        Field("dump", "text", "name of the dump", True),
        Field("sha256", "text", "of the dump", True),
        Field("parser", "text", "that read it"),
        Field("url", "text", "of the page"),
        Field("fetched", "text", "when the page was fetched"),
        Field("first_line", "integer", "of the dump", True),
        Field("last_line", "integer", "of the dump", True),
        Field("differs", "json", "fields that read otherwise there"),
    ),
    ("practice", "position"),
    (_OF_PRACTICE,),
)
RECORDS = Table(
    "records",
    "Each practice whole, as JSON. gpkit import reads these.",
    (Field("id", "text", "id of the practice", True), Field("record", "json", "JSON", True)),
    ("id",),
    ((("id",), "practices", ("id",)),),
)


VIEWS = {
    "values_with_words": """SELECT v.practice, p.title, f.label AS facet_label, v.facet, v.value,
      v.label, v.number, v.currency, v.country
      FROM "values" v JOIN practices p ON p.id = v.practice JOIN facets f ON f.id = v.facet""",
    "counts": """SELECT facet, value, label, count(*) AS practices
      FROM "values" GROUP BY facet, value, label""",
    "unknown_values": """SELECT o.practice, o.facet, o.label, o.raw, p.dump, o.line
      FROM observed o JOIN provenance p ON p.practice = o.practice AND p.position = 0
      WHERE o.raw IS NOT NULL AND o.concept IS NULL""",
}


def practices_table() -> Table:
    """Give the table of practices: it has a column for each facet with a scheme."""
    return Table(
        "practices",
        "One row a practice. Facets with a scheme are JSON arrays; null: no such label.",
        (
            Field("id", "text", "<family>/<slug>", True),
            Field("family", "text", "which parser read it", True),
            Field("title", "text", "title"),
            Field("language", "text", "of the prose"),
            Field("published", "text", "ISO 8601: a day, a month or a year"),
            Field("summary", "text", "the first paragraph"),
            *(Field(facet, "json", "ids of concepts") for facet in _listed()),
            Field("url", "text", "of the page"),
        ),
        ("id",),
    )


def tables() -> tuple[Table, ...]:
    """Give all tables; each comes after those it refers to."""
    return (FACETS, CONCEPTS, *of_practices(), RECORDS)


def of_practices() -> tuple[Table, ...]:
    """Give the tables that follow from the records."""
    return (practices_table(), PRESENT, VALUES, SECTIONS, OBSERVED, PROVENANCE)


def vocabulary(language: str) -> Iterator[tuple[str, Row]]:
    """Give the rows of facets and concepts."""
    authority, labels = load(), Labels(language or "en")
    schemes: dict[str, str] = {}
    for facet in authority.facets():
        known = authority.facet(facet)
        many = int(known.many)
        yield "facets", (facet, known.kind, known.scheme, many, labels.facet(facet))
        if known.scheme:
            schemes.setdefault(known.scheme, facet)
    for scheme, facet in sorted(schemes.items()):
        for concept, label in labels.concepts(facet).items():
            yield "concepts", (scheme, concept, label)


class Rows:
    """Makes the rows of practices."""

    def __init__(self, language: str) -> None:
        self._labels = Labels(language or "en")
        self._listed = _listed()
        self._facets = frozenset(column.name for column in facet_columns())

    def of(self, practice: Practice) -> Iterator[tuple[str, Row]]:
        """Give the rows of a practice, each with the name of its table."""
        refuse_strangers(practice, self._facets)
        record = as_json(practice)
        yield "practices", self._practice(practice)
        for number, facet in enumerate(practice.facets, 1):
            yield "practice_facets", (practice.id, facet, number)
            for place, value in enumerate(practice.facets[facet], 1):
                yield "values", (practice.id, facet, place, *self._value(facet, value))
        for number, s in enumerate(practice.sections, 1):
            yield "sections", (practice.id, number, s.heading, s.role, s.text)
        for number, entry in enumerate(practice.observed, 1):
            for row in _observed(entry):
                yield "observed", (practice.id, number, *row)
        yield from (("provenance", row) for row in _provenance(practice))
        yield "records", (practice.id, compact(record))

    def _practice(self, practice: Practice) -> Row:
        about = practice[:6]
        listed = (practice.facets.get(facet) for facet in self._listed)
        arrays = (None if values is None else compact(values) for values in listed)
        return (*about, *arrays, practice.provenance.url)

    def _value(self, facet: str, value: Value) -> tuple[Cell, ...]:
        if isinstance(value, Money):
            return (value.amount, shown(value), float(value.amount), value.currency, None)
        if isinstance(value, Organisation):
            return (value.name, shown(value), None, None, value.country)
        if isinstance(value, int):
            return (str(value), str(value), value, None, None)
        return (value, self._labels.concept(facet, value), None, None, None)


def create(table: Table, types: Mapping[str, str]) -> str:
    """Give the statement that makes a table."""
    fields = [
        f'"{f.name}" {types.get(f.kind, types["text"])}{" NOT NULL" * f.required}'
        for f in table.fields
    ]
    fields.append(f"PRIMARY KEY ({_quoted(table.key)})")
    fields += [
        f'FOREIGN KEY ({_quoted(ours)}) REFERENCES "{other}" ({_quoted(theirs)})'
        for ours, other, theirs in table.refers
    ]
    return f'CREATE TABLE "{table.name}" ({", ".join(fields)})'


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def twice() -> GpkitError:
    """Say that two files hold one practice."""
    return GpkitError(
        "two of the files say that they are the same practice",
        "See which: gpkit validate data/normalized",
    )


def compact(data: Any) -> str:
    """Write JSON on one line."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _listed() -> tuple[str, ...]:
    return tuple(column.name for column in facet_columns() if column.kind == "concept")


def _observed(entry: Observed) -> Iterator[tuple[Cell, ...]]:
    if not entry.values:
        yield (0, entry.label, entry.facet, entry.line, None, None, None)
    for number, v in enumerate(entry.values, 1):
        concept = None if v.concept is None else shown(v.concept)
        yield (number, entry.label, entry.facet, entry.line, v.raw, v.line, concept)


def _provenance(practice: Practice) -> Iterator[Row]:
    own = practice.provenance
    where = (own.parser, own.url, own.fetched, *own.lines)
    yield (practice.id, 0, own.dump, own.sha256, *where, None)
    for number, place in enumerate(own.also, 1):
        other = (place.dump, place.sha256, None, None, None, *place.lines)
        yield (practice.id, number, *other, compact(place.differs))
