"""Counting a catalogue: fill rates in three values, vocabularies, languages, years, sections."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.model import Money, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gpkit.model import Practice, Value


class Fill(NamedTuple):
    """On how many practices a facet has a value, is there and empty, or is not there."""

    value: int
    empty: int
    absent: int


class Family(NamedTuple):
    """What was counted over the practices of one family; most frequent first, then by name."""

    practices: int
    facets: dict[str, Fill]
    concepts: dict[str, dict[str, int]]  # facet -> concept -> practices
    unknown: dict[str, dict[str, int]]  # facet -> raw words that no scheme has -> times
    labels: dict[str, int]  # labels that name no facet -> times
    languages: dict[str, int]
    years: dict[str, int]
    roles: dict[str, int]  # of sections


def stats(practices: Iterable[Practice]) -> dict[str, Family]:
    """Count practices by family, in alphabetical order."""
    grouped: dict[str, list[Practice]] = defaultdict(list)
    for practice in practices:
        grouped[practice.family].append(practice)
    return {family: _family(grouped[family]) for family in sorted(grouped)}


def fill(practices: Iterable[Practice]) -> dict[str, Fill]:
    """Count each facet that any of the practices has, in alphabetical order."""
    known = list(practices)
    filled, there = Counter[str](), Counter[str]()
    for practice in known:
        there.update(list(practice.facets))
        filled.update(facet for facet, values in practice.facets.items() if values)
    return {f: Fill(filled[f], there[f] - filled[f], len(known) - there[f]) for f in sorted(there)}


def _family(practices: list[Practice]) -> Family:
    concepts: dict[str, Counter[str]] = defaultdict(Counter)
    unknown: dict[str, Counter[str]] = defaultdict(Counter)
    labels = Counter[str]()
    for practice in practices:
        for facet, values in practice.facets.items():
            concepts[facet].update({name for v in values if (name := _concept(v))})
        for entry in practice.observed:
            if entry.facet is None:
                labels[entry.label] += 1
            else:
                unknown[entry.facet].update(v.raw for v in entry.values if v.concept is None)
    return Family(
        len(practices),
        fill(practices),
        {f: _ranked(concepts[f]) for f in sorted(concepts) if concepts[f]},
        {f: _ranked(unknown[f]) for f in sorted(unknown) if unknown[f]},
        _ranked(labels),
        _ranked(Counter(p.language or "unknown" for p in practices)),
        dict(sorted(Counter((p.published or "none")[:4] for p in practices).items())),
        _ranked(Counter(s.role for p in practices for s in p.sections)),
    )


def _concept(value: Value) -> str | None:
    """Name what can be counted: concepts and years; names, sums and dates are all different."""
    if isinstance(value, Money | Organisation):
        return None
    return None if _is_date(value) else str(value)


def _is_date(value: str | int) -> bool:
    return isinstance(value, str) and value[:4].isdigit() and value[4:5] in ("", "-", "/")


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def as_json(found: dict[str, Family]) -> dict[str, Any]:
    """Give counts as JSON data."""
    return {
        name: {
            **family._asdict(),
            "facets": {facet: f._asdict() for facet, f in family.facets.items()},
        }
        for name, family in found.items()
    }


def from_json(data: dict[str, Any]) -> dict[str, Family]:
    """Read counts back from what `as_json` gives."""
    return {
        name: Family(
            **{**family, "facets": {facet: Fill(**f) for facet, f in family["facets"].items()}}
        )
        for name, family in data.items()
    }
