"""Which concepts a value may mean: forms that look alike, in all languages.

A suggestion is never applied by itself: people accept or reject it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gpkit.authority.entries import Form, all_forms
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gpkit.authority import Authority
    from gpkit.authority.decisions import Decisions
    from gpkit.model import Practice

MOST = 5
_MARKS = re.compile(r"[\W_]+")
# Below 60 of 100 even short words of other languages look alike ("alus" and "all").
_LIKE = 60
_SHARED = 75  # one holds most words of the other: counts, but for less than likeness
_WEIGHT = 0.9


class Suggestion(NamedTuple):
    """A concept that a value may mean: how alike (of 100), and the form it resembles."""

    concept: str
    score: float
    form: Form


class Unmatched(NamedTuple):
    """A value that stands in no scheme: how often, where first, and what it may mean."""

    facet: str
    value: str
    seen: int
    practice: str
    line: int
    suggestions: tuple[Suggestion, ...]


def alike(words: str, forms: Sequence[Form], *, least: float = _LIKE) -> list[Suggestion]:
    """Rank forms by likeness to words, the best first; every form counts once."""
    from rapidfuzz import fuzz, process  # 20 ms: only this needs it

    key, keys = _bare(words), [_bare(form.words) for form in forms]
    scores: dict[int, float] = {
        index: score
        for _, score, index in process.extract(
            key, keys, scorer=fuzz.ratio, limit=None, score_cutoff=least
        )
        if len(keys[index]) > 2  # "it" is two thirds of "unit"
    }
    for _, score, index in process.extract(
        key, keys, scorer=fuzz.token_set_ratio, limit=None, score_cutoff=_SHARED
    ):
        if len(keys[index]) > 3:  # "it" and "ai" stand in many phrases
            scores[index] = max(scores.get(index, 0), _part(score, key, keys[index]))
    ranked = sorted(scores, key=lambda index: (-scores[index], index))
    found = (Suggestion(forms[i].concept, round(scores[i], 1), forms[i]) for i in ranked)
    return [suggestion for suggestion in found if suggestion.score >= least]


def _bare(words: str) -> str:
    return " ".join(_MARKS.sub(" ", fold(words)).split()) or fold(words)


def _part(score: float, one: str, other: str) -> float:
    """Weigh down words that stand among others: the more is left over, the more."""
    short, long = sorted((len(one), len(other)))
    return score * (_WEIGHT - 0.25 * (1 - short / long))


def concepts(words: str, forms: Sequence[Form], rejected: Iterable[str] = ()) -> list[Suggestion]:
    """Rank concepts by their most similar form; rejected ones are left out."""
    best: dict[str, Suggestion] = {}
    for suggestion in alike(words, forms):
        if suggestion.concept not in rejected:
            best.setdefault(suggestion.concept, suggestion)
    return list(best.values())[:MOST]


def unmatched(
    practices: Iterable[Practice],
    authority: Authority,
    decisions: Decisions,
    overlays: Sequence[Path],
) -> list[Unmatched]:
    """Give the undecided values that no form reads like, the most frequent first."""
    values: dict[tuple[str, str], Unmatched] = {}
    for practice in practices:
        for facet, value, line in _unknown(practice, authority):
            key = (facet, fold(value))
            old = values.get(key) or Unmatched(facet, value, 0, practice.id, line, ())
            values[key] = old._replace(seen=old.seen + 1)
    forms: dict[str, list[Form]] = {}
    found = []
    for each in values.values():
        decision = decisions.find(each.facet, each.value)
        if decision and decision.accepted:
            continue
        scheme = authority.facet(each.facet).scheme or ""
        if scheme not in forms:
            forms[scheme] = all_forms(scheme, authority, overlays)
        ranked = concepts(each.value, forms[scheme], decision.rejected if decision else ())
        found.append(each._replace(suggestions=tuple(ranked)))
    return sorted(found, key=lambda each: (-each.seen, each.facet, fold(each.value)))


def _unknown(practice: Practice, authority: Authority) -> Iterator[tuple[str, str, int]]:
    """Give the values of a practice that the authority of today knows nothing of."""
    for entry in practice.observed:
        if entry.facet is None or entry.facet not in authority.facets():
            continue
        scheme = authority.facet(entry.facet).scheme
        for value in entry.values:
            known = value.concept is not None or value.readings
            if scheme and not known and not authority.concepts_of(scheme, value.raw):
                yield entry.facet, value.raw, value.line
