"""The doctor answers whatever is wrong."""

import json
from pathlib import Path

import pytest

from gpkit.cli import doctor
from support import gpkit

TOPICS = [ask.__name__.strip("_") for ask in doctor._QUESTIONS]


def facts(run):
    return json.loads(run.out)


def test_a_sound_place(catalogue):
    run = gpkit("doctor")
    assert run.code == 0, run.out
    assert run.err == ""
    assert [line for line in run.out.splitlines() if line and line[0] != " "] == TOPICS
    assert "data/normalized is there, can be written" in run.out


def test_as_json(catalogue):
    found = facts(gpkit("doctor", "--format", "json"))
    assert {fact["topic"] for fact in found} == set(TOPICS)
    assert all(set(fact) == {"topic", "name", "value", "state", "hint"} for fact in found)
    assert {fact["state"] for fact in found} <= {"ok", "missing"}


def test_which_configuration_applies_and_from_where(workshop):
    Path("gpkit.toml").write_text('[rules.schema]\nseverity = "off"\n[ingest]\nno_practice=["x"]\n')
    (workshop / "below").mkdir()
    found = facts(gpkit("doctor", "--format", "json", cwd=workshop / "below"))
    configuration = {f["name"]: f["value"] for f in found if f["topic"] == "configuration"}
    assert configuration["file"].endswith("gpkit.toml")
    assert configuration["schema"] == "off"
    assert configuration["no_practice"] == "x"


@pytest.mark.parametrize(
    "text",
    ["[rulez]\n", "[[[", "[rules.schema]\nsevere = 1\n", '[authority]\npath = "gone"\n', "\xff"],
)
def test_a_broken_configuration_is_an_answer(text, workshop):
    Path("gpkit.toml").write_bytes(text.encode("latin-1"))
    run = gpkit("doctor")
    assert run.code == 2
    assert "[broken]" in run.out
    assert "Traceback" not in run.out + run.err
    assert "libyaml" in run.out


def test_a_broken_overlay_is_an_answer(workshop):
    Path("authority/schemes").mkdir(parents=True)
    Path("authority/schemes/country.yaml").write_text("concepts: [\n")
    run = gpkit("doctor")
    assert run.code == 2
    assert "authority/schemes/country.yaml" in run.out


def test_extras_say_what_to_type(monkeypatch):
    needs = ["rich>=14", "gone-a>=1; extra == 'parquet'", 'rich; extra == "skos"']
    monkeypatch.setattr(doctor, "_requirements", lambda: needs)
    found = {fact.name: fact for fact in doctor._extras()}
    assert found["gone-a"].state == "missing"
    assert found["gone-a"].hint == "pip install 'good-practice-kit[parquet]'"
    assert found["rich"].state == "ok"
    assert [fact.name for fact in doctor._libraries()] == ["rich"]


@pytest.mark.parametrize(
    ("marker", "applies"),
    [("", True), ("python_version < '3.14'", True), ("python_version >= '3.99'", False)],
)
def test_markers(marker, applies):
    assert doctor._applies(marker) is applies


@pytest.mark.parametrize("topic", TOPICS)
def test_no_question_ends_the_run(topic, monkeypatch, capsys):
    def broken():
        raise RuntimeError("on fire")
        yield

    broken.__name__ = f"_{topic}"
    (fact,) = doctor._asked(broken)
    assert (fact.topic, fact.state, fact.value) == (topic, "broken", "RuntimeError: on fire")
