"""How alike two practices are: keys that only one practice has, and common lines of prose."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from gpkit.text.slug import title_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from gpkit.model import Practice

SAME = 0.5  # share of lines of prose from which on two practices are one
GENERIC = "generic"


def by_key(
    left: Mapping[str, Practice],
    right: Mapping[str, Practice],
    key: Callable[[Practice], Hashable],
) -> list[tuple[str, str]]:
    """Pair the practices of two sides that alone on their side have a key (None is no key)."""
    ones, others = _single(left, key), _single(right, key)
    return [(ones[k], others[k]) for k in ones if k in others]


def by_words(left: Mapping[str, Practice], right: Mapping[str, Practice]) -> list[tuple[str, str]]:
    """Pair the practices of two sides that have most lines of prose in common."""
    taken: set[str] = set()
    pairs = []
    for share, one, other in sorted(shares(left, right), key=lambda s: (-s[0], s[1], s[2])):
        if share >= SAME and one not in taken and other not in taken:
            taken |= {one, other}
            pairs.append((one, other))
    return pairs


def shares(
    left: Mapping[str, Practice], right: Mapping[str, Practice]
) -> Iterator[tuple[float, str, str]]:
    """Give the share of common lines of each pair that has any."""
    ones = {i: words(p) for i, p in left.items()}
    others = {i: words(p) for i, p in right.items()}
    where: dict[str, list[str]] = defaultdict(list)
    for other, lines in others.items():
        for line in lines:
            where[line].append(other)
    for one, lines in ones.items():
        common = Counter(other for line in lines for other in where[line])
        for other, number in common.items():
            yield number / max(len(lines), len(others[other])), one, other


def words(practice: Practice) -> set[str]:
    """Give the lines of prose of a practice; without prose, its raw values."""
    prose = {line for s in practice.sections for line in s.text.split("\n") if line}
    values = {f"{e.label}\x1f{v.raw}" for e in practice.observed for v in e.values}
    return prose or values


def title_words(practice: Practice) -> set[str]:
    """Give the words of a title."""
    return set(title_key(practice.title or "").split())


def _single(
    practices: Mapping[str, Practice], key: Callable[[Practice], Hashable]
) -> dict[Hashable, str]:
    """Index practices by a key that only one of them has."""
    keys = {i: found for i, p in practices.items() if (found := key(p)) is not None}
    counts = Counter(keys.values())
    return {found: i for i, found in keys.items() if counts[found] == 1}
