"""For every CI that reads JUnit XML: a testcase a file, a failure a finding that fails the run.

Findings below ``--fail-on`` are told in the testcase's ``system-out``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from gpkit.reporters._words import sentence
from gpkit.text.clean import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from gpkit.rules import Finding, Report

# What XML 1.0 cannot hold, not even as a character reference.
_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def report(run: Report, out: TextIO) -> None:
    """Write one suite; files without findings are testcases that pass."""
    found: dict[str, list[Finding]] = {path: [] for path in run.files}
    for finding in run.findings:
        found.setdefault(finding.path, []).append(finding)
    failed = sum(any(map(run.fails, findings)) for findings in found.values())
    numbers = f'tests="{len(found)}" failures="{failed}" errors="0"'
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(f'<testsuites name="gpkit" {numbers}>\n')
    out.write(f'<testsuite name="gpkit validate" {numbers} skipped="0">\n')
    out.writelines(_testcase(path, findings, run) for path, findings in found.items())
    out.write("</testsuite>\n</testsuites>\n")


def _testcase(path: str, findings: Sequence[Finding], run: Report) -> str:
    family = path.rpartition("/")[0].rpartition("/")[2] or "."
    head = f"<testcase classname={_attribute(family)} name={_attribute(path)}"
    head += f' file={_attribute(path)} time="0"'
    failures = "".join(_failure(finding) for finding in findings if run.fails(finding))
    rest = "\n".join(_line(finding) for finding in findings if not run.fails(finding))
    told = f"<system-out>{_text(rest)}</system-out>\n" if rest else ""
    return f"{head}>\n{failures}{told}</testcase>\n" if failures or told else f"{head}/>\n"


def _failure(finding: Finding) -> str:
    message = f"[{finding.rule}] {finding.message}"
    head = f"<failure type={_attribute(finding.rule)} message={_attribute(message)}>"
    return f"{head}{_text(_line(finding))}</failure>\n"


def _line(finding: Finding) -> str:
    where = f"{finding.path}:{finding.line}:{finding.column}"
    return f"{where}: {finding.severity} [{finding.rule}] {sentence(finding)}"


def _safe(words: str) -> str:
    return _NO_XML.sub("\ufffd", visible(words))


def _attribute(words: str) -> str:
    return quoteattr(_safe(words))


def _text(words: str) -> str:
    return escape(_safe(words))
