"""What is wrong and what changed, in short: the findings of the rules, and drift."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.model import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gpkit.drift import Report as Drift
    from gpkit.rules import Finding
    from gpkit.rules import Report as Findings


class Rule(NamedTuple):
    """The findings of one rule at one severity, and the first of them."""

    rule: str
    severity: str
    summary: str
    findings: int
    practices: int
    example: str
    practice: str  # of the example


class Health(NamedTuple):
    """All findings by rule, the worst first."""

    files: int
    errors: int
    warnings: int
    notes: int
    clean: int  # files without any finding
    silenced: int  # known in the baseline, or excused
    rules: tuple[Rule, ...]


class Cause(NamedTuple):
    """One cause of drift."""

    why: str
    family: str
    message: str
    hint: str
    practices: int


class Changes(NamedTuple):
    """What changed since another state; ``before`` counts its practices, None if unknown."""

    since: str
    before: int | None
    compared: int
    causes: tuple[Cause, ...]
    reopened: tuple[str, ...]  # practices whose content changed

    @property
    def alarms(self) -> int:
        """Count causes other than content."""
        return sum(cause.why != "content" for cause in self.causes)


def health(run: Findings) -> Health:
    """Sum up the findings of a run."""
    grouped: dict[tuple[int, str, str], list[Finding]] = defaultdict(list)
    for finding in run.findings:
        key = (-finding.severity.rank, finding.rule, finding.severity.value)
        grouped[key].append(finding)
    summaries = {rule.id: rule.summary for rule in run.rules}
    ordered = sorted(grouped.items(), key=lambda item: (item[0][0], -len(item[1]), item[0]))
    by = {s: sum(f.severity is s for f in run.findings) for s in Severity}
    return Health(
        len(run.files),
        by[Severity.ERROR],
        by[Severity.WARNING],
        by[Severity.NOTE],
        len(set(run.files) - {finding.path for finding in run.findings}),
        len(run.known) + len(run.excused),
        tuple(_rule(rule, severity, found, summaries) for (_, rule, severity), found in ordered),
    )


def _rule(rule: str, severity: str, found: list[Finding], summaries: Mapping[str, str]) -> Rule:
    first = found[0]
    subjects = {finding.practice or finding.path for finding in found}
    example = (first.message, first.practice or first.path)
    return Rule(rule, severity, summaries.get(rule, ""), len(found), len(subjects), *example)


def changes(since: str, found: Drift, before: int | None = None) -> Changes:
    """Sum up what `gpkit drift` found."""
    return changes_of(since, found.as_json())._replace(before=before)


def changes_of(since: str, data: Any) -> Changes:
    """Sum up the JSON of `gpkit drift`.

    Raises:
        GpkitError: this is none.
    """
    try:
        causes = tuple(
            Cause(
                str(cause["cause"]),
                str(cause["family"]),
                str(cause["message"]),
                str(cause["hint"]),
                int(cause["practices"]),
            )
            for cause in data["causes"]
        )
        reopened = tuple(str(one["practice"]) for one in data["reopened"])
        return Changes(since, None, int(data["compared"]), causes, reopened)
    except (KeyError, TypeError, ValueError) as error:
        raise GpkitError(
            f"{since}: this is no report of gpkit drift",
            "Make one: gpkit drift OLD NEW --format json > drift.json",
        ) from error
