"""How many practices have what: families, languages, concepts, years, filled facets."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gpkit.authority import load
from gpkit.stats import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gpkit.exporters._labels import Labels
    from gpkit.model import Practice

FIRST = (
    "country",
    "digital_technology",
    "digital_skill_level",
    "target_audience",
    "funding_type",
    "initiative_type",
)


class Count(NamedTuple):
    """A thing, its name, and on how many practices it is."""

    key: str
    label: str
    number: int


class Facet(NamedTuple):
    """A facet: the practices that have a value, and how many of them have each value."""

    facet: str
    label: str
    practices: int
    counts: tuple[Count, ...]  # most frequent first, then by id; of years: by year


class Rate(NamedTuple):
    """On how many practices a facet has a value, is there and empty, or is not there."""

    facet: str
    label: str
    value: int
    empty: int
    absent: int


def families(practices: Iterable[Practice]) -> tuple[Count, ...]:
    """Count practices by site family."""
    return _ranked(Counter(p.family for p in practices))


def languages(practices: Iterable[Practice]) -> tuple[Count, ...]:
    """Count practices by the language of their prose."""
    return _ranked(Counter(p.language or "unknown" for p in practices))


def concept_facets() -> tuple[str, ...]:
    """Name the facets whose values are concepts: those that matter most first, then by name."""
    others = sorted(f for f in load().facets() if load().facet(f).scheme and f not in FIRST)
    return (*FIRST, *others)


def facets(practices: Sequence[Practice], labels: Labels) -> tuple[Facet, ...]:
    """Count the concepts of each facet that any practice has a value of."""
    found = (_facet(practices, facet, labels) for facet in concept_facets())
    return tuple(facet for facet in found if facet.practices)


def _facet(practices: Sequence[Practice], facet: str, labels: Labels) -> Facet:
    sets = [set(map(str, p.facets[facet])) for p in practices if p.facets.get(facet)]
    counted = Counter(concept for concepts in sets for concept in concepts)
    return Facet(
        facet,
        labels.facet(facet),
        len(sets),
        _ranked(counted, {c: labels.concept(facet, c) for c in counted}),
    )


def years(practices: Sequence[Practice], labels: Labels) -> tuple[Facet, ...]:
    """Count practices by year: when they were published, and each facet of dates."""
    published = [{p.published[:4]} for p in practices if p.published]
    dated = [f for f in load().facets() if load().facet(f).kind in ("date", "year")]
    found = [
        _years("published", "Published", published),
        *(_years(facet, labels.facet(facet), _years_of(practices, facet)) for facet in dated),
    ]
    return tuple(facet for facet in found if facet.practices)


def _years_of(practices: Iterable[Practice], facet: str) -> list[set[str]]:
    return [{str(v)[:4] for v in p.facets[facet]} for p in practices if p.facets.get(facet)]


def _years(facet: str, label: str, sets: list[set[str]]) -> Facet:
    counted = Counter(year for years_ in sets for year in years_)
    ordered = tuple(Count(year, year, counted[year]) for year in sorted(counted))
    return Facet(facet, label, len(sets), ordered)


def rates(practices: Sequence[Practice], labels: Labels) -> tuple[Rate, ...]:
    """Say how full each facet is, the fullest first."""
    found = fill(practices).items()
    ordered = sorted(found, key=lambda item: (-item[1].value, item[1].absent, item[0]))
    return tuple(Rate(facet, labels.facet(facet), *counted) for facet, counted in ordered)


def _ranked(counted: Counter[str], labels: dict[str, str] | None = None) -> tuple[Count, ...]:
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Count(key, (labels or {}).get(key, key), number) for key, number in ordered)
