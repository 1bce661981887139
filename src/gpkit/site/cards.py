"""What lists need of each practice, in memory for all; and how often values occur."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gpkit.authority import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gpkit.model import Practice

OWN = ("published", "language", "family")  # facets of every practice, named by our own words
_SUMMARY = 240  # characters
_CHIPS = 5
_KINDS = ("concept", "year")  # of facets that lists are filtered by

Pair = tuple[str, str]  # facet, concept


class Card(NamedTuple):
    """A practice in a list. ``pairs`` are what it can be found by: facet and concept."""

    id: str
    title: str
    summary: str
    language: str
    published: str
    pairs: tuple[Pair, ...]


def card(practice: Practice) -> Card:
    """Make the card of a practice."""
    return Card(
        practice.id,
        practice.title or practice.id,
        shortened(practice.summary or ""),
        practice.language or "",
        practice.published or "",
        tuple(dict.fromkeys(_pairs(practice))),
    )


def _pairs(practice: Practice) -> Iterable[Pair]:
    for facet, values in practice.facets.items():
        if is_filter(facet):
            yield from ((facet, str(value)) for value in values)
    if practice.published:
        yield "published", practice.published[:4]
    if practice.language:
        yield "language", practice.language
    yield "family", practice.family


def chips(found: Card) -> list[Pair]:
    """Give the few values that a list shows of a practice: where, then what about."""
    named = [pair for pair in found.pairs if is_named(pair[0])]
    return sorted(named, key=lambda pair: pair[0] != "country")[:_CHIPS]


def is_filter(facet: str) -> bool:
    """Tell whether lists are filtered by a facet: its values are concepts, or years.

    >>> is_filter("country"), is_filter("partner")
    (True, False)
    """
    return facet in load().facets() and load().facet(facet).kind in _KINDS


def is_named(facet: str | None) -> bool:
    """Tell whether values of a facet are concepts, with names of their own in each language."""
    return facet in load().facets() and load().facet(facet).scheme is not None


def shortened(text: str) -> str:
    """Cut a text at the end of a word.

    >>> shortened("word " * 100)[-6:]
    'word …'
    """
    if len(text) <= _SUMMARY:
        return text
    cut = text[:_SUMMARY]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut} …"


def in_order(cards: Iterable[Card]) -> list[Card]:
    """Sort cards for lists: newest first, those without a date last, then by title."""
    by_title = sorted(cards, key=lambda c: (unicodedata.normalize("NFKD", c.title).lower(), c.id))
    return sorted(by_title, key=lambda c: c.published, reverse=True)


class Tally:
    """How often each value occurs, and which facets any practice has."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}
        self.facets: set[str] = set()
        self.number = 0

    def add(self, practice: Practice, made: Card) -> None:
        """Count a practice."""
        self.number += 1
        self.facets.update(practice.facets, OWN)
        self.facets.update(entry.facet for entry in practice.observed if entry.facet)
        for facet, concept in made.pairs:
            self.counts.setdefault(facet, Counter())[concept] += 1

    def filters(self) -> tuple[str, ...]:
        """Give the facets that lists are filtered by, in the order of the authority."""
        order = {facet: place for place, facet in enumerate((*load().facets(), *OWN))}
        return tuple(sorted(self.counts, key=lambda facet: order[facet]))
