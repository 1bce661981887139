"""``gpkit match``: pairs of practices that are probably one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import NORMALIZED, From, Jobs, Quiet, Verbose, known_format, tree_of
from gpkit.console import print_json
from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from gpkit.match import Matched

FORMATS = ("text", "json", "csv")


def command(
    from_: From = NORMALIZED,
    format_: Annotated[
        str, typer.Option("--format", metavar="NAME", help="text, json or csv.")
    ] = "text",
    min_score: Annotated[
        float, typer.Option("--min-score", metavar="NUMBER", help="Propose from this score on.")
    ] = 0.5,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="The N highest scores only.")
    ] = None,
    jobs: Jobs = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Propose pairs of practices that are probably one, with the evidence.

    Nothing is merged, and pairs that were decided are left out. docs/identity.md explains scores.

    Example: gpkit match --from data/normalized --min-score 0.8
    """
    from gpkit import console
    from gpkit.match import prose, show
    from gpkit.match.side_by_side import match_store
    from gpkit.store.decisions import decided
    from gpkit.stores.remembered import made, remembered

    console.set_verbosity(quiet=quiet, verbose=verbose)
    known_format(format_, FORMATS)
    if not 0 <= min_score <= 1:
        raise GpkitError(f"--min-score {min_score}: no number from 0 to 1", "Try --min-score 0.5.")
    store, known = tree_of(from_), decided(from_.parent)
    memory = remembered([store], ("match", sorted(known), min_score, prose.is_there()))
    found = made(
        memory,
        lambda: match_store(store, known, min_score=min_score, jobs=jobs),
        show.as_json,
        show.from_json,
    )
    if format_ == "json":
        print_json(show.as_json(found, limit))
    elif format_ == "csv":
        show.as_csv(found.proposals[:limit], sys.stdout)
    else:
        show.as_text(found.proposals[:limit])
    _say(found, limit)


def _say(found: Matched, limit: int | None) -> None:
    """Tell on stderr what was done, and what was not."""
    from gpkit.console import say
    from gpkit.match.blocks import LIMIT

    shown = min(len(found.proposals), limit or len(found.proposals))
    left = f", the {shown} highest shown" if shown < len(found.proposals) else ""
    say(
        f"{found.practices} practices, {found.compared} pairs compared, "
        f"{len(found.proposals)} proposed{left}; nothing merged"
    )
    if not found.prose:
        say("prose was not compared: pip install 'good-practice-kit[match]'", -1)
    if found.skipped:
        most = found.skipped[0]
        say(
            f"{len(found.skipped)} keys are shared by more than {LIMIT} practices and tell nobody "
            f"apart, the most common by {most.practices}: {most.kind} {most.key!r}"
            " (-v lists them, --format json has all)"
        )
        for skipped in found.skipped[:100]:
            say(f"  {skipped.practices:7}  {skipped.kind}: {skipped.key}", 1)
