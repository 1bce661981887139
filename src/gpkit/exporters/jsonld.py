"""JSON-LD: schema.org, DCAT and SKOS terms, one flat graph, its context inside."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gpkit.exporters._graph import KEEPS, LOSES, PREFIXES, nodes
from gpkit.text.clean import inert_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from gpkit.exporters import How
    from gpkit.model import Practice

__all__ = ["KEEPS", "LOSES", "export"]

SHAPES = ("wide",)
SUFFIXES = (".jsonld",)
OPTIONS = ("lang",)


def export(practices: Iterable[Practice], how: How, out: TextIO) -> None:
    """Write the context, then a node after the other."""
    out.write(f'{{\n"@context": {json.dumps(PREFIXES, indent=1)},\n"@graph": [')
    mark = "\n"
    for node in nodes(practices, how):
        out.write(mark + inert_json(json.dumps(node, ensure_ascii=False)))
        mark = ",\n"
    out.write("\n]\n}\n")
