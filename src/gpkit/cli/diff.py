"""``gpkit diff``: what changed between two states of the catalogue."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from gpkit.cli.options import known_format
from gpkit.console import print_json
from gpkit.errors import Exit

FORMATS = ("text", "json", "markdown")


def command(
    old: Annotated[str, typer.Argument(metavar="A", help="A folder, or REV or REV:path of Git.")],
    new: Annotated[
        str, typer.Argument(metavar="[B]", help="The same; data/normalized by default.")
    ] = "data/normalized",
    format_: Annotated[
        str, typer.Option("--format", metavar="NAME", help="text, json or markdown (notes).")
    ] = "text",
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 if anything differs.")
    ] = False,
) -> None:
    """Compare two states of the catalogue, facet by facet.

    Order does not count. A folder holds practices or dumps; REV alone is its data/normalized.

    Example: gpkit diff data/normalized data/normalized
    """
    from gpkit.diff import diff, pairs, show

    known_format(format_, FORMATS)
    one, other = pairs.differing(old, new)
    found = diff(one.practices, other.practices)
    if format_ == "json":
        print_json(show.as_json(found))
    elif format_ == "markdown":
        show.markdown(found, sys.stdout)
    else:
        show.text(found, sys.stdout)
    raise typer.Exit(Exit.FINDINGS if exit_code and found else Exit.OK)
