"""The words of the pages in 24 languages: our own (``words.json``), and labels of the authority."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpkit.authority import load
from gpkit.exporters._labels import Labels
from gpkit.site.cards import OWN, is_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gpkit.site.cards import Tally


@cache
def _file() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Path(__file__).with_name("words.json").read_text("utf-8"))
    return data


def names() -> Mapping[str, str]:
    """Give the languages by their own names.

    >>> names()["el"]
    'Ελληνικά'
    """
    found: dict[str, str] = _file()["names"]
    return found


def words(language: str) -> Mapping[str, str]:
    """Give the words of the pages in a language.

    >>> words("fr")["search"]
    'Rechercher'
    """
    found: dict[str, str] = _file()["words"][language]
    return found


class Speech:
    """All that pages say in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.labels = Labels(language)
        self.words = words(language)

    def facet(self, facet: str) -> str:
        """Name a facet, or one of our own (``published``, ``family``, ``language``).

        >>> Speech("de").facet("country"), Speech("de").facet("published")
        ('Land', 'Veröffentlicht')
        """
        return self.words[facet] if facet in OWN else self.labels.facet(facet)

    def concept(self, facet: str, concept: str) -> str:
        """Name a concept of a facet."""
        if facet == "language":
            return names().get(concept, concept)
        if facet in OWN or facet not in load().facets():
            return concept
        return self.labels.concept(facet, concept)

    def as_data(self, tally: Tally) -> dict[str, Any]:
        """Give all that a page can say in this language: our words, and labels that are used."""
        translated = [f for f in tally.counts if is_named(f)]
        return {
            "language": self.language,
            "words": dict(self.words),
            "facets": {facet: self.facet(facet) for facet in sorted(tally.facets)},
            "concepts": {
                facet: {c: self.concept(facet, c) for c in sorted(tally.counts[facet])}
                for facet in translated
            },
        }
