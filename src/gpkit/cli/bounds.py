"""``gpkit bounds``: what is expected of each family."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gpkit.cli.options import NORMALIZED, Format, Quiet, known_format, tree_of
from gpkit.console import print_json, say, set_verbosity
from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.stats.bounds import Broken, Family


def command(
    path: Annotated[
        Path, typer.Argument(metavar="[PATH]", help="A directory of practices.")
    ] = NORMALIZED,
    update: Annotated[
        bool, typer.Option("--update", help="Write the bounds from what is there now.")
    ] = False,
    format_: Format = "text",
    quiet: Quiet = False,
) -> None:
    """Show or update what is expected of each family: practices and fill rates.

    The bounds lie beside the store, in data/bounds.yaml; gpkit validate checks them.

    Example: gpkit bounds --update
    """
    set_verbosity(quiet=quiet, verbose=False)
    from gpkit.stats import bounds

    known_format(format_)
    practices = list(tree_of(path).practices())
    file = bounds.beside(path)
    shown = (path.parent / bounds.FILE).as_posix()
    if update:
        _update(practices, file, shown)
        return
    if not file.is_file():
        raise GpkitError(f"{shown}: no bounds yet", f"Make them: gpkit bounds --update {path}")
    expected, _ = bounds.read(file)
    broken = list(bounds.check(expected, practices))
    if format_ == "json":
        print_json(_json(expected, broken))
        return
    _text(expected, broken)
    say(f"{shown}: {len(broken)} bound{'' if len(broken) == 1 else 's'} broken")


def _update(practices: list[Any], file: Path, shown: str) -> None:
    from gpkit.stats import bounds
    from gpkit.store.files import write_atomic

    if not practices:
        raise GpkitError("no practices to derive bounds from", "Make some first: gpkit ingest DIR")
    derived = bounds.derive(practices)
    written = write_atomic(file, bounds.as_text(derived).encode())
    say(f"{shown}: {len(derived)} families, {'written' if written else 'unchanged'}")


def _json(expected: dict[str, Family], broken: list[Broken]) -> dict[str, Any]:
    families = {
        name: {**f._asdict(), "facets": {k: b._asdict() for k, b in f.facets.items()}}
        for name, f in expected.items()
    }
    return {"bounds": families, "broken": [b._asdict() for b in broken]}


def _text(expected: dict[str, Family], broken: list[Broken]) -> None:
    from gpkit.stats.tables import table

    marks = {(b.family, b.facet): f"{b.what} is {b.found}" for b in broken}
    for name, family in expected.items():
        mark = marks.get((name, None), "")
        title = f"{name}: {family.practices} ± {family.tolerance} practices"
        rows = list(_rows(name, family, marks))
        header = ("facet", "value %", "empty %", "absent %", "±", "broken")
        table(f"{title}{f' ({mark})' if mark else ''}", header, rows)


def _rows(
    name: str, family: Family, marks: dict[tuple[str, str | None], str]
) -> Iterator[tuple[str | int, ...]]:
    for facet, bound in family.facets.items():
        yield (facet, *bound, marks.get((name, facet), ""))
