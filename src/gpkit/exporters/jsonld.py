"""JSON-LD: schema.org, DCAT and SKOS terms, one flat graph, its context inside."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gpkit.exporters._graph import KEEPS, LOSES, PREFIXES, Graph
from gpkit.exporters._parts import Parts
from gpkit.text.clean import inert_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from gpkit.exporters import How
    from gpkit.exporters._graph import Node
    from gpkit.model import Practice

__all__ = ["KEEPS", "LOSES", "export"]

SHAPES = ("wide",)
SUFFIXES = (".jsonld",)
OPTIONS = ("lang",)


def export(practices: Iterable[Practice], how: How, out: TextIO) -> None:
    """Write the context, then a node after the other."""
    parts(how).write(practices, out)


def parts(how: How) -> Parts:
    """Give the context with the catalogue, the nodes of each practice, and the concepts."""
    graph = Graph(how)
    context = json.dumps(PREFIXES, indent=1)
    return Parts(
        lambda practice: "".join(map(_follows, graph.of(practice))),
        f'{{\n"@context": {context},\n"@graph": [\n{_shown(graph.catalogue())}',
        tail="\n]\n}\n",
        last=lambda: "".join(map(_follows, graph.concepts())),
        used=graph.used,
    )


def _follows(node: Node) -> str:
    return f",\n{_shown(node)}"


def _shown(node: Node) -> str:
    return inert_json(json.dumps(node, ensure_ascii=False))
