"""Practices as linked data: nodes of schema.org, DCAT and SKOS, flat, without blank nodes.

What schema.org has no word for stands under ``facet:`` (every facet of a practice) and ``gp:``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gpkit.authority import load, overlays
from gpkit.exporters._cells import shown
from gpkit.model import Money, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gpkit.exporters import How
    from gpkit.model import Practice, Value

Node = dict[str, Any]

PREFIXES = {
    "schema": "https://schema.org/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "gp": "urn:gpkit:ns:",
    "facet": "urn:gpkit:facet:",
}
KEEPS = "title, language, date, summary, prose, all values, the page's URL; names of concepts"
LOSES = "raw words and lines, labels without a known value, evidence, provenance, order of values"

_CATALOGUE = "urn:gpkit:catalogue"
_SCHEMES = "urn:gpkit:scheme/"  # as in gpkit vocab export
_AS = {  # which property of schema.org a facet is; of other concepts: a keyword
    "target_audience": "schema:audience",
    "target_group": "schema:audience",
    "digital_technology": "schema:about",
    "erasmus_topic": "schema:about",
    "industry": "schema:about",
    "digital_skill_level": "schema:educationalLevel",
    "country": "schema:spatialCoverage",
    "organisation": "schema:provider",
    "coordinator": "schema:sourceOrganization",
    "partner": "schema:contributor",
    "eu_grant": "schema:funding",
}
_CLASSES = {
    "target_audience": "schema:Audience",
    "target_group": "schema:Audience",
    "country": "schema:Place",
}
_PRECISION = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
_WEB = re.compile(r"https?://[^\s/]\S*")


def nodes(practices: Iterable[Practice], how: How) -> Iterator[Node]:
    """Give the catalogue, then the nodes of each practice, then the concepts that were used."""
    graph = Graph(how)
    yield graph.catalogue()
    for practice in practices:
        yield from graph.of(practice)
    yield from graph.concepts()


class Graph:
    """Makes nodes; notes the concepts that practices name, each with its scheme."""

    def __init__(self, how: How) -> None:
        self.used: set[tuple[str, str]] = set()
        self._language = how.language

    def catalogue(self) -> Node:
        """Give the node that all practices are part of."""
        return {
            "@id": _CATALOGUE,
            "@type": ["dcat:Dataset", "schema:Dataset"],
            "dcterms:title": {"@value": "Good practices", "@language": "en"},
            "dcterms:description": {
                "@value": "Good practices, with facets normalised to shared vocabularies.",
                "@language": "en",
            },
        }

    def of(self, practice: Practice) -> Iterator[Node]:
        """Give the nodes of a practice."""
        return _nodes(practice, self.used)

    def concepts(self) -> Iterator[Node]:
        """Give the nodes of the concepts that were named."""
        return _concepts(self.used, self._language)


def iri(practice_id: str) -> str:
    """Give the IRI of a practice.

    >>> iri("erasmusly/bees")
    'urn:gpkit:practice/erasmusly/bees'
    """
    return f"urn:gpkit:practice/{quote(practice_id)}"


def _nodes(practice: Practice, used: set[tuple[str, str]]) -> Iterator[Node]:
    own = iri(practice.id)
    parts = [f"{own}#section-{number}" for number in range(1, len(practice.sections) + 1)]
    node: Node = {
        "@id": own,
        "@type": ["schema:CreativeWork"],
        "schema:identifier": practice.id,
        "schema:isPartOf": {"@id": _CATALOGUE},
        "schema:name": _words(practice.title, practice.language),
        "schema:abstract": _words(practice.summary, practice.language),
        "schema:inLanguage": practice.language,
        "schema:datePublished": _date(practice.published) if practice.published else None,
        "schema:isBasedOn": _link(practice.provenance.url),
        "schema:temporalCoverage": _period(practice),
        "schema:hasPart": [{"@id": part} for part in parts],
        "gp:family": practice.family,
    }
    others: list[Node] = []
    for facet, values in practice.facets.items():
        objects = [_object(practice, facet, v, n, others) for n, v in enumerate(values, 1)]
        node[f"facet:{facet}"] = objects
        if property_ := _property(facet):
            node.setdefault(property_, []).extend(objects)
        scheme = _scheme(facet)
        used.update((scheme, v) for v in values if scheme and isinstance(v, str))
    yield _filled(node)
    yield from others
    for number, (part, section) in enumerate(zip(parts, practice.sections, strict=True), 1):
        yield _filled(
            {
                "@id": part,
                "@type": ["schema:CreativeWork"],
                "schema:name": _words(section.heading, practice.language),
                "schema:text": _words(section.text, practice.language),
                "schema:position": number,
                "gp:role": section.role,
            }
        )


def _object(practice: Practice, facet: str, value: Value, number: int, others: list[Node]) -> Any:
    place = f"{iri(practice.id)}#{facet}-{number}"
    if isinstance(value, Money):
        return _money(facet, value, place, others)
    if isinstance(value, Organisation):
        country = {"@id": concept_iri("country", value.country)} if value.country else None
        about = {"schema:name": value.name, "schema:address": value.country, "gp:country": country}
        others.append(_filled({"@id": place, "@type": ["schema:Organization"], **about}))
        return {"@id": place}
    if isinstance(value, int):
        return {"@value": str(value), "@type": "xsd:gYear"}
    scheme = _scheme(facet)
    if scheme:
        return {"@id": concept_iri(scheme, value)}
    return _date(value) if _kind(facet) == "date" else value


def _money(facet: str, value: Money, place: str, others: list[Node]) -> Node:
    amount = f"{place}-amount" if facet == "eu_grant" else place
    digits = {"@value": value.amount, "@type": "xsd:decimal"}
    about = {"schema:value": digits, "schema:currency": value.currency}
    others.append(_filled({"@id": amount, "@type": ["schema:MonetaryAmount"], **about}))
    if amount != place:
        grant = {"@id": place, "@type": ["schema:MonetaryGrant"], "schema:amount": {"@id": amount}}
        others.append(grant)
    return {"@id": place}


def _period(practice: Practice) -> str | None:
    """Give an ISO 8601 interval; an open end is ``..``."""
    first, last = (practice.facets.get(f, ()) for f in ("start_date", "end_date"))
    if not first and not last:
        return None
    return f"{shown(first[0]) if first else '..'}/{shown(last[0]) if last else '..'}"


def _property(facet: str) -> str | None:
    return _AS.get(facet) or ("schema:keywords" if _scheme(facet) else None)


@cache
def _scheme(facet: str) -> str | None:
    return load().facet(facet).scheme if facet in load().facets() else None


def _kind(facet: str) -> str:
    return load().facet(facet).kind if facet in load().facets() else "text"


def concept_iri(scheme: str, concept: str) -> str:
    """Give the IRI of a concept, as in the export of the vocabularies."""
    return f"{_SCHEMES}{quote(scheme, safe='')}/{quote(concept, safe='')}"


@cache
def _tree(scheme: str, over: tuple[Path, ...]) -> Any:
    from gpkit.authority.entries import scheme_tree  # reads its YAML at each call

    return scheme_tree(scheme, over)


def _concepts(used: set[tuple[str, str]], language: str) -> Iterator[Node]:
    for scheme in sorted({scheme for scheme, _ in used}):
        tree = _tree(scheme, overlays())
        top = f"{_SCHEMES}{quote(scheme, safe='')}"
        title = [_words(words, code) for code, words in tree.get("title", {}).items()]
        about = {"dcterms:identifier": scheme, "dcterms:title": title}
        yield {"@id": top, "@type": ["skos:ConceptScheme"], **about}
        for concept in sorted(concept for s, concept in used if s == scheme):
            entry = tree["concepts"].get(concept, {})
            names = entry.get("pref", {})
            codes = [c for c in names if not language or c in ("en", language)]
            class_ = _CLASSES.get(scheme, "schema:DefinedTerm")
            yield _filled(
                {
                    "@id": concept_iri(scheme, concept),
                    "@type": ["skos:Concept", class_],
                    "skos:inScheme": {"@id": top},
                    "skos:notation": concept,
                    "skos:prefLabel": [_words(names[code], code) for code in codes],
                    "skos:exactMatch": _link(entry.get("uri")),
                }
            )


def _words(text: str | None, language: str | None) -> Any:
    if text is None or not language or not _TAG.fullmatch(language):
        return text
    return {"@value": text, "@language": language}


def _date(text: str) -> Any:
    type_ = _PRECISION.get(len(text))
    return {"@value": text, "@type": type_} if type_ else text


def _link(url: str | None) -> Any:
    """Give an address as a link, what cannot be one as words."""
    if not url or not _WEB.fullmatch(url):
        return url
    return {"@id": quote(url, safe="%/:=&?~#+!$,;'@()*[]-._")}


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value is not None and value != []}
