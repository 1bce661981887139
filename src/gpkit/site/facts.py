"""What a practice says it read, fact by fact: the words, and the line of the dump they stood on."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gpkit.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Key, Place, Practice, Value
    from gpkit.rules import Finding


class Fact(NamedTuple):
    """Words on a line of the dump, and what they were read as. ``line`` 0 is the page's URL.

    ``kind`` is title, published, byline, label, value, heading or text; ``place`` says where it
    belongs in the practice file.
    """

    number: int
    kind: str
    line: int
    raw: str
    place: Key = ()
    facet: str | None = None
    value: Value | None = None
    readings: tuple[Value, ...] = ()


class Group(NamedTuple):
    """Facts that belong together: ``kind`` is title, published, byline, facet or section.

    ``head`` is the label of the facet or the heading of the section, if there is one.
    """

    kind: str
    facet: str | None
    head: Fact | None
    facts: tuple[Fact, ...]


class Facts:
    """The facts of a practice, numbered from 1 in the order in which a page shows them."""

    def __init__(self, practice: Practice) -> None:
        self.all = tuple(
            fact._replace(number=number) for number, fact in enumerate(_facts(practice), 1)
        )
        self._by_place = {fact.place: fact for fact in reversed(self.all)}

    def of(self, *kinds: str) -> tuple[Fact, ...]:
        """Give the facts of some kinds."""
        return tuple(fact for fact in self.all if fact.kind in kinds)

    def groups(self) -> Iterator[Group]:
        """Give all facts, in groups."""
        for (kind, _), found in groupby(self.all, key=_group):
            facts = tuple(found)
            head = facts[0] if facts[0].kind in ("label", "heading") else None
            yield Group(kind, facts[0].facet, head, facts[1:] if head else facts)

    def at(self, *place: str | int) -> Fact | None:
        """Give the fact at a place of the practice file, or None."""
        return self._by_place.get(place)

    def about(self, finding: Finding) -> Fact | None:
        """Give the fact that a finding is about: the nearest one around its place."""
        if finding.key[:1] == ("facets",) and len(finding.key) > 1:
            labels = (f for f in self.of("label") if f.facet == finding.key[1])
            return next(labels, None)
        key = finding.key[1:] if finding.key[:1] == ("evidence",) else finding.key
        for length in range(len(key), 0, -1):
            if fact := self.at(*key[:length]):
                return fact
        return None

    def behind(self, facet: str, value: Value) -> tuple[Fact, ...]:
        """Give the facts that a value of a facet was read from."""
        return tuple(f for f in self.of("value") if f.facet == facet and f.value == value)


def readings(practice: Practice) -> list[Practice]:
    """Give a practice as its own dump tells it, then as each other place does that adds values."""
    places = (place for place in practice.provenance.also if place.observed)
    return [practice, *(_seen_at(practice, place) for place in places)]


def _seen_at(practice: Practice, place: Place) -> Practice:
    source = practice.provenance._replace(
        dump=place.dump,
        sha256=place.sha256,
        container=place.container,
        lines=place.lines,
        url=place.url,
        unclaimed=(),
        also=(),
    )
    return practice._replace(
        provenance=source, observed=place.observed, evidence=Evidence(), sections=()
    )


def _group(fact: Fact) -> tuple[str, object]:
    kind = {"observed": "facet", "sections": "section"}.get(str(fact.place[0]), fact.kind)
    return kind, fact.place[1] if kind in ("facet", "section") else None


def _facts(practice: Practice) -> Iterator[Fact]:
    yield from _head(practice)
    for number, entry in enumerate(practice.observed):
        place: Key = ("observed", number)
        if entry.label:  # a site may print a value without any label
            yield Fact(0, "label", entry.line, entry.label, place, entry.facet)
        for which, seen in enumerate(entry.values):
            own: Key = (*place, "values", which)
            about = (entry.facet, seen.concept, seen.readings)
            yield Fact(0, "value", seen.line, seen.raw, own, *about)
    yield from _prose(practice)


def _head(practice: Practice) -> Iterator[Fact]:
    evidence = practice.evidence
    if evidence.title:
        seen = evidence.title
        yield Fact(0, "title", seen.line, seen.raw, ("title",), None, practice.title)
    if evidence.published:
        seen = evidence.published
        about = (None, practice.published, seen.readings)
        yield Fact(0, "published", seen.line, seen.raw, ("published",), *about)
    if evidence.byline_line is not None:
        for number, term in enumerate(evidence.byline):
            own: Key = ("byline", "terms", number)
            line = evidence.byline_line
            yield Fact(0, "byline", line, term.raw, own, term.facet, term.concept)


def _prose(practice: Practice) -> Iterator[Fact]:
    for number, (section, lines) in enumerate(
        zip(practice.sections, practice.evidence.sections, strict=False)
    ):
        place: Key = ("sections", number)
        words = ([section.heading] if section.heading else []) + section.text.split("\n")
        for which, (text, line) in enumerate(zip(words, lines, strict=False)):
            kind = "heading" if section.heading and not which else "text"
            yield Fact(0, kind, line, text, place if not which else (*place, which))
