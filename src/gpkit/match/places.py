"""Countries that words name, whatever their ending: by the first letters of their labels."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gpkit.match.names import ascii_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_NO_COUNTRY = frozenset({"EU", "UN", "EZ"})
_SIZE = 6


def is_country(code: object) -> bool:
    """Tell a country's code from concepts such as ``other`` and ``EU``."""
    return isinstance(code, str) and len(code) == 2 and code.isupper() and code not in _NO_COUNTRY


@cache
def _stems(language: str) -> dict[str, str]:
    from gpkit import authority

    known = authority.load()
    found: dict[str, set[str]] = {}
    for code in filter(is_country, known.concepts("country")):
        for tongue in {language, "en"}:
            label = known.label("country", code, tongue)
            if label and " " not in label:
                found.setdefault(ascii_of(label.casefold())[:_SIZE], set()).add(code)
    return {stem: codes.pop() for stem, codes in found.items() if len(codes) == 1}


def countries(words: Iterable[str], language: str | None) -> frozenset[str]:
    """Give the countries that words name, in English or in the language of the text.

    A stem that two countries share names neither.

    >>> sorted(countries(["Women4IT", "Latvian", "Lithuania"], "en"))
    ['LT', 'LV']
    """
    stems = _stems(language or "en")
    return frozenset(
        code for word in words if (code := stems.get(ascii_of(word.casefold())[:_SIZE]))
    )
