"""For step summaries and comments: counts by rule, then the findings, the worst first.

Titles and values come from strangers' pages: whatever Markdown or HTML would read is escaped.
GitHub takes 1 MiB a step; the table ends well before, and says so.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from gpkit.reporters._words import place_in_dump, summary
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from typing import TextIO

    from gpkit.model import Severity
    from gpkit.rules import Report

_MARKS = re.compile(r"([\\`*_{}\[\]()#!|~>])")
_LONGEST = 300  # characters of a message
_BUDGET = 900_000  # bytes, of the 1,048,576 that GitHub takes


def report(run: Report, out: TextIO) -> None:
    """Write a heading, a table of rules and a table of findings."""
    verdict = "failed" if run.failed else "passed"
    out.write(f"## gpkit validate: {verdict}\n\n{_words(summary(run))}\n")
    if not run.findings:
        return
    out.write("\n| findings | severity | rule |\n|---:|---|---|\n")
    counted = Counter((finding.severity, finding.rule) for finding in run.findings)
    rows = sorted(counted.items(), key=_worst_first)
    out.writelines(
        f"| {number} | {severity} | {_words(rule)} |\n" for (severity, rule), number in rows
    )
    out.write("\n| severity | file | in the dump | finding |\n|---|---|---|---|\n")
    _findings(run, out)


def _worst_first(item: tuple[tuple[Severity, str], int]) -> tuple[int, int, str]:
    (severity, rule), number = item
    return (-severity.rank, -number, rule)


def _findings(run: Report, out: TextIO) -> None:
    left = _BUDGET
    findings = sorted(run.findings, key=lambda finding: -finding.severity.rank)
    for i, finding in enumerate(findings):
        where = f"{_words(finding.path)}:{finding.line}"
        said = f"{_words(finding.message)} ({_words(finding.rule)})"
        dump = _words(place_in_dump(finding))
        row = f"| {finding.severity} | {where} | {dump} | {said} |\n"
        left -= len(row.encode("utf-8", "replace"))
        if left < 0:
            out.write(f"\nand {len(findings) - i} more; see the whole report.\n")
            return
        out.write(row)


def _words(text: str) -> str:
    r"""Escape words for a cell.

    >>> print(_words("<b> | `x` @all"))
    &lt;b\> \| \`x\` &#64;all
    """
    short = text if len(text) <= _LONGEST else text[:_LONGEST] + " ..."
    safe = one_line(short).replace("&", "&amp;").replace("<", "&lt;")
    return _MARKS.sub(r"\\\1", safe).replace("@", "&#64;").replace("://", ":&#47;/")
