"""For people: grouped by file on a terminal; elsewhere a line a finding, to be searched and cut."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gpkit.console import styled
from gpkit.model import Severity
from gpkit.reporters._words import place_in_dump, sentence, summary
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from typing import TextIO

    from gpkit.rules import Finding, Report

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def report(run: Report, out: TextIO) -> None:
    """Write findings in the order of the files, then the counts."""
    if out.isatty():
        for path, findings in groupby(run.findings, key=lambda finding: finding.path):
            out.write(styled(one_line(path), "bold", out) + "\n")
            out.writelines(_paragraph(finding, out) for finding in findings)
    else:
        out.writelines(line(finding, out) + "\n" for finding in run.findings)
    out.write(summary(run) + "\n")


def line(finding: Finding, out: TextIO) -> str:
    """Give a finding as one line: path, line, column, severity, rule, and all that is said."""
    where = one_line(f"{finding.path}:{finding.line}:{finding.column}")
    return f"{where}: {_mark(finding, out)} [{finding.rule}] {one_line(sentence(finding))}"


def _paragraph(finding: Finding, out: TextIO) -> str:
    where = f"{finding.line}:{finding.column}".rjust(7)
    rule = styled(f"[{finding.rule}]", "dim", out)
    text = f"{where}  {_mark(finding, out)}  {one_line(finding.message)}  {rule}\n"
    dump = place_in_dump(finding)
    for words in (f"in the dump: {dump}" if dump else "", finding.hint):
        if words:
            text += f"{' ' * 9}{styled(one_line(words), 'dim', out)}\n"
    return text


def _mark(finding: Finding, out: TextIO) -> str:
    return styled(finding.severity.value, _STYLES[finding.severity], out)
