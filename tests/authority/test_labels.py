"""Every label of every facet is found, and every heading has one role."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import gpkit.authority
from gpkit.authority import load
from gpkit.text.fold import fold

HERE = Path(gpkit.authority.__file__).parent
FACETS: dict[str, Any] = yaml.load((HERE / "facets.yaml").read_bytes(), Loader=yaml.CBaseLoader)
SECTIONS: dict[str, Any] = yaml.load((HERE / "sections.yaml").read_bytes(), Loader=yaml.CBaseLoader)
TWO = ("target_audience", "target_group")

# One word for two fields of the platform: seven languages do not tell audience and group apart.
COLLISIONS = {
    "cílová skupina": TWO,
    "målgruppe": TWO,
    "zielgruppe": TWO,
    "sihtrühm": TWO,
    "célcsoport": TWO,
    "doelgroep": TWO,
    "målgrupp": TWO,
}
LABELS = [
    (facet, language, label)
    for facet, entry in FACETS.items()
    for language, labels in entry["labels"].items()
    for label in labels
]
ROLES = """
summary background aims beneficiaries activities why_good_practice results organisation partners
funding resources challenges transfer evidence innovation learning contact
"""
REQUIRED = """
target_audience digital_technology digital_skill_level country industry funding_type
initiative_type
"""


@pytest.mark.parametrize("facet", FACETS)
def test_every_label_names_its_facet(facet: str) -> None:
    for owner, _, label in LABELS:
        if owner == facet:
            expected = COLLISIONS.get(fold(label), (facet,))
            for printed in (label, f"{label}:", f" {label.upper()} "):
                assert tuple(f for f, _, _ in load().facets_of(printed)) == expected, printed


def test_collisions_are_these() -> None:
    owners: dict[str, list[str]] = {}
    for facet, _, label in LABELS:
        key = owners.setdefault(fold(label), [])
        if facet not in key:
            key.append(facet)
    assert {key: tuple(found) for key, found in owners.items() if len(found) > 1} == COLLISIONS


def test_wrong_labels_are_hidden() -> None:
    """The platform's translation of Target language is the name of a language, three times."""
    for facet, entry in FACETS.items():
        for labels in entry.get("hidden", {}).values():
            for label in labels:
                assert [(f, kind) for f, _, kind in load().facets_of(label)] == [(facet, "hidden")]


def test_unknown_label() -> None:
    assert load().facets_of("Skip to main content") == ()


@pytest.mark.parametrize("facet", FACETS)
def test_facets_say_what_they_hold(facet: str) -> None:
    found = load().facet(facet)
    assert (found.scheme is None) == (found.kind != "concept")
    assert load().facet_label(facet) == FACETS[facet]["labels"]["en"][0]
    if found.scheme:
        assert load().concepts(found.scheme)


def test_what_the_platform_asks_for() -> None:
    asked = {facet: load().facet(facet).platform for facet in load().facets()}
    required = {facet for facet, platform in asked.items() if platform == "required"}
    optional = {facet for facet, platform in asked.items() if platform == "optional"}
    assert required == set(REQUIRED.split())
    assert optional == {"organisation", "start_date", "end_date", "website"}


@pytest.mark.parametrize(
    ("label", "facet"),
    [
        ("Target audience", "target_audience"),
        ("Digital technology", "digital_technology"),
        ("Level", "digital_skill_level"),
        ("Funding of the good practice", "funding_type"),
        ("Type of initiative of the good practice", "initiative_type"),
        ("Country providing the good practice", "country"),
        ("Organisation providing the good practice", "organisation"),
        ("Start date", "start_date"),
        ("End date", "end_date"),
        ("Project Key Action", "erasmus_key_action"),
        ("Project Action Type", "erasmus_action_type"),
        ("Project Call Year", "call_year"),
        ("Project Topics", "erasmus_topic"),
        ("EU Grant (Eur)", "eu_grant"),
        ("Project Coordinator", "coordinator"),
        ("Project Partners", "partner"),
        ("Total budget:", "total_budget"),
        ("EU contribution:", "eu_grant"),
        ("Startdatum:", "start_date"),
        ("Slutdatum:", "end_date"),
        ("Projektägare:", "organisation"),
        ("Diarienummer:", "project_number"),
        ("Период на изпълнение:", "period"),
        ("Implementation period:", "period"),
        ("Партньори:", "partner"),
        ("Oblast vzdělávání a rozvoje:", "industry"),
        ("Téma:", "digital_technology"),
        ("Geografický rozsah:", "country"),
        ("Start/end date", "period"),
    ],
)
def test_labels_seen_on_pages(label: str, facet: str) -> None:
    ((found, _, kind),) = load().facets_of(label)
    assert found == facet
    assert kind in {"pref", "alt"}


@pytest.mark.parametrize("role", SECTIONS)
def test_every_heading_has_its_role(role: str) -> None:
    for headings in SECTIONS[role].values():
        for heading in headings:
            assert load().role_of(heading) == role, heading


def test_roles_are_these() -> None:
    assert set(SECTIONS) == set(ROLES.split())


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Aims and objectives", "aims"),
        ("Why is this a good practice?", "why_good_practice"),
        ("Why is it a Good Practice?", "why_good_practice"),
        ("Why is this good practice?", "why_good_practice"),
        ("Results and impact", "results"),
        ("Who are the Beneficiaries?", "beneficiaries"),
        ("Current Impact", "results"),
        ("Who we are?", "organisation"),
        ("Background and aims", "background"),
        ("CONTEXT", "background"),
        ("Number and profile of participating organisations;", "partners"),
        ("Description of undertaken main activities;", "activities"),
        ("Evidence of success", "evidence"),
        ("Difficulties encountered", "challenges"),
        ("Potential for learning or transfer", "transfer"),
        ("Innovative response", "innovation"),
        ("Learning approach and outcomes", "learning"),
        ("Резюме:", "summary"),
        ("Details", None),
    ],
)
def test_headings_seen_on_pages(heading: str, role: str | None) -> None:
    assert load().role_of(heading) == role
