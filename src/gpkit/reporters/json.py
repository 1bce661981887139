"""For programs: one JSON object with a summary and all findings."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from gpkit.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from gpkit.model import Finding

VERSION = 1


def report(findings: Sequence[Finding], practices: int, out: TextIO) -> None:
    """Write ``{"schema_version", "summary", "findings"}``; keys may be added, never change."""
    counts = Counter(finding.severity for finding in findings)
    data = {
        "schema_version": VERSION,
        "summary": {
            "practices": practices,
            "findings": len(findings),
            **{severity.value: counts[severity] for severity in reversed(Severity)},
        },
        "findings": [_finding(finding) for finding in findings],
    }
    json.dump(data, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _finding(finding: Finding) -> dict[str, object]:
    data = finding._asdict()
    del data["key"]
    return data
