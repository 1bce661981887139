"""A practice as plain data and back: the one place that knows the shape of YAML and JSON.

JSON has every key, null where there is no value; YAML leaves such keys out. Lists stay: an empty
list of a facet says that its label stood on the page without a known value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from gpkit.model import (
    Container,
    Evidence,
    Money,
    Observed,
    ObservedValue,
    Organisation,
    Place,
    Practice,
    Provenance,
    Retired,
    Says,
    Section,
    Term,
    Witness,
)
from gpkit.store._emit import Unsure, emit
from gpkit.store._seal import MARK, is_sealed, seal
from gpkit.store.yamlio import Flow, FlowList, Plain, Prose, YamlProblem, dump, load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.model import Value

SCHEMA_FILE = "practice.schema.json"

__all__ = [
    "NO_PRACTICE",
    "SCHEMA_FILE",
    "as_json",
    "as_plain",
    "as_yaml",
    "from_plain",
    "from_yaml",
    "is_sealed",
    "seal",
]

Json = dict[str, Any]

# What `from_yaml` and `from_plain` raise where the text is no practice.
NO_PRACTICE = (YamlProblem, KeyError, TypeError, ValueError, AttributeError, IndexError)


# To plain data ------------------------------------------------------------------------------------


def as_json(practice: Practice) -> Json:
    """Give a practice as JSON data: every key, in the documented order."""
    return {
        "id": practice.id,
        "family": practice.family,
        "title": practice.title,
        "language": practice.language,
        "published": practice.published,
        "summary": practice.summary,
        "sections": [
            {"heading": s.heading, "role": s.role, "text": s.text} for s in practice.sections
        ],
        "facets": {facet: [_value(v) for v in vs] for facet, vs in practice.facets.items()},
        "observed": [_observed(entry) for entry in practice.observed],
        "evidence": _evidence(practice.evidence),
        "provenance": _provenance(practice.provenance),
        "corrected": list(practice.corrected),
        "aliases": list(practice.aliases),
        "contested": list(practice.contested),
        "retired": practice.retired._asdict() if practice.retired else None,
    }


def _value(value: Value | None) -> Any:
    if isinstance(value, Money):
        return {"amount": value.amount, "currency": value.currency}
    if isinstance(value, Organisation):
        return {"name": value.name, "country": value.country}
    return value


def _readings(readings: Sequence[Value]) -> Json:
    return {"readings": [_value(r) for r in readings]} if readings else {}


def _observed(entry: Observed) -> Json:
    values = [
        {"raw": v.raw, "line": v.line, "concept": _value(v.concept), **_readings(v.readings)}
        for v in entry.values
    ]
    return {"label": entry.label, "facet": entry.facet, "line": entry.line, "values": values}


def _witness(witness: Witness | None) -> Json | None:
    if witness is None:
        return None
    because = {"because": witness.because} if witness.because else {}
    return {"raw": witness.raw, "line": witness.line, **because, **_readings(witness.readings)}


def _evidence(evidence: Evidence) -> Json:
    byline = None
    if evidence.byline_line is not None:
        terms = [{"raw": t.raw, "facet": t.facet, "concept": t.concept} for t in evidence.byline]
        byline = {"line": evidence.byline_line, "terms": terms}
    return {
        "title": _witness(evidence.title),
        "published": _witness(evidence.published),
        "byline": byline,
        "sections": [list(lines) for lines in evidence.sections],
    }


def _place(place: Place) -> Json:
    optional = {
        "container": place.container._asdict() if place.container else None,
        "id": place.id,
        "url": place.url,
        "fetched": place.fetched,
        "version": place.version,
        "says": {k: v for k, v in place.says._asdict().items() if v} if place.says else None,
        "observed": [_observed(entry) for entry in place.observed],
    }
    return {
        "dump": place.dump,
        "sha256": place.sha256,
        "lines": list(place.lines),
        "differs": list(place.differs),
        **{key: value for key, value in optional.items() if value},
    }


def _provenance(source: Provenance) -> Json:
    return {
        "dump": source.dump,
        "sha256": source.sha256,
        "parser": source.parser,
        "url": source.url,
        "fetched": source.fetched,
        "content_type": source.content_type,
        "container": source.container._asdict() if source.container else None,
        "lines": list(source.lines),
        "encoding": source.encoding,
        "unclaimed": list(source.unclaimed),
        "also": [_place(place) for place in source.also],
        "confidence": source.confidence,
        "reasons": list(source.reasons),
        "id": source.id,
        "because": source.because,
    }


# To YAML ------------------------------------------------------------------------------------------


def as_yaml(practice: Practice) -> str:
    """Write a practice as the text of its file, with its schema and its seal on top."""
    try:
        body = emit(practice)
    except Unsure:
        body = dump(as_plain(practice))
    head = f"# yaml-language-server: $schema=../{SCHEMA_FILE}\n"
    note = f"(derived from raw dumps; to change it write corrections/{practice.id}.yaml)"
    return f"{head}{MARK}{seal(body)} {note}\n{body}"


def as_plain(practice: Practice) -> dict[str, Plain]:
    """Give a practice as the data of its YAML file: no key without a value, styles chosen."""
    data = as_json(practice)
    for section in data["sections"]:
        section["text"] = Prose(section["text"])
    places = data["provenance"]["also"]
    for entry in (*data["observed"], *(e for p in places for e in p.get("observed", ()))):
        entry["values"] = [Flow(_filled(value)) for value in entry["values"]]
    data["facets"] = {f: [_short(v) for v in vs] for f, vs in data["facets"].items()}
    evidence = data["evidence"]
    for name in ("title", "published"):
        evidence[name] = _short(evidence[name])
    if evidence["byline"]:
        evidence["byline"]["terms"] = [Flow(_filled(t)) for t in evidence["byline"]["terms"]]
    evidence["sections"] = [FlowList(lines) for lines in evidence["sections"]]
    for place in (data["provenance"], *places):
        place["lines"] = FlowList(place["lines"])
    optional = ("unclaimed", "also", "reasons")
    data["provenance"] = {k: v for k, v in data["provenance"].items() if v or k not in optional}
    if data["provenance"]["encoding"] == "utf-8":
        del data["provenance"]["encoding"]
    sure = data["provenance"].pop("confidence")
    if sure != 1.0:
        data["provenance"]["confidence"] = f"{sure:.2f}"
    for name in ("corrected", "aliases", "contested"):
        if not data[name]:
            del data[name]
    return cast("dict[str, Plain]", _filled(data))


def _short(data: Any) -> Any:
    return Flow(_filled(data)) if isinstance(data, dict) else data


def _filled(data: Any) -> Any:
    """Leave out keys without a value; lists stay, and are looked through."""
    if isinstance(data, dict):
        return type(data)({k: _filled(v) for k, v in data.items() if v is not None})
    if isinstance(data, list):
        return type(data)(_filled(item) for item in data)
    return data


# From plain data ----------------------------------------------------------------------------------


def from_yaml(text: str) -> Practice:
    """Read a practice from the text of its file.

    Raises:
        YamlProblem: the text is no YAML of the subset.
        KeyError ...: it is, and no practice (the schema says where); all in `NO_PRACTICE`.
    """
    return from_plain(load(text).data)


def from_plain(data: Any) -> Practice:
    """Read a practice from the data of its YAML file or from JSON."""
    evidence = data.get("evidence", {})
    byline = evidence.get("byline") or {}
    return Practice(
        id=data["id"],
        family=data["family"],
        title=data.get("title"),
        language=data.get("language"),
        published=data.get("published"),
        summary=data.get("summary"),
        sections=tuple(
            Section(s.get("heading"), s["role"], s["text"]) for s in data.get("sections", ())
        ),
        facets={f: tuple(_from_value(v) for v in vs) for f, vs in data.get("facets", {}).items()},
        observed=tuple(_from_observed(entry) for entry in data.get("observed", ())),
        evidence=Evidence(
            _from_witness(evidence.get("title")),
            _from_witness(evidence.get("published")),
            byline.get("line"),
            tuple(
                Term(t["raw"], t.get("facet"), t.get("concept")) for t in byline.get("terms", ())
            ),
            tuple(tuple(lines) for lines in evidence.get("sections", ())),
        ),
        provenance=_from_provenance(data["provenance"]),
        corrected=tuple(data.get("corrected", ())),
        aliases=tuple(data.get("aliases", ())),
        contested=tuple(data.get("contested", ())),
        retired=Retired(**data["retired"]) if data.get("retired") else None,
    )


def _from_value(value: Any) -> Value:
    if isinstance(value, dict):
        if "amount" in value:
            return Money(value["amount"], value.get("currency"))
        return Organisation(value["name"], value.get("country"))
    return cast("Value", value)


def _from_observed(entry: Json) -> Observed:
    values = tuple(
        ObservedValue(
            v["raw"],
            v["line"],
            None if v.get("concept") is None else _from_value(v["concept"]),
            tuple(_from_value(r) for r in v.get("readings", ())),
        )
        for v in entry.get("values", ())
    )
    return Observed(entry["label"], entry.get("facet"), entry["line"], values)


def _from_witness(data: Json | None) -> Witness | None:
    if not data:
        return None
    readings = tuple(_from_value(r) for r in data.get("readings", ()))
    return Witness(data["raw"], data["line"], data.get("because"), readings)


def _from_provenance(data: Json) -> Provenance:
    return Provenance(
        dump=data["dump"],
        sha256=data["sha256"],
        parser=data["parser"],
        lines=(data["lines"][0], data["lines"][1]),
        url=data.get("url"),
        fetched=data.get("fetched"),
        content_type=data.get("content_type"),
        container=_from_container(data.get("container")),
        encoding=data.get("encoding", "utf-8"),
        unclaimed=tuple(data.get("unclaimed", ())),
        also=tuple(_from_place(p) for p in data.get("also", ())),
        confidence=float(data.get("confidence", 1.0)),
        reasons=tuple(data.get("reasons", ())),
        id=data.get("id"),
        because=data.get("because"),
    )


def _from_place(data: Json) -> Place:
    return Place(
        data["dump"],
        data["sha256"],
        (data["lines"][0], data["lines"][1]),
        tuple(data.get("differs", ())),
        _from_container(data.get("container")),
        data.get("id"),
        data.get("url"),
        data.get("fetched"),
        data.get("version"),
        Says(**data["says"]) if data.get("says") else None,
        tuple(_from_observed(entry) for entry in data.get("observed", ())),
    )


def _from_container(data: Json | None) -> Container | None:
    return Container(data["location"], data["sha256"], data["offset"]) if data else None
