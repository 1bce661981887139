"""The JSON Schema (2020-12) of a practice, made from the model and the authority."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from gpkit.authority import load
from gpkit.text.slug import LIMIT

Schema = dict[str, Any]

DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_PERIOD = r"^[0-9-]{0,10}/[0-9-]{0,10}$"
_AMOUNT = r"^-?[0-9]+(\.[0-9]+)?$"

_LINE = {"type": "integer", "minimum": 1}
_LINE_OR_URL = {"type": "integer", "minimum": 0}  # 0: words of the page's URL
_LINES = {"type": "array", "items": _LINE, "minItems": 2, "maxItems": 2}
_TEXT = {"type": "string"}
_SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_ID = {"type": "string", "pattern": f"^[a-z0-9-]+/[a-z0-9-]{{1,{LIMIT}}}$"}
_READINGS = {"type": "array", "minItems": 2}


def schema() -> Schema:
    """Give the schema of a practice file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A good practice, as gpkit stores it",
        "description": "One YAML file a practice. Derived from raw dumps by gpkit ingest.",
        **_object(
            {
                "id": {
                    **_ID,
                    "description": "<family>/<slug>, the path of the file. Never moves once given.",
                },
                "family": {"type": "string", "pattern": "^[a-z0-9-]+$"},
                "title": {"type": "string", "minLength": 1, "maxLength": 2000},
                "language": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z]+)?$"},
                "published": {"type": "string", "pattern": DATE},
                "summary": {**_TEXT, "description": "The first line of prose."},
                "sections": {"type": "array", "items": _section()},
                "facets": _facets(),
                "observed": {"type": "array", "items": _observed()},
                "evidence": _evidence(),
                "provenance": _provenance(),
                "corrected": {"type": "array", "items": _TEXT},
                "aliases": {"type": "array", "items": _ID, "description": "Other ids of it."},
                "contested": {
                    "type": "array",
                    "items": _TEXT,
                    "description": "Fields in which its places contradict each other.",
                },
                "retired": {
                    **_object({"scrape": _TEXT, "date": _TEXT}, required=("scrape",)),
                    "description": "The scrape that first lacked it.",
                },
            },
            required=("id", "family", "facets", "observed", "provenance"),
        ),
    }


@cache
def schema_text() -> str:
    """Give the schema as the text of its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _object(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _section() -> Schema:
    roles = ("summary", "other")
    return _object(
        {
            "heading": _TEXT,
            "role": {"type": "string", "description": f"One of the roles, or {' or '.join(roles)}"},
            "text": _TEXT,
        },
        required=("role", "text"),
    )


def _facets() -> Schema:
    authority = load()
    properties = {
        facet: {"type": "array", "uniqueItems": True, "items": _value(facet)}
        for facet in authority.facets()
        if authority.facet(facet).kind not in ("title", "period")
    }
    return _object(properties)


def _value(facet: str) -> Schema:
    authority = load()
    known = authority.facet(facet)
    if known.scheme:
        return {"enum": list(authority.concepts(known.scheme))}
    return _KINDS[known.kind]


_MONEY = _object(
    {
        "amount": {"type": "string", "pattern": _AMOUNT},
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
    },
    required=("amount",),
)
_ORGANISATION = _object(
    {
        "name": {"type": "string", "minLength": 1},
        "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
    },
    required=("name",),
)
_KINDS: dict[str, Schema] = {
    "date": {"type": "string", "pattern": DATE},
    "year": {"type": "integer", "minimum": 1000, "maximum": 9999},
    "period": {"type": "string", "pattern": _PERIOD},
    "money": _MONEY,
    "organisation": _ORGANISATION,
    "text": {"type": "string", "minLength": 1},
}


def _observed() -> Schema:
    value = _object(
        {
            "raw": _TEXT,
            "line": _LINE,
            "concept": {"type": ["string", "integer", "object"]},
            "readings": _READINGS,
        },
        required=("raw", "line"),
    )
    return _object(
        {
            "label": _TEXT,
            "facet": {"enum": list(load().facets())},
            "line": _LINE,
            "values": {"type": "array", "items": value},
        },
        required=("label", "line", "values"),
    )


def _evidence() -> Schema:
    witness = _object(
        {"raw": _TEXT, "line": _LINE_OR_URL, "because": _TEXT, "readings": _READINGS},
        required=("raw", "line"),
    )
    term = _object({"raw": _TEXT, "facet": _TEXT, "concept": _TEXT}, required=("raw",))
    byline = _object(
        {"line": _LINE, "terms": {"type": "array", "items": term}}, required=("line", "terms")
    )
    return _object(
        {
            "title": witness,
            "published": witness,
            "byline": byline,
            "sections": {"type": "array", "items": {"type": "array", "items": _LINE}},
        }
    )


def _provenance() -> Schema:
    place = {"dump": {**_TEXT, "minLength": 1}, "sha256": _SHA256, "lines": _LINES}
    container = _object(
        {
            "location": {**_TEXT, "minLength": 1},
            "sha256": _SHA256,
            "offset": {"type": "integer", "minimum": 0},
        },
        required=("location", "sha256", "offset"),
    )
    also = _object(
        {
            **place,
            "differs": {"type": "array", "items": _TEXT},
            "container": container,
            "id": _ID,
            "url": _TEXT,
            "fetched": _TEXT,
            "version": {"enum": ["older"]},
            "says": _object({"title": _TEXT, "published": _TEXT, "language": _TEXT}),
            "observed": {"type": "array", "items": _observed()},
        },
        required=tuple(place),
    )
    return _object(
        {
            **place,
            "parser": _TEXT,
            "url": _TEXT,
            "fetched": _TEXT,
            "content_type": _TEXT,
            "container": container,
            "encoding": _TEXT,
            "unclaimed": {"type": "array", "items": _LINE},
            "also": {"type": "array", "items": also},
            "confidence": {"anyOf": [{"type": "number"}, {**_TEXT, "pattern": r"^[01]\.\d\d$"}]},
            "reasons": {"type": "array", "items": _TEXT},
            "id": _ID,
            "because": _TEXT,
        },
        required=("dump", "sha256", "parser", "lines"),
    )
