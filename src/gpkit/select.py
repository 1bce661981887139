"""Choosing practices by facet and family."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.authority import load
from gpkit.errors import GpkitError
from gpkit.model import Money, Organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.model import Practice, Value


class Selection(NamedTuple):
    """All conditions must hold; of several families, one."""

    where: tuple[tuple[str, str], ...] = ()
    families: tuple[str, ...] = ()

    @classmethod
    def parse(cls, where: Sequence[str], families: Sequence[str]) -> Selection:
        """Read conditions of the form ``facet=concept``.

        >>> Selection.parse(["country=BG"], []).where
        (('country', 'BG'),)

        Raises:
            GpkitError: a condition names no facet, or no concept of its scheme.
        """
        return cls(tuple(_condition(words) for words in where), tuple(families))

    def takes(self, practice: Practice) -> bool:
        """Tell whether a practice is chosen."""
        if self.families and practice.family not in self.families:
            return False
        return all(
            any(value in _words(v) for v in practice.facets.get(facet, ()))
            for facet, value in self.where
        )


def _condition(words: str) -> tuple[str, str]:
    facet, equals, value = (part.strip() for part in words.partition("="))
    authority = load()
    if not equals or not value:
        raise GpkitError(f"--where {words!r} is no condition", "Write it as --where country=BG.")
    if facet not in authority.facets():
        raise GpkitError(f"there is no facet {facet!r}", _near(facet, authority.facets()))
    scheme = authority.facet(facet).scheme
    if scheme and value not in authority.concepts(scheme):
        named = [term.concept for term in authority.concepts_of(scheme, value)]
        hint = f"Did you mean {named[0]}?" if named else _near(value, authority.concepts(scheme))
        raise GpkitError(f"{facet} has no concept {value!r}", hint)
    return facet, value


def _near(word: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1, cutoff=0.5)
    if near:
        return f"Did you mean {near[0]}?"
    shown = ", ".join(known[:12])
    return f"Known: {shown}{', ...' if len(known) > 12 else ''}."


def _words(value: Value) -> tuple[str, ...]:
    if isinstance(value, Money):
        return (value.amount,)
    if isinstance(value, Organisation):
        return (value.name,)
    return (str(value),)
