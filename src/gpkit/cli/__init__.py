"""The command line: options in, exit code out.

Each command is a module of its own name with a function of that name, imported only when it is
run, and imports what it needs inside that function: start-up is most of a run over a few dumps.
"""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand, TyperGroup

from gpkit import __version__, limits
from gpkit.errors import GpkitError, Interrupted, ReaderGone

if TYPE_CHECKING:
    from typing import Any

# The commands, in the order of a day's work; a test keeps the words equal to the docstrings.
COMMANDS = {
    "ingest": "Read dumps into practices, one YAML file each.",
    "validate": "Judge practices, with the YAML line and the dump's line of each finding.",
    "export": "Export practices, sorted by id.",
    "import": "Bring an export back: practices as they were, or edits of a table as corrections.",
    "copy": "Copy practices into another store: YAML files, shards of JSON Lines or Parquet.",
    "inspect": "Show a dump with the role of each line.",
    "learn": "Learn a site from a few of its pages, and write a family file that ingest will use.",
    "match": "Propose pairs of practices that are probably one, with the evidence.",
    "explain": "Show the way from the words on the page to each value.",
    "stats": "Count practices: how full each facet is, which values are used, languages and years.",
    "report": "Report what the catalogue holds and lacks: counts, charts, findings, drift, gaps.",
    "browse": "Browse practices with Datasette: facets, full-text search and SQL, on this machine.",
    "site": "Build a static catalogue: search, lists, a page for each practice, and its evidence.",
    "serve": "Serve the catalogue on this machine; pages load again when practices change.",
    "bounds": "Show or update what is expected of each family: practices and fill rates.",
    "drift": "Name the cause of each change between two scrapes: content, template, vocabulary ...",
    "diff": "Compare two states of the catalogue, facet by facet.",
    "log": "Show the history of one practice over Git revisions, facet by facet.",
    "merge-driver": "Merge three states of a practice file, facet by facet; Git calls this.",
    "verify": "Prove each raw word of each practice at its line of the dump.",
    "vocab": "Show, search, check and extend the vocabularies; decide about unknown values.",
    "selftest": "Damage the cases of a family, and show what is read wrong in silence.",
    "new-family": "Write the parser file of a new site family, and its first case.",
    "review": "Walk through what waits for people: accept, correct, reject, skip; kept in Git.",
    "merge": "Publish practices as one, under the first id; gpkit unmerge takes it back.",
    "unmerge": "Take a merge back: each practice is again what it would be without it.",
    "distinct": "Say that practices are several: they are not proposed again, nor merged.",
    "rekey": "Give a practice another id; the old one stays as an alias, in data/aliases.csv.",
    "rules": "List the rules of gpkit validate, or explain one.",
    "schema": "Print the JSON Schema (2020-12) of a practice file.",
    "doctor": "Show versions, extras, the configuration that applies, and write rights.",
}
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def module_of(command: str) -> str:
    """Name the module of a command; a word of Python gets an underscore.

    >>> module_of("merge-driver"), module_of("import")
    ('gpkit.cli.merge_driver', 'gpkit.cli.import_')
    """
    return f"gpkit.cli.{command.replace('-', '_')}{'_' * iskeyword(command)}"


class Command(TyperCommand):
    """A command that knows what the repository it is run in adds to authority and families."""

    def invoke(self, ctx: Any) -> Any:
        """Lay the user's authority and families over the built-in ones, then run the command."""
        from gpkit.config import find_config

        here = Path.cwd()
        config = find_config(here)
        limits.use(config.limits)
        if overlays := config.overlays(here):
            from gpkit import authority

            authority.use(overlays)
        if folder := config.own_families(here):
            from gpkit import parsers

            parsers.use(folder)
        return super().invoke(ctx)


class Commands(TyperGroup):
    """A group whose commands are built when they are asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Name the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Build a command, None if there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(module_of(cmd_name))
        if hasattr(module, "app"):
            return typer.main.get_command(module.app)
        alone = typer.Typer(
            add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
        )
        kind = TyperCommand if hasattr(module, "NO_OVERLAY") else Command
        alone.command(cmd_name, cls=kind, context_settings=SETTINGS)(module.command)
        return typer.main.get_command(alone)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is meant; a wrong one gets a hint."""
        if args[0] not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"Did you mean: gpkit {near[0]}?" if near else "See: gpkit --help"
            raise GpkitError(f"there is no command {args[0]!r}", hint)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; typer would swallow these two and end with codes of its own."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            hint = "Nothing is half-written. Type the same again to go on."
            raise Interrupted("interrupted", hint) from error
        except BrokenPipeError as error:
            raise ReaderGone("nobody reads on") from error

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """List the commands without building them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    cls=Commands,
    help="Turn raw dumps of good-practice pages into a catalogue people can trust.",
    epilog="Start with: gpkit ingest DIRECTORY",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"gpkit {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass
