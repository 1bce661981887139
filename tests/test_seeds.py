"""What the two seeds must give: each cell of the table that users rely on is one test."""

import json
from functools import cache
from pathlib import Path

import pytest

from gpkit.rules._judge import validate
from gpkit.store.codec import as_json
from gpkit.store.tree import Tree
from support import ROOT, SEEDS, read

FINDINGS = Path(__file__).parent / "fixtures/seed_findings.json"

SMES = "digitalalliance-bg/digital-skills-for-bulgarian-smes-programme"
SPARKS = "digitalalliance-bg/sparks-initiative"
HUMANS = "digitalalliance-bg/bulgaria-humans-in-the-loop"
DIGILEAD = (
    "erasmusly/digilead-advancement-of-digital-transformation-of-social-sector-with-th-789d010f"
)
LABOUR_FORCE = "digital_skills_for_the_labour_force"
PARTNERS = (
    "Haus des Stiftens gGmbH",
    "LES ATELIERS DU BOCAGE",
    "Fondacija Mozaik",
    "SOCIALTECHNO IMPRESA SOCIALE srl",
)

TABLE = {
    SMES: {
        "published": "2024-07-18",
        "target_audience": ["digital_skills_for_all", LABOUR_FORCE],
        "digital_technology": [
            "cloud_computing",
            "telecommunications",
            "software",
            "digital_skills",
        ],
        "digital_skill_level": ["basic", "intermediate"],
        "funding_type": ["public"],
        "initiative_type": ["international_initiative"],
        "country": ["BG", "LV"],
        "organisation": [],
        "start_date": [],
        "end_date": [],
    },
    SPARKS: {
        "published": "2024-06-14",
        "target_audience": ["digital_skills_in_education"],
        "digital_technology": ["artificial_intelligence", "digital_skills"],
        "digital_skill_level": ["basic", "intermediate", "advanced"],
        "funding_type": ["private", "public", "public_private"],
        "initiative_type": ["international_initiative"],
        "country": ["other"],
        "organisation": "absent",
        "start_date": "absent",
        "end_date": "absent",
    },
    HUMANS: {
        "published": "2024-02-01",
        "target_audience": ["digital_skills_for_all", LABOUR_FORCE],
        "digital_technology": ["artificial_intelligence", "machine_learning", "digital_skills"],
        "digital_skill_level": ["basic", "intermediate", "advanced"],
        "funding_type": ["private"],
        "initiative_type": ["international_initiative"],
        "country": ["BG"],
        "organisation": [{"name": "Humans in the Loop", "country": None}],
        "start_date": "absent",
        "end_date": "absent",
    },
    DIGILEAD: {
        "published": None,
        "erasmus_key_action": ["ka2_2014"],
        "erasmus_action_type": ["sp_adult"],
        "call_year": [2018],
        "erasmus_topic": ["key_competences", "ict_digital"],
        "eu_grant": [{"amount": "153956.87", "currency": "EUR"}],
        "coordinator": [{"name": "FUNDACJA TECHSOUP", "country": "PL"}],
        "partner": [{"name": name, "country": None} for name in PARTNERS],
    },
}
TITLES = {
    SMES: "Digital Skills for Bulgarian SMEs Programme",
    SPARKS: "Sparks initiative",
    HUMANS: "BULGARIA: HUMANS IN THE LOOP",
    DIGILEAD: "DIGILEAD – Advancement of Digital Transformation of Social Sector"
    " with the Use of Open Badges Recognition System",
}


@cache
def reads():
    return [read(seed.read_bytes(), seed.name) for seed in SEEDS]


@cache
def practices():
    return {p.id: as_json(p) for one in reads() for p in one.practices}


CELLS = [(id_, column) for id_, row in TABLE.items() for column in row]


def test_two_dumps_give_four_practices():
    assert [len(one.practices) for one in reads()] == [3, 1]
    assert list(practices()) == list(TABLE)


@pytest.mark.parametrize(("practice", "column"), CELLS)
def test_cell(practice, column):
    data = practices()[practice]
    found = data["published"] if column == "published" else data["facets"].get(column, "absent")
    assert found == TABLE[practice][column]


@pytest.mark.parametrize("practice", TABLE)
def test_no_facet_beyond_the_table(practice):
    wanted = [c for c, v in TABLE[practice].items() if c != "published" and v != "absent"]
    assert sorted(practices()[practice]["facets"]) == sorted(wanted)


@pytest.mark.parametrize("practice", TABLE)
def test_title(practice):
    assert practices()[practice]["title"] == TITLES[practice]


@pytest.mark.parametrize("practice", TABLE)
def test_language(practice):
    assert practices()[practice]["language"] == "en"


def test_average_is_the_raw_word_behind_intermediate():
    level = next(o for o in practices()[HUMANS]["observed"] if o["label"] == "Level")
    assert [v["raw"] for v in level["values"]] == ["Basic", "Average", "Advanced"]


def test_every_line_is_claimed():
    entries = [entry for one in reads() for entry in one.entries if entry.claim.role != "blank"]
    assert len(entries) == 139
    assert [entry for entry in entries if entry.claim.role == "unclaimed"] == []


@pytest.mark.parametrize("practice", TABLE)
def test_the_committed_practice_is_what_the_seed_gives(practice):
    stored = Tree(ROOT / "data/normalized").get(practice)
    assert as_json(stored) == practices()[practice]


def test_findings(request, monkeypatch):
    monkeypatch.chdir(ROOT)
    root = Path("data/normalized")
    found = [
        [f.rule, str(f.severity), f.practice, f.dump_line, f.message]
        for f in validate((path, root) for path in Tree(root).files())
    ]
    if request.config.getoption("--accept", default=False):
        FINDINGS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert found == json.loads(FINDINGS.read_text("utf-8"))


def test_no_finding_is_an_error():
    severities = {severity for _, severity, *_ in json.loads(FINDINGS.read_text("utf-8"))}
    assert severities == {"warning", "note"}


@pytest.mark.parametrize(
    ("severity", "words"), [("warning", "'Bulgaria'"), ("note", "'Private'"), ("note", "'Public-")]
)
def test_byline_and_block_of_sparks_disagree(severity, words):
    found = json.loads(FINDINGS.read_text("utf-8"))
    sparks = [f for f in found if f[0] == "byline-conflict" and f[2] == SPARKS]
    assert [f for f in sparks if f[1] == severity and words in f[4]]


def test_the_byline_of_the_smes_lacks_latvia():
    found = json.loads(FINDINGS.read_text("utf-8"))
    notes = [f for f in found if f[0] == "byline-conflict" and f[2] == SMES]
    assert [(f[1], f[3]) for f in notes] == [("note", 74)]
