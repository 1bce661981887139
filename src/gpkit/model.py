"""The nouns of gpkit, from the raw dump to the finding. Imports nothing of ours.

A *document* is a dump as numbered lines. A parser reads it into *records*: a record is all the
*claims* of one practice, and a claim says what one line is. Normalising a record gives a
*practice*, the unit that is stored; rules turn practices into *findings*.

All of them are named tuples: immutable, quick to make on the hot path, and quick to define at
start-up (a frozen dataclass costs three times as much in both).
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a line of a dump is. Every non-blank line has exactly one."""

    TITLE = "title"
    BYLINE = "byline"
    PUBLISHED = "published"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"  # a bullet of the prose
    DETAILS = "details"  # the heading that opens a block of facets
    LABEL = "label"
    VALUE = "value"
    PAIR = "pair"  # label and value on one line
    NOISE = "noise"
    UNCLAIMED = "unclaimed"  # nobody knew the line: never silent, always a finding
    BLANK = "blank"


class Claim(NamedTuple):
    """What one line is, and the raw words that count on it.

    ``values`` are slices of the line: the title, the words of a value, the terms of a byline.
    ``label`` is the slice that names a facet (roles ``label`` and ``pair``).
    ``reason`` says why a line is noise.
    ``facet`` names the facet of a value that the site prints without any label.
    ``columns`` are cells of a table: the name of the column, the line that it stands on, the cell.
    ``more`` are further labels on the line, each with its values ("Country: PL | Year: 2018").
    """

    line: int  # 1-based
    role: Role
    values: tuple[str, ...] = ()
    label: str = ""
    reason: str = ""
    facet: str = ""
    more: tuple[tuple[str, tuple[str, ...]], ...] = ()
    columns: tuple[tuple[str, int, str], ...] = ()


class Hint(NamedTuple):
    """What the markup of a page said about a line (plain text says nothing).

    ``path`` is the way to the innermost element around the line, from the root: names with
    positions among siblings of the same name, as in ``/html/body/ul[2]/li[3]/a[1]``.
    """

    kind: str  # heading, item, dt, dd, th, td, link, alt, text
    level: int = 0  # of a heading or of a nested list
    path: str = ""
    tail: int = 0  # characters behind the element that the line begins with; 0: there is none


class Container(NamedTuple):
    """The file of many pages that a dump is one of.

    ``location`` is relative to the working directory or to the archive of raw dumps; the dump
    is found at or after the byte ``offset`` of the file.
    """

    location: str
    sha256: str
    offset: int


class Document(NamedTuple):
    """A dump, decoded: its lines as found, numbered from 1.

    Lines end at LF, CRLF or CR and nowhere else, and decoding never changes a character: the
    words on a line are the words of the dump.
    """

    name: str
    sha256: str
    lines: tuple[str, ...]
    encoding: str = "utf-8"
    hints: tuple[Hint | None, ...] = ()
    url: str | None = None
    fetched: str | None = None
    content_type: str | None = None
    container: Container | None = None
    left_out: tuple[tuple[str, int], ...] = ()  # what of a page is no line, and how often

    def line(self, number: int) -> str:
        """The text of a line, counted from 1."""
        return self.lines[number - 1]


class Record(NamedTuple):
    """All claims of one practice, in the order of the lines; raw, nothing normalised.

    ``address`` is the piece of the page's URL that names it, where the page prints no title.
    """

    claims: tuple[Claim, ...]
    first: int
    last: int
    address: str = ""
    confidence: float = 1.0  # 0..1: how sure the parser is that this is a practice, read right
    reasons: tuple[str, ...] = ()  # of the confidence


class Parsed(NamedTuple):
    """What a parser made of a document: its records, and the noise around them."""

    family: str
    records: tuple[Record, ...]
    noise: tuple[Claim, ...] = ()


class Money(NamedTuple):
    """An amount as decimal digits (never a float), and its ISO 4217 currency if known."""

    amount: str
    currency: str | None = None


class Organisation(NamedTuple):
    """An organisation as named on the page, and its country (ISO 3166-1 alpha-2) if given."""

    name: str
    country: str | None = None


Value = str | int | Money | Organisation


class Step(NamedTuple):
    """One step on the way from raw words to a value: what was done, what came out, and why."""

    name: str
    result: str
    why: str = ""


class Reading(NamedTuple):
    """What raw words say: a value, or none, with each step that led there.

    ``value`` is None where the words say nothing we know (``readings`` empty) or where they can
    be read in several ways (``readings`` holds each of them, in a fixed order).
    """

    value: Value | None
    steps: tuple[Step, ...] = ()
    readings: tuple[Value, ...] = ()


class Section(NamedTuple):
    """A piece of prose under one heading (None before the first)."""

    heading: str | None
    role: str
    text: str


class ObservedValue(NamedTuple):
    """A value exactly as it stood on the page; ``concept`` is None where nothing known fits."""

    raw: str
    line: int
    concept: Value | None = None
    readings: tuple[Value, ...] = ()


class Observed(NamedTuple):
    """A label exactly as it stood on the page, with its values; ``facet`` None: label unknown."""

    label: str
    facet: str | None
    line: int
    values: tuple[ObservedValue, ...] = ()


class Term(NamedTuple):
    """One term of a byline: a second witness for a facet, never its source."""

    raw: str
    facet: str | None = None
    concept: str | None = None


class Witness(NamedTuple):
    """Raw words of the page behind a field that is no facet (title, published), and why so read.

    On line 0 stand words of the page's URL.
    """

    raw: str
    line: int
    because: str | None = None
    readings: tuple[Value, ...] = ()


class Evidence(NamedTuple):
    """Where the fields outside the block of facets stood."""

    title: Witness | None = None
    published: Witness | None = None
    byline_line: int | None = None
    byline: tuple[Term, ...] = ()
    sections: tuple[tuple[int, ...], ...] = ()  # of each: the line of its heading, then of its text


class Says(NamedTuple):
    """What another place says of fields that are no facet, where it says something else."""

    title: str | None = None
    published: str | None = None
    language: str | None = None


class Place(NamedTuple):
    """Another place where a practice was seen, and the fields that read otherwise there.

    ``observed`` are the entries of the facets that differ. A field that differs and is not in
    ``says`` does not stand there. ``version`` tells of an earlier state of a page that it speaks
    no more: nothing of it is told but where it lies.
    """

    dump: str
    sha256: str
    lines: tuple[int, int]
    differs: tuple[str, ...] = ()
    container: Container | None = None
    id: str | None = None  # that its own title gives, if that is another
    url: str | None = None
    fetched: str | None = None
    version: str | None = None
    says: Says | None = None
    observed: tuple[Observed, ...] = ()


class Provenance(NamedTuple):
    """Which lines of which dump a practice was read from, and by which parser."""

    dump: str
    sha256: str
    parser: str
    lines: tuple[int, int]
    url: str | None = None
    fetched: str | None = None
    content_type: str | None = None
    container: Container | None = None
    encoding: str = "utf-8"
    unclaimed: tuple[int, ...] = ()
    also: tuple[Place, ...] = ()
    confidence: float = 1.0  # of the parser: 1 for a family, less where the form alone was known
    reasons: tuple[str, ...] = ()  # of the confidence
    id: str | None = None  # that its own title gives, if that is another
    because: str | None = None  # why this place, and no other, gives the fields


class Retired(NamedTuple):
    """The scrape that first lacked a practice, and its date (ISO 8601) if it has one."""

    scrape: str
    date: str | None = None


class Practice(NamedTuple):
    """A good practice, normalised, with the raw words behind each value."""

    id: str
    family: str
    title: str | None
    language: str | None
    published: str | None
    summary: str | None
    sections: tuple[Section, ...]
    facets: dict[str, tuple[Value, ...]]
    observed: tuple[Observed, ...]
    evidence: Evidence
    provenance: Provenance
    corrected: tuple[str, ...] = ()  # fields that people corrected by hand
    aliases: tuple[str, ...] = ()  # other ids that lead here
    contested: tuple[str, ...] = ()  # fields in which its places contradict each other
    retired: Retired | None = None


class Severity(StrEnum):
    """How bad a finding is. ``--fail-on`` compares by ``rank``."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for a note, 1 for a warning, 2 for an error."""
        return list(Severity).index(self)


Key = tuple[str | int, ...]  # the place of a node in a YAML tree
