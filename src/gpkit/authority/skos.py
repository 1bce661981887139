"""Schemes as SKOS and back, without loss.

What SKOS has no word for stands under a small namespace of our own, ``urn:gpkit:ns:``

``order``      the order in which a scheme lists its concepts, and a concept its forms;
``matches``    which codes of a scheme count as words (``id``, ``notation``);
``codes``      codes of a concept beside its notation;
``homograph``  words that several concepts have, and those that they are read as;
``unverified`` labels that nobody has checked.

An order is only advice: a label that another program added or took away counts as it stands.
"""

from __future__ import annotations

import json
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from gpkit.authority.terms import by_language
from gpkit.errors import GpkitError

try:
    from rdflib import DCTERMS, RDF, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
    from rdflib.collection import Collection
except ImportError as error:
    raise GpkitError(
        "SKOS needs rdflib, which is not installed here",
        "Install it: pip install 'good-practice-kit[skos]'",
    ) from error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib.term import Node

    from gpkit.authority.entries import Tree

GP = Namespace("urn:gpkit:ns:")
BASE = "urn:gpkit:scheme/"
SYNTAXES = ("turtle", "json-ld")
_KINDS = {"pref": SKOS.prefLabel, "alt": SKOS.altLabel, "hidden": SKOS.hiddenLabel}
_UNKNOWN = "und"  # the language of a label that names none

# Writing ------------------------------------------------------------------------------------------


def dumps(schemes: Mapping[str, Tree], syntax: str = "turtle") -> str:
    """Write schemes as SKOS; the same schemes give the same bytes."""
    graph = Graph()
    for prefix, space in (("skos", SKOS), ("dcterms", DCTERMS), ("gp", GP)):
        graph.bind(prefix, space)
    for scheme, tree in schemes.items():
        _add_scheme(graph, scheme, tree)
    if syntax == "turtle":
        return graph.serialize(format="turtle").strip() + "\n"
    context = {"skos": str(SKOS), "dcterms": str(DCTERMS), "gp": str(GP)}
    with _calm():
        data = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=False))
    return json.dumps(_sorted(data), ensure_ascii=False, indent=1) + "\n"


@contextmanager
def _calm() -> Iterator[None]:
    """Keep what rdflib 7 says of its own classes (ConjunctiveGraph) from our users."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def _add_scheme(graph: Graph, scheme: str, tree: Tree) -> None:
    node = _uri(scheme)
    graph.add((node, RDF.type, SKOS.ConceptScheme))
    graph.add((node, DCTERMS.identifier, Literal(scheme)))
    for language, words in tree.get("title", {}).items():
        graph.add((node, DCTERMS.title, Literal(words, lang=language)))
    for name, predicate in (("source", DCTERMS.source), ("note", SKOS.note)):
        if name in tree:
            graph.add((node, predicate, Literal(tree[name])))
    if tree.get("codes"):
        _add_list(graph, node, GP.matches, map(Literal, _listed(tree["codes"])))
    for words, concepts in tree.get("homographs", {}).items():
        _add_homograph(graph, scheme, words, _listed(concepts))
    _add_list(graph, node, GP.order, (_uri(scheme, concept) for concept in tree["concepts"]))
    for concept, entry in tree["concepts"].items():
        _add_concept(graph, scheme, concept, entry)


def _add_homograph(graph: Graph, scheme: str, words: str, concepts: list[str]) -> None:
    node = URIRef(f"{_uri(scheme)}#{quote(words, safe='')}")
    graph.add((_uri(scheme), GP.homograph, node))
    graph.add((node, GP.words, Literal(words)))
    _add_list(graph, node, GP.readAs, (_uri(scheme, concept) for concept in concepts))


def _add_concept(graph: Graph, scheme: str, concept: str, entry: Tree) -> None:
    node = _uri(scheme, concept)
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.inScheme, _uri(scheme)))
    graph.add((node, DCTERMS.identifier, Literal(concept)))
    if "broader" in entry:
        graph.add((node, SKOS.broader, _uri(scheme, entry["broader"])))
    if "uri" in entry:
        graph.add((node, SKOS.exactMatch, URIRef(entry["uri"])))
    for name, predicate in (("notation", SKOS.notation), ("note", SKOS.note)):
        if name in entry:
            graph.add((node, predicate, Literal(entry[name])))
    if "unverified" in entry:
        flag = Literal(entry["unverified"], datatype=XSD.boolean)
        graph.add((node, GP.unverified, flag))
    if entry.get("codes"):
        _add_list(graph, node, GP.codes, map(Literal, _listed(entry["codes"])))
    for kind, predicate in _KINDS.items():
        _add_forms(graph, node, predicate, entry.get(kind, {}))


def _add_forms(graph: Graph, node: URIRef, predicate: URIRef, by_code: Tree) -> None:
    """Add forms, and their order where it is not that of the alphabet."""
    ordered: list[Literal] = []
    for language, words in by_code.items():
        forms = [Literal(form, lang=language) for form in _listed(words)]
        for form in forms:
            graph.add((node, predicate, form))
        ordered += forms if forms != sorted(forms, key=str) else []
    if ordered:
        _add_list(graph, node, GP[_local(predicate) + "Order"], ordered)


def _add_list(graph: Graph, node: URIRef, predicate: URIRef, items: Iterable[Node]) -> None:
    """Add a list. Its cells are named after it: names by chance would change with every run."""
    head = BNode(quote(f"{node} {_local(predicate)}", safe="").replace("%", "x").replace(".", "-"))
    graph.add((node, predicate, head))
    Collection(graph, head, list(items))


def _local(predicate: URIRef) -> str:
    return predicate.rpartition("#")[2].rpartition(":")[2]


def _uri(scheme: str, concept: str | None = None) -> URIRef:
    path = quote(scheme, safe="")
    return URIRef(BASE + path + (f"/{quote(concept, safe='')}" if concept is not None else ""))


def _listed(words: str | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else words


def _sorted(data: Any) -> Any:
    """JSON-LD in a fixed order: only lists (`@list`) have an order of their own."""
    if isinstance(data, dict):
        found = {key: data[key] if key == "@list" else _sorted(data[key]) for key in sorted(data)}
        return {**{key: found[key] for key in found if key in ("@context", "@id")}, **found}
    if isinstance(data, list):
        return sorted(map(_sorted, data), key=lambda item: json.dumps(item, sort_keys=True))
    return data


# Reading ------------------------------------------------------------------------------------------


def loads(text: str, name: str = "the input") -> dict[str, Tree]:
    """Read the schemes of SKOS, Turtle or JSON-LD.

    Raises:
        GpkitError: it is neither, or has no concept scheme.
    """
    graph = Graph()
    syntax = "json-ld" if text.lstrip()[:1] in ("{", "[") else "turtle"
    try:
        if syntax == "json-ld":
            _refuse_remote(json.loads(text), name)
        with _calm():
            graph.parse(data=text, format=syntax)
    except GpkitError:
        raise
    except Exception as error:  # parsers of rdflib raise what they like
        words = " ".join(str(error).split())[:200]
        raise GpkitError(
            f"{name}: this is no {syntax}: {words}", "Import a file in Turtle or JSON-LD."
        ) from error
    schemes = sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str)
    if not schemes:
        raise GpkitError(
            f"{name}: no skos:ConceptScheme in it", "Import SKOS in Turtle or JSON-LD."
        )
    return {_id(graph, node): _scheme(graph, node) for node in schemes}


def _refuse_remote(data: Any, name: str) -> None:
    """Refuse a context that would have to be fetched: importing reads nothing but its file."""
    if isinstance(data, dict):
        context = data.get("@context", [])
        for each in context if isinstance(context, list) else [context]:
            if isinstance(each, str) or (isinstance(each, dict) and "@import" in each):
                raise GpkitError(
                    f"{name}: its JSON-LD context lies elsewhere: {each}",
                    "Write the context out in the file, or import it as Turtle.",
                )
    for value in (
        data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    ):
        _refuse_remote(value, name)


def _scheme(graph: Graph, node: Node) -> Tree:
    tree: Tree = {}
    titles = [*graph.objects(node, DCTERMS.title), *graph.objects(node, SKOS.prefLabel)]
    if titles:
        tree["title"] = {_language(title): str(title) for title in sorted(titles, key=_of_language)}
    for name, predicate in (("source", DCTERMS.source), ("note", SKOS.note)):
        tree |= _one(graph, node, name, predicate)
    if codes := _list(graph, node, GP.matches):
        tree["codes"] = [str(code) for code in codes]
    homographs = {
        str(graph.value(each, GP.words)): [_id(graph, c) for c in _list(graph, each, GP.readAs)]
        for each in graph.objects(node, GP.homograph)
    }
    if homographs:
        tree["homographs"] = {words: homographs[words] for words in sorted(homographs)}
    concepts = sorted(_concepts(graph, node), key=str)
    ordered = _in_order(concepts, _list(graph, node, GP.order))
    tree["concepts"] = {_id(graph, concept): _concept(graph, concept) for concept in ordered}
    return tree


def _concepts(graph: Graph, scheme: Node) -> set[Node]:
    return {
        *graph.subjects(SKOS.inScheme, scheme),
        *graph.subjects(SKOS.topConceptOf, scheme),
        *graph.objects(scheme, SKOS.hasTopConcept),
    }


def _concept(graph: Graph, node: Node) -> Tree:
    entry: Tree = {}
    entry |= _one(graph, node, "notation", SKOS.notation)
    if codes := _list(graph, node, GP.codes):
        entry["codes"] = [str(code) for code in codes]
    entry |= _one(graph, node, "uri", SKOS.exactMatch)
    broader = sorted(graph.objects(node, SKOS.broader), key=str)
    if broader:
        entry["broader"] = _id(graph, broader[0])
    entry |= _one(graph, node, "note", SKOS.note)
    entry |= _one(graph, node, "unverified", GP.unverified)
    for kind, predicate in _KINDS.items():
        if found := _forms(graph, node, predicate):
            one = kind == "pref"
            entry[kind] = {code: found[code][0] if one else found[code] for code in found}
    return entry


def _one(graph: Graph, node: Node, name: str, predicate: URIRef) -> Tree:
    found = sorted(map(str, graph.objects(node, predicate)))
    return {name: found[0]} if found else {}


def _forms(graph: Graph, node: Node, predicate: URIRef) -> dict[str, list[str]]:
    advice = _list(graph, node, GP[_local(predicate) + "Order"])
    found: dict[str, list[str]] = {}
    labels = sorted(graph.objects(node, predicate), key=str)
    for label in sorted(_in_order(labels, advice), key=_of_language):
        found.setdefault(_language(label), []).append(str(label))
    return found


def _in_order(nodes: list[Node], advice: list[Node]) -> Iterator[Node]:
    """Give nodes as advised, then those that the advice does not know."""
    places = {node: place for place, node in enumerate(advice)}
    return iter(sorted(nodes, key=lambda node: places.get(node, len(places))))


def _list(graph: Graph, node: Node, predicate: URIRef) -> list[Node]:
    head = graph.value(node, predicate)
    return list(Collection(graph, head)) if head is not None else []


def _of_language(label: Node) -> tuple[bool, str]:
    return by_language(_language(label))


def _language(label: Node) -> str:
    return (label.language if isinstance(label, Literal) else None) or _UNKNOWN


def _id(graph: Graph, node: Node) -> str:
    """Give the id that a node was exported with, else the last part of its URI."""
    found = sorted(map(str, graph.objects(node, DCTERMS.identifier)))
    words = found[0] if found else unquote(str(node).rstrip("/#").replace("#", "/").split("/")[-1])
    return words.replace(" ", "_").replace("|", "_")
