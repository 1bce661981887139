"""Each format as its consumers read it."""

import io
import json
import re

import jsonschema
import pytest
import shop
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml

from gpkit.model import Severity
from gpkit.reporters import formats
from gpkit.rules import Excused, rules

NASTY = (
    "title\n::error::forged",
    "50% off, \r\n::set-output name=x::y",
    "\x1b]0;pwn\x07 \x00 \x0b \ufffe \x9b",
    "<script>alert(1)</script> & ]]> \"quoted\" 'too'",
    "| cell | `code` [link](javascript:x) @all #12 ![i](http://x)",
    "\u202egnirts \u2028 line \u2029 end",
    "🚀 ünïcode — ”",
)
WORDS = st.text(max_size=60) | st.sampled_from(NASTY)
FINDINGS = st.lists(
    st.builds(
        shop.finding,
        number=st.integers(0, 9),
        message=WORDS,
        hint=WORDS,
        path=st.sampled_from(["a/b c.yaml", "a/ü#?.yaml", "a/%41,:.yaml"]),
        dump=st.none() | WORDS,
        dump_path=st.none() | st.just("data/raw/a b.txt"),
        severity=st.sampled_from(list(Severity)),
        rule=st.sampled_from([rule.id for rule in rules()]),
        line=st.integers(1, 10**6),
    ),
    max_size=6,
)


def test_every_format_is_tested():
    assert formats() == ("github", "gitlab", "json", "junit", "markdown", "sarif", "text")


@pytest.mark.parametrize("name", formats())
@given(FINDINGS)
def test_any_words_can_be_reported(name, findings):
    text = shop.written(name, shop.report_of(*findings))
    text.encode("utf-8", "backslashreplace")
    assert set(text).isdisjoint("\x1b\x07\u202e")


@pytest.mark.parametrize("name", formats())
def test_half_a_character_can_be_reported(name):
    text = shop.written(name, shop.report_of(shop.finding(message="lone \ud800")))
    assert "lone" in text.encode("utf-8", "backslashreplace").decode()


# Text ---------------------------------------------------------------------------------------------


@given(FINDINGS)
def test_text_has_a_line_a_finding(findings):
    lines = shop.written("text", shop.report_of(*findings)).split("\n")
    assert len(lines) == len(findings) + 2
    for finding, line in zip(findings, lines, strict=False):
        assert re.match(rf".+:{finding.line}:5: {finding.severity} \[{finding.rule}\] ", line)


def test_text_on_a_terminal_is_grouped_by_file(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    run = shop.report_of(shop.finding(1), shop.finding(2, line=12), shop.finding(3, path="b.yaml"))
    text = shop.plain(shop.written("text", run, terminal=True))
    assert [line for line in text.split("\n") if line.endswith(".yaml")] == [
        "data/normalized/generic/one.yaml",
        "b.yaml",
    ]
    assert "\n   12:5  error  'Atlantis' is no known value of country  [unknown-value]\n" in text
    assert "         in the dump: page.txt:7\n         Add it.\n" in text


def test_text_says_what_was_kept_silent():
    run = shop.report_of(shop.finding(1))._replace(
        known=(shop.finding(2), shop.finding(3)), excused=(Excused(shop.finding(4), "so"),), gone=1
    )
    assert shop.written("text", run).endswith(
        "\n1 practice: 1 error (2 known, 1 excused, 1 of the baseline gone)\n"
    )


# JSON ---------------------------------------------------------------------------------------------


def test_json():
    run = shop.report_of(shop.finding(1))._replace(
        known=(shop.finding(2),), excused=(Excused(shop.finding(3), "so"),)
    )
    data = json.loads(shop.written("json", run))
    assert data["schema_version"] == 1
    assert data["summary"] == {
        "practices": 1,
        "findings": 1,
        "error": 1,
        "warning": 0,
        "note": 0,
        "failed": True,
        "known": 1,
        "excused": 1,
        "gone": 0,
    }
    (found,) = data["findings"]
    assert {"rule", "severity", "message", "hint", "practice", "path", "line", "column"} < set(
        found
    )
    assert {"dump", "dump_line", "fingerprint", "subject", "about", "fix"} < set(found)
    assert [(one["because"], one.get("reason")) for one in data["silent"]] == [
        ("baseline", None),
        ("exception", "so"),
    ]


# GitHub -------------------------------------------------------------------------------------------

# The documented form of a workflow command, and what must be escaped in properties and data.
COMMAND = re.compile(
    r"::(?:error|warning|notice) "
    r"file=(?P<file>[^:,\r\n]+),line=\d+,endLine=\d+,col=\d+,title=(?P<title>[^:,\r\n]+)"
    r"::(?P<data>[^\r\n]*)"
)


def unescaped(words):
    for escape, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n")):
        words = words.replace(escape, character)
    return words.replace("%25", "%")


@given(FINDINGS)
def test_github_lines_match_the_escape_rules(findings):
    text = shop.written("github", shop.report_of(*findings))
    lines = text.split("\n")
    commands = [COMMAND.fullmatch(line) for line in lines[: len(findings)]]
    assert all(commands)
    assert not any(line.startswith("::") for line in lines[len(findings) :])
    for match in commands:
        for part in match.groups():
            assert re.fullmatch(r"(?:[^%]|%25|%0D|%0A|%3A|%2C)*", part)
    ordered = sorted(findings, key=lambda f: -f.severity.rank)
    assert [unescaped(m["file"]) for m in commands] == [f.path for f in ordered]


def test_github_says_what_it_will_not_show():
    run = shop.report_of(*(shop.finding(n) for n in range(12)))
    assert "\n2 findings more than GitHub shows" in shop.written("github", run)


# GitLab -------------------------------------------------------------------------------------------


@given(FINDINGS)
def test_gitlab(findings):
    text = shop.written("gitlab", shop.report_of(*findings))
    assert not text.startswith("\ufeff")
    for issue in json.loads(text):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert set(issue["location"]) == {"path", "lines"}
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1


# JUnit --------------------------------------------------------------------------------------------


@given(FINDINGS)
def test_junit_loads(findings):
    run = shop.report_of(*findings, fail_on=Severity.WARNING, files=("clean.yaml",))
    suites = JUnitXml.fromstring(shop.written("junit", run).encode("utf-8", "replace"))
    cases = {case.name: case for suite in suites for case in suite}
    assert set(cases) == {"clean.yaml"} | {finding.path for finding in findings}
    for path, case in cases.items():
        failing = [f for f in findings if f.path == path and run.fails(f)]
        assert [result.type for result in case.result] == [f.rule for f in failing]
    assert suites.failures == sum(bool(case.result) for case in cases.values())
    assert suites.tests == len(cases)


def test_junit_tells_what_does_not_fail():
    run = shop.report_of(shop.finding(1, severity=Severity.NOTE))
    (suite,) = JUnitXml.fromstring(shop.written("junit", run).encode())
    (case,) = suite
    assert case.is_passed
    assert "Atlantis" in case.system_out


# Markdown -----------------------------------------------------------------------------------------


@given(FINDINGS)
def test_markdown_tables_hold_their_shape(findings):
    text = shop.written("markdown", shop.report_of(*findings))
    rows = [line for line in text.split("\n") if line.startswith("|")]
    for row in rows:
        cells = re.split(r"(?<!\\)\|", row)
        assert len(cells) in (5, 6)
    assert "<" not in text
    assert not re.search(r"(?<!\\)[`\[]|@(?!#)|javascript:[^x]", text)
    assert len([row for row in rows if re.match(r"\| (?:error|warning|note) \| ", row)]) == len(
        findings
    )


def test_markdown_ends_before_the_limit():
    run = shop.report_of(*(shop.finding(n, message="ü" * 290) for n in range(3_000)))
    text = shop.written("markdown", run)
    assert len(text.encode()) < 2**20
    assert re.search(r"\nand \d+ more; see the whole report\.\n$", text)


# SARIF --------------------------------------------------------------------------------------------

_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"minLength": 1}}}
_LOCATION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["physicalLocation"],
    "properties": {
        "id": {"type": "integer", "minimum": -1},
        "message": _TEXT,
        "physicalLocation": {
            "type": "object",
            "additionalProperties": False,
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["uri"],
                    # a relative reference of RFC 3986, no scheme, no dot segments
                    "properties": {
                        "uri": {
                            "pattern": r"^(?!/|[A-Za-z][A-Za-z0-9+.-]*:|.*\\)"
                            r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+$"
                        }
                    },
                },
                "region": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["startLine"],
                    "properties": {
                        "startLine": {"type": "integer", "minimum": 1},
                        "startColumn": {"type": "integer", "minimum": 1},
                    },
                },
            },
        },
    },
}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_RULE = {
    "type": "object",
    "additionalProperties": False,
    # shortDescription, fullDescription and help: what GitHub wants beyond the standard (GH2012)
    "required": ["id", "shortDescription", "fullDescription", "help"],
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string", "pattern": "^[A-Z][A-Za-z]+$", "maxLength": 255},
        "shortDescription": _TEXT,
        "fullDescription": {
            **_TEXT,
            "properties": {"text": {"minLength": 1, "maxLength": 1024, "not": {"pattern": "::"}}},
        },
        "help": {**_TEXT, "required": ["text", "markdown"]},
        "defaultConfiguration": {"type": "object", "properties": {"level": _LEVEL}},
        "properties": {"type": "object", "properties": {"tags": {"type": "array", "maxItems": 20}}},
    },
}
_RESULT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": -1},
        "level": _LEVEL,
        "message": _TEXT,
        "locations": {"type": "array", "items": _LOCATION, "minItems": 1, "maxItems": 1000},
        "relatedLocations": {"type": "array", "items": _LOCATION},
        "partialFingerprints": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": "string", "minLength": 1},
        },
        "properties": {"type": "object"},
    },
}
_RUN = {
    "type": "object",
    "additionalProperties": False,
    "required": ["tool", "results"],
    "properties": {
        "tool": {
            "type": "object",
            "required": ["driver"],
            "properties": {
                "driver": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {
                        "semanticVersion": {"pattern": r"^\d+\.\d+\.\d+"},
                        "rules": {"type": "array", "items": _RULE, "uniqueItems": True},
                    },
                }
            },
        },
        "automationDetails": {"type": "object", "required": ["id"]},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "invocations": {
            "type": "array",
            "items": {"type": "object", "required": ["executionSuccessful"]},
        },
        "results": {"type": "array", "items": _RESULT, "maxItems": 25_000},
    },
}
SARIF = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "pattern": "^https://.*sarif.*2.1.0"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": _RUN, "minItems": 1, "maxItems": 20},
    },
}
VALIDATOR = jsonschema.Draft202012Validator(SARIF)


def sarif(run):
    log = json.loads(shop.written("sarif", run))
    VALIDATOR.validate(log)
    return log["runs"][0]


@given(FINDINGS)
def test_sarif_follows_the_standard(findings):
    run = sarif(shop.report_of(*findings))
    listed = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert listed == [rule.id for rule in rules()]
    for result in run["results"]:
        assert listed[result["ruleIndex"]] == result["ruleId"]
    assert sorted(r["level"] for r in run["results"]) == sorted(f.severity for f in findings)


def test_sarif_points_into_the_dump():
    run = sarif(shop.report_of(shop.finding(dump_path="data/raw/a b.txt")))
    (related,) = run["results"][0]["relatedLocations"]
    place = related["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "data/raw/a%20b.txt"
    assert place["region"] == {"startLine": 7}


def test_sarif_is_cut_with_a_note(monkeypatch):
    monkeypatch.setattr("gpkit.reporters.sarif.LIMIT", 3)
    notes = [shop.finding(n, severity=Severity.NOTE) for n in range(3)]
    run = sarif(shop.report_of(*notes, shop.finding(9), shop.finding(10)))
    assert [r["level"] for r in run["results"]] == ["error", "error", "note"]
    (said,) = run["invocations"][0]["toolExecutionNotifications"]
    assert said["message"]["text"].startswith("2 of 5 results were left out")


def test_the_schema_of_the_test_can_fail():
    log = json.loads(shop.written("sarif", shop.report_of(shop.finding())))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not VALIDATOR.is_valid(log)
    absolute = json.loads(shop.written("sarif", shop.report_of(shop.finding(path="/tmp/x.yaml"))))
    assert not VALIDATOR.is_valid(absolute)


def test_a_report_needs_no_more_than_a_stream():
    out = io.StringIO()
    from gpkit.reporters import reporter

    reporter("text").report(shop.report_of(), out)
    assert out.getvalue() == "0 practices: no findings\n"
