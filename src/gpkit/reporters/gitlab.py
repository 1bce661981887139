"""For GitLab: a Code Quality report (``artifacts: reports: codequality``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.reporters._words import sentence
from gpkit.text.clean import inert_json, one_line

if TYPE_CHECKING:
    from typing import TextIO

    from gpkit.rules import Finding, Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def report(run: Report, out: TextIO) -> None:
    """Write the array of issues."""
    text = json.dumps([_issue(finding) for finding in run.findings], ensure_ascii=False, indent=1)
    out.write(inert_json(text) + "\n")


def _issue(finding: Finding) -> dict[str, object]:
    return {
        "description": one_line(sentence(finding)),
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": finding.path, "lines": {"begin": finding.line}},
    }
