"""Where places of one title contradict each other, so that they may be several practices.

In a named family, one title without a conflicting date, code or organisation is one practice.
With one, it stays one contested practice until somebody types `gpkit distinct ID`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from gpkit.model import Money, Organisation
from gpkit.text.fold import fold
from gpkit.text.slug import LIMIT, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gpkit.model import Value
    from gpkit.store.decisions import Decision

# The weightiest first: a split is made by the first that tells places apart.
_FACETS = {"code": "project_number", "organisation": "organisation"}
FIELDS = ("code", "published", "organisation")
_HASH = 9  # characters: a dash and 8 hex digits


class Telling(Protocol):
    """What tells one practice from another of its title: a practice, or what a place says."""

    @property
    def published(self) -> str | None:
        """When it was published."""

    @property
    def facets(self) -> dict[str, tuple[Value, ...]]:
        """Its facets."""


def contested(seen: Sequence[Telling]) -> tuple[str, ...]:
    """Name the fields in which two places contradict each other."""
    return tuple(f for f in FIELDS if _is_contested([values_of(one, f) for one in seen]))


def settled(practice: Telling, natural: str, splits: Iterable[Decision]) -> str:
    """Give the id of a record whose title gives an id that people split."""
    for split in splits:
        values = values_of(practice, split.field)
        if values and values.isdisjoint(split.keeps):
            return apart(natural, min(values))
    return natural


def apart(practice_id: str, value: str) -> str:
    """Give the id of a practice that has its title, but not this value, from another one.

    >>> apart("dsjp/coding-week", "2024-06-14")
    'dsjp/coding-week-216fd299'
    """
    family, _, slug = practice_id.partition("/")
    cut = slug[: LIMIT - _HASH].rstrip("-")
    return f"{family}/{cut}-{digest(value)}"


def values_of(seen: Telling, field: str) -> frozenset[str]:
    """Give the values of a field, in a form that can be compared and written down."""
    if field == "published":
        return frozenset([seen.published] if seen.published else [])
    return frozenset(_words(value) for value in seen.facets.get(_FACETS[field], ()))


def _is_contested(values: list[frozenset[str]]) -> bool:
    said = [one for one in values if one]
    return any(one.isdisjoint(other) for n, one in enumerate(said) for other in said[n + 1 :])


def _words(value: Value) -> str:
    if isinstance(value, Organisation):
        return fold(value.name)
    if isinstance(value, Money):
        return value.amount
    return str(value)
