"""Values that name several countries, cut into one slice for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 8_000  # characters: the names of all countries take about 3,000
_LONGEST = 6  # pieces of one name: "Saint Helena, Ascension and Tristan da Cunha" has three

# Marks, and the word "and" in 24 languages: they part countries, and stand in names as well.
# Only in small letters: ES, ET, UN and IR are codes.
_CUT = re.compile(
    r"[,;/|•·&+\n]"
    r"|(?<=\s)(?:and|und|et|en|och|og|ja|y|e|és|i|a|și|şi|un|ir|in|u|agus|és|και|и|–|—|-)(?=\s)"
)


def split_countries(raw: str, is_country: Callable[[str], bool]) -> tuple[str, ...]:
    """Cut words that name several countries: one slice of the words for each, in order.

    The longest name counts ("Bosnia and Herzegovina" is one country), and nothing is cut unless
    every part is a country.

    >>> known = {"Bulgaria", "Latvia", "Bosnia and Herzegovina", "Poland", "ES", "IT"}.__contains__
    >>> split_countries("Bulgaria, Bosnia and Herzegovina and Latvia ", known)
    ('Bulgaria', 'Bosnia and Herzegovina', 'Latvia')
    >>> split_countries("ES,IT", known), split_countries("Bulgaria / Latvia", known)
    (('ES', 'IT'), ('Bulgaria', 'Latvia'))
    >>> split_countries("Flag of Poland  Trójmiejski, Poland", known)
    ('Flag of Poland  Trójmiejski, Poland',)
    """
    whole = raw.strip()
    if not whole or len(whole) > LIMIT or is_country(whole):
        return (whole,)
    pieces = _pieces(whole)
    parts = _parts(whole, pieces, is_country)
    return parts or (whole,)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Give where the words between two cuts start and end; blank pieces are left out."""
    cuts = [(found.start(), found.end()) for found in _CUT.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [
        (end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip()))
        for start, end in zip(starts, ends, strict=True)
        if text[start:end].strip()
    ]


def _parts(
    text: str, pieces: list[tuple[int, int]], is_country: Callable[[str], bool]
) -> tuple[str, ...]:
    """Cover all pieces by countries, from the end; empty where that cannot be done.

    Each place keeps the size of the longest name that starts there and leaves a rest that can be
    covered as well.
    """
    sizes = [0] * len(pieces)
    for index in range(len(pieces) - 1, -1, -1):
        for size in range(min(_LONGEST, len(pieces) - index), 0, -1):
            after = index + size
            name = text[pieces[index][0] : pieces[after - 1][1]]
            if (after == len(pieces) or sizes[after]) and is_country(name):
                sizes[index] = size
                break
    parts: list[str] = []
    index = 0
    while index < len(pieces) and sizes[index]:
        after = index + sizes[index]
        parts.append(text[pieces[index][0] : pieces[after - 1][1]])
        index = after
    return tuple(parts) if index == len(pieces) else ()
