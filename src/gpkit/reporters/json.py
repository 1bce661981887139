"""For programs: one JSON object with a summary, all findings, and what was kept silent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gpkit.reporters._words import counts
from gpkit.text.clean import inert_json

if TYPE_CHECKING:
    from typing import TextIO

    from gpkit.rules import Finding, Report

VERSION = 1
_INSIDE = ("key", "fix")
# Written as escapes, so that they say the same and cannot steer a terminal: C1 and bidi controls.
_STEERING = (*range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
_UNSEEN = {code: f"\\u{code:04x}" for code in _STEERING}


def report(run: Report, out: TextIO) -> None:
    """Write ``{"schema_version", "summary", "findings", "silent"}``; keys may be added."""
    data = {
        "schema_version": VERSION,
        "summary": {
            "practices": len(run.files),
            "findings": len(run.findings),
            **counts(run),
            "failed": run.failed,
            "known": len(run.known),
            "excused": len(run.excused),
            "gone": run.gone,
        },
        "findings": [_finding(finding) for finding in run.findings],
        "silent": [
            *({**_finding(finding), "because": "baseline"} for finding in run.known),
            *({**_finding(f), "because": "exception", "reason": why} for f, why in run.excused),
        ],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    out.write(inert_json(text.translate(_UNSEEN)) + "\n")


def _finding(finding: Finding) -> dict[str, object]:
    data = finding._asdict()
    fix = finding.fix.what if finding.fix else None
    return {name: value for name, value in data.items() if name not in _INSIDE} | {"fix": fix}
