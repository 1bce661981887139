"""Which old practice is which new one, when their ids differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from gpkit.text.slug import title_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from gpkit.model import Practice

SAME = 0.5  # share of lines of prose from which on two practices are one
_GENERIC = "generic"


def renamed(old: Mapping[str, Practice], new: Mapping[str, Practice]) -> list[tuple[str, str]]:
    """Pair old with new ids of practices that are only on one side, the surest evidence first.

    That is one title in two families, one title in one place, one URL with one practice, and then
    common prose.
    """
    left = {i: p for i, p in old.items() if i not in new}
    right = {i: p for i, p in new.items() if i not in old}
    pairs: list[tuple[str, str]] = []
    for step in (_by(_title), _by(_title_here), _by(_url), _by_words):
        for one, other in step(left, right):
            pairs.append((one, other))
            del left[one], right[other]
    return sorted(pairs)


def _title(practice: Practice) -> Hashable:
    """Give the key of a title; in ``generic`` a title alone tells nothing."""
    if not practice.title or practice.family == _GENERIC:
        return None
    return title_key(practice.title)


def _title_here(practice: Practice) -> Hashable:
    source = practice.provenance
    return (title_key(practice.title), source.url or source.dump) if practice.title else None


def _url(practice: Practice) -> Hashable:
    return practice.provenance.url


def _by(
    key: Callable[[Practice], Hashable],
) -> Callable[[Mapping[str, Practice], Mapping[str, Practice]], list[tuple[str, str]]]:
    def step(left: Mapping[str, Practice], right: Mapping[str, Practice]) -> list[tuple[str, str]]:
        ones, others = _single(left, key), _single(right, key)
        return [(ones[k], others[k]) for k in ones if k in others]

    return step


def _single(
    practices: Mapping[str, Practice], key: Callable[[Practice], Hashable]
) -> dict[Hashable, str]:
    """Index practices by a key that only one of them has."""
    keys = {i: found for i, p in practices.items() if (found := key(p)) is not None}
    counts = Counter(keys.values())
    return {found: i for i, found in keys.items() if counts[found] == 1}


def _by_words(left: Mapping[str, Practice], right: Mapping[str, Practice]) -> list[tuple[str, str]]:
    taken: set[str] = set()
    pairs = []
    for share, one, other in sorted(_shares(left, right), key=lambda s: (-s[0], s[1], s[2])):
        if share >= SAME and one not in taken and other not in taken:
            taken |= {one, other}
            pairs.append((one, other))
    return pairs


def _shares(
    left: Mapping[str, Practice], right: Mapping[str, Practice]
) -> Iterator[tuple[float, str, str]]:
    words = {i: _words(p) for i, p in [*left.items(), *right.items()]}
    where: dict[str, list[str]] = defaultdict(list)
    for other in right:
        for line in words[other]:
            where[line].append(other)
    for one in left:
        common = Counter(other for line in words[one] for other in where[line])
        for other, number in common.items():
            yield number / max(len(words[one]), len(words[other])), one, other


def _words(practice: Practice) -> set[str]:
    """Give the lines of prose of a practice; without prose, its raw values."""
    prose = {line for s in practice.sections for line in s.text.split("\n") if line}
    values = {f"{e.label}\x1f{v.raw}" for e in practice.observed for v in e.values}
    return prose or values
