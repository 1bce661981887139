"""``gpkit vocab check``: collisions, gaps and unused entries."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import NORMALIZED, Format, From, Quiet, Verbose, known_format, tree_of
from gpkit.cli.validate import FailOn
from gpkit.console import print_json, say, set_verbosity
from gpkit.errors import Exit
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.authority.check import Problem


def command(
    from_: From = NORMALIZED,
    everything: Annotated[
        bool, typer.Option("--all", help="List built-in entries that match nothing as well.")
    ] = False,
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit with 1 from this severity on.")
    ] = FailOn.ERROR,
    format_: Format = "text",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Check for collisions, gaps and unused entries.

    Entries of your authority/ that match nothing in the corpus are warnings; what is wrong in
    its files is an error; what is known of the built-in vocabularies are notes.

    Example: gpkit vocab check
    """
    from gpkit.authority import check as checking
    from gpkit.authority import load, overlays
    from gpkit.model import Severity

    known_format(format_)
    set_verbosity(quiet=quiet, verbose=verbose)
    usage = None
    if from_.is_dir():
        usage = checking.Usage(tree_of(from_).practices(), load())
    else:
        say(f"{from_.as_posix()}: no corpus here; entries that match nothing are not listed")
    found = list(checking.check(load(), overlays(), usage, everything=everything))
    found.sort(key=lambda problem: -problem.severity.rank)
    failing = [
        problem
        for problem in found
        if fail_on != FailOn.NEVER and problem.severity.rank >= Severity(fail_on).rank
    ]
    _show_problems(failing if quiet else found, format_)
    raise typer.Exit(Exit.FINDINGS if failing else Exit.OK)


def _show_problems(problems: Sequence[Problem], format_: str) -> None:
    if format_ == "json":
        print_json([problem._asdict() for problem in problems])
        return
    for problem in problems:
        where = f"{problem.path}:{problem.line}: " if problem.path else ""
        words = f"{where}{problem.severity} [{problem.kind}] {problem.message}"
        sys.stdout.write(one_line(words) + "\n")
    say(f"{len(problems)} things to look at" if problems else "nothing is wrong")
