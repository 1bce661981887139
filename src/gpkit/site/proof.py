"""The two pages of a practice: what it says, and the evidence beside the dump."""

from __future__ import annotations

import hashlib
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from gpkit.site import downloads
from gpkit.site.dumps import show
from gpkit.site.facts import Facts, readings
from gpkit.site.pages import Page
from gpkit.site.places import evidence_page, practice_page
from gpkit.site.view import linked_data, notes, others, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.rules import Finding
    from gpkit.site.cards import Card
    from gpkit.site.dumps import Shelf
    from gpkit.site.pages import Pages


class Source:
    """A practice out of its line of the download; its facts are laid out when a page needs them."""

    def __init__(self, line: str) -> None:
        self.sha256 = hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
        self.practice = downloads.practice_of(line)
        self.readings = readings(self.practice)  # as its own page tells it, and as others do

    @cached_property
    def facts(self) -> list[Facts]:
        """The facts of each reading."""
        return [Facts(one) for one in self.readings]


def practice(source: Source, card: Card, pages: Pages) -> Page:
    """Give the page of a practice."""
    name = practice_page(source.practice.id)
    lists = [pages.facet_page(*pair) for pair in card.pairs]
    return Page("practice", name, (source.sha256, lists), partial(_about, source, name, pages))


def _about(source: Source, name: str, pages: Pages) -> dict[str, Any]:
    found = source.practice
    return {
        "practice": found,
        "rows": rows(found, source.facts, pages.facet_page),
        "others": others(source.facts[0]),
        "data": linked_data(found, pages.speech.language, pages.url(name)),
    }


def evidence(source: Source, findings: Sequence[Finding], shelf: Shelf) -> Iterator[Page]:
    """Give the evidence of a practice: beside its dump, and beside that of each other place."""
    for number, one in enumerate(source.readings, 1):
        about = tuple(findings) if number == 1 else ()
        made_of = (source.sha256, number, about, shelf.state(one.provenance))
        yield Page(
            "evidence",
            evidence_page(source.practice.id, number),
            made_of,
            partial(_beside, source, number, about, shelf),
        )


def _beside(
    source: Source, number: int, findings: Sequence[Finding], shelf: Shelf
) -> dict[str, Any]:
    found, facts = source.readings[number - 1], source.facts[number - 1]
    document = shelf.document(found.provenance)
    return {
        "place": (number, len(source.readings)),
        "practice": found,
        "facts": facts,
        "kinds": {fact.number: fact.kind for fact in facts.all},
        "notes": notes(found, findings, facts),
        "dump": show(found, document, facts.all) if document else None,
        "is_lasting": document is not None or shelf.state(found.provenance) is None,
    }
