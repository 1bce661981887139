"""SARIF 2.1.0, for code scanning: rules with their manuals, both ends of each finding.

GitHub takes 25,000 results of a run; the worst come first, and a notification says what was cut.
Alerts are known again by ``partialFingerprints``, which no edit elsewhere moves. Findings of the
baseline and excused ones are left out, as in every other format.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gpkit import __version__
from gpkit.reporters._words import sentence
from gpkit.text.clean import one_line, visible

if TYPE_CHECKING:
    from typing import TextIO

    from gpkit.rules import Finding, Report, RuleInfo

LIMIT = 25_000  # results of a run that GitHub takes
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LONGEST = 1_024  # characters of a rule's full description that GitHub shows

_EXAMPLES = re.compile(r"^(?:Passes|Fails)::$", re.MULTILINE)

Json = dict[str, Any]


def report(run: Report, out: TextIO) -> None:
    """Write a log with one run."""
    json.dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(run)]}, out, indent=1)
    out.write("\n")


def _run(run: Report) -> Json:
    findings = sorted(run.findings, key=lambda finding: -finding.severity.rank)
    places = {rule.id: i for i, rule in enumerate(run.rules)}
    driver = {
        "name": "gpkit",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in run.rules],
    }
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": "gpkit/validate/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(len(findings))],
        "results": [_result(finding, places) for finding in findings[:LIMIT]],
    }


def _invocation(found: int) -> Json:
    if found <= LIMIT:
        return {"executionSuccessful": True}
    words = f"{found - LIMIT} of {found} results were left out: more than {LIMIT} are not taken."
    note = {"level": "warning", "message": {"text": words}}
    return {"executionSuccessful": True, "toolExecutionNotifications": [note]}


def _rule(rule: RuleInfo) -> Json:
    manual = visible(rule.manual)
    return {
        "id": rule.id,
        **_name(rule.id),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": _EXAMPLES.split(manual)[0].strip()[:_LONGEST]},
        "help": {"text": manual, "markdown": _markdown(manual)},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": ["good-practices"], "problem.severity": _problem(rule)},
    }


def _name(rule: str) -> Json:
    """Give a name in the form the standard asks for; it must be another than the id."""
    words = rule.split("-")
    return {"name": "".join(word.capitalize() for word in words)} if len(words) > 1 else {}


def _problem(rule: RuleInfo) -> str:
    return "recommendation" if rule.severity.value == "note" else rule.severity.value


def _markdown(manual: str) -> str:
    """Give a manual as Markdown: its double backticks and indented examples read as they are."""
    return manual.replace("::\n", ":\n").replace("``", "`")


def _result(finding: Finding, places: dict[str, int]) -> Json:
    index = {"ruleIndex": places[finding.rule]} if finding.rule in places else {}
    result: Json = {
        "ruleId": finding.rule,
        **index,
        "level": finding.severity.value,
        "message": {"text": one_line(sentence(finding))},
        "locations": [_location(finding.path, finding.line, finding.column)],
        "partialFingerprints": {"gpkit/v1": finding.fingerprint},
    }
    if finding.dump_path:
        words = f"in the dump {finding.dump}, line {finding.dump_line or 1}"
        related = _location(finding.dump_path, finding.dump_line or 1)
        result["relatedLocations"] = [{"id": 1, **related, "message": {"text": one_line(words)}}]
    if finding.practice:
        result["properties"] = {"practice": finding.practice}
    return result


def _location(path: str, line: int, column: int | None = None) -> Json:
    region = {"startLine": line} | ({"startColumn": column} if column else {})
    uri = quote(path.encode("utf-8", "surrogateescape"))
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
