"""``gpkit stats``: fill rates, vocabularies, languages, years."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import NORMALIZED, Format, known_format, tree_of
from gpkit.console import print_json
from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.stats import Family, Fill


def command(
    path: Annotated[
        Path, typer.Argument(metavar="[PATH]", help="A directory of practices.")
    ] = NORMALIZED,
    format_: Format = "text",
) -> None:
    """Count practices: how full each facet is, which values are used, languages and years.

    Example: gpkit stats data/normalized
    """
    from gpkit.stats import as_json, from_json, stats
    from gpkit.stores.remembered import made, remembered

    known_format(format_)
    store = tree_of(path)
    memory = remembered([store], "stats")
    found = made(memory, lambda: stats(store.practices()), as_json, from_json)
    if not found:
        raise GpkitError(
            f"{path.as_posix()}: no practices here (no .yaml file)",
            "Make some first: gpkit ingest DIRECTORY-OF-DUMPS",
        )
    if format_ == "json":
        print_json(as_json(found))
        return
    for name, family in found.items():
        _text(name, family)


def _text(name: str, family: Family) -> None:
    from gpkit.stats.tables import table

    plural = "" if family.practices == 1 else "s"
    rows = [(facet, *fill, _percent(fill)) for facet, fill in family.facets.items()]
    title = f"{name}: {family.practices} practice{plural}"
    table(title, ("facet", "value", "empty", "absent", "filled"), rows)
    used = [(f, c, n) for f, counts in family.concepts.items() for c, n in counts.items()]
    if used:
        table(f"{name}: values used", ("facet", "value", "practices"), used)
    if unknown := list(_unknown(family)):
        table(f"{name}: words that no scheme has", ("facet", "words", "times"), unknown)
    rest = [
        (what, key, number)
        for what, counts in (
            ("language", family.languages),
            ("published", family.years),
            ("section", family.roles),
        )
        for key, number in counts.items()
    ]
    table(f"{name}: languages, years, sections", ("what", "which", "number"), rest)


def _percent(fill: Fill) -> str:
    return f"{100 * fill.value / sum(fill):.0f} %"


def _unknown(family: Family) -> Iterator[tuple[str, str, int]]:
    for facet, counts in family.unknown.items():
        yield from ((facet, words, number) for words, number in counts.items())
    yield from (("(unknown label)", label, number) for label, number in family.labels.items())
