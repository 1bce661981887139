"""``gpkit log``: the history of one practice."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gpkit.cli.options import NORMALIZED, Format, From, known_format
from gpkit.console import print_json, styled
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from gpkit.diff.history import Step


def command(
    practice_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a practice.")],
    from_: From = NORMALIZED,
    format_: Format = "text",
) -> None:
    """Show the history of one practice over Git revisions, facet by facet.

    Renames are followed. It has to be typed inside the repository of the practices.

    Example: gpkit log digitalalliance-bg/sparks-initiative
    """
    from gpkit.diff.history import history

    known_format(format_)
    steps = history(practice_id.removesuffix(".yaml"), from_, Path.cwd())
    if format_ == "json":
        print_json([_json(step) for step in steps])
        return
    for step in steps:
        _text(step)


def _json(step: Step) -> dict[str, Any]:
    from gpkit.diff.show import change_as_json

    return {**step._asdict(), "changes": [change_as_json(change) for change in step.changes]}


def _text(step: Step) -> None:
    from gpkit.diff.show import change_lines

    out = sys.stdout
    head = styled(step.commit[:12], "yellow", out)
    out.write(f"{head} {step.date} {one_line(step.author)}: {one_line(step.subject)}\n")
    origin = f" from {step.before}" if step.before else ""
    out.write(f"  {step.what}{origin}\n")
    for change in step.changes:
        out.writelines(f"    {line}\n" for line in change_lines(change))
