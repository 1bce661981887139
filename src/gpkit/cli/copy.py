"""``gpkit copy``: a store into another, of the same kind or of another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import Quiet, Shards, StoreKind, Verbose, tree_of
from gpkit.console import say, set_verbosity
from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice
    from gpkit.store.tree import Tree


def command(
    from_: Annotated[Path, typer.Argument(metavar="FROM", help="A store: folder or URL.")],
    to: Annotated[Path, typer.Argument(metavar="TO", help="A store, new or there: folder or URL.")],
    store: StoreKind = None,
    shards: Shards = None,
    edited: Annotated[
        bool, typer.Option("--edited", help="Copy what people edited in YAML as it reads now.")
    ] = False,
    mirror: Annotated[
        bool, typer.Option("--mirror", help="Remove practices of TO that FROM does not have.")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Copy practices into another store: YAML files, shards of JSON Lines or Parquet.

    Nothing is lost on the way: copied back to YAML, each file has the same bytes. Practices of
    TO that FROM does not have stay there, unless --mirror is said.

    Example: gpkit copy data/normalized build/shards --store jsonl
    """
    set_verbosity(quiet=quiet, verbose=verbose)
    from gpkit import stores
    from gpkit.store.tree import State, Tree
    from gpkit.stores.tree import Yaml

    source, target = tree_of(from_), stores.made(to, store, shards)
    sink: stores.Writable = Yaml(target) if isinstance(target, Tree) else target
    as_is = edited or not isinstance(source, Tree)
    found = source.practices() if as_is else _unedited(source)
    states, removed = sink.mirror(found) if mirror else (sink.write(found), 0)
    counts = ", ".join(
        f"{states[state]} {state}" for state in (State.NEW, State.CHANGED, State.UNCHANGED)
    )
    gone = f", {removed} removed" if mirror else ""
    say(f"copied to {stores.url_of(to) or to.as_posix()}: {counts}{gone}")


def _unedited(tree: Tree) -> Iterator[Practice]:
    """Give the practices of a tree; refuse a file that would not come back with the same bytes."""
    from gpkit.store.codec import as_yaml

    for practice in tree.practices():
        path = tree.path(practice.id)
        if tree.text(practice.id) != as_yaml(practice):
            raise GpkitError(
                f"{path.as_posix()}: this file was edited, and would not come back as it is",
                "Move the change to data/corrections, or take it as it reads: --edited",
            )
        yield practice
