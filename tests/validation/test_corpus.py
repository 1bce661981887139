"""What only several practices, or practices and other files, show."""

import pytest
import shop

from gpkit.model import Observed, ObservedValue
from gpkit.rules._judge import validate
from gpkit.store.codec import from_yaml
from support import gpkit

SPARKS = shop.SOURCES[shop.SPARKS]


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store with the sound practices, in ``data/normalized`` of the working directory."""
    monkeypatch.chdir(tmp_path)
    for name, text in shop.SOURCES.items():
        shop.write(tmp_path / "data/normalized", name, text)
    return tmp_path / "data/normalized"


def judged(store, rule, whole=True, overlays=()):
    files = [(path, store) for path in sorted(store.rglob("*.yaml"))]
    found = validate(files, whole=whole, overlays=overlays)
    return [f for f in found if f.rule == rule]


# duplicate-id -------------------------------------------------------------------------------------


def test_a_copy_is_a_duplicate(store):
    shop.write(store, "digitalalliance-bg/a-copy", SPARKS)
    (found,) = judged(store, "duplicate-id")
    assert (found.path, found.line) == ("data/normalized/digitalalliance-bg/a-copy.yaml", 3)
    assert f"{shop.SPARKS}.yaml" in found.message
    assert found.dump_line == 82


def test_every_copy_is_named(store):
    shop.write(store, "digitalalliance-bg/a-copy", SPARKS)
    shop.write(store, "digitalalliance-bg/z-copy", SPARKS)
    found = judged(store, "duplicate-id")
    assert [f.path.rpartition("/")[2] for f in found] == ["a-copy.yaml", "z-copy.yaml"]
    assert len({f.fingerprint for f in found}) == 2


def test_two_stores_may_hold_the_same(store, tmp_path):
    shop.write(tmp_path / "old/normalized", shop.SPARKS, SPARKS)
    files = [
        (path, root)
        for root in (store, tmp_path / "old/normalized")
        for path in sorted(root.rglob("*.yaml"))
    ]
    assert [f for f in validate(files) if f.rule == "duplicate-id"] == []


# same-title ---------------------------------------------------------------------------------------


def test_one_title_in_two_families(store):
    text = shop.again(shop.SOURCES[shop.DIGILEAD], title="SPARKS  Initiative")
    shop.write(store, shop.DIGILEAD, text)
    (found,) = judged(store, "same-title")
    assert found.practice == shop.DIGILEAD
    assert found.line == shop.line_of(text, "title: SPARKS")
    assert shop.SPARKS in found.message


def test_one_title_in_one_family_is_no_business_of_the_rule(store):
    shop.write(store, shop.HUMANS, shop.again(shop.SOURCES[shop.HUMANS], title="Sparks initiative"))
    assert judged(store, "same-title") == []


# repeated-label -----------------------------------------------------------------------------------


def labelled(store, name, label):
    practice = from_yaml(shop.SOURCES[name])
    entry = Observed(label, None, 9, (ObservedValue("x", 10),))
    text = shop.again(shop.SOURCES[name], observed=(*practice.observed, entry))
    shop.write(store, name, text)
    return text


def test_a_label_that_repeats(store):
    texts = [labelled(store, name, "Mood") for name in (shop.HUMANS, shop.SMES, shop.SPARKS)]
    (found,) = judged(store, "repeated-label")
    assert "on 3 of 3 practices of digitalalliance-bg" in found.message
    assert found.subject == "digitalalliance-bg"
    assert found.path.endswith(f"{shop.HUMANS}.yaml")
    assert found.line == shop.line_of(texts[0], "label: Mood")
    assert found.dump_line == 9
    assert len(judged(store, "unknown-label")) == 3


def test_the_fingerprint_of_a_label_does_not_depend_on_who_is_first(store):
    for name in (shop.HUMANS, shop.SMES, shop.SPARKS):
        labelled(store, name, "Mood")
    (before,) = judged(store, "repeated-label")
    shop.write(store, "digitalalliance-bg/a-first", shop.again(SPARKS, id="digitalalliance-bg/a"))
    labelled(store, shop.SPARKS, "MOOD:")
    (after,) = judged(store, "repeated-label")
    assert before.fingerprint == after.fingerprint


def test_two_odd_labels_are_no_pattern(store):
    for name in (shop.HUMANS, shop.SMES):
        labelled(store, name, "Mood")
    assert judged(store, "repeated-label") == []


# dead-vocabulary ----------------------------------------------------------------------------------

SCHEME = """\
concepts:
  neurotechnology:
    pref: {en: Neurotechnology}
  artificial_intelligence:
    alt: {en: [Artificial Intelligence]}
"""


def test_an_entry_of_the_overlay_that_matches_nothing(store, tmp_path):
    (tmp_path / "authority/schemes").mkdir(parents=True)
    (tmp_path / "authority/schemes/digital_technology.yaml").write_text(SCHEME)
    (tmp_path / "authority/facets.yaml").write_text(
        "digital_skill_level:\n  labels:\n    en: [Level]\nmood:\n  labels:\n    en: [Mood]\n"
    )
    found = judged(store, "dead-vocabulary", overlays=[tmp_path / "authority"])
    assert [(f.path, f.line) for f in found] == [
        ("authority/schemes/digital_technology.yaml", 2),
        ("authority/facets.yaml", 4),
    ]
    assert judged(store, "dead-vocabulary", whole=False, overlays=[tmp_path / "authority"]) == []
    run = gpkit("validate", "--format", "json")
    assert run.out.count('"rule": "dead-vocabulary"') == 2


# Exceptions ---------------------------------------------------------------------------------------


def excepted(tmp_path, *entries):
    (tmp_path / "data/exceptions.yaml").write_text("".join(f"- {entry}\n" for entry in entries))


def test_an_exception_excuses(store, tmp_path):
    excepted(
        tmp_path,
        f"{{rule: byline-conflict, practice: {shop.SPARKS}, about: Bulgaria, reason: the site}}",
        "{rule: truncated-prose, practice: digitalalliance-bg/*, reason: lost for good}",
    )
    run = gpkit("validate", "--fail-on", "warning", "-v")
    assert run.code == 0
    assert "(2 excused)" in run.out
    assert "excused (the site): data/normalized/" in run.err


def test_an_exception_that_excuses_nothing_is_a_finding(store, tmp_path):
    entry = f"{{rule: date-order, practice: {shop.SPARKS}, reason: it was so}}"
    excepted(tmp_path, "{rule: truncated-prose, practice: '*', reason: lost}", entry)
    run = gpkit("validate", "--fail-on", "warning", "-q")
    assert run.code == 1
    assert "data/exceptions.yaml:2:3: warning [unused-exception]" in run.out


def test_of_what_was_not_judged_no_exception_is_unused(store, tmp_path):
    excepted(
        tmp_path,
        f"{{rule: date-order, practice: {shop.SPARKS}, reason: so}}",
        "{rule: date-order, practice: 'digitalalliance-bg/*', reason: so}",
    )
    assert "unused-exception" not in gpkit("validate", store / f"{shop.HUMANS}.yaml").out
    run = gpkit("validate", store / f"{shop.SPARKS}.yaml")
    assert run.out.count("unused-exception") == 1
    assert gpkit("validate", store / "digitalalliance-bg").out.count("unused-exception") == 1
    assert gpkit("validate", store).out.count("unused-exception") == 2


def test_exceptions_of_a_rule_that_is_off_are_left_alone(store, tmp_path):
    excepted(tmp_path, f"{{rule: date-order, practice: {shop.SPARKS}, reason: so}}")
    (tmp_path / "gpkit.toml").write_text('[rules.date-order]\nseverity = "off"\n')
    assert "unused-exception" not in gpkit("validate").out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- {rule: schema, practice: a/b}\n", "1:3: an exception without a reason"),
        ("- {rule: schema, practice: a/b, reason: '  '}\n", "an exception without a reason"),
        ("- {rule: schema, reason: so}\n", "an exception without a practice"),
        ("-\n  rule: shema\n  practice: a/b\n  reason: so\n", "2:9: there is no rule 'shema'"),
        ("- {rule: schema, practice: a, reason: so, when: x}\n", "an exception has no key 'when'"),
        ("- {rule: schema, practice: [a], reason: so}\n", "practice is not one line of words"),
        ("- words\n", "an exception is a mapping"),
        ("rule: schema\n", "data/exceptions.yaml:1: exceptions are a list"),
        ("- {rule: schema\n", "data/exceptions.yaml:"),
        (b"- \xff\n", "not UTF-8"),
    ],
)
def test_broken_exceptions_end_the_run(text, words, store, tmp_path):
    data = text if isinstance(text, bytes) else text.encode()
    (tmp_path / "data/exceptions.yaml").write_bytes(data)
    run = gpkit("validate")
    assert run.code == 2
    assert words in run.err


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n"])
def test_no_exceptions(text, store, tmp_path):
    (tmp_path / "data/exceptions.yaml").write_text(text)
    assert gpkit("validate").code == 0


def test_a_family_directory_is_no_store_of_its_own(store):
    run = gpkit("validate", store / "digitalalliance-bg")
    assert run.code == 0
    assert "id-path" not in run.out
