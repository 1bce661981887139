"""Linked data by other people's tools: pyshacl judges the graph, pyld reads the JSON-LD."""

import json
from pathlib import Path

import pytest

SHAPES = Path(__file__).with_name("shapes.ttl")
PRACTICE = "urn:gpkit:practice/generic/practice-"
SCHEMA = "https://schema.org/"


@pytest.fixture(scope="module")
def few(found):
    """Practices that keep a validator in Python busy for seconds, not minutes."""
    return [p for p in found[:40] if len(str(p)) < 60_000]


def judged(graph):
    from pyshacl import validate
    from rdflib import Graph

    shapes = Graph().parse(SHAPES)
    conforms, _, words = validate(graph, shacl_graph=shapes, advanced=False, inference="none")
    return conforms, words


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("format_", ["turtle", "jsonld"])
def test_the_graph_keeps_its_shapes(format_, few, written):
    from rdflib import Graph

    name = {"turtle": "turtle", "jsonld": "json-ld"}[format_]
    graph = Graph().parse(written(format_, few), format=name)
    conforms, words = judged(graph)
    assert conforms, words


BROKEN = {
    "no identifier": ("DELETE WHERE { ?p schema:identifier ?i }", "schema:identifier"),
    "two names": ("INSERT { ?p schema:name 'x', 'y' } WHERE { ?p gp:family ?f }", "schema:name"),
    "a date in words": (
        "INSERT { ?p schema:datePublished 'soon' } WHERE { ?p gp:family ?f }",
        "schema:datePublished",
    ),
    "a country of no class": (
        "DELETE { ?c a schema:Place } WHERE { ?c a schema:Place }",
        "facet:country",
    ),
    "a concept without a label": ("DELETE WHERE { ?c skos:prefLabel ?l }", "skos:prefLabel"),
    "a section without a text": ("DELETE WHERE { ?s schema:text ?t }", "schema:hasPart"),
}
PREFIXES = """
PREFIX schema: <https://schema.org/> PREFIX gp: <urn:gpkit:ns:>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("what", BROKEN)
def test_the_shapes_can_fail(what, few, written):
    from rdflib import Graph

    graph = Graph().parse(written("turtle", few[:12]))
    change, path = BROKEN[what]
    graph.update(PREFIXES + change)
    conforms, words = judged(graph)
    assert not conforms
    assert path in words


# JSON-LD ------------------------------------------------------------------------------------------


def no_network(url, *_):
    raise AssertionError(f"asked for {url}")


def expanded(path):
    from pyld import jsonld

    data = json.loads(path.read_text("utf-8"))
    return jsonld.expand(data, {"documentLoader": no_network})


def nodes_of(expansion):
    return {node["@id"]: node for node in expansion}


def test_a_json_ld_processor_reads_every_practice(few, written):
    nodes = nodes_of(expanded(written("jsonld", few)))
    for practice in few:
        node = nodes[f"urn:gpkit:practice/{practice.id}"]
        names = [name["@value"] for name in node.get(f"{SCHEMA}name", [])]
        assert names == ([practice.title] if practice.title is not None else [])
        parts = [nodes[part["@id"]] for part in node.get(f"{SCHEMA}hasPart", [])]
        texts = [part[f"{SCHEMA}text"][0]["@value"] for part in parts]
        assert texts == [section.text for section in practice.sections]
        for facet, values in practice.facets.items():
            assert len(node.get(f"urn:gpkit:facet:{facet}", [])) == len(values), facet


def test_nothing_is_dropped_by_a_json_ld_processor(few, written):
    """Each key of each node is a term that the context defines: none is lost in silence."""
    path = written("jsonld", few)
    plain = json.loads(path.read_text("utf-8"))["@graph"]
    nodes = nodes_of(expanded(path))
    assert len(nodes) == len(plain)
    for node in plain:
        assert len(nodes[node["@id"]]) == len(node), node["@id"]


def test_pyld_and_rdflib_see_the_same_graph(few, written):
    from pyld import jsonld
    from rdflib import Graph

    path = written("jsonld", few[:12])
    options = {"documentLoader": no_network, "format": "application/n-quads"}
    quads = jsonld.to_rdf(json.loads(path.read_text("utf-8")), options)
    ours = Graph().parse(written("turtle", few[:12]))
    assert set(Graph().parse(data=quads, format="nt")) == set(ours)  # no blank nodes
