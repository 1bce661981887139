"""The form of the Digital Skills and Jobs Platform would refuse this practice as it is.

The platform's form for good practices requires a title, a body, target audience, digital
technology, digital skill level, country, industry, one type of funding and one type of
initiative: of these two exactly one, so several are refused as well. Website, date and
organisation are optional there. One note lists all that is in the way.

Only good practices are judged: those of a family whose pages must name a target audience, and
any other with a facet of that form. The country alone tells nothing, and Erasmus+ projects have a
form of their own.

Passes::

    title: Libraries teach small companies
    sections: [{role: summary, text: The programme trains librarians in three districts.}]
    facets:
      target_audience: [digital_skills_for_all]
      digital_technology: [software]
      digital_skill_level: [basic]
      industry: [f06]
      funding_type: [public]
      initiative_type: [national_initiative]
      country: [BG]

Passes::

    facets: {erasmus_key_action: [ka2_2014], digital_skill_level: [basic]}

Fails::

    facets: {target_audience: [digital_skills_for_all], funding_type: []}

Fails::

    title: Libraries teach small companies
    sections: [{role: summary, text: The programme trains librarians in three districts.}]
    facets:
      target_audience: [digital_skills_for_all]
      digital_technology: [software]
      digital_skill_level: [basic]
      industry: [f06]
      funding_type: [public, private]
      initiative_type: [national_initiative]
      country: [other]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.authority import load
from gpkit.model import Severity
from gpkit.rules import Issue
from gpkit.rules.missing_facet import required

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice, Value

SEVERITY = Severity.NOTE

_ONE = frozenset(("funding_type", "initiative_type"))  # the form takes one value, pages print more
_HINT = "What is known and not on the page can be written to data/corrections."


def check(practice: Practice) -> Iterator[Issue]:
    """List all that the form would refuse a good practice for."""
    if not _is_good_practice(practice):
        return
    reasons = [*_of_text(practice), *_of_facets(practice)]
    if reasons:
        message = f"the platform's form would refuse it: {'; '.join(reasons)}"
        yield Issue(message, ("facets",), hint=_HINT)


def _is_good_practice(practice: Practice) -> bool:
    if "target_audience" in required(practice.family):
        return True
    if any(facet.startswith("erasmus_") for facet in practice.facets):
        return False
    return any(facet in practice.facets for facet in _asked_for() if facet != "country")


def _asked_for() -> tuple[str, ...]:
    authority = load()
    return tuple(f for f in authority.facets() if authority.facet(f).platform == "required")


def _of_text(practice: Practice) -> Iterator[str]:
    if not practice.title:
        yield "no title"
    if not any(section.text for section in practice.sections):
        yield "no body"


def _of_facets(practice: Practice) -> Iterator[str]:
    for facet in _asked_for():
        values = practice.facets.get(facet, ())
        name = facet.replace("_", " ")
        if not values:
            yield f"no {name}"
        elif facet == "country" and not any(map(_is_place, values)):
            yield f"no country ({_listed(values)} is none of the platform's)"
        elif facet in _ONE and len(values) > 1:
            yield f"{len(values)} values of {name} ({_listed(values)}), where it takes one"


def _is_place(country: Value) -> bool:
    """Tell a country from a helper value such as ``other``: those are written small."""
    return str(country).isupper()


def _listed(values: tuple[Value, ...]) -> str:
    return ", ".join(map(str, values))
