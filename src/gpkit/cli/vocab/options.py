"""What several commands of ``gpkit vocab`` share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from gpkit.authority.decisions import Decisions

Scheme = Annotated[str | None, typer.Option(metavar="NAME", help="Only this scheme.")]


def nothing(what: str, word: str, known: tuple[str, ...]) -> NoReturn:
    """Say that there is no such thing, and what was probably meant."""
    from gpkit.authority.decisions import near

    hint = near(word, known)
    raise GpkitError(f"there is no {what}", f"{hint[0].upper()}{hint[1:]}")


def own_folder() -> Path:
    """Give the folder of the repository's own authority."""
    from gpkit.config import find_config

    return find_config(Path.cwd()).folder(Path.cwd())


def read_decisions() -> Decisions:
    """Read what the repository decided."""
    from gpkit.authority import decisions

    return decisions.read(own_folder() / decisions.FILE)
