"""What the page of a practice shows, ready for the template."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.exporters import How
from gpkit.exporters._cells import shown
from gpkit.exporters._graph import PREFIXES, nodes
from gpkit.site.cards import is_filter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.model import Practice, Value
    from gpkit.rules import Finding
    from gpkit.site.facts import Fact, Facts
    from gpkit.site.places import FacetPages

_HREF = re.compile(r"(?:https?://|mailto:)[^\s<>\"'\x00-\x20\x7f-\x9f]+", re.IGNORECASE)


class Item(NamedTuple):
    """A value: a concept (to be named in the reader's language), or words."""

    concept: str | None
    words: str
    href: str | None  # of the list of all practices with this value
    facts: tuple[tuple[int, Fact], ...]  # with the number of the evidence page


class Row(NamedTuple):
    """A facet of a practice; without items, its label stands on the page without a known value."""

    facet: str
    items: tuple[Item, ...]
    corrected: bool


class Block(NamedTuple):
    """A paragraph, or the items of a list."""

    lines: tuple[str, ...]
    is_list: bool


def href(url: str | None) -> str | None:
    """Give an address that may be a link: http, https or mailto, and nothing that can run.

    >>> href("https://example.org/a"), href("javascript:alert(1)"), href(" https://example.org")
    ('https://example.org/a', None, None)
    """
    return url if url and _HREF.fullmatch(url) else None


def rows(practice: Practice, facts: Sequence[Facts], pages: FacetPages) -> list[Row]:
    """Give the facets of a practice; ``facts`` of its own place and of others."""
    return [
        Row(
            facet,
            tuple(_item(facet, value, facts, pages) for value in values),
            f"facets.{facet}" in practice.corrected,
        )
        for facet, values in practice.facets.items()
    ]


def _item(facet: str, value: Value, facts: Sequence[Facts], pages: FacetPages) -> Item:
    concept = str(value) if isinstance(value, str | int) and is_filter(facet) else None
    page = pages.get(facet, concept) if concept is not None else None
    behind = ((n, fact) for n, one in enumerate(facts, 1) for fact in one.behind(facet, value))
    return Item(concept, shown(value), page, tuple(behind))


def others(facts: Facts) -> list[tuple[Fact, list[Fact]]]:
    """Give the labels that name no facet, each with its values."""
    return [
        (label, [v for v in facts.of("value") if v.place[:2] == label.place])
        for label in facts.of("label")
        if label.facet is None
    ]


def blocks(text: str) -> Iterator[Block]:
    r"""Cut prose into paragraphs and lists.

    >>> [(b.lines, b.is_list) for b in blocks("One.\n- two\n- three")]
    [(('One.',), False), (('two', 'three'), True)]
    """
    items: list[str] = []
    for line in text.split("\n"):
        if line.startswith("- "):
            items.append(line[2:])
            continue
        if items:
            yield Block(tuple(items), True)
            items = []
        if line.strip():
            yield Block((line,), False)
    if items:
        yield Block(tuple(items), True)


def linked_data(practice: Practice, language: str, url: str | None) -> dict[str, Any]:
    """Give the JSON-LD of a practice; the prose stands on the page itself."""
    own: list[dict[str, Any]] = []
    for node in nodes([practice], How(language=language)):
        if "#section-" in node["@id"]:
            continue
        kept = {key: value for key, value in node.items() if key != "schema:hasPart"}
        if url and node.get("schema:identifier") == practice.id:
            kept["schema:url"] = {"@id": url}
        own.append(kept)
    return {"@context": PREFIXES, "@graph": own}


class Note(NamedTuple):
    """A finding, and where it belongs: a fact, a line of the dump, or the practice as a whole."""

    number: int
    finding: Finding
    fact: Fact | None
    line: int | None


def notes(practice: Practice, findings: Sequence[Finding], facts: Facts) -> list[Note]:
    """Place the findings about a practice."""
    found = []
    for number, finding in enumerate(findings, 1):
        fact = facts.about(finding)
        line = finding.dump_line
        if line == practice.provenance.lines[0]:  # also said of what concerns no line
            line = None
        if fact is not None and line is None:
            line = fact.line
        found.append(Note(number, finding, fact, line))
    return found
