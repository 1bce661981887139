"""What a catalogue lacks: concepts that no practice has, and combinations that never occur.

A combination says something only if it could be expected. Were two facets independent, a concept
on ``n`` of ``N`` practices would stand beside another on ``m`` of them ``n * m / N`` times. The sum
over all that a concept never stands beside is how many practices are missing. Only practices with a
value of both facets count: what a page does not say is no gap.

What is missing was not chosen beforehand: five practices cannot stand in twenty countries, so that
most of what is expected of them is always missing somewhere. So the sum is held against the sums
that chance would leave, with each place empty by itself (Poisson: ``exp(-expected)``).
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gpkit.authority import load
from gpkit.report.chance import chance
from gpkit.report.grid import EU27, is_country

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.exporters._labels import Labels
    from gpkit.model import Practice
    from gpkit.report.counts import Count

TELLING = 3.0  # practices expected, none found: of fewer, nobody should speak
CHANCE = 0.05  # how often chance may leave as much empty
# What is crossed: the first is looked for in each of the second.
PAIRS = (
    ("target_audience", "country"),
    ("digital_skill_level", "country"),
    ("digital_technology", "country"),
    ("funding_type", "country"),
    ("digital_skill_level", "digital_technology"),
    ("target_audience", "digital_technology"),
    ("target_audience", "digital_skill_level"),
    ("funding_type", "target_audience"),
)
_WIDEST = 8  # columns of a table of two facets that people can still read


class Gap(NamedTuple):
    """A concept that never occurs together with some of the values of another facet."""

    facet: str
    facet_label: str
    concept: str
    label: str
    over: str
    over_label: str
    missing: tuple[str, ...]  # labels, those of most practices first
    of: int  # values of the other facet that occur at all
    practices: int  # that have the concept and any value of the other facet
    expected: float  # practices with it and any of the missing, were the facets independent
    chance: float = 0.0  # the probability that chance alone leaves as many missing, or more

    @property
    def is_telling(self) -> bool:
        """Tell whether chance alone hardly explains it."""
        return self.expected >= TELLING and self.chance < CHANCE


class Unused(NamedTuple):
    """Concepts of a facet that no practice has; of countries, the member states of the EU."""

    facet: str
    label: str
    missing: tuple[str, ...]
    of: int


class Cross(NamedTuple):
    """Two facets as a table of practices: rows are the values of the one with more of them."""

    label: str  # of the rows
    over_label: str  # of the columns
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


class _Table:
    """How often the concepts of two facets occur together."""

    def __init__(self, practices: Sequence[Practice], facet: str, over: str) -> None:
        self.both = 0
        self.one, self.other = Counter[str](), Counter[str]()
        self.cells = Counter[tuple[str, str]]()
        for practice in practices:
            mine, theirs = _concepts(practice, facet), _concepts(practice, over)
            if mine and theirs:
                self.both += 1
                self.one.update(mine)
                self.other.update(theirs)
                self.cells.update((a, b) for a in mine for b in theirs)

    def missing(self, concept: str) -> list[str]:
        """Give what a concept never stands beside, the most frequent first."""
        never = [b for b in self.other if not self.cells[concept, b]]
        return sorted(never, key=lambda b: (-self.other[b], b))

    def expected(self, concept: str, others: Sequence[str]) -> list[float]:
        """Give how many practices would stand in each place, were the facets independent."""
        return [self.one[concept] * self.other[b] / self.both for b in others]


def _concepts(practice: Practice, facet: str) -> set[str]:
    found = {str(value) for value in practice.facets.get(facet, ())}
    return set(filter(is_country, found)) if facet == "country" else found


def gaps(practices: Sequence[Practice], labels: Labels) -> tuple[Gap, ...]:
    """Find combinations that never occur, the most telling first."""
    found = [gap for facet, over in PAIRS for gap in _gaps(practices, facet, over, labels)]
    return tuple(sorted(found, key=lambda g: (-g.expected, g.facet, g.over, g.concept)))


def _gaps(practices: Sequence[Practice], facet: str, over: str, labels: Labels) -> Iterator[Gap]:
    table = _Table(practices, facet, over)
    for concept in table.one:
        if never := table.missing(concept):
            missing = math.fsum(table.expected(concept, never))
            places = table.expected(concept, sorted(table.other))
            yield Gap(
                facet,
                labels.facet(facet),
                concept,
                labels.concept(facet, concept),
                over,
                labels.facet(over),
                tuple(labels.concept(over, b) for b in never),
                len(table.other),
                table.one[concept],
                round(missing, 2),
                round(chance(places, missing), 4),
            )


def unused(practices: Sequence[Practice], labels: Labels) -> tuple[Unused, ...]:
    """Find concepts that no practice has, in each facet of the crossed pairs that is used."""
    names = dict.fromkeys(name for pair in PAIRS for name in pair)
    found = []
    for facet in names:
        used = {concept for practice in practices for concept in _concepts(practice, facet)}
        all_ = EU27 if facet == "country" else load().concepts(load().facet(facet).scheme or "")
        missing = [concept for concept in all_ if concept not in used]
        if used and missing:
            shown = tuple(sorted(labels.concept(facet, concept) for concept in missing))
            found.append(Unused(facet, labels.facet(facet), shown, len(all_)))
    return tuple(found)


def crosses(practices: Sequence[Practice], labels: Labels) -> tuple[Cross, ...]:
    """Count each pair of facets together, where the columns are few enough to be read."""
    made = (_cross(_Table(practices, *pair), pair, labels) for pair in PAIRS)
    return tuple(cross for cross in made if cross.rows and 1 < len(cross.columns) <= _WIDEST)


def _cross(table: _Table, pair: tuple[str, str], labels: Labels) -> Cross:
    facet, over = pair
    columns, rows = _ranked(table.one), _ranked(table.other)
    numbers = (tuple(table.cells[column, row] for column in columns) for row in rows)
    named = (labels.concept(over, row) for row in rows)
    return Cross(
        labels.facet(over),
        labels.facet(facet),
        tuple(labels.concept(facet, column) for column in columns),
        tuple(zip(named, numbers, strict=True)),
    )


def _ranked(counted: Counter[str]) -> list[str]:
    return sorted(counted, key=lambda key: (-counted[key], key))


def countries(counts: Sequence[Count]) -> tuple[tuple[Count, ...], tuple[Count, ...]]:
    """Part the values of the facet country into countries and others (``other``, ``EU`` ...)."""
    are = tuple(count for count in counts if is_country(count.key))
    return are, tuple(count for count in counts if not is_country(count.key))
