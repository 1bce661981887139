"""Drift in words: for people, for programs, and as a page of notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.console import styled
from gpkit.diff.show import escaped
from gpkit.drift.causes import Why
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from typing import TextIO

    from gpkit.drift import Report
    from gpkit.drift.causes import Cause, Spot

_STYLES = {
    Why.OUTAGE: "bold red",
    Why.PARSER: "magenta",
    Why.TEMPLATE: "yellow",
    Why.VOCABULARY: "cyan",
    Why.CONTENT: "green",
}
_SPOTS = 3  # shown of each cause; JSON has all
_LINE = 72  # characters of the words of a change


def text(report: Report, out: TextIO) -> None:
    """Write causes for people."""
    for cause in report.causes:
        mark = styled(cause.why.value, _STYLES[cause.why], out)
        out.write(f"{mark} {cause.family}: {one_line(cause.message)} [{cause.kind}]\n")
        if cause.spots:
            out.write(f"    in the dump: {one_line(_spots(cause))}\n")
        if cause.hint:
            out.write(f"    {styled(one_line(cause.hint), 'dim', out)}\n")
    for changed in report.reopened:
        out.write(f"reopened {changed.practice}\n")
        out.writelines(f"    -{_cut(words)}\n" for words in changed.gone)
        out.writelines(f"    +{_cut(words)}\n" for words in changed.fresh)
    out.write(summary(report) + "\n")


def _cut(words: str) -> str:
    return one_line(words if len(words) <= _LINE else words[: _LINE - 1] + "…")


def _spots(cause: Cause) -> str:
    shown = ", ".join(_spot(spot) for spot in cause.spots[:_SPOTS])
    rest = len(cause.spots) - _SPOTS
    return shown + (f" and {rest} more" if rest > 0 else "")


def _spot(spot: Spot) -> str:
    return f"{spot.dump}:{spot.line}" + (f" ({spot.practice})" if spot.practice else "")


def summary(report: Report) -> str:
    """Count causes in one line.

    >>> from gpkit.drift import Report
    >>> summary(Report((), (), 40))
    '40 practices compared: nothing drifted; 0 reopened'
    """
    whys = {cause.why for cause in report.alarms}
    named = ", ".join(why.value for why in Why if why in whys) or "nothing drifted"
    compared = f"{report.compared} practice{'' if report.compared == 1 else 's'} compared"
    return f"{compared}: {named}; {len(report.reopened)} reopened"


def markdown(report: Report, out: TextIO) -> None:
    """Write causes as a table, for a step summary or an issue."""
    out.write(f"## Drift\n\n{escaped(summary(report))}\n")
    if report.causes:
        out.write("\n| cause | family | what | where |\n|---|---|---|---|\n")
    for cause in report.causes:
        cells = (cause.why.value, cause.family, cause.message, _spots(cause))
        out.write(f"| {' | '.join(escaped(cell) for cell in cells)} |\n")
    if report.reopened:
        out.write("\nReopened:\n\n")
        out.writelines(f"- `{changed.practice}`\n" for changed in report.reopened)
