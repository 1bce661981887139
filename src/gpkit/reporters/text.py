"""For people: one finding a paragraph, both ends named, and what to do next."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gpkit.console import styled
from gpkit.model import Severity
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from gpkit.model import Finding

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def report(findings: Sequence[Finding], practices: int, out: TextIO) -> None:
    """Write findings in the order of the files, then the counts."""
    for finding in findings:
        where = f"{finding.path}:{finding.line}:{finding.column}"
        mark = styled(finding.severity.value, _STYLES[finding.severity], out)
        out.write(f"{one_line(where)}: {mark} [{finding.rule}] {one_line(finding.message)}\n")
        if finding.dump:
            out.write(f"    in the dump: {one_line(finding.dump)}:{finding.dump_line}\n")
        if finding.hint:
            out.write(f"    {styled(one_line(finding.hint), 'dim', out)}\n")
    out.write(summary(findings, practices) + "\n")


def summary(findings: Sequence[Finding], practices: int) -> str:
    """Count what was found, in words.

    >>> summary([], 4)
    '4 practices: no findings'
    """
    counts = Counter(finding.severity for finding in findings)
    parts = [_counted(counts[s], s.value) for s in reversed(Severity) if counts[s]]
    return f"{_counted(practices, 'practice')}: {', '.join(parts) or 'no findings'}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
