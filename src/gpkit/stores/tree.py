"""The YAML tree as a store that is filled from another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gpkit.errors import GpkitError
from gpkit.store.codec import SCHEMA_FILE, as_yaml, is_sealed
from gpkit.store.tree import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gpkit.model import Practice
    from gpkit.store.tree import Tree


class Yaml:
    """A tree of YAML files that is written as a whole."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.root = tree.root

    def practices(self) -> Iterator[Practice]:
        """Give all practices, in the order of their ids."""
        return self.tree.practices()

    def get(self, practice_id: str) -> Practice | None:
        """Give a practice, None if there is none."""
        return self.tree.get(practice_id)

    def write(self, practices: Iterable[Practice]) -> Counter[State]:
        """Write practices; files with the same bytes are left alone.

        Raises:
            GpkitError: a file was edited by hand: it is not overwritten.
        """
        from gpkit.schema import schema_text
        from gpkit.store.files import write_atomic

        states: Counter[State] = Counter()
        with self.tree.locked():
            self.tree.write_all(self._texts(practices, states))
            write_atomic(self.root / SCHEMA_FILE, schema_text().encode())
            self.tree.sync()
        return states

    def mirror(self, practices: Iterable[Practice]) -> tuple[Counter[State], int]:
        """Write practices, and remove the files of all others.

        Raises:
            GpkitError: a file was edited by hand: it is neither overwritten nor removed.
        """
        kept: set[str] = set()
        with self.tree.locked():
            there = {f"{path.parent.name}/{path.stem}" for path in self.tree.files()}
            for practice_id in sorted(there):
                if not is_sealed(self.tree.text(practice_id) or ""):
                    raise self._edited(practice_id)
        states = self.write(_noted(practices, kept))
        with self.tree.locked():
            for practice_id in there - kept:
                self.tree.path(practice_id).unlink()
            self.tree.sync()
        return states, len(there - kept)

    def _texts(
        self, practices: Iterable[Practice], states: Counter[State]
    ) -> Iterator[tuple[str, str]]:
        for practice in practices:
            text = as_yaml(practice)
            state = self.tree.state(practice.id, text)
            if state is State.KEPT:
                raise self._edited(practice.id)
            states[state] += 1
            yield practice.id, text

    def _edited(self, practice_id: str) -> GpkitError:
        return GpkitError(
            f"{self.tree.path(practice_id).as_posix()}: this file was edited by hand",
            "Move the change to data/corrections and remove the file, then copy again.",
        )


def _noted(practices: Iterable[Practice], ids: set[str]) -> Iterator[Practice]:
    for practice in practices:
        ids.add(practice.id)
        yield practice
