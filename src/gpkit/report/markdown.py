"""The report as Markdown: for a terminal, a step summary, an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.diff.show import escaped
from gpkit.report.words import by_chance, named, sentence, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from gpkit.report import Report
    from gpkit.report.counts import Facet
    from gpkit.report.gaps import Cross
    from gpkit.report.health import Changes, Health

_MOST = 25  # rows of a table; JSON and the HTML have all
_GAPS = 20


def write(found: Report, out: TextIO) -> None:
    """Write the report."""
    out.writelines(f"{line}\n" for line in _lines(found))


def _lines(found: Report) -> Iterator[str]:
    yield "# What the catalogue holds, and what it lacks"
    yield ""
    yield f"{found.practices:,} practices from {found.dumps:,} dumps."
    yield from _table("Site families", ("Family", "Practices"), _counts(found.families))
    for facet in found.facets:
        yield from _facet(facet)
    for facet in found.years:
        yield from _facet(facet, "Year: ")
    rates = [
        (r.label, f"{r.value:,}", f"{r.empty:,}", f"{r.absent:,}", share(r.value, sum(r[2:])))
        for r in found.rates
    ]
    head = ("Facet", "Value", "Empty", "Absent", "Filled")
    yield from _table("Fill rates", head, rates, most=len(rates))
    yield from _gaps(found)
    for cross in found.crosses:
        yield from _cross(cross)
    yield from _findings(found.health)
    yield from _drift(found.changes)


def _facet(facet: Facet, before: str = "") -> Iterator[str]:
    rows = [(c.label, f"{c.number:,}", share(c.number, facet.practices)) for c in facet.counts]
    head = (facet.label if not before else "Year", "Practices", "Share")
    yield from _table(f"{before}{facet.label}", head, rows)


def _counts(counts: Iterable[tuple[str, str, int]]) -> list[tuple[str, str]]:
    return [(label, f"{number:,}") for _, label, number in counts]


def _gaps(found: Report) -> Iterator[str]:
    telling = [gap for gap in found.gaps if gap.is_telling]
    rows = [
        (sentence(g), named(g), f"{g.practices:,}", f"{g.expected:,.1f}", by_chance(g))
        for g in telling
    ]
    head = ("What is missing", "Where", "Practices elsewhere", "Expected", "By chance")
    yield from _table("Gaps", head, rows, numbers=3, most=_GAPS)
    if not rows:
        yield from ("", "## Gaps", "", "None that chance could not explain as well.")
    if weak := len(found.gaps) - len(telling):
        yield from (
            "",
            f"{weak:,} more combinations never occur, which chance explains as well.",
        )
    if found.unused:
        yield from ("", "Values that no practice has:", "")
    for facet in found.unused:
        of = f"{len(facet.missing)} of {facet.of}"
        yield f"- {escaped(facet.label)} ({of}): {escaped(', '.join(facet.missing))}"


def _cross(cross: Cross) -> Iterator[str]:
    rows = [(label, *(f"{n:,}" for n in numbers)) for label, numbers in cross.rows]
    head = (cross.label, *cross.columns)
    yield from _table(f"{cross.label} and {cross.over_label}", head, rows)


def _findings(health: Health | None) -> Iterator[str]:
    if health is None:
        yield from ("", "## Findings", "", "The rules were not run.")
        return
    rows = [
        (r.rule, r.severity, r.example, r.practice, f"{r.findings:,}", f"{r.practices:,}")
        for r in health.rules
    ]
    head = ("Rule", "Severity", "For example", "In", "Findings", "Practices")
    yield from _table("Findings", head, rows, numbers=2, most=len(rows))
    if not rows:
        yield from ("", "## Findings", "", f"None in {health.files:,} files.")


def _drift(changes: Changes | None) -> Iterator[str]:
    yield from ("", "## Since the last scrape", "")
    if changes is None:
        yield "There was nothing to compare with: `gpkit report --since REVISION-OR-FOLDER`."
        return
    reopened = f"{len(changes.reopened):,} to be looked at again"
    compared = f"{changes.compared:,} practices compared"
    yield f"Since {escaped(changes.since)}: {compared}, {changes.alarms} alarms, {reopened}."
    rows = [(c.why, c.family, c.message, f"{c.practices:,}") for c in changes.causes]
    yield from _table("", ("Cause", "Family", "What changed", "Practices"), rows, numbers=1)


def _table(
    title: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numbers: int | None = None,
    most: int = _MOST,
) -> Iterator[str]:
    """Give a table whose last columns are numbers; all but the first, if that is not said."""
    if not rows:
        return
    yield from ("", f"## {escaped(title)}", "") if title else ("",)
    right = len(head) - 1 if numbers is None else numbers
    yield _row(head)
    yield f"|{'---|' * (len(head) - right)}{'---:|' * right}"
    yield from map(_row, rows[:most])
    if len(rows) > most:
        yield from ("", f"and {len(rows) - most:,} more.")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"
