"""A decision once taken is applied by the next ingest, and never asked again."""

import json
from typing import Any

import pytest

from gpkit.authority import load
from gpkit.authority.decisions import Decisions, read
from gpkit.authority.entries import Form
from gpkit.authority.suggest import alike, concepts

FILE = "authority/decisions.yaml"


def suggested(repository: Any) -> dict[str, list[str]]:
    found = json.loads(repository.run("vocab", "suggest", "--format", "json").out)
    return {each["value"]: [s["concept"] for s in each["suggestions"]] for each in found}


def test_accepted(repository: Any) -> None:
    repository.ingest()
    assert suggested(repository)["Beginer"][0] == "basic"
    words = ("digital_skill_level", "Beginer", "basic", "--reason", "a slip: of the pen")
    repository.run("vocab", "accept", *words)
    assert "Beginer" not in suggested(repository)
    assert "  digital_skill_level:\n  - basic\n" in repository.ingest()
    explained = repository.run("explain", repository.id, "digital_skill_level").out
    decision = "accepted for 'Beginer' in authority/decisions.yaml: a slip: of the pen"
    assert f"match: basic  ({decision}" in explained
    assert (
        "accepted: Beginer" in repository.run("vocab", "show", "digital_skill_level", "basic").out
    )


def test_rejected(repository: Any) -> None:
    repository.ingest()
    repository.run("vocab", "reject", "digital_skill_level", "beginer", "basic")
    assert "basic" not in suggested(repository)["Beginer"]
    assert "- basic" not in repository.ingest()
    assert "basic" not in suggested(repository)["Beginer"]


def test_undecided(repository: Any) -> None:
    before = repository.ingest()
    repository.run("vocab", "accept", "digital_skill_level", "Beginer", "basic")
    assert repository.ingest() != before
    repository.run("vocab", "undecide", "digital_skill_level", "BEGINER")
    assert repository.ingest() == before
    assert suggested(repository)["Beginer"][0] == "basic"
    run = repository.run("vocab", "undecide", "digital_skill_level", "Beginer", code=2)
    assert "nothing is decided" in run.err


def test_the_file_is_sorted_stable_and_keeps_its_head(repository: Any) -> None:
    repository.write(FILE, "# ask Ann first\ncountry:\n  Zz: {accept: LV, reason: 'no: 1'}\n")
    repository.run("vocab", "accept", "digital_skill_level", "Novice", "basic")
    repository.run("vocab", "reject", "country", "Aa", "BG", "--reason", "a river")
    expected = """\
# ask Ann first
country:
  Aa:
    reject:
      BG: a river
  Zz:
    accept: LV
    reason: 'no: 1'
digital_skill_level:
  Novice:
    accept: basic
"""
    path = repository.root / FILE
    assert path.read_text("utf-8") == expected
    repository.run("vocab", "accept", "digital_skill_level", "NOVICE", "basic")
    assert path.read_text("utf-8") == expected


def test_comments_stay_with_their_decisions(repository: Any) -> None:
    text = (
        "# head\n\ncountry:\n  # old\n  Zz: {accept: LV}\n  # gone\n  Zu:\n    accept: MT\n# end\n"
    )
    repository.write(FILE, text)
    repository.run("vocab", "accept", "country", "Aa", "BG")
    repository.run("vocab", "undecide", "country", "Zu")
    path = repository.root / FILE
    kept = "# head\n\ncountry:\n  Aa:\n    accept: BG\n  # old\n  Zz:\n    accept: LV\n# end\n"
    assert path.read_text("utf-8") == kept
    repository.run("vocab", "undecide", "country", "Aa")
    repository.run("vocab", "undecide", "country", "Zz")
    repository.run("vocab", "accept", "country", "Aa", "BG")
    assert "Aa:\n    accept: BG\n" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("level Novice basic", "Did you mean digital_skill_level?"),
        ("contry Malta MT", "Did you mean country?"),
        ("digital_skill_level Novice bsic", "Did you mean basic?"),
        ("digital_skill_level Novice Beginner", "Did you mean basic?"),
        ("call_year 2018 x", "has no scheme"),
        ("country ... BG", "the value is empty"),
    ],
)
def test_wrong_use_gets_near_misses(repository: Any, words: str, says: str) -> None:
    for command in ("accept", "reject"):
        assert says in repository.run("vocab", command, *words.split(), code=2).err
    assert not (repository.root / FILE).exists()


def test_acceptance_ends_rejection_and_the_other_way_round() -> None:
    decisions = Decisions()
    decisions.reject("f", "A b", "x", "why")
    assert decisions.accept("f", "a  B", "x").rejected == {}
    assert decisions.reject("f", "A B", "x").accepted is None
    assert decisions.as_plain() == {"f": {"A b": {"reject": {"x": ""}}}}


def test_a_decision_counts_before_forms_and_codes(tmp_path: Any) -> None:
    text = "country:\n  Turkey: {accept: other}\n  EL: {accept: SV}\n  Bul: {accept: BG}\n"
    (tmp_path / "decisions.yaml").write_text(text, encoding="utf-8")
    authority = load([tmp_path])
    found = {w: authority.concepts_of("country", w) for w in ("Turkey", "EL", "bul.", "Latvia")}
    assert {words: [t.concept for t in terms] for words, terms in found.items()} == {
        "Turkey": ["other"],
        "EL": ["SV"],
        "bul.": ["BG"],
        "Latvia": ["LV"],
    }
    assert found["bul."][0].kind == "accepted"
    assert len(list(read(tmp_path / "decisions.yaml"))) == 3


FORMS = [
    Form("s", "ai", "pref", "en", "Artificial Intelligence"),
    Form("s", "ai", "alt", "de", "Künstliche Intelligenz"),
    Form("s", "cloud", "pref", "en", "Cloud computing"),
    Form("s", "it", "alt", "en", "IT"),
]


@pytest.mark.parametrize(
    ("value", "first"),
    [
        ("Artifical inteligence", "ai"),
        ("Künstliche Intelligenzen", "ai"),
        ("cloud-computing services", "cloud"),
        ("computing, cloud", "cloud"),
        ("Unit", None),
        ("Beekeeping", None),
        ("", None),
        ("?!", None),
    ],
)
def test_likeness(value: str, first: str | None) -> None:
    found = concepts(value, FORMS)
    assert (found[0].concept if found else None) == first


def test_at_most_five_each_once() -> None:
    forms = [Form("s", f"c{i % 9}", "pref", "en", f"harbour {i}") for i in range(40)]
    found = concepts("harbour", forms)
    assert len(found) == len({s.concept for s in found}) == 5
    assert not {s.concept for s in concepts("harbour", forms, ["c0", "c1"])} & {"c0", "c1"}
    assert [s.score for s in alike("harbour", forms)] == sorted(
        (s.score for s in alike("harbour", forms)), reverse=True
    )
