"""``gpkit report``: the catalogue at a glance."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import NORMALIZED, From, Quiet, Verbose, practices_of, tree_of
from gpkit.console import say, set_verbosity
from gpkit.errors import Exit, GpkitError

if TYPE_CHECKING:
    from gpkit.model import Practice
    from gpkit.report import Report
    from gpkit.report.health import Changes, Health

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
    from gpkit.report import report

    labels = Labels(lang)
    practices, broken = _practices(from_)
    changes = _changes(since, from_, practices) if since else None
    _write(report(practices, labels, _health(from_), changes), shown, output)
    if broken:
        raise typer.Exit(Exit.PARTIAL)


def _format(format_: str | None, output: str) -> str:
    """Name the format; refuse before anything is read."""
    chosen = format_ or _SUFFIXES.get(Path(output).suffix.lower(), "md")
    if chosen not in FORMATS:
        raise GpkitError(f"there is no format {chosen!r}", f"Formats: {', '.join(FORMATS)}.")
    if chosen == "html":
        from gpkit.report import html

        html.check()
    return chosen


def _practices(directory: Path) -> tuple[list[Practice], int]:
    """Read the practices; files that hold none are named, and counted."""
    tree_of(directory)
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
    from gpkit.cli import validate
    from gpkit.report.health import health
    from gpkit.rules._run import run

    plan = validate._plan(validate.FailOn.NEVER, None, update=False)
    return health(run(validate._files([directory]), plan))


def _changes(since: str, directory: Path, practices: list[Practice]) -> Changes:
    from gpkit.report.health import changes, changes_of

    path = Path(since)
    if path.is_file() and path.suffix == ".json":
        return changes_of(path.name, _json(path))
    from gpkit.diff import sides
    from gpkit.drift import drift

    old = sides.read(since)
    now = sides.Side(directory.name, {practice.id: practice for practice in practices})
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


def _write(found: Report, format_: str, output: str) -> None:
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
    if output == "-":
        sys.stdout.write(out.getvalue())
        return
    from gpkit.store.files import write_atomic

    if Path(output).is_dir():
        raise GpkitError(f"{output} is a folder", "Name a file: -o report.html")
    write_atomic(Path(output), out.getvalue().encode("utf-8", "backslashreplace"))
    say(f"{found.practices} practices reported to {output}")
