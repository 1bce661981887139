"""``gpkit validate``: findings over practices, made to run in CI."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import (
    NORMALIZED,
    Jobs,
    Quiet,
    Verbose,
    files_of,
    known_format,
    refuse_shards,
)
from gpkit.console import say, set_verbosity
from gpkit.errors import Exit, GpkitError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from typing import TextIO

    from gpkit.rules import Report
    from gpkit.rules._run import Files, Plan
    from gpkit.store.outputs import Output

_SUMMARY = "GITHUB_STEP_SUMMARY"


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
        typer.Option(
            "--format",
            metavar="NAME",
            help="text, json, github, gitlab, sarif, junit or markdown. "
            "In GitHub Actions github, else text.",
        ),
    ] = None,
    report: Annotated[
        list[str] | None,
        typer.Option(
            "--report", metavar="NAME:FILE", help="Write a report to a file too; repeatable."
        ),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit with 1 from this severity on.")
    ] = FailOn.ERROR,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Known findings: only new ones count."),
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write what is found now to the baseline.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Apply the cures that are safe, then judge again.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change, in place of the findings.")
    ] = False,
    jobs: Jobs = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Judge practices, with the YAML line and the dump's line of each finding.

    Severities and options of rules stand in gpkit.toml (see gpkit rules), exceptions with their
    reasons in data/exceptions.yaml.

    Example: gpkit validate data/normalized --report sarif:gpkit.sarif
    """
    set_verbosity(quiet=quiet, verbose=verbose)
    shown = format_ or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    outputs = [_output(words) for words in report or ()]
    memory = None
    if not (report or update_baseline or fix or diff or verbose):
        from gpkit.cli import told

        asked = (shown, fail_on.value, quiet, baseline and baseline.as_posix())
        memory = told.place(paths or [NORMALIZED], asked, [baseline])
        if memory is not None:
            told.again(memory)
    _check_formats([shown, *(name for name, _ in outputs)])
    if update_baseline and baseline is None:
        hint = "Name it: gpkit validate --baseline gpkit-baseline.yaml --update-baseline"
        raise GpkitError("--update-baseline needs a --baseline FILE", hint)
    if fix or diff:
        refuse_shards(paths or [NORMALIZED], f"gpkit validate {'--fix' if fix else '--diff'}")
    files = _files(paths or [NORMALIZED])
    plan = _plan(fail_on, baseline, update=update_baseline)._replace(jobs=jobs)
    found = _judged(files, plan, paths, fix=fix, diff=diff)
    for name, path in outputs:
        _write(name, path, found)
    _tell_silent(found)
    if update_baseline:
        say(f"{baseline}: {len(found.known)} findings are known now")
    if diff:
        from gpkit.reporters._words import summary

        say(summary(found))
    else:
        _print(shown, found, memory, quiet=quiet)
    raise typer.Exit(Exit.FINDINGS if found.failed else Exit.OK)


# What is judged, and how --------------------------------------------------------------------------


def _files(paths: Sequence[Path]) -> Files:
    from gpkit.rules import _run

    return _run.files_of(files_of(list(paths)), paths)


def _plan(fail_on: FailOn, baseline: Path | None, *, update: bool) -> Plan:
    from gpkit.model import Severity
    from gpkit.rules._run import plan_here

    severity = None if fail_on == FailOn.NEVER else Severity(fail_on)
    return plan_here(severity, baseline, update=update)


def _judged(
    files: Files, plan: Plan, paths: Sequence[Path] | None, *, fix: bool, diff: bool
) -> Report:
    from gpkit.rules._run import run

    if not (fix or diff):
        return run(files, plan)
    from gpkit.rules import _fixes as fixes

    first = run(files, plan._replace(baseline=None))
    cures = fixes.cures(first.findings)
    if not cures:
        say("nothing that can be mended safely")
    for cure in cures:
        if diff:
            sys.stdout.writelines(fixes.diff(cure))
        if fix:
            say(f"{cure.path.as_posix()}: {cure.fix.what}")
    if fix and cures:
        fixes.apply_all(cures, (root for _, root in files.pairs))
    again = _files(paths or [NORMALIZED]) if fix and cures else files
    return run(again, plan)


# What is told -------------------------------------------------------------------------------------


def _output(words: str) -> tuple[str, Path]:
    name, colon, path = words.partition(":")
    if not colon or path in ("", "-"):
        hint = "Write it as --report sarif:gpkit.sarif; standard output is for --format."
        raise GpkitError(f"--report {words!r} names no format and file", hint)
    return name, Path(path)


def _check_formats(names: Sequence[str]) -> None:
    from gpkit.reporters import formats

    for name in names:
        known_format(name, formats())


def _print(name: str, found: Report, memory: Output | None, *, quiet: bool) -> None:
    from contextlib import nullcontext

    from gpkit.reporters import reporter

    telling: AbstractContextManager[TextIO] = nullcontext(sys.stdout)
    if memory is not None:
        from gpkit.cli import told

        telling = told.noting(memory, Exit.FINDINGS if found.failed else Exit.OK)
    if quiet:
        found = found._replace(findings=tuple(filter(found.fails, found.findings)))
    with telling as out:
        if not quiet or name != "text" or found.findings:  # "no findings" would not be true
            reporter(name).report(found, out)


def _write(name: str, path: Path, found: Report) -> None:
    """Write a report whole or not at all; GitHub's summary of a step is added to, as it expects."""
    import io

    from gpkit.reporters import reporter
    from gpkit.store.files import write_atomic

    out = io.StringIO()
    reporter(name).report(found, out)
    data = out.getvalue().encode("utf-8", "backslashreplace")
    if os.environ.get(_SUMMARY) and path == Path(os.environ[_SUMMARY]):
        with path.open("ab") as file:
            file.write(data)
    else:
        write_atomic(path, data)


def _tell_silent(found: Report) -> None:
    """List with -v what was kept silent, and why."""
    if not (found.known or found.excused):
        return
    from gpkit.reporters.text import line
    from gpkit.text.clean import one_line

    for finding in found.known:
        say(f"known: {line(finding, sys.stderr)}", 1)
    for finding, reason in found.excused:
        say(f"excused ({one_line(reason)}): {line(finding, sys.stderr)}", 1)
