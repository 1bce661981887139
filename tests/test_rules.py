"""The examples in a rule's manual are its tests: each is laid over a small sound practice."""

import re
from pathlib import Path

import pytest

from gpkit.rules import Stored, rules
from gpkit.rules._judge import validate
from gpkit.store.codec import as_yaml, from_plain
from gpkit.store.yamlio import dump, load

SOUND = """
id: generic/sound-0a1b2c3d
family: generic
title: Sound
language: en
summary: A sound practice.
sections:
- {heading: null, role: summary, text: A sound practice.}
facets: {}
observed: []
evidence: {}
provenance:
  dump: page.txt
  sha256: "{sha256}"
  parser: generic
  lines: [1, 9]
"""
SHA256 = "0" * 64
IN_CODE = {"missing-facet", "missing-title"}  # what is absent cannot be laid over: tests below


def examples(rule, verdict):
    """Give the YAML of each ``Passes::`` or ``Fails::`` of a rule's manual."""
    found = re.findall(rf"^{verdict}::\n\n((?:(?: {{4}}.*)?\n)+)", rule.manual + "\n", re.MULTILINE)
    return [re.sub(r"^ {4}", "", text, flags=re.MULTILINE) for text in found]


def practice_data(text=""):
    data = load(SOUND.replace("heading: null, ", "").replace("{sha256}", SHA256)).data
    over = load(text.replace("{sha256}", SHA256)).data if text.strip() else {}
    for key, value in over.items():
        data[key] = {**data[key], **value} if isinstance(data.get(key), dict) else value
    return data


def findings(tmp_path, text, name="generic/sound-0a1b2c3d.yaml"):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return list(validate([(path, tmp_path)]))


def found_by(rule_id, tmp_path, text, name="generic/sound-0a1b2c3d.yaml"):
    return [f for f in findings(tmp_path, text, name) if f.rule == rule_id]


def sealed(data):
    return as_yaml(from_plain(data))


PASSES = [(rule, text) for rule in rules() for text in examples(rule, "Passes")]
FAILS = [(rule, text) for rule in rules() for text in examples(rule, "Fails")]


def _ids(value):
    return value.id if hasattr(value, "id") else ""


@pytest.mark.parametrize(("rule", "text"), PASSES, ids=_ids)
def test_passes(rule, text, tmp_path):
    assert found_by(rule.id, tmp_path, dump(practice_data(text))) == []


@pytest.mark.parametrize(("rule", "text"), FAILS, ids=_ids)
def test_fails(rule, text, tmp_path):
    assert found_by(rule.id, tmp_path, dump(practice_data(text)))


@pytest.mark.parametrize("rule", rules(), ids=_ids)
def test_a_sound_practice_passes(rule, tmp_path):
    assert found_by(rule.id, tmp_path, sealed(practice_data())) == []


@pytest.mark.parametrize("rule", rules(), ids=_ids)
def test_every_rule_has_an_example(rule):
    judges_practices = rule.check is not None  # the others have tests of their own
    assert examples(rule, "Fails") or rule.id in IN_CODE or not judges_practices


@pytest.mark.parametrize("rule", rules(), ids=_ids)
def test_every_rule_has_a_manual(rule):
    assert rule.manual.splitlines()[0].endswith(".")
    assert len(rule.manual.split()) > 8


@pytest.mark.parametrize("rule", rules(), ids=_ids)
def test_a_rule_survives_a_file_that_is_no_practice(rule):
    assert list(rule.issues(Stored("x.yaml", None, ""))) == []


# Rules that look at the file ----------------------------------------------------------------------


def test_hand_edited(tmp_path):
    text = sealed(practice_data()).replace("title: Sound", "title: Edited")
    assert found_by("hand-edited", tmp_path, text)


def test_hand_edited_without_a_seal(tmp_path):
    assert found_by("hand-edited", tmp_path, dump(practice_data()))


def test_id_path(tmp_path):
    text = sealed(practice_data())
    assert found_by("id-path", tmp_path, text, "generic/renamed.yaml")
    assert found_by("id-path", tmp_path, text, "erasmusly/sound-0a1b2c3d.yaml")


def test_id_of_another_family(tmp_path):
    text = sealed(practice_data("family: erasmusly"))
    assert found_by("id-path", tmp_path, text)


def test_missing_title(tmp_path):
    data = practice_data()
    del data["title"]
    assert found_by("missing-title", tmp_path, sealed(data))


def test_missing_facet(tmp_path):
    text = sealed(practice_data("{id: erasmusly/sound, family: erasmusly}"))
    (finding,) = found_by("missing-facet", tmp_path, text, "erasmusly/sound.yaml")
    assert "call_year" in finding.message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("id: a\n\ttitle: b\n", 2, "tab"),
        ("id: [a, b\ntitle: c\n", 2, "']'"),
        ("id: a\nid: b\n", 2, "twice"),
        ("id: a\ntitle: &x b\n", 2, "anchor"),
        ("id: a\ntitle: *x\n", 2, "alias"),
        ("id: a\ntitle: !!python/name:os.system x\n", 2, "tag"),
        ("id: a\n<<: {b: c}\n", 2, "merge"),
        ("id: a\n---\nid: b\n", 2, "second document"),
        ("id: a\n? [b]\n: c\n", 2, "key"),
        ('id: "a\n', 2, "end of stream"),
        ("id: a\ntitle: b\x00c\n", 2, "character"),
        ("id: a\nb: " + "[" * 100_000, 2, "nested"),
        ("id: a\nb:\n" + "- " * 100_000, 3, "nested"),
        ("a: " + "{a: " * 100_000, 1, "nested"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_broken_yaml_is_a_finding_at_its_line(text, line, words, tmp_path):
    (finding,) = found_by("yaml-syntax", tmp_path, text)
    assert words in finding.message
    assert finding.line == line


def test_a_file_that_is_not_utf8_is_a_finding(tmp_path):
    path = tmp_path / "generic" / "a.yaml"
    path.parent.mkdir()
    path.write_bytes(b"title: \xff\n")
    assert [f.rule for f in validate([(path, tmp_path)])] == ["yaml-syntax"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("published: 12", "published"),
        ("sections: none", "sections"),
        ("facets: {country: BG}", "facets.country"),
        ("facets: {colour: [blue]}", "colour"),
        ("facets: {country: [Atlantis]}", "facets.country.0"),
        ("provenance: {lines: [1]}", "provenance.lines"),
        ("observed: [{label: Level}]", "observed.0"),
        ("id: ../../etc/passwd", "id"),
    ],
)
def test_a_wrong_type_is_a_finding_at_its_place(change, where, tmp_path):
    found = found_by("schema", tmp_path, dump(practice_data(change)))
    assert any(where in f.message for f in found)
    assert all(f.line > 1 for f in found if "." in where)


@pytest.mark.parametrize("key", ["id", "family", "facets", "observed", "provenance"])
def test_a_missing_key_is_a_finding(key, tmp_path):
    data = practice_data()
    del data[key]
    assert any(key in f.message for f in found_by("schema", tmp_path, dump(data)))


@pytest.mark.parametrize("text", ["", "- a\n", "just words\n", "12\n"])
def test_what_is_no_mapping_is_a_finding(text, tmp_path):
    assert found_by("schema", tmp_path, text)


def test_rules_are_all_files_of_the_folder():
    import gpkit.rules

    files = {p.stem.replace("_", "-") for p in Path(gpkit.rules.__file__).parent.glob("[!_]*.py")}
    assert {rule.id for rule in rules()} == files
