"""``gpkit vocab export``: schemes as SKOS."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from gpkit.cli.options import known_format
from gpkit.cli.vocab.options import nothing
from gpkit.console import say
from gpkit.errors import GpkitError


def command(
    format_: Annotated[str, typer.Option("--format", metavar="NAME", help="skos.")] = "skos",
    syntax: Annotated[
        str, typer.Option("--as", metavar="SYNTAX", help="turtle or json-ld.")
    ] = "turtle",
    scheme: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this scheme (repeatable).")
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="A file, or - for stdout.")
    ] = "-",
) -> None:
    """Export schemes as SKOS, in Turtle or JSON-LD.

    Example: gpkit vocab export --format skos --as turtle -o vocab.ttl
    """
    from gpkit.authority import entries, load, overlays, skos

    known_format(format_, ["skos"])
    if syntax not in ("turtle", "json-ld"):
        raise GpkitError(f"there is no syntax {syntax!r}", "Use --as turtle or --as json-ld.")
    names = load().schemes()
    for name in scheme or ():
        if name not in names:
            nothing(f"scheme {name!r}", name, names)
    trees = {n: entries.scheme_tree(n, overlays()) for n in names if not scheme or n in scheme}
    text = skos.dumps(trees, syntax)
    if output == "-":
        sys.stdout.write(text)
        return
    from gpkit.store.files import write_atomic

    write_atomic(Path(output), text.encode())
    say(f"{', '.join(trees)}: exported to {output}")
