"""Which practices are probably one: pairs with a score and its evidence. It never merges.

    found = match(practices, decided)
    for proposal in found.proposals: ...

Every practice is looked at once and then only its features are kept, so that practices can be
streamed from a store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.match.score import Evidence, score
from gpkit.match.weights import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from gpkit.match.blocks import Blocks, Skipped
    from gpkit.match.features import Features
    from gpkit.model import Practice

__all__ = [
    "Evidence",
    "Matched",
    "Proposal",
    "Scores",
    "Scoring",
    "between",
    "match",
    "pair",
    "proposals",
]

Pair = tuple[str, str]  # two ids, sorted


class Proposal(NamedTuple):
    """Two practices that may be one; ``left`` is the id that sorts first."""

    left: str
    right: str
    score: float  # 0..1
    evidence: tuple[Evidence, ...]  # the heaviest first


class Matched(NamedTuple):
    """What matching a catalogue gave, and what it did not look at."""

    proposals: tuple[Proposal, ...]  # the highest score first, then by ids
    skipped: tuple[Skipped, ...]  # keys that too many practices share
    practices: int
    compared: int  # pairs
    prose: bool  # whether prose was compared: it wants an extra


class Scores(NamedTuple):
    """What a stretch of practices gave: pairs of a score that is high enough, of so many."""

    proposed: list[Proposal]
    compared: int


def pair(one: str, other: str) -> Pair:
    """Give two ids as an unordered pair.

    >>> pair("b/x", "a/y")
    ('a/y', 'b/x')
    """
    return (one, other) if one <= other else (other, one)


def proposals(
    practices: Iterable[Practice], decided: Collection[Pair] = (), *, min_score: float = DEFAULT
) -> Iterator[Proposal]:
    """Propose pairs, the highest score first; pairs that are decided are not proposed again."""
    yield from match(practices, decided, min_score=min_score).proposals


def match(
    practices: Iterable[Practice], decided: Collection[Pair] = (), *, min_score: float = DEFAULT
) -> Matched:
    """Match a catalogue.

    Args:
        practices: in any order; the result does not depend on it.
        decided: pairs of ids, as ``pair`` gives them, that people have merged or parted.
        min_score: pairs below are not proposed.
    """
    from gpkit.match import prose
    from gpkit.match.features import features

    sketched = prose.is_there()
    found = [features(practice, sketched=sketched) for practice in practices]
    scoring = Scoring.of(found, decided, min_score)
    return scoring.matched([scoring.over(0, len(found))], sketched=sketched)


def between(one: Practice, other: Practice) -> Proposal:
    """Compare two practices, whatever their score."""
    from gpkit.match import prose
    from gpkit.match.features import features

    sketched = prose.is_there()
    left, right = sorted((one, other), key=lambda practice: practice.id)
    made = (features(practice, sketched=sketched) for practice in (left, right))
    return Proposal(left.id, right.id, *score(*made))


class Scoring(NamedTuple):
    """What the scores of a catalogue follow from: features, sorted by id, and who meets whom."""

    found: list[Features]
    blocks: Blocks
    decided: frozenset[Pair]
    min_score: float

    @classmethod
    def of(cls, found: list[Features], decided: Collection[Pair], min_score: float) -> Scoring:
        """Group practices, and take out what too many of them share."""
        from gpkit.match.blocks import blocks, without_common

        found = sorted(found, key=lambda one: one.id)
        made = blocks(found)
        common: dict[str, set[str]] = {}
        for skipped in made.skipped:
            common.setdefault(skipped.kind, set()).add(skipped.key)
        if common:
            found = [without_common(one, common) for one in found]
        return cls(found, made, frozenset(decided), min_score)

    def over(self, start: int, stop: int) -> Scores:
        """Compare the practices of a stretch with those before them that they meet."""
        proposed, compared = [], 0
        for index in range(start, stop):
            one = self.found[index]
            for partner in self.blocks.partners(index):
                compared += 1
                other = self.found[partner]
                if (other.id, one.id) in self.decided:
                    continue
                scored = score(other, one)
                if scored.score >= self.min_score:
                    proposed.append(Proposal(other.id, one.id, *scored))
        return Scores(proposed, compared)

    def matched(self, scores: Iterable[Scores], *, sketched: bool) -> Matched:
        """Put the scores of all stretches together."""
        proposed: list[Proposal] = []
        compared = 0
        for some in scores:
            proposed += some.proposed
            compared += some.compared
        proposed.sort(key=lambda p: (-p.score, p.left, p.right))
        skipped = self.blocks.skipped
        return Matched(tuple(proposed), skipped, len(self.found), compared, sketched)
