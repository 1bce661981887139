"""``gpkit export``: practices out into files that other programs read."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from gpkit.cli.options import NORMALIZED, From, Quiet, Verbose, tree_of
from gpkit.console import say, set_verbosity
from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gpkit.model import Practice


def command(
    format_: Annotated[
        str, typer.Option("--format", metavar="NAME", help="csv, json or jsonl.")
    ] = "csv",
    from_: From = NORMALIZED,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="A file, or - for stdout.")
    ] = "-",
    shape: Annotated[
        str, typer.Option(help="wide: a row a practice; long: a row a value (csv).")
    ] = "wide",
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="FACET=CONCEPT", help="Only practices with this value (repeatable)."),
    ] = None,
    family: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only practices of this family (repeatable)."),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Export practices, sorted by id.

    Example: gpkit export --format csv --where country=BG -o practices.csv
    """
    set_verbosity(quiet=quiet, verbose=verbose)
    from gpkit.exporters import exporter
    from gpkit.select import Selection

    chosen = exporter(format_)
    if shape not in chosen.SHAPES:
        shapes = " or ".join(chosen.SHAPES)
        raise GpkitError(f"{format_} has no shape {shape!r}", f"Use --shape {shapes}.")
    selection = Selection.parse(where or [], family or [])
    counted = _Counted(p for p in tree_of(from_).practices() if selection.takes(p))
    with _opened(output) as out:
        chosen.export(counted, shape, out)
    to = "" if output == "-" else f" to {output}"
    say(f"{counted.number} practices exported{to}", 0 if output != "-" else 1)


class _Counted:
    """Counts practices while they pass."""

    def __init__(self, practices: Iterable[Practice]) -> None:
        self._practices = practices
        self.number = 0

    def __iter__(self) -> Iterator[Practice]:
        for practice in self._practices:
            self.number += 1
            yield practice


@contextmanager
def _opened(output: str) -> Iterator[TextIO]:
    """Give stdout, or a file that appears only when it is whole."""
    if output == "-":
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(newline="")
        yield sys.stdout
        return
    import io

    from gpkit.store.files import write_atomic

    text = io.StringIO(newline="")
    yield text
    write_atomic(Path(output), text.getvalue().encode("utf-8", "backslashreplace"))
