"""Words that several reporters share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gpkit.model import Severity

if TYPE_CHECKING:
    from gpkit.rules import Finding, Report


def counts(run: Report) -> dict[str, int]:
    """Count the findings of a run by severity, the worst first."""
    found = Counter(finding.severity for finding in run.findings)
    return {severity.value: found[severity] for severity in reversed(Severity)}


def summary(run: Report) -> str:
    """Count what was found, in words; what was kept silent is said as well."""
    parts = [counted(number, noun) for noun, number in counts(run).items() if number]
    words = f"{counted(len(run.files), 'practice')}: {', '.join(parts) or 'no findings'}"
    silent = [
        f"{len(run.known)} known" if run.known else "",
        f"{len(run.excused)} excused" if run.excused else "",
        f"{run.gone} of the baseline gone" if run.gone else "",
    ]
    shown = ", ".join(filter(None, silent))
    return f"{words} ({shown})" if shown else words


def counted(number: int, noun: str) -> str:
    """Give a number with its noun.

    >>> counted(1, "practice"), counted(4, "practice")
    ('1 practice', '4 practices')
    """
    return f"{number} {noun}" + ("" if number == 1 else "s")


def place_in_dump(finding: Finding) -> str:
    """Say where in the dump it stands, "" if that is not known."""
    if not finding.dump:
        return ""
    return f"{finding.dump}:{finding.dump_line}" if finding.dump_line else finding.dump


def sentence(finding: Finding) -> str:
    """Give message, dump and hint as one text."""
    where = place_in_dump(finding)
    words = f"{finding.message} ({where})" if where else finding.message
    return f"{words}. {finding.hint}".rstrip(". ") + "."
