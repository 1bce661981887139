"""Every form of every scheme, in every language, comes out as its concept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import gpkit.authority
from gpkit.authority import load
from gpkit.text.fold import fold

SCHEMES = Path(gpkit.authority.__file__).parent / "schemes"
LANGUAGES = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv"
ENGLISH_ONLY = {"industry", "erasmus_key_action", "erasmus_action_type", "erasmus_topic"}

# Forms that stand for several concepts, and are left undecided: what the sources print does not
# tell the two apart (Finnish and Latvian), or the call year decides (Erasmus+ periods).
AMBIGUOUS = {
    ("erasmus_action_type", "Capacity Building in higher education"),
    ("erasmus_key_action", "JMO"),
    ("erasmus_key_action", "KA2"),
    ("erasmus_key_action", "KA3"),
    ("target_group", "Korkea-asteen tutkinnon suorittaneet (EQF 7)"),
    ("target_group", "Korkea-asteen tutkinnon suorittaneet (EQF 8)"),
    ("target_group", "Personas, kas ieguvušas augstāko izglītību (EQF 7)"),
    ("target_group", "Personas, kas ieguvušas augstāko izglītību (EQF 8)"),
}


def tree(scheme: str) -> dict[str, Any]:
    return yaml.load((SCHEMES / f"{scheme}.yaml").read_bytes(), Loader=yaml.CBaseLoader)


def forms(scheme: str, *kinds: str) -> list[tuple[str, str, str]]:
    found = []
    for concept, entry in tree(scheme)["concepts"].items():
        for kind in kinds:
            for language, words in entry.get(kind, {}).items():
                several = [words] if isinstance(words, str) else words
                found += [(concept, language, form) for form in several]
    return found


ALL = sorted(path.stem for path in SCHEMES.glob("*.yaml"))


@pytest.mark.parametrize("scheme", ALL)
def test_every_form_is_its_concept(scheme: str) -> None:
    authority, homographs = load(), tree(scheme).get("homographs", {})
    wrong = []
    for concept, language, form in forms(scheme, "pref", "alt", "hidden"):
        expected = homographs.get(form, [concept])
        terms = authority.concepts_of(scheme, form)
        if [term.concept for term in terms] != expected:
            wrong.append((concept, language, form, terms))
        many = len(terms) > 1
        assert many == ((scheme, form) in AMBIGUOUS)
    assert not wrong


def test_ambiguous_forms_are_these() -> None:
    undecided = {
        (scheme, form)
        for scheme in ALL
        for form, concepts in tree(scheme).get("homographs", {}).items()
        if len(concepts) > 1
    }
    assert undecided == AMBIGUOUS


@pytest.mark.parametrize("scheme", ALL)
def test_no_form_is_two_concepts_in_one_language(scheme: str) -> None:
    allowed = {fold(form) for form in tree(scheme).get("homographs", {})}
    seen: dict[tuple[str, str], str] = {}
    for concept, language, form in forms(scheme, "pref", "alt", "hidden"):
        key = fold(form)
        if key not in allowed:
            assert seen.setdefault((language, key), concept) == concept, (language, form)


@pytest.mark.parametrize("scheme", ALL)
def test_forms_are_as_printed(scheme: str) -> None:
    for concept, language, form in forms(scheme, "pref", "alt"):
        assert form == " ".join(form.split()), (concept, language, form)
        assert not form.endswith((",", ";", ":")), (concept, language, form)
        assert "&#" not in form
        assert "&quot;" not in form


@pytest.mark.parametrize("scheme", ALL)
def test_every_concept_has_an_english_label(scheme: str) -> None:
    authority = load()
    for concept in authority.concepts(scheme):
        assert authority.label(scheme, concept), concept


@pytest.mark.parametrize("scheme", sorted(set(ALL) - ENGLISH_ONLY))
def test_languages_are_official(scheme: str) -> None:
    found = {language for _, language, _ in forms(scheme, "pref", "alt", "hidden")}
    assert found == set(LANGUAGES.split())


@pytest.mark.parametrize("scheme", ALL)
def test_every_yaml_reader_reads_the_same_strings(scheme: str) -> None:
    """No form may turn into a boolean, a number or a date (`NO`, `1`, `2021-01-01`)."""
    typed = yaml.load((SCHEMES / f"{scheme}.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    for entry in typed["concepts"].values():
        entry.pop("unverified", None)
    strings = tree(scheme)
    for entry in strings["concepts"].values():
        assert entry.pop("unverified", "true") == "true"
    assert typed == strings


@pytest.mark.parametrize("scheme", ALL)
def test_broader_concepts_exist(scheme: str) -> None:
    concepts = tree(scheme)["concepts"]
    for entry in concepts.values():
        assert entry.get("broader", next(iter(concepts))) in concepts


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("BG", "BG"),
        ("BGR", "BG"),
        ("EL", "GR"),
        ("GR", "GR"),
        ("GRC", "GR"),
        ("UK", "GB"),
        ("GB", "GB"),
        ("XK", "XK"),
        ("EU", "EU"),
        ("NO", "NO"),
        (" IT ", "IT"),
        ("DEU", "DE"),
    ],
)
def test_country_codes(words: str, concept: str) -> None:
    (term,) = load().concepts_of("country", words)
    assert (term.concept, term.kind, term.language) == (concept, "notation", "")


@pytest.mark.parametrize("words", ["is", "no", "it", "de", "el", "at", "be", "bgr", "Uk", "eu"])
def test_codes_count_in_upper_case_only(words: str) -> None:
    assert load().concepts_of("country", words) == ()


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("Czech republic", "CZ"),
        ("Czechia", "CZ"),
        ("Bulharsko", "BG"),
        ("България", "BG"),
        ("Sverige", "SE"),
        ("Great Britain", "GB"),
        ("Holland", "NL"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Ivory Coast", "CI"),
        ("Republic of Moldova", "MD"),
        ("FYROM", "MK"),
        ("Macedonia", "MK"),
        ("Slovak Republic", "SK"),
        ("Other", "other"),
        ("European Union", "EU"),
    ],
)
def test_countries_as_people_type_them(words: str, concept: str) -> None:
    (term,) = load().concepts_of("country", words)
    assert term.concept == concept


@pytest.mark.parametrize("words", ["England", "Scotland", "above basic", "Grant", "", "?"])
def test_parts_and_strangers_are_unknown(words: str) -> None:
    for scheme in ("country", "digital_skill_level", "funding_type"):
        assert load().concepts_of(scheme, words) == ()


@pytest.mark.parametrize(
    ("scheme", "words", "concept"),
    [
        ("digital_skill_level", "Middle", "intermediate"),
        ("digital_skill_level", "Average", "intermediate"),
        ("digital_skill_level", "Medium", "intermediate"),
        ("digital_skill_level", "Zwischenprodukt", "intermediate"),
        ("digital_skill_level", "středně pokročilá", "intermediate"),
        ("digital_skill_level", "intermediar", "intermediate"),
        ("digital_skill_level", "Elementar", "basic"),
        ("digital_skill_level", "elementary", "basic"),
        ("digital_skill_level", "základní", "basic"),
        ("digital_skill_level", "avansat", "advanced"),
        ("digital_skill_level", "pokročilá", "advanced"),
        ("digital_skill_level", "highly specialized", "digital_expert"),
        ("digital_skill_level", "înalt specializat", "digital_expert"),
        ("target_audience", "For the workforce", "digital_skills_for_the_labour_force"),
        ("target_audience", "For all", "digital_skills_for_all"),
        ("target_audience", "Digital skills in education.", "digital_skills_in_education"),
        ("target_audience", "For public administration", "for_public_administration"),
        ("digital_technology", "Digital Skills", "digital_skills"),
        ("digital_technology", "AI & ML", "ai_ml"),
        ("funding_type", "Public-private", "public_private"),
        ("funding_type", "Public – private", "public_private"),
        ("initiative_type", "International good practice initiative", "international_initiative"),
        ("initiative_type", "EU Institutional initiative", "eu_institutional_initiative"),
        ("erasmus_topic", "ICT – new technologies – digital competences", "ict_digital"),
        ("erasmus_topic", "Migrants’ issues", "migrants"),
        ("erasmus_action_type", "Strategic Partnerships for Schools Only", "sp_schools_only"),
        ("erasmus_action_type", "School Exchange Partnerships", "school_exchange"),
        ("industry", "0610", "f0610"),
        ("industry", "Education", "f01"),
    ],
)
def test_values_seen_on_pages(scheme: str, words: str, concept: str) -> None:
    (term,) = load().concepts_of(scheme, words)
    assert term.concept == concept


def test_a_misspelt_form_is_never_printed() -> None:
    authority = load()
    (term,) = authority.concepts_of("digital_skill_level", "Zwischenprodukt")
    assert term.kind == "hidden"
    assert authority.label("digital_skill_level", term.concept, "de") == "Mittlere Kenntnisse"


def test_label_falls_back_to_english() -> None:
    authority = load()
    assert authority.label("industry", "f0610", "bg") == authority.label("industry", "f0610")
    assert authority.label("country", "nowhere") is None


def test_an_unknown_scheme_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load().concepts_of("nothing", "x")
