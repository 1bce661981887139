"""``gpkit vocab``: the vocabularies, and what people decide about values outside of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from gpkit.cli import SETTINGS, Command
from gpkit.cli.vocab import check, decide, export, find, import_, show, suggest
from gpkit.cli.vocab import list as list_

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
)


@app.callback(context_settings=SETTINGS, epilog="Start with: gpkit vocab list")
def command() -> None:
    """Show, search, check and extend the vocabularies; decide about unknown values.

    A repository adds its own facets, labels, values and decisions in authority/, beside data/.
    """


COMMANDS: dict[str, Callable[..., None]] = {
    "list": list_.command,
    "show": show.command,
    "find": find.command,
    "check": check.command,
    "export": export.command,
    "import": import_.command,
    "suggest": suggest.command,
    "accept": decide.accept,
    "reject": decide.reject,
    "undecide": decide.undecide,
}
for name, function in COMMANDS.items():
    app.command(name, cls=Command, context_settings=SETTINGS)(function)
