"""Facets and concepts by name: their ids, or their labels in one of the 24 languages."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from gpkit.authority import load
from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Labels:
    """Names of facets and concepts in a language; ids where the language is ``""``.

    No two facets, and no two concepts of a scheme, have one name: where a language has one word
    for both (German *Zielgruppe*), the id stands behind it in brackets.

    >>> Labels("de").facet("target_group"), Labels("de").concept("country", "BG")
    ('Zielgruppe (target_group)', 'Bulgarien')
    >>> Labels("").facet("target_group"), Labels("").concept("country", "BG")
    ('target_group', 'BG')
    """

    def __init__(self, language: str) -> None:
        if language and language not in languages():
            raise GpkitError(
                f"there are no labels in {language!r}", f"Languages: {', '.join(languages())}."
            )
        self.language = language
        self._facets: Mapping[str, str] = {}
        self._schemes: dict[str, Mapping[str, str]] = {}

    def facet(self, facet: str) -> str:
        """Name a facet."""
        return self.facets().get(facet, facet) if self.language else facet

    def facets(self) -> Mapping[str, str]:
        """Name all facets."""
        if not self._facets:
            names = {facet: self._named(facet) for facet in load().facets()}
            self._facets = _apart(names)
        return self._facets

    def concept(self, facet: str, concept: str) -> str:
        """Name a concept of a facet; one that the scheme does not know keeps its id."""
        return self.concepts(facet).get(concept, concept) if self.language else concept

    def concepts(self, facet: str) -> Mapping[str, str]:
        """Name all concepts of a facet."""
        scheme = load().facet(facet).scheme if facet in load().facets() else None
        if scheme is None:
            return {}
        if scheme not in self._schemes:
            names = {c: self._label(scheme, c) for c in load().concepts(scheme)}
            self._schemes[scheme] = _apart(names)
        return self._schemes[scheme]

    def _named(self, facet: str) -> str:
        return (load().facet_label(facet, self.language) or facet) if self.language else facet

    def _label(self, scheme: str, concept: str) -> str:
        return (
            (load().label(scheme, concept, self.language) or concept) if self.language else concept
        )


def languages() -> tuple[str, ...]:
    """Give the languages that have labels."""
    from gpkit.authority.entries import OFFICIAL

    return tuple(OFFICIAL.split())


def _apart(names: Mapping[str, str]) -> Mapping[str, str]:
    """Tell apart what has one name."""
    often = Counter(names.values())
    return {key: f"{name} ({key})" if often[name] > 1 else name for key, name in names.items()}


def near(word: str, known: Sequence[str]) -> str:
    """Give a hint for a word that is none of those known.

    >>> near("contry", ["country", "title"])
    'Did you mean country?'
    """
    found = get_close_matches(word, known, n=1, cutoff=0.5)
    if found:
        return f"Did you mean {found[0]}?"
    return f"Known: {', '.join(known[:12])}{', ...' if len(known) > 12 else ''}."
