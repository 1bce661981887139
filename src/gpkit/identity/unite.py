"""One practice seen in several places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Place
from gpkit.store.codec import as_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.model import Practice, Provenance


def unite(found: Sequence[Practice]) -> Practice:
    """Make one practice of all places where it was seen.

    The latest scrape wins, then the fullest reading; the other places are kept in its
    provenance, with the fields that read otherwise there.
    """
    first, *others = sorted(found, key=_preference)
    places = tuple(
        sorted((_place(o, first) for o in others), key=lambda p: (p.dump, p.sha256, p.lines))
    )
    return first._replace(provenance=first.provenance._replace(also=tuple(places)))


def _preference(practice: Practice) -> tuple[object, ...]:
    source = practice.provenance
    late = "".join(chr(0x10FFFF - ord(c)) for c in source.fetched or "")
    words = sum(len(section.text) for section in practice.sections)
    return (
        not late,
        late,
        -len(practice.observed),
        -words,
        source.dump,
        source.sha256,
        source.lines,
    )


def _place(other: Practice, first: Practice) -> Place:
    one, two = as_json(first), as_json(other)
    names = ("title", "language", "published", "sections")
    differs = [name for name in names if one[name] != two[name]]
    facets = sorted({*one["facets"], *two["facets"]})
    other_facets = [f for f in facets if one["facets"].get(f) != two["facets"].get(f)]
    differs += [f"facets.{facet}" for facet in other_facets]
    source = other.provenance
    return Place(source.dump, source.sha256, source.lines, tuple(differs), source.container)


def places(practice: Practice) -> list[Provenance | Place]:
    """Give all places where a practice was seen, each dump once."""
    source = practice.provenance
    places: list[Provenance | Place] = [source, *source.also]
    return list({(place.dump, place.sha256): place for place in places}.values())
