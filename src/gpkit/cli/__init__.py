"""The command line: options in, exit code out. Each command imports what it needs, when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from gpkit import __version__
from gpkit.cli import explain, export, ingest, inspect, schema, validate, verify

app = typer.Typer(
    name="gpkit",
    help="Turn raw dumps of good-practice pages into a catalogue people can trust.",
    epilog="Start with: gpkit ingest DIRECTORY, gpkit validate, gpkit export --format csv",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for command in (ingest, validate, export, inspect, explain, verify, schema):
    command.register(app)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"gpkit {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass
