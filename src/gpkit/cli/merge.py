"""``gpkit merge``: several practices are one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gpkit.cli.options import NORMALIZED, RAW, DryRun, Out, Quiet, Raw, Reason, refuse_shards
from gpkit.console import say, set_verbosity


def command(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID ID...", help="The practices; the first id keeps.")
    ],
    raw: Raw = RAW,
    out: Out = NORMALIZED,
    reason: Reason = "",
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> None:
    """Publish practices as one, under the first id; gpkit unmerge takes it back.

    The decision is written to data/decisions.yaml, and every later ingest applies it.

    Example: gpkit merge digitalalliance-bg/sparks-initiative
        digitalalliance-bg/bulgaria-humans-in-the-loop --dry-run
    """
    set_verbosity(quiet=quiet, verbose=False)
    refuse_shards([out], "gpkit merge")
    from gpkit.config import find_config
    from gpkit.pipeline.decide import Desk

    if len(ids) < 2:
        raise typer.BadParameter("Name two practices or more: the id that keeps, and the others.")
    done = Desk(raw, out, find_config(Path.cwd()), dry_run).merge(ids, reason)
    would = "would be " if dry_run else ""
    say(f"{', '.join(ids[1:])} {would}published as {ids[0]}")
    for gone in done.gone:
        say(f"  {gone}: {would}kept in {out.parent.as_posix()}/merged", 1)
