"""For GitHub Actions: one workflow command a finding, so that it shows beside the line.

GitHub shows ten annotations of a kind in a step, so the worst come first. Titles and values come
from strangers' pages: line feeds and the marks of the command are escaped.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.reporters._words import sentence, summary
from gpkit.text.clean import visible

if TYPE_CHECKING:
    from typing import TextIO

    from gpkit.rules import Finding, Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_SHOWN = 10  # annotations of a kind that GitHub shows for a step


def report(run: Report, out: TextIO) -> None:
    """Write workflow commands, the worst first, and a closing line."""
    findings = sorted(run.findings, key=lambda finding: -finding.severity.rank)
    out.writelines(_command(finding) + "\n" for finding in findings)
    counted = Counter(finding.severity for finding in findings)
    more = sum(max(0, number - _SHOWN) for number in counted.values())
    out.write(_data(summary(run)) + "\n")
    if more:
        words = "findings more than GitHub shows beside lines; all are above, and in a step"
        out.write(f"{more} {words} summary: --report markdown:$GITHUB_STEP_SUMMARY\n")


def _command(finding: Finding) -> str:
    properties = {
        "file": finding.path,
        "line": str(finding.line),
        "endLine": str(finding.line),
        "col": str(finding.column),
        "title": f"gpkit {finding.rule}",
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(sentence(finding))}"


def _data(words: str) -> str:
    escaped = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
