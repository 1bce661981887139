"""gpkit vocab list, show, find and check."""

import json
from typing import Any

import pytest

from gpkit.authority import load
from gpkit.authority.check import check
from gpkit.model import Severity


def test_list(repository: Any) -> None:
    found = json.loads(repository.run("vocab", "list", "--format", "json").out)
    schemes = {each["id"]: each for each in found["schemes"]}
    assert schemes["digital_skill_level"]["concepts"] == 4
    assert len(schemes["country"]["languages"]) == 24
    facets = {each["id"]: each for each in found["facets"]}
    assert facets["country"]["scheme"] == "country"
    assert facets["eu_grant"]["kind"] == "money"
    assert tuple(facets) == load().facets()
    text = repository.run("vocab", "list").out
    assert all(name in text for name in [*schemes, *facets])


def test_show(repository: Any) -> None:
    greece = json.loads(repository.run("vocab", "show", "country", "GR", "--format", "json").out)
    assert greece["codes"] == ["EL"]
    assert greece["pref"]["hu"] == "Görögország"
    assert greece["uri"].endswith("/GRC")
    assert "Zielgruppe" in repository.run("vocab", "show", "target_audience").out
    assert "kind: date" in repository.run("vocab", "show", "start_date").out
    assert "Did you mean country?" in repository.run("vocab", "show", "contry", code=2).err
    run = repository.run("vocab", "show", "digital_skill_level", "basik", code=2)
    assert "Did you mean basic?" in run.err


@pytest.mark.parametrize(
    ("words", "exact", "first"),
    [
        (["цифрови умения"], True, ("digital_technology", "digital_skills")),
        (["EL", "--scheme", "country"], True, ("country", "GR")),
        (["Zielgruppe", "--language", "de"], True, ("facets", "target_audience")),
        (["Deutchland", "--scheme", "country"], False, ("country", "DE")),
        (["Artificial Inteligence", "--language", "en"], False, ("digital_technology", None)),
    ],
)
def test_find(repository: Any, words: list[str], exact: bool, first: tuple[str, str]) -> None:
    found = json.loads(repository.run("vocab", "find", *words, "--format", "json").out)
    assert found[0]["exact"] is exact
    assert found[0]["scheme"] == first[0]
    assert first[1] in (None, found[0]["concept"])
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)


def test_find_nothing(repository: Any) -> None:
    run = repository.run("vocab", "find", "qqqqxxxx")
    assert run.out == ""
    assert "nothing reads like" in run.err


def test_built_in_problems_are_known() -> None:
    """Seven languages have one word for target audience and target group; eight forms are open."""
    found = list(check(load(), (), None))
    assert {problem.severity for problem in found} == {Severity.NOTE}
    kinds = [problem.kind for problem in found]
    assert kinds.count("collision") == 7
    assert kinds.count("ambiguous") == 8
    assert kinds.count("concept-without-label") == 0


def test_check_of_an_overlay(repository: Any) -> None:
    levels = "concepts:\n  basic:\n    alt:\n      en:\n      - Beginer\n      - Landlubber\n"
    repository.write("authority/schemes/digital_skill_level.yaml", levels)
    repository.write("authority/decisions.yaml", "country:\n  Atlantis: {accept: MT}\n")
    repository.write("authority/sections.yaml", "aims:\n  en: [Whither bound]\n")
    repository.write("authority/facets.yaml", "title:\n  labels:\n    en: [Ship]\n")
    repository.ingest()
    found = json.loads(repository.run("vocab", "check", "--format", "json").out)
    unused = {(p["path"], p["line"]) for p in found if p["kind"] == "unused"}
    assert unused == {
        ("authority/schemes/digital_skill_level.yaml", 6),
        ("authority/decisions.yaml", 2),
        ("authority/sections.yaml", 2),
        ("authority/facets.yaml", 3),
    }
    repository.run("vocab", "check", "--fail-on", "warning", code=1)
    everything = repository.run("vocab", "check", "--all").out
    assert "country: BG matches nothing in the corpus" in everything
    assert "country: MT matches nothing in the corpus" not in everything


@pytest.mark.parametrize("name", ["facet.yaml", "schemes/country.yml"])
def test_a_file_that_nobody_reads_fails_the_check(repository: Any, name: str) -> None:
    repository.write("authority/sections.yaml", "{}\n")
    repository.write(f"authority/{name}", "x: y\n")
    run = repository.run("vocab", "check", "-q", code=1)
    assert f"authority/{name}:1: error [unread-file]" in run.out


def test_check_without_a_corpus(repository: Any) -> None:
    run = repository.run("vocab", "check", "--from", "nowhere")
    assert "no corpus here" in run.err
