"""``gpkit drift``: what changed between two scrapes, and why."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from gpkit.cli.options import known_format
from gpkit.console import print_json
from gpkit.errors import Exit

FORMATS = ("text", "json", "markdown")
_SIDE = "A folder of practices or of dumps, or REV or REV:path of Git."


def command(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_SIDE)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, later.")],
    format_: Annotated[
        str, typer.Option("--format", metavar="NAME", help="text, json or markdown.")
    ] = "text",
) -> None:
    """Name the cause of each change between two scrapes: content, template, vocabulary ...

    Exits with 1 if anything but content changed: outage, parser, template, vocabulary.

    Example: gpkit drift data/normalized data/raw
    """
    from gpkit.diff import pairs
    from gpkit.drift import drift, show

    known_format(format_, FORMATS)
    report = drift(*pairs.both(old, new))
    if format_ == "json":
        print_json(report.as_json())
    elif format_ == "markdown":
        show.markdown(report, sys.stdout)
    else:
        show.text(report, sys.stdout)
    raise typer.Exit(Exit.FINDINGS if report.alarms else Exit.OK)
