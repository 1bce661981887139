"""``gpkit distinct``: practices that look alike are several."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gpkit.cli.options import NORMALIZED, RAW, DryRun, Out, Quiet, Raw, Reason, refuse_shards
from gpkit.console import say, set_verbosity


def command(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID [ID...]", help="Practices that are not one; or a contested one."
        ),
    ],
    raw: Raw = RAW,
    out: Out = NORMALIZED,
    reason: Reason = "",
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> None:
    """Say that practices are several: they are not proposed again, nor merged.

    With one id, a contested practice is parted: places with another date, code or organisation
    become practices of their own.

    Example: gpkit distinct digitalalliance-bg/sparks-initiative
        digitalalliance-bg/bulgaria-humans-in-the-loop --dry-run
    """
    set_verbosity(quiet=quiet, verbose=False)
    refuse_shards([out], "gpkit distinct")
    from gpkit.config import find_config
    from gpkit.pipeline.decide import Desk

    desk = Desk(raw, out, find_config(Path.cwd()), dry_run)
    if len(ids) > 1:
        desk.distinct(ids, reason)
        say(f"{', '.join(ids)}: {'would be ' if dry_run else ''}decided to be {len(ids)} practices")
        return
    done = desk.split(ids[0], reason)
    for one in sorted(done.states):
        say(f"{one}: {'would be ' if dry_run else ''}{done.states[one]}")
