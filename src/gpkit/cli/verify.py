"""``gpkit verify``: the proof of every raw word, against the dumps."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from gpkit.cli.options import NORMALIZED, RAW, Quiet, Raw, Verbose, practices_of
from gpkit.console import say, set_verbosity
from gpkit.errors import Exit, GpkitError
from gpkit.text.clean import one_line


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Practice files or directories of them."),
    ] = None,
    raw: Raw = RAW,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Prove each raw word of each practice at its line of the dump.

    Example: gpkit verify data/normalized
    """
    set_verbosity(quiet=quiet, verbose=verbose)
    from gpkit import verify as verifying

    practices, broken = [], 0
    for where, practice in practices_of(paths or [NORMALIZED]):
        if practice is not None:
            practices.append(practice)
        else:
            broken += 1
            sys.stdout.write(f"{where}: this is no practice; see gpkit validate\n")
    if not raw.is_dir() and not all(p.provenance.container for p in practices):
        raise GpkitError(f"{raw.as_posix()}: no such directory", "Name the archive with --raw.")
    proofs, wrong = 0, 0
    for proof in verifying.verify(practices, raw):
        proofs += 1
        if proof.problem:
            wrong += 1
            words = one_line(f"{proof.practice}: {proof.field}: {proof.raw!r}: {proof.problem}")
            sys.stdout.write(words + "\n")
        else:
            say(one_line(f"{proof.practice}: line {proof.line}: {proof.raw}"), 1)
    say(f"{len(practices)} practices, {proofs - wrong} of {proofs} raw words stand where they say")
    raise typer.Exit(Exit.FINDINGS if wrong or broken else Exit.OK)
