"""``gpkit unmerge``: what was merged is published on its own again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gpkit.cli.options import NORMALIZED, RAW, DryRun, Out, Quiet, Raw, refuse_shards
from gpkit.console import say, set_verbosity


def command(
    practice_id: Annotated[
        str, typer.Argument(metavar="ID", help="A merged practice, or the id that keeps: all.")
    ],
    raw: Raw = RAW,
    out: Out = NORMALIZED,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> None:
    """Take a merge back: each practice is again what it would be without it.

    Example: gpkit unmerge digitalalliance-bg/sparks-initiative --dry-run
    """
    set_verbosity(quiet=quiet, verbose=False)
    refuse_shards([out], "gpkit unmerge")
    from gpkit.config import find_config
    from gpkit.pipeline.decide import Desk

    done = Desk(raw, out, find_config(Path.cwd()), dry_run).unmerge(practice_id)
    if done is None:
        say(f"{practice_id} is not merged: nothing to do")
        return
    would = "would stand" if dry_run else "stands"
    for one in sorted(done.states):
        say(f"{one} {would} as {done.states[one]}")
