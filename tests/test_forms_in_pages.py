"""Every form of every scheme, on a page, under the label its language has for the facet.

Each form stands alone in a block of facets, between the labels of its language, and all forms of
a language stand under one label. What comes out is the concept, or the list says why not.
"""

from __future__ import annotations

from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
import yaml

import gpkit.authority
from gpkit.model import Document, Parsed
from gpkit.normalize.values import Page, read
from gpkit.pipeline import read_dump
from gpkit.replay import replay
from gpkit.text.fold import fold

HERE = Path(gpkit.authority.__file__).parent
LANGUAGES = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()  # noqa: SIM905

# Forms of two concepts, which neither the label nor the language settles.
AMBIGUOUS = {
    ("erasmus_action_type", "Capacity Building in higher education"),
    ("target_group", "Korkea-asteen tutkinnon suorittaneet (EQF 7)"),
    ("target_group", "Korkea-asteen tutkinnon suorittaneet (EQF 8)"),
    ("target_group", "Personas, kas ieguvušas augstāko izglītību (EQF 7)"),
    ("target_group", "Personas, kas ieguvušas augstāko izglītību (EQF 8)"),
}

# Languages without a label for a facet: nothing on a page of theirs names it.
NO_LABEL = {
    "erasmus_action_type": set(LANGUAGES) - {"en"},
    "erasmus_key_action": set(LANGUAGES) - {"en"},
    "erasmus_topic": set(LANGUAGES) - {"en"},
}

# Labels of two facets: the values below them tell which is meant.
SHARED = {  # cs, da, de, et, hu, nl, sv
    "Cílová skupina",
    "Målgruppe",
    "Zielgruppe",
    "Sihtrühm",
    "Célcsoport",
    "Doelgroep",
    "Målgrupp",
}


@cache
def tree(file: str) -> dict[str, Any]:
    return yaml.load((HERE / file).read_bytes(), Loader=yaml.CBaseLoader)


@cache
def labels() -> dict[str, dict[str, list[str]]]:
    """Labels of each facet that has a scheme, by language."""
    return {
        facet: entry["labels"] for facet, entry in tree("facets.yaml").items() if "scheme" in entry
    }


def forms(facet: str, language: str) -> list[tuple[str, str]]:
    """Each pref and alt form of a facet's scheme with the concept it is to be read as."""
    scheme = tree(f"schemes/{tree('facets.yaml')[facet]['scheme']}.yaml")
    settled = {fold(form): ids for form, ids in scheme.get("homographs", {}).items()}
    found = []
    for concept, entry in scheme["concepts"].items():
        for kind in ("pref", "alt"):
            words = entry.get(kind, {}).get(language, [])
            several = [words] if isinstance(words, str) else words
            found += [(form, settled.get(fold(form), [concept])[0]) for form in several]
    return found


def record(title: str, block: list[str]) -> list[str]:
    byline = "By Bulgaria, Country providing the good practice, PublicNo Comments"
    prose = "Two libraries taught what the small companies around them had asked for."
    return [title, byline, title, "18.07.2024", prose, "Details", *block]


def observed(lines: list[str]) -> list[list[Any]]:
    """What is read of each record: (label, facet, values) of each label, in order."""
    found = read_dump("\n".join(lines).encode(), "page.txt", "digitalalliance-bg").practices
    return [list(practice.observed) for practice in found]


def expected(facet: str, form: str, concept: str) -> str | None:
    return None if (facet, form) in AMBIGUOUS else concept


def under(facet: str, language: str) -> str:
    """The label of a facet in a language, in English where it has none (not a form is left out)."""
    named = labels()[facet]
    return (named.get(language) or named["en"])[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_alone_under_its_label(language: str) -> None:
    columns = [
        [(facet, under(facet, language), form, concept) for form, concept in forms(facet, language)]
        for facet in labels()
    ]
    rows = [[cell for cell in row if cell] for row in zip_longest(*columns)]
    lines: list[str] = []
    for number, row in enumerate(rows):
        turned = row[number % len(row) :] + row[: number % len(row)]
        rows[number] = [(f, label, form, expected(f, form, c)) for f, label, form, c in turned]
        block = [words for _, label, form, _ in turned for words in (label, form)]
        lines += record(f"Practice number {number}", block)
    found = observed(lines)
    seen = [[(e.facet, e.label, v.raw, v.concept) for e in es for v in e.values] for es in found]
    wrong = [pair for pair in zip_longest(rows, seen) if pair[0] != pair[1]]
    assert not wrong, f"{len(wrong)} of {len(rows)} blocks, such as {wrong[0]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_forms_together_under_one_label(language: str) -> None:
    rows = [(facet, under(facet, language), forms(facet, language)) for facet in labels()]
    rows = [row for row in rows if row[2]]
    block = [words for _, label, cells in rows for words in (label, *(form for form, _ in cells))]
    (found,) = observed(record("Practice", block))
    seen = [(e.facet, e.label, [(v.raw, v.concept) for v in e.values]) for e in found]
    for facet, label, cells in rows:
        values = [(form, expected(facet, form, concept)) for form, concept in cells]
        assert (facet, label, values) == seen.pop(0)
    assert not seen


@pytest.mark.parametrize("facet", labels())
def test_every_label_names_its_facet(facet: str) -> None:
    named = [(language, label) for language, words in labels()[facet].items() for label in words]
    lines: list[str] = []
    for number, (language, label) in enumerate(named):
        cells = forms(facet, language) or forms(facet, "en")
        lines += record(f"Practice number {number}", [label, cells[number % len(cells)][0]])
    found = observed(lines)
    assert [[(e.facet, e.label) for e in entries] for entries in found] == [
        [(facet, label)] for _, label in named
    ]


def test_languages_without_a_label_are_listed() -> None:
    gaps = {facet: set(LANGUAGES) - set(named) for facet, named in labels().items()}
    gaps = {facet: missing for facet, missing in gaps.items() if missing}
    for facet, missing in sorted(gaps.items()):
        print(f"no label for {facet}: {' '.join(sorted(missing))}")  # noqa: T201
    assert gaps == NO_LABEL


def test_labels_of_two_facets_are_listed() -> None:
    owners: dict[str, set[str]] = {}
    words: dict[str, str] = {}
    for facet, named in labels().items():
        for label in (label for several in named.values() for label in several):
            owners.setdefault(fold(label), set()).add(facet)
            words[fold(label)] = label
    shared = {key: facets for key, facets in owners.items() if len(facets) > 1}
    for key, facets in sorted(shared.items()):
        print(f"one label for {' and '.join(sorted(facets))}: {words[key]}")  # noqa: T201
    assert {words[key] for key in shared} == SHARED
    assert set(map(frozenset, shared.values())) == {frozenset({"target_audience", "target_group"})}


def test_forms_of_two_concepts_are_listed() -> None:
    authority = gpkit.authority.load()
    found = set()
    for facet in labels():
        for language in LANGUAGES:
            for form, _ in forms(facet, language):
                scheme = tree("facets.yaml")[facet]["scheme"]
                if len(authority.concepts_of(scheme, form)) > 1:
                    found.add((facet, form))
    for facet, form in sorted(found):
        print(f"two concepts of {facet}: {form}")  # noqa: T201
    assert found == AMBIGUOUS


# Labels that are values as well -------------------------------------------------------------------

# Lines of a block -> (facet, values) of each label.
BLOCKS = [
    (  # a wrong label of "Target language" is a language where one is expected
        ["Target language", "Italian", "Polish", "Hrvatski", "Level", "Basic"],
        [
            ("target_language", ["Italian", "Polish", "Hrvatski"]),
            ("digital_skill_level", ["Basic"]),
        ],
    ),
    (["Target language", "Italian"], [("target_language", ["Italian"])]),
    (
        ["Target language", "Polish", "Country", "Poland"],
        [("target_language", ["Polish"]), ("country", ["Poland"])],
    ),
    (  # and no label under another one, unless a language follows
        ["Country", "Italian", "Level", "Basic"],
        [("country", ["Italian"]), ("digital_skill_level", ["Basic"])],
    ),
    (
        ["Paese", "Italia", "Italian", "Francese", "Tedesco"],
        [("country", ["Italia"]), ("target_language", ["Francese", "Tedesco"])],
    ),
    (  # Danish: the label of the level is a technology as well
        ["Digital teknologi/specialisering", "Digitale færdigheder", "Software"],
        [("digital_technology", ["Digitale færdigheder", "Software"])],
    ),
    (
        ["Digital teknologi/specialisering", "Software", "Digitale færdigheder", "Avanceret"],
        [("digital_technology", ["Software"]), ("digital_skill_level", ["Avanceret"])],
    ),
    (
        [
            "Digital teknologi/specialisering",
            "Digitale færdigheder",
            "Digitale færdigheder",
            "Avanceret",
        ],
        [("digital_technology", ["Digitale færdigheder"]), ("digital_skill_level", ["Avanceret"])],
    ),
    (  # Swedish
        ["Digital teknik/specialisering", "Digital kompetens", "Land", "Sverige"],
        [("digital_technology", ["Digital kompetens"]), ("country", ["Sverige"])],
    ),
    (
        ["Land", "Sverige", "Digital kompetens", "Grundläggande"],
        [("country", ["Sverige"]), ("digital_skill_level", ["Grundläggande"])],
    ),
    (  # "Industry" is a label, and a category of organisations
        ["Organisation category", "Industry", "NGO"],
        [("organisation_category", ["Industry", "NGO"])],
    ),
    (
        ["Organisation category", "NGO", "Industry", "Education"],
        [("organisation_category", ["NGO"]), ("industry", ["Education"])],
    ),
    (  # "Digital skills" stands before "Level" on the site's own pages
        ["Digital technology", "Software", "Digital skills", "Level", "Basic"],
        [
            ("digital_technology", ["Software", "Digital skills"]),
            ("digital_skill_level", ["Basic"]),
        ],
    ),
    (  # one word for audience and group: the values below it tell
        ["Zielgruppe", "Digitale Kompetenzen für alle", "Zielgruppe", "Migranten"],
        [
            ("target_audience", ["Digitale Kompetenzen für alle"]),
            ("target_group", ["Migranten"]),
        ],
    ),
]


@pytest.mark.parametrize(("block", "meant"), BLOCKS)
def test_labels_that_are_values(block: list[str], meant: list[tuple[str, list[str]]]) -> None:
    (found,) = observed(record("Practice", block))
    assert [(entry.facet, [v.raw for v in entry.values]) for entry in found] == meant


# Codes of two programmes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "year", "concept"),
    [
        ("KA2", "2014", "ka2_2014"),
        ("KA2", "2020", "ka2_2014"),
        ("KA2", "2021", "ka2_2021"),
        ("KA3", "2027", "ka3_2021"),
        ("JMO", "2018", "jmo_2014"),
        ("KA2", "2013", None),
        ("KA2", "2028", None),
        ("KA2", None, None),
    ],
)
def test_the_call_year_settles_key_actions(
    words: str, year: str | None, concept: str | None
) -> None:
    block = ["Key Action", words, *(["Call Year", year] if year else [])]
    found = observed(record("Practice", block))[0][0]
    assert found.facet == "erasmus_key_action"
    assert found.values[0].concept == concept
    assert bool(found.values[0].readings) == (concept is None)


def test_the_call_year_settles_action_types() -> None:
    form = "Capacity Building in higher education"
    concepts = [
        observed(record("P", ["Action Type", form, "Call Year", year]))[0][0].values[0]
        for year in ("2017", "2023")
    ]
    assert [value.concept for value in concepts] == ["cb_he", "cbhe_21"]


# Forms of two languages ---------------------------------------------------------------------------

OVERLAY = """\
title: {en: Digital skill level}
concepts:
  basic:
    alt: {sv: [Kunskaper]}
  advanced:
    alt: {da: [Kunskaper]}
"""
PROSE = {
    "sv": "Programmet utbildar bibliotekarier i tre distrikt, och alla som vill får vara med.",
    "da": "Kurset uddanner bibliotekarer i tre distrikter, og alle, der har lyst, kan være med.",
    "de": "Das Programm bildet Bibliothekare in drei Bezirken aus, und alle können mitmachen.",
}


@pytest.mark.parametrize(
    ("language", "concept"), [("sv", "basic"), ("da", "advanced"), ("de", None)]
)
def test_the_language_of_the_page_settles(
    language: str, concept: str | None, tmp_path: Path
) -> None:
    (tmp_path / "schemes").mkdir()
    (tmp_path / "schemes/digital_skill_level.yaml").write_text(OVERLAY, "utf-8")
    document = Document("page.txt", "", (PROSE[language], "Kunskaper"))
    page = Page(document, Parsed("generic", ()), gpkit.authority.load([tmp_path]))
    reading = read("Kunskaper", "digital_skill_level", page)
    assert reading.value == concept
    assert bool(reading.readings) == (concept is None)
    told = f"scheme=digital_skill_level language={language}"
    assert reading.steps[-1].why.endswith(told) == (concept is not None)
    again = replay("Kunskaper", reading.steps, page.authority)
    assert (again.value, again.readings) == (reading.value, reading.readings)
