"""The prose names one country, and the block of facets none.

The block says "Other", or nothing beside its label, while the first paragraph speaks of exactly
one country. That is a hint for people, never a value: prose names partners and neighbours too.

Passes::

    facets: {country: [LV]}
    summary: The programme trains librarians in Latvia.
    sections: [{role: summary, text: The programme trains librarians in Latvia.}]

Passes::

    facets: {country: [other]}
    summary: Librarians of Latvia and Greece meet.
    sections: [{role: summary, text: Librarians of Latvia and Greece meet.}]

Fails::

    facets: {country: [other]}
    summary: The programme trains librarians in Latvia.
    sections: [{role: summary, text: The programme trains librarians in Latvia.}]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice

SEVERITY = Severity.NOTE
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONGEST = 4  # words of a name that prose uses: Bosnia and Herzegovina has three
_SHORTEST = 4  # letters: Fiji
_FIRST = 5_000  # characters: of a page without paragraphs no more than that is "the first"


def check(practice: Practice) -> Iterator[Issue]:
    """Look for countries in the first paragraph, where the block names none."""
    block = practice.facets.get("country")
    if block is None or any(_is_country(value) for value in block) or not practice.sections:
        return
    named = _countries(practice.sections[0].text.split("\n", 1)[0][:_FIRST])
    if len(named) != 1:
        return
    (code, words), *_ = named.items()
    places = practice.evidence.sections
    yield Issue(
        f"the prose names one country, {words!r} ({code}), and the block of facets none",
        ("sections", 0, "text"),
        places[0][-len(practice.sections[0].text.split("\n"))] if places and places[0] else None,
        "If that is the country, write it to data/corrections.",
        about=code,
    )


def _is_country(value: object) -> bool:
    return isinstance(value, str) and len(value) == 2 and value.isupper() and value != "EU"


def _countries(text: str) -> dict[str, str]:
    """Give the countries named in a text: code to words; the longest name counts."""
    from gpkit.authority import load

    words = _WORD.findall(text)
    found: dict[str, str] = {}
    place = 0
    while place < len(words):
        size = 1
        most = min(_LONGEST, len(words) - place) if words[place][0].isupper() else 0
        for length in range(most, 0, -1):
            name = " ".join(words[place : place + length])
            if len(name) < _SHORTEST:
                continue
            terms = load().concepts_of("country", name)
            if len(terms) == 1 and _is_country(terms[0].concept):
                found.setdefault(terms[0].concept, name)
                size = length
                break
        place += size
    return found
