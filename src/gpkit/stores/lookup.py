"""Practices of shards as texts of their YAML files, for who judges them one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.errors import GpkitError
from gpkit.store.codec import as_yaml
from gpkit.stores.manifest import shard_of
from gpkit.stores.rows import begins, practice_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.stores.shards import Row, Shards


class Text(NamedTuple):
    """The YAML of a practice, and its line in a shard."""

    id: str
    text: str
    where: str  # the file of the shard
    number: int


class Rows:
    """Looks up rows; asked in the order of the store, each shard is read once."""

    def __init__(self, store: Shards) -> None:
        self._store = store
        self._waiting: Iterator[Row] = iter(())
        self._begun = False

    def row(self, practice_id: str) -> Text:
        """Give a practice.

        Raises:
            GpkitError: it is not there, or its line is none of a practice.
        """
        row = next(self._waiting, None)
        if row is None and not self._begun:
            self._begun, self._waiting = True, self._store.rows()
            row = next(self._waiting, None)
        if row is not None and row.id == practice_id:
            return _text(practice_id, row.line, row.where, row.number)
        self._waiting = iter(())  # asked in another order: each is looked for
        return self._found(practice_id)

    def _found(self, practice_id: str) -> Text:
        store = self._store
        shard = store.manifest.file(shard_of(practice_id, store.manifest.shards))
        head = begins(practice_id)
        for number, line in enumerate(store.lines(shard), 1) if shard else ():
            if shard and line.startswith(head):
                return _text(practice_id, line, store.where(shard), number)
        raise GpkitError(
            f"{store.root.as_posix()}: there is no practice {practice_id}",
            f"See the ids: gpkit export --from {store.root.as_posix()} --columns id,title",
        )


def _text(practice_id: str, line: bytes, where: str, number: int) -> Text:
    return Text(practice_id, as_yaml(practice_of(line, f"{where}:{number}")), where, number)
