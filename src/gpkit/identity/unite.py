"""One practice seen in several places: whose fields it has, and what the others say.

The places of one practice are put in an order of preference; the first gives the fields. A facet
that can have many values has those of all places. What a place says otherwise stays with the
place, with its raw words, so that each value has its witnesses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.authority import load
from gpkit.identity.contest import contested
from gpkit.identity.readings import OLDER, older, place_of, readings, speaks_of
from gpkit.model import Place, Says

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gpkit.identity.readings import Reading
    from gpkit.model import Practice, Provenance, Value

PREFER = ("latest", "fullest", "first")
_FIRST = "first"


class Rank(NamedTuple):
    """How late a place was read: the number of its scrape, then when it was fetched."""

    scrape: int = 0
    fetched: str = ""


def by_fetched(place: Provenance | Place) -> Rank:
    """Rank a place where no scrape is known."""
    return Rank(0, place.fetched or "")


class Preference(NamedTuple):
    """Which of several places gives the fields (``[merge] prefer``)."""

    prefer: tuple[str, ...] = PREFER
    rank: Callable[[Provenance | Place], Rank] = by_fetched

    def sort(self, found: Iterable[Practice]) -> list[Practice]:
        """Sort what places say, the one that wins first."""
        return sorted(found, key=lambda one: tuple(k for k, _ in self._keys(one)))

    def because(self, winner: Practice, next_: Practice) -> str:
        """Say what decided between the first two places."""
        for (one, why), (other, _) in zip(self._keys(winner), self._keys(next_), strict=True):
            if one != other:
                return why
        return "first by name"

    def _keys(self, practice: Practice) -> list[tuple[object, str]]:
        """Give what counts, the weightiest first: the least wins; and each in words."""
        source = practice.provenance
        words = sum(len(section.text) for section in practice.sections)
        rank = self.rank(source)
        keys: list[tuple[object, str]] = []
        for name in (*self.prefer, _FIRST):
            if name == "latest":
                keys.append((-rank.scrape, "latest scrape"))
                keys.append((_descending(rank.fetched), "fetched latest"))
            elif name == "fullest":
                keys.append(((-len(practice.observed), -words), "fullest"))
            elif name == _FIRST:
                keys.append(((source.dump, source.sha256, source.lines), "first by name"))
            else:
                family = name.partition(":")[2]
                keys.append((source.parser != family, f"family {family} is preferred"))
        return keys


def unite(  # noqa: PLR0913 - what is said, and what is decided
    found: Sequence[Practice],
    past: Iterable[Place] = (),
    kept: Iterable[Reading] = (),
    *,
    prefer: Preference = Preference(),  # noqa: B008 - immutable
    practice_id: str | None = None,
    decided: bool = False,
) -> Practice:
    """Make one practice of all places where it was seen.

    Args:
        found: what the places say; each may be a union itself.
        past: places that speak no more.
        kept: what further places say, whose pages are not at hand.
        prefer: which place gives the fields.
        practice_id: the id it gets; None: the id of the place that wins.
        decided: people said that they are one, so that nothing is contested.
    """
    order = prefer.sort(found)
    first = order[0]
    name = practice_id or first.id
    family = name.partition("/")[0]
    others = [*[one for seen in order for one in readings(seen)][1:], *kept]
    own, *_ = readings(first)
    gone = [*past, *(place for seen in order for place in older(seen))]
    because = prefer.because(first, order[1]) if len(order) > 1 else first.provenance.because
    source = first.provenance._replace(
        also=_places([*(_place(one, own, name) for one in others), *_past(gone, name)]),
        id=None if own.place.id == name else own.place.id,
        because=because if others else None,
    )
    return first._replace(
        id=name,
        family=family,
        title=_filled(first.title, (one.title for one in others)),
        published=_filled(first.published, (one.published for one in others))
        if first.evidence.published is None
        else first.published,
        facets=_facets(first, others),
        provenance=source,
        contested=() if decided else contested([own, *others]),
    )


def _filled(own: str | None, others: Iterable[str | None]) -> str | None:
    return own if own is not None else next((one for one in others if one is not None), None)


def _facets(first: Practice, others: Sequence[Reading]) -> dict[str, tuple[Value, ...]]:
    """Unite facets: many values are added to, a single one only where there is none."""
    authority = load()
    facets: dict[str, tuple[Value, ...]] = dict(first.facets)
    for one in others:
        for facet, values in one.facets.items():
            known = facets.get(facet)
            if not known:
                facets[facet] = values
            elif authority.facet(facet).many:
                facets[facet] = tuple(dict.fromkeys((*known, *values)))
    return {facet: facets[facet] for facet in authority.facets() if facet in facets}


def _place(other: Reading, own: Reading, name: str) -> Place:
    names = ("title", "language", "published", "sections")
    differs = [field for field in names if getattr(other, field) != getattr(own, field)]
    facets = sorted({*own.facets, *other.facets})
    differs += [f"facets.{f}" for f in facets if own.facets.get(f) != other.facets.get(f)]
    said = {f: getattr(other, f) for f in Says._fields if f in differs}
    return other.place._replace(
        differs=tuple(differs),
        id=None if other.place.id == name else other.place.id,
        says=Says(**said) if any(said.values()) else None,
        observed=tuple(e for e in other.observed if speaks_of(e, set(differs))),
    )


def _past(gone: Iterable[Place], name: str) -> list[Place]:
    return [
        place._replace(
            id=None if place.id == name else place.id,
            differs=(),
            says=None,
            observed=(),
            version=OLDER,
        )
        for place in gone
    ]


def _places(found: Iterable[Place]) -> tuple[Place, ...]:
    """Sort places; each record of a dump is one place."""
    own = {(place.dump, place.sha256, place.lines): place for place in found}
    return tuple(own[key] for key in sorted(own))


def _descending(text: str) -> tuple[bool, str]:
    return not text, "".join(chr(0x10FFFF - ord(c)) for c in text)


def places(practice: Practice) -> list[Place]:
    """Give all places where a practice was seen, with the id that each gives it."""
    source = practice.provenance
    found = [place_of(source, source.id or practice.id)]
    return found + [place._replace(id=place.id or practice.id) for place in source.also]
