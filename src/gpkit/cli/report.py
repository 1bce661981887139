"""``gpkit report``: the catalogue at a glance."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import (
    NORMALIZED,
    From,
    Quiet,
    Verbose,
    files_of,
    known_format,
    practices_of,
    tree_of,
)
from gpkit.console import say, set_verbosity
from gpkit.errors import Exit, GpkitError

if TYPE_CHECKING:
    from collections.abc import Callable

    from gpkit.model import Practice
    from gpkit.report import Report
    from gpkit.report.health import Changes, Health

    Read = tuple[list[Practice], int]  # practices, and how many files hold none

FORMATS = ("html", "md", "json")
_SUFFIXES = {".html": "html", ".htm": "html", ".md": "md", ".json": "json"}


def command(
    from_: From = NORMALIZED,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="A file, or - for stdout.")
    ] = "-",
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="NAME",
            help="html, md or json.  [default: by the name of FILE, else md]",
        ),
    ] = None,
    lang: Annotated[
        str, typer.Option(metavar="CODE", help="The language of the labels, one of 24.")
    ] = "en",
    since: Annotated[
        str | None,
        typer.Option(
            metavar="STATE",
            help="What to compare with: REV of Git, a folder, or a JSON of gpkit drift.",
        ),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Report what the catalogue holds and lacks: counts, charts, findings, drift, gaps.

    The HTML is one page with charts and a table behind each; it loads nothing and runs no script.

    Example: gpkit report --since HEAD -o build/report.html
    """
    set_verbosity(quiet=quiet, verbose=verbose)
    shown = _format(format_, output)
    from gpkit.exporters._labels import Labels
    from gpkit.stores.remembered import remembered

    labels, store = Labels(lang), tree_of(from_)
    read = cache(lambda: _practices(from_))
    changes = _changes(since, from_, read) if since else None
    health = _health(from_)
    memory = remembered([store], ("report", shown, lang, health, changes))
    known = memory.data() if memory else None
    broken = 0
    if known is None:
        from gpkit.report import report

        practices, broken = read()
        known = len(practices), _text(report(practices, labels, health, changes), shown)
        if memory and not broken:
            memory.keep(known)
    number, text = known
    _write(number, text, output)
    if broken:
        raise typer.Exit(Exit.PARTIAL)


def _format(format_: str | None, output: str) -> str:
    """Name the format; refuse before anything is read."""
    chosen = format_ or _SUFFIXES.get(Path(output).suffix.lower(), "md")
    known_format(chosen, FORMATS)
    if chosen == "html":
        from gpkit.report import html

        html.check()
    return chosen


def _practices(directory: Path) -> Read:
    """Read the practices; files that hold none are named, and counted."""
    found, broken = [], 0
    for where, practice in practices_of([directory]):
        if practice is not None:
            found.append(practice)
        else:
            broken += 1
            say(f"left out: {where}: this is no practice", -1)
    if not found:
        raise GpkitError(
            f"{directory.as_posix()}: no practices here",
            "Make some first: gpkit ingest DIRECTORY-OF-DUMPS",
        )
    return found, broken


def _health(directory: Path) -> Health:
    """Run the rules as `gpkit validate` does."""
    from gpkit.report.health import health
    from gpkit.rules import _run

    files = _run.files_of(files_of([directory]), [directory])
    return health(_run.run(files, _run.plan_here(None)))


def _changes(since: str, directory: Path, read: Callable[[], Read]) -> Changes:
    from gpkit.report.health import changes, changes_of

    path = Path(since)
    if path.is_file() and path.suffix == ".json":
        return changes_of(path.name, _json(path))
    from gpkit.diff import sides
    from gpkit.drift import drift

    old = sides.read(since)
    now = sides.Side(directory.name, {practice.id: practice for practice in read()[0]})
    name = path.name if path.is_dir() else since  # no path of this machine in the report
    return changes(name, drift(old, now), len(old.practices))


def _json(path: Path) -> object:
    import json

    try:
        return json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise GpkitError(
            f"{path.as_posix()}: this is no JSON",
            "Make a report of drift: gpkit drift OLD NEW --format json > drift.json",
        ) from error


def _text(found: Report, format_: str) -> str:
    import io

    out = io.StringIO()
    if format_ == "json":
        import json

        from gpkit.report import as_json
        from gpkit.text.clean import inert_json

        text = json.dumps(as_json(found), ensure_ascii=False, indent=1)
        out.write(inert_json(text) + "\n")
    elif format_ == "html":
        from gpkit.report import html

        html.write(found, out)
    else:
        from gpkit.report import markdown

        markdown.write(found, out)
    return out.getvalue()


def _write(practices: int, text: str, output: str) -> None:
    if output == "-":
        sys.stdout.write(text)
        return
    from gpkit.store.files import write_atomic

    if Path(output).is_dir():
        raise GpkitError(f"{output} is a folder", "Name a file: -o report.html")
    write_atomic(Path(output), text.encode("utf-8", "backslashreplace"))
    say(f"{practices} practices reported to {output}")
