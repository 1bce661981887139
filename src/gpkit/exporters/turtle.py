"""Turtle: the same graph as in JSON-LD; schema.org, DCAT and SKOS terms."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

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
SUFFIXES = (".ttl",)
OPTIONS = ("lang",)
_PREFIXED = re.compile(r"[a-z]+:[A-Za-z_][A-Za-z0-9_]*")


def export(practices: Iterable[Practice], how: How, out: TextIO) -> None:
    """Write the prefixes, then a node after the other."""
    parts(how).write(practices, out)


def parts(how: How) -> Parts:
    """Give the prefixes with the catalogue, the nodes of each practice, and the concepts."""
    graph = Graph(how)
    prefixes = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    return Parts(
        lambda practice: "".join(map(_node, graph.of(practice))),
        prefixes + _node(graph.catalogue()),
        last=lambda: "".join(map(_node, graph.concepts())),
        used=graph.used,
    )


def _node(node: Node) -> str:
    types = ", ".join(node["@type"])
    lines = [f"<{node['@id']}> a {types}"]
    for property_, value in node.items():
        if not property_.startswith("@"):
            values = value if isinstance(value, list) else [value]
            lines.append(f"    {_name(property_)} {', '.join(map(_object, values))}")
    return "\n" + " ;\n".join(lines) + " .\n"


def _name(property_: str) -> str:
    if _PREFIXED.fullmatch(property_):
        return property_
    prefix, _, name = property_.partition(":")
    return f"<{PREFIXES[prefix]}{name}>"


def _object(value: Any) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _quoted(value)
    if "@id" in value:
        return f"<{value['@id']}>"
    tag = f"@{value['@language']}" if "@language" in value else f"^^{value['@type']}"
    return _quoted(value["@value"]) + tag


def _quoted(text: str) -> str:
    """Quote words: all escapes of JSON are escapes of Turtle too."""
    return inert_json(json.dumps(text, ensure_ascii=False))
