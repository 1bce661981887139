"""Which old practice is which new one, when their ids differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.identity.likeness import GENERIC, by_key, by_words
from gpkit.text.slug import title_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from gpkit.model import Practice


def renamed(old: Mapping[str, Practice], new: Mapping[str, Practice]) -> list[tuple[str, str]]:
    """Pair old with new ids of practices that are only on one side, the surest evidence first.

    That is one title in two families, one title in one place, one URL with one practice, and then
    common prose.
    """
    left = {i: p for i, p in old.items() if i not in new}
    right = {i: p for i, p in new.items() if i not in old}
    pairs: list[tuple[str, str]] = []
    for key in (_title, _title_here, _url, None):
        for one, other in by_key(left, right, key) if key else by_words(left, right):
            pairs.append((one, other))
            del left[one], right[other]
    return sorted(pairs)


def _title(practice: Practice) -> Hashable:
    """Give the key of a title; in ``generic`` a title alone tells nothing."""
    if not practice.title or practice.family == GENERIC:
        return None
    return title_key(practice.title)


def _title_here(practice: Practice) -> Hashable:
    source = practice.provenance
    return (title_key(practice.title), source.url or source.dump) if practice.title else None


def _url(practice: Practice) -> Hashable:
    return practice.provenance.url
