"""Severities and options from the configuration, and the command that shows them."""

import json
from pathlib import Path

import pytest

from gpkit.errors import GpkitError
from gpkit.model import Severity
from gpkit.rules import Issue, Rule, rules
from gpkit.rules._settings import active
from support import gpkit


def configure(text, name="gpkit.toml"):
    Path(name).write_text(text, "utf-8")


def found(*args):
    run = gpkit("validate", "--format", "json", *args)
    return run.code, [(f["rule"], f["severity"]) for f in json.loads(run.out)["findings"]]


def test_severity(catalogue):
    configure('[rules.truncated-prose]\nseverity = "error"\n')
    code, findings = found()
    assert code == 1
    assert ("truncated-prose", "error") in findings


def test_in_pyproject(catalogue):
    configure('[tool.gpkit.rules.truncated-prose]\nseverity = "note"\n', "pyproject.toml")
    assert ("truncated-prose", "note") in found()[1]


def test_off(catalogue):
    configure('[rules.truncated-prose]\nseverity = "off"\n')
    assert "truncated-prose" not in [rule for rule, _ in found()[1]]


def test_lighter_findings_stay_lighter(catalogue):
    configure('[rules.byline-conflict]\nseverity = "error"\n')
    severities = [severity for rule, severity in found()[1] if rule == "byline-conflict"]
    assert sorted(severities) == ["error", "note", "note", "note"]


def test_option(catalogue):
    before = len(found()[1])
    configure("[rules.truncated-prose]\nsentence = 100\n")
    assert len(found()[1]) == before
    configure('[rules.missing-facet]\nalso = ["organisation"]\n')
    assert ("missing-facet", "error") in found()[1]


@pytest.mark.parametrize(
    ("text", "words", "hint"),
    [
        ('[rules.unknown-valu]\nseverity = "note"', "no rule 'unknown-valu'", "'unknown-value'"),
        ('[rules.schema]\nseverity = "bad"', "severity is 'bad'", "error, warning, note, off"),
        ("[rules.schema]\nseverity = 1", "severity is 1", "Write one of"),
        ("[rules.schema]\nsevrity = 1", "no option 'sevrity'", "'severity'"),
        ("[rules.truncated-prose]\nsentense = 1", "no option 'sentense'", "'sentence'"),
        ("[rules.truncated-prose]\nsentence = '1'", "sentence is '1'", "a value like 60"),
        ("[rules.truncated-prose]\nsentence = true", "sentence is True", "a value like 60"),
        ("[rules.unknown-label]\nignore = 'Mood'", "ignore is 'Mood'", "a list of words"),
        ("[rules.unknown-label]\nignore = [1]", "ignore is [1]", "a list of words"),
        ("[rules]\nschema = 'off'", "no table of a rule", "[rules.unknown-value]"),
    ],
)
def test_wrong_settings_end_the_run(catalogue, text, words, hint):
    configure(text)
    for command in ("validate", "rules"):
        run = gpkit(command)
        assert run.code == 2
        assert words in run.err
        assert hint in run.err
        assert "gpkit.toml" in run.err


def weighed(configured, own):
    def no_check(_):
        return iter(())

    rule = Rule("x", Severity.WARNING, "", no_check, None, default=Severity.WARNING)
    return rule._replace(severity=configured).weigh(Issue("", severity=own))


@pytest.mark.parametrize(
    ("configured", "own", "wanted"),
    [
        ("warning", None, "warning"),
        ("warning", "note", "note"),
        ("warning", "error", "error"),
        ("error", None, "error"),
        ("error", "note", "note"),
        ("error", "error", "error"),
        ("note", None, "note"),
        ("note", "note", "note"),
        ("note", "error", "note"),
    ],
)
def test_weights(configured, own, wanted):
    assert weighed(Severity(configured), own and Severity(own)) is Severity(wanted)


def test_a_rule_without_settings_is_as_it_was():
    assert active({}, "gpkit.toml") == rules()


def test_options_are_not_shared():
    one = active({"truncated-prose": {"sentence": 7}}, "x")
    assert next(r for r in one if r.id == "truncated-prose").options == {"sentence": 7}
    assert next(r for r in rules() if r.id == "truncated-prose").options == {"sentence": 60}
    with pytest.raises(GpkitError):
        active({"nothing": {}}, "x")


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.options], ids=lambda r: r.id)
def test_every_option_is_in_the_manual(rule):
    for name in rule.options:
        assert f"Option ``{name}``" in rule.manual


# gpkit rules --------------------------------------------------------------------------------------


def test_list(workshop):
    run = gpkit("rules")
    assert run.code == 0
    assert [line.split()[0] for line in run.out.splitlines()] == [rule.id for rule in rules()]


def test_list_says_what_was_changed(workshop):
    configure('[rules.schema]\nseverity = "off"\n')
    (line,) = [line for line in gpkit("rules").out.splitlines() if line.startswith("schema ")]
    assert line.split()[1] == "off"
    assert line.endswith("(error by default)")


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_explain(rule):
    from gpkit.cli.rules import _description, _explain

    described = _description(rule, rule)
    assert json.loads(json.dumps(described)) == described
    _explain(described)


def test_explain_prints_the_manual(workshop):
    run = gpkit("rules", "truncated-prose")
    assert "The prose breaks off." in run.out
    assert "Fails::" in run.out
    assert "    [rules.truncated-prose]\n" in run.out
    assert "    sentence = 60\n" in run.out


def test_as_json(workshop):
    configure("[rules.truncated-prose]\nsentence = 9\n")
    assert len(json.loads(gpkit("rules", "--format", "json").out)) == len(rules())
    one = json.loads(gpkit("rules", "truncated-prose", "--format", "json").out)
    assert one["options"] == {"sentence": 9}
    assert set(one) == {"id", "severity", "default", "summary", "options", "manual"}


def test_an_unknown_rule_gets_a_hint(workshop):
    run = gpkit("rules", "byline-conflit")
    assert run.code == 2
    assert "Did you mean 'byline-conflict'?" in run.err
    assert gpkit("rules", "--format", "yaml").code == 2
