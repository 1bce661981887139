"""``gpkit import``: what gpkit export wrote, back into practices or corrections."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import NORMALIZED, Quiet, Verbose, tree_of
from gpkit.console import say, set_verbosity
from gpkit.errors import Exit, GpkitError
from gpkit.text.clean import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gpkit.importers._corrections import Change
    from gpkit.importers._sheets import Sheet
    from gpkit.model import Practice
    from gpkit.store.tree import State, Tree
    from gpkit.stores.shards import Shards


def command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What gpkit export wrote, or -.")],
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="NAME", help="Where the name of FILE does not say it."),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The practices; corrections lie beside.")
    ] = NORMALIZED,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Of the corrections, for later readers.")
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Bring an export back: practices as they were, or edits of a table as corrections.

    What gpkit export --list calls lossless gives the same practice files again. An edited csv,
    tsv or xlsx is compared with the practices; what differs becomes data/corrections/<id>.yaml,
    which the next gpkit ingest applies. A diff is shown first.

    Example: gpkit import practices.csv
    """
    set_verbosity(quiet=quiet, verbose=verbose)
    from gpkit import importers

    with _input(file) as path:
        name = format_ or importers.format_of(path)
        module = importers.importer(name)
        if hasattr(module, "sheets"):
            title = Path(file).name if file != "-" else "a table"
            code = _edits(module.sheets(path), out, yes, reason or f"edited in {title}")
        else:
            code = _practices(module.practices(path), out, yes)
    if code:
        raise typer.Exit(code)


@contextmanager
def _input(file: str) -> Iterator[Path]:
    """Give the path of the file; what comes from stdin is put into one."""
    if file != "-":
        if not Path(file).exists():
            raise GpkitError(f"{file}: no such file", "Make one: gpkit export -o practices.csv")
        yield Path(file)
        return
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "stdin")
        path.write_bytes(sys.stdin.buffer.read())
        yield path


# Practices ----------------------------------------------------------------------------------------


def _practices(found: Iterable[Practice], out: Path, yes: bool) -> Exit:
    from gpkit import stores
    from gpkit.importers._corrections import Change
    from gpkit.store.codec import as_yaml
    from gpkit.store.tree import State, Tree

    store = stores.made(out, None)
    tree = store if isinstance(store, Tree) else _Lines(store)
    by_id: dict[str, Practice] = {}
    for practice in found:
        if practice.id in by_id:
            raise GpkitError(f"{practice.id} is in it twice", "Keep one of the two.")
        by_id[practice.id] = practice
    texts = {id_: as_yaml(practice) for id_, practice in by_id.items()}
    states = {id_: tree.state(id_, text) for id_, text in texts.items()}
    changed = [id_ for id_, state in states.items() if state is State.CHANGED]
    changes = [Change(tree.path(id_), tree.text(id_) or "", texts[id_]) for id_ in changed]
    kept = [id_ for id_, state in states.items() if state is State.KEPT]
    if not _confirmed(changes, yes):
        return Exit.USAGE
    new = [id_ for id_, state in states.items() if state is State.NEW]
    if (new or changed) and isinstance(tree, Tree):
        _write(tree, {id_: texts[id_] for id_ in (*new, *changed)})
    elif (new or changed) and not isinstance(store, Tree):
        store.write(by_id[id_] for id_ in (*new, *changed))
    for id_ in kept:
        say(f"{tree.path(id_).as_posix()}: edited by hand, left as it is", -1)
    same = len(by_id) - len(new) - len(changed) - len(kept)
    say(f"{len(by_id)} practices: {len(new)} new, {len(changed)} changed, {same} unchanged")
    return Exit.PARTIAL if kept else Exit.OK


class _Lines:
    """Practices of shards, asked as files are: what is there, and what writing would do."""

    def __init__(self, store: Shards) -> None:
        self.path = store.path
        self._store = store
        self._there: dict[str, Practice] | None = None

    def text(self, practice_id: str) -> str | None:
        from gpkit.store.codec import as_yaml

        if self._there is None:  # each shard is read once
            self._there = {practice.id: practice for practice in self._store.practices()}
        there = self._there.get(practice_id)
        return as_yaml(there) if there else None

    def state(self, practice_id: str, text: str) -> State:
        from gpkit.store.tree import State

        old = self.text(practice_id)
        return State.NEW if old is None else State.UNCHANGED if old == text else State.CHANGED


def _write(tree: Tree, texts: dict[str, str]) -> None:
    from gpkit.schema import schema_text
    from gpkit.store.codec import SCHEMA_FILE
    from gpkit.store.files import write_atomic

    with tree.locked():
        for practice_id, text in texts.items():
            tree.write(practice_id, text)
        write_atomic(tree.root / SCHEMA_FILE, schema_text().encode())
        tree.sync()


# Edits --------------------------------------------------------------------------------------------


def _edits(sheets: Iterable[Sheet], out: Path, yes: bool, reason: str) -> Exit:
    from gpkit.importers._corrections import changes
    from gpkit.importers._edits import find
    from gpkit.stores import url_of

    found = find(sheets, tree_of(out))
    for problem in found.problems:
        say(one_line(str(problem)), -1)
        if problem.hint:
            say(f"  {one_line(problem.hint)}", -1)
    if found.problems and not found.practices:
        raise GpkitError("no row of it is of a practice here", "Name the practices with --out DIR.")
    beside = NORMALIZED if url_of(out) else out  # where a harvest looks for corrections too
    planned = changes(found.edits, beside.parent / "corrections", reason)
    if not _confirmed(planned, yes):
        return Exit.USAGE
    for change in planned:
        change.write()
    left = f", {len(found.problems)} cells or rows left out" if found.problems else ""
    say(f"{found.practices} practices read: {len(planned)} corrections written{left}")
    if planned:
        say("Apply them: gpkit ingest data/raw")
    return Exit.PARTIAL if found.problems else Exit.OK


def _confirmed(changes: list[Change], yes: bool) -> bool:
    """Show what would change, and ask where nobody said yes."""
    for change in changes:
        for line in change.diff():
            sys.stdout.write(f"{visible(line)}\n")
    if not changes or yes:
        return True
    sys.stdout.flush()
    if sys.stdin.isatty() and sys.stderr.isatty():
        return typer.confirm(f"Write these {len(changes)} files?", err=True)
    say(f"gpkit: nothing was written: {len(changes)} files would change, as shown", -1)
    say("  Type the same with --yes to write them.", -1)
    return False
