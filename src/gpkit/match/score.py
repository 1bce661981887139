"""The score of two practices, with its evidence: a pure function of two small tuples."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.match import facts, told
from gpkit.match.prose import similarity
from gpkit.match.weights import KINDS, PRIOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.match.features import Features
    from gpkit.match.told import Share

_OWN_WORDS = 0.3  # below this similarity the prose of the two is told in words of their own


class Evidence(NamedTuple):
    """One piece of evidence: its kind, its weight in bits, and the words of both sides."""

    kind: str
    weight: float
    left: str
    right: str


class Scored(NamedTuple):
    """A score in 0..1, and what it is made of, the heaviest first."""

    score: float
    evidence: tuple[Evidence, ...]


def score(one: Features, other: Features) -> Scored:
    """Score two practices; the order of the two counts for nothing but the sides."""
    found = [
        Evidence(kind, round(KINDS[kind].weight * share, 1), left, right)
        for kind, share, left, right in _shares(one, other)
    ]
    bits = PRIOR + sum(evidence.weight for evidence in found)
    kept = tuple(sorted(found, key=lambda e: (-abs(e.weight), e.kind)))
    return Scored(round(1 / (1 + 2 ** -max(-30.0, min(30.0, bits))), 3), kept)


def _shares(one: Features, other: Features) -> Iterator[Share]:
    translated = bool(one.language and other.language and one.language != other.language)
    alike = similarity(one.sketch, other.sketch)
    about = list(told.of_titles(one, other, translated=translated))
    yield from about
    yield from told.of_codes(one, other)
    yield from told.of_prose(one, other, alike, translated=translated)
    yield from told.of_links(one, other)
    titled = any(kind in ("title", "title-near", "title-part") for kind, *_ in about)
    yield from told.of_acronyms(one, other, titled=titled)
    yield from facts.of_money(one, other)
    yield from facts.of_dates(one, other)
    yield from facts.of_organisations(one, other)
    if alike < _OWN_WORDS:
        yield from facts.of_names(one, other, translated=translated)
        yield from facts.of_numbers(one, other, translated=translated)
    yield from facts.of_years(one, other)
    yield from facts.of_countries(one, other)
