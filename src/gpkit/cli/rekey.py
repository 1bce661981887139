"""``gpkit rekey``: the one way in which an id changes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gpkit.cli.options import NORMALIZED, RAW, DryRun, Out, Quiet, Raw, refuse_shards
from gpkit.console import say, set_verbosity


def command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The id of a practice.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The id it is to have.")],
    raw: Raw = RAW,
    out: Out = NORMALIZED,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> None:
    """Give a practice another id; the old one stays as an alias, in data/aliases.csv.

    Example: gpkit rekey digitalalliance-bg/sparks-initiative digitalalliance-bg/sparks --dry-run
    """
    set_verbosity(quiet=quiet, verbose=False)
    refuse_shards([out], "gpkit rekey")
    from gpkit.config import find_config
    from gpkit.pipeline.decide import Desk

    Desk(raw, out, find_config(Path.cwd()), dry_run).rekey(old, new)
    say(f"{old} {'would be' if dry_run else 'is now'} {new}; the old id leads there")
