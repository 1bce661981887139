"""For GitHub Actions: one workflow command a finding, so that it shows beside the line.

GitHub shows ten annotations of a kind in a step, so the worst come first. Titles and values come
from strangers' pages: line feeds and the marks of the command are escaped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.text.clean import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from gpkit.model import Finding

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def report(findings: Sequence[Finding], practices: int, out: TextIO) -> None:
    """Write workflow commands, the worst first, and a closing line."""
    out.writelines(
        _command(finding) + "\n" for finding in sorted(findings, key=lambda f: -f.severity.rank)
    )
    out.write(f"{practices} practices, {len(findings)} findings\n")


def _command(finding: Finding) -> str:
    where = f" ({finding.dump}:{finding.dump_line})" if finding.dump else ""
    words = f"{finding.message}{where}. {finding.hint}".rstrip(". ") + "."
    properties = {
        "file": finding.path,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"gpkit {finding.rule}",
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(words)}"


def _data(words: str) -> str:
    escaped = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
