"""The form for good practices of the Digital Skills and Jobs Platform: fields, and what is missing.

A JSON array. Names of fields and values are those that the platform has published (2023-08); which
of several values goes into a field that takes one is for people to decide, and is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gpkit.exporters._cells import shown
from gpkit.exporters._labels import Labels
from gpkit.exporters._parts import Parts, array

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from gpkit.exporters import How
    from gpkit.model import Practice, Value

SHAPES = ("wide",)
OPTIONS = ("lang",)
KEEPS = "what the form asks for: title, body, its facets, dates, organisation, link"
LOSES = (
    "everything that the form has no field for (facets of that kind are named): language, date of"
    " the page, summary, roles of sections, raw words, labels without a known value, provenance"
)

REQUIRED = {
    "target_audience": "Target audience",
    "digital_technology": "Digital technology / specialisation",
    "digital_skill_level": "Digital skill level",
    "country": "Geographic scope - Country",
    "industry": "Industry - field of education and training",
    "funding_type": "Type of funding",
    "initiative_type": "Geographical sphere",
}
OPTIONAL = {"organisation": "Organisation", "website": "Website link"}
_ONE = ("funding_type", "initiative_type")
_DATES = {"start_date": "start", "end_date": "end"}


def export(practices: Iterable[Practice], how: How, out: TextIO) -> None:
    """Write one array, an element at a time."""
    parts(how).write(practices, out)


def parts(how: How) -> Parts:
    """Give the array, the form of each practice."""
    labels = Labels(how.language or "en")
    return array(lambda practice: form(practice, labels))


def form(practice: Practice, labels: Labels) -> dict[str, Any]:
    """Fill in the form for a practice."""
    fields = _fields(practice, labels)
    needed = ("Title", "Body", *REQUIRED.values())
    several = [REQUIRED[f] for f in _ONE if len(practice.facets.get(f, ())) > 1]
    asked = {*REQUIRED, *OPTIONAL, *_DATES}
    return {
        "practice": practice.id,
        "fields": fields,
        "missing": [name for name in needed if not fields.get(name)],
        "to_decide": [f"{name} takes one value, the practice has several" for name in several],
        "without_field": [facet for facet in practice.facets if facet not in asked],
    }


def _fields(practice: Practice, labels: Labels) -> dict[str, Any]:
    fields: dict[str, Any] = {"Title": practice.title, "Body": _body(practice)}
    for facet, name in {**REQUIRED, **OPTIONAL}.items():
        values = [_value(facet, value, labels) for value in practice.facets.get(facet, ())]
        fields[name] = values or None
    dates = {end: practice.facets.get(facet, ()) for facet, end in _DATES.items()}
    fields["Date"] = {end: str(d[0]) if d else None for end, d in dates.items()}
    if not any(fields["Date"].values()):
        fields["Date"] = None
    fields["External ID"] = practice.id
    return fields


def _value(facet: str, value: Value, labels: Labels) -> Any:
    if facet in REQUIRED and isinstance(value, str):
        return {"id": value, "label": labels.concept(facet, value)}
    return shown(value)


def _body(practice: Practice) -> str | None:
    parts = [f"{s.heading}\n{s.text}" if s.heading else s.text for s in practice.sections]
    return "\n\n".join(parts) or None
