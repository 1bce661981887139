"""Where practices lie: published, kept apart, or as members of a merged one."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from gpkit.identity.known import MERGED
from gpkit.store import quarantine
from gpkit.store.codec import NO_PRACTICE, SCHEMA_FILE, from_yaml, is_sealed
from gpkit.store.tree import State, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.identity.known import Known
    from gpkit.model import Practice


class Shelves:
    """The trees beside a catalogue, and which of them a practice belongs in."""

    def __init__(self, out: Path, known: Known, below: float) -> None:
        self.known = known
        self.below = below
        self.catalogue = Tree(out)
        self.apart = Tree(quarantine.beside(out))
        self.merged = Tree(out.parent / MERGED)
        self.trees = (self.merged, self.catalogue, self.apart)

    def is_member(self, practice_id: str) -> bool:
        """Tell whether a practice is one of several that were merged."""
        decisions = self.known.decisions
        return bool(decisions.parent(practice_id) or decisions.members(practice_id))

    def get(self, practice_id: str) -> Practice | None:
        """Give a practice as it is alone: of a merged one, the member."""
        return next((p for tree in self.trees if (p := tree.get(practice_id))), None)

    def has(self, practice_id: str) -> bool:
        """Tell whether there is a file of a practice."""
        return self.where(practice_id) is not None

    def where(self, practice_id: str) -> Tree | None:
        """Give the tree that has a file of a practice."""
        return next((tree for tree in self.trees if tree.path(practice_id).is_file()), None)

    def home(self, practice: Practice) -> Tree:
        """Give the tree that a practice belongs in as it is alone."""
        if self.is_member(practice.id):
            return self.merged
        return self.apart if quarantine.is_doubtful(practice, self.below) else self.catalogue

    def put(self, tree: Tree, practice_id: str, text: str, *, overwrite: bool = False) -> State:
        """Write a practice into a tree; files that people edited stay as they are."""
        state = tree.state(practice_id, text, overwrite=overwrite)
        if state in (State.NEW, State.CHANGED):
            tree.write(practice_id, text)
        return state

    def clear(self, practice_id: str, home: Tree | None) -> bool:
        """Take a practice away from all trees but its home; files edited by hand stay."""
        gone = False
        for tree in self.trees:
            if tree.root == (home.root if home else None):
                continue
            if tree is self.catalogue and self.known.decisions.members(practice_id):
                continue  # the union of a merged practice lies there under the same id
            text = tree.text(practice_id)
            if text is not None and is_sealed(text):
                tree.path(practice_id).unlink()
                gone = True
        return gone

    def of_family(self, family: str) -> Iterator[Practice]:
        """Give all practices of a family as they are alone, sorted by id."""
        found: dict[str, Practice] = {}
        for tree in reversed(self.trees):
            found |= _below(tree, family)
        yield from (found[name] for name in sorted(found))


def _below(tree: Tree, family: str) -> dict[str, Practice]:
    folder = tree.root / family
    if not folder.is_dir():
        return {}
    found = {}
    for path in Tree(folder).files():
        try:
            found[f"{family}/{path.stem}"] = from_yaml(path.read_text("utf-8"))
        except NO_PRACTICE:
            continue
    return found


def finish(out: Path) -> None:
    """Make names durable, and put the schema beside the practices."""
    from gpkit.schema import schema_text
    from gpkit.store.files import sync_directory, write_atomic

    _fold(out.parent / MERGED / SCHEMA_FILE)
    for root in (out, quarantine.beside(out), out.parent / MERGED):
        if root.is_dir() and not root.is_symlink():
            write_atomic(root / SCHEMA_FILE, schema_text().encode())
            Tree(root).sync()
    sync_directory(out.parent)


def _fold(schema: Path) -> None:
    """Take away the folder of members once none is left in it."""
    folder = schema.parent
    if not folder.is_dir() or any(Tree(folder).files()):
        return
    schema.unlink(missing_ok=True)
    for path in (*folder.iterdir(), folder):
        with suppress(OSError):  # something of people's lies in it
            path.rmdir()
