"""What each place says of a practice, as far as the catalogue keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.authority import load
from gpkit.model import Place, Says
from gpkit.normalize import facets_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Observed, Practice, Provenance, Section, Value

OLDER = "older"
PERIOD = "period"
_OF_A_PERIOD = ("facets.start_date", "facets.end_date")


class Reading(NamedTuple):
    """What one place says; ``sections`` is None where its prose is not at hand, and another."""

    place: Place
    title: str | None
    published: str | None
    language: str | None
    sections: tuple[Section, ...] | None
    facets: dict[str, tuple[Value, ...]]
    observed: tuple[Observed, ...]


def place_of(source: Provenance, natural: str) -> Place:
    """Give the provenance of a practice as a place beside others."""
    return Place(
        source.dump,
        source.sha256,
        source.lines,
        container=source.container,
        id=natural,
        url=source.url,
        fetched=source.fetched,
    )


def readings(practice: Practice) -> Iterator[Reading]:
    """Give what each place of a practice says, as far as the catalogue keeps it; its own first."""
    source, evidence = practice.provenance, practice.evidence
    own = Reading(
        place_of(source, source.id or practice.id),
        practice.title if evidence.title or "title" in practice.corrected else None,
        practice.published if evidence.published or "published" in practice.corrected else None,
        practice.language,
        practice.sections,
        _own_facets(practice),
        practice.observed,
    )
    yield own
    for place in source.also:
        if place.version != OLDER:
            yield _reading(place._replace(id=place.id or practice.id), own)


def older(practice: Practice) -> Iterator[Place]:
    """Give the places of a practice that speak no more."""
    for place in practice.provenance.also:
        if place.version == OLDER:
            yield place._replace(id=place.id or practice.id)


def _own_facets(practice: Practice) -> dict[str, tuple[Value, ...]]:
    facets = facets_of(practice.observed, load())
    corrected = [name.partition(".")[2] for name in practice.corrected if "." in name]
    return facets | {f: practice.facets[f] for f in corrected if f in practice.facets}


def _reading(place: Place, own: Reading) -> Reading:
    differs = set(place.differs)
    says = place.says or Says()
    entries = place.observed + tuple(e for e in own.observed if not speaks_of(e, differs))
    same = {f: v for f, v in own.facets.items() if f"facets.{f}" not in differs}
    told = {
        facet: values
        for facet, values in facets_of(place.observed, load()).items()
        if f"facets.{facet}" in differs
    }
    return Reading(
        place,
        says.title if "title" in differs else own.title,
        says.published if "published" in differs else own.published,
        says.language if "language" in differs else own.language,
        None if "sections" in differs else own.sections,
        same | told,
        entries,
    )


def speaks_of(entry: Observed, differs: set[str]) -> bool:
    """Tell whether an entry speaks of one of the facets that differ."""
    if entry.facet == PERIOD:
        return not differs.isdisjoint(_OF_A_PERIOD)
    return f"facets.{entry.facet}" in differs
