"""The title names a country that the block of facets lacks.

Title and block are two witnesses. Only a whole part of the title counts, cut off by a dash, a
colon, a bar or brackets ("Women in ICT – Greece", "BULGARIA: ..."), and only a country's name:
two letters are too often a word.

Passes::

    title: Women in ICT – Greece
    facets: {country: [GR]}

Fails::

    title: Women in ICT – Greece
    facets: {country: [other]}

Fails::

    title: "Latvia: codes for all"
    facets: {country: [BG]}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice

SEVERITY = Severity.WARNING
_CUT = re.compile(r"\s[-–—|/]\s|[:()\[\]|]")
_SHORTEST = 4  # Iran, Oman: what is shorter is a code or a word


def check(practice: Practice) -> Iterator[Issue]:
    """Look at the parts of the title, if the page has a facet to compare with."""
    block = practice.facets.get("country")
    if block is None or not practice.title:
        return
    witness = practice.evidence.title
    for words, country in countries(practice.title):
        if country not in block:
            yield Issue(
                f"the title says {words!r} ({country}), the block of facets does not",
                ("title",),
                witness.line if witness else None,
                "If the title is right, write the country to data/corrections.",
                about=f"{country}: {words}",
            )


def countries(title: str) -> Iterator[tuple[str, str]]:
    """Give the parts of a title that are the name of one country, with its code."""
    from gpkit.authority import load

    parts = [part.strip() for part in _CUT.split(title)]
    for part in parts if len(parts) > 1 else ():
        found = load().concepts_of("country", part) if len(part) >= _SHORTEST else ()
        if len(found) == 1 and found[0].concept.isupper() and len(found[0].concept) == 2:
            yield part, found[0].concept
