"""``gpkit validate``: findings over practices, made to run in CI."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import NORMALIZED, Quiet, Verbose, files_of
from gpkit.console import set_verbosity
from gpkit.errors import Exit, GpkitError

if TYPE_CHECKING:
    from gpkit.model import Finding


class FailOn(StrEnum):
    """From which severity on findings fail a run."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Practice files or directories of them."),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="NAME", help="text, json or github (in GitHub Actions)."),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit with 1 from this severity on.")
    ] = FailOn.ERROR,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Judge practices, with the YAML line and the dump's line of each finding.

    Example: gpkit validate data/normalized
    """
    set_verbosity(quiet=quiet, verbose=verbose)
    from gpkit import rules
    from gpkit.reporters import formats, reporter

    name = format_ or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    if name not in formats():
        raise GpkitError(f"there is no format {name!r}", f"Formats: {', '.join(formats())}.")
    files = list(files_of(paths or [NORMALIZED]))
    findings = list(rules.validate(files))
    shown = [f for f in findings if _fails(f, fail_on)] if quiet else findings
    reporter(name).report(shown, len(files), sys.stdout)
    failed = any(_fails(finding, fail_on) for finding in findings)
    raise typer.Exit(Exit.FINDINGS if failed else Exit.OK)


def _fails(finding: Finding, fail_on: FailOn) -> bool:
    from gpkit.model import Severity

    return fail_on != FailOn.NEVER and finding.severity.rank >= Severity(fail_on).rank
