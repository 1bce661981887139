"""A store of shards, read and written."""

from __future__ import annotations

import hashlib
from collections import Counter
from contextlib import ExitStack, contextmanager
from heapq import merge
from importlib import import_module
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from zlib import error as zlib_error

from gpkit.errors import GpkitError
from gpkit.store.folders import make, refuse_links
from gpkit.store.lock import locked
from gpkit.store.tree import State, Tree
from gpkit.stores import FILE, order
from gpkit.stores.buckets import sorted_out
from gpkit.stores.conditional import overtaken, put_if
from gpkit.stores.manifest import Manifest, Shard, name_of, parsed, shard_of, shown
from gpkit.stores.places import Folder, place_of, temporary, told
from gpkit.stores.rows import begins, id_of, practice_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import ModuleType

    from gpkit.model import Practice
    from gpkit.stores.lease import Lease
    from gpkit.stores.places import Place

_DAMAGE = (ValueError, OSError, EOFError, zlib_error)
_OURS = ("shard-", "partitions-")  # what names of files of a store begin with


class Row(NamedTuple):
    """The line of a practice: where it stands, counted from 1, and what it says."""

    id: str
    number: int
    line: bytes
    where: str  # the file


class Shards:
    """Practices in shards, at a path or URL."""

    def __init__(self, root: Path, manifest: Manifest) -> None:
        self.root = root
        self.manifest = manifest
        self._there: bytes | None = None  # the manifest's bytes, as this run found them
        self._lease: Lease | None = None  # of a place that is not on this machine

    @property
    def place(self) -> Place:
        """Where its files lie."""
        return place_of(self.root)

    # Reading --------------------------------------------------------------------------------------

    def rows(self) -> Iterator[Row]:
        """Give the rows of all practices, in the order of their ids; each shard is streamed.

        Raises:
            GpkitError: a shard is damaged, gone, or not sorted.
        """
        streams = [self._keyed(shard) for shard in self.manifest.files]
        yield from (row for _, row in merge(*streams, key=itemgetter(0)))

    def practices(self) -> Iterator[Practice]:
        """Give all practices, in the order of their ids.

        Raises:
            GpkitError: as `rows`, or a line is no practice.
        """
        for row in self.rows():
            yield practice_of(row.line, f"{row.where}:{row.number}")

    def ids(self) -> Iterator[str]:
        """Give all ids, in their order."""
        yield from (row.id for row in self.rows())

    def get(self, practice_id: str) -> Practice | None:
        """Give a practice, None if there is none: its shard is looked through, and no other."""
        shard = self.manifest.file(shard_of(practice_id, self.manifest.shards))
        head = begins(practice_id)
        for number, line in enumerate(self.lines(shard), 1) if shard else ():
            if line.startswith(head):
                return practice_of(line, f"{self.where(shard)}:{number}" if shard else "")
        return None

    def path(self, practice_id: str) -> Path:
        """Give the path that a practice would have in a YAML tree here: its name, and no file."""
        return Tree(self.root).path(practice_id)

    def files(self) -> Iterator[Path]:
        """Give these paths of all practices, in the order of their ids."""
        yield from (self.root / f"{practice_id}.yaml" for practice_id in self.ids())

    def where(self, shard: Shard) -> str:
        """Name the file of a shard for people."""
        return f"{shown(self.root)}/{shard.name}"

    def lines(self, shard: Shard) -> Iterator[bytes]:
        """Give the lines of a shard.

        Raises:
            GpkitError: it is damaged or gone.
        """
        with told(shown(self.root)):
            try:
                number = 0
                with self.place.open(shard.name) as file:
                    for line in _kind(self.manifest.kind).read(file, self.manifest.kind):
                        number += 1
                        yield line
                if number != shard.practices:  # zstandard ends a cut file without a word
                    raise ValueError(f"{number} of {shard.practices} practices")
            except _DAMAGE as error:
                raise GpkitError(
                    f"{self.where(shard)}: this shard is damaged or gone ({error})",
                    "Bring it back, or copy the store again from where it came.",
                ) from error

    def _keyed(self, shard: Shard) -> Iterator[tuple[tuple[str, str], Row]]:
        where, last = self.where(shard), ("", "")
        for number, line in enumerate(self.lines(shard), 1):
            practice_id = id_of(line, f"{where}:{number}")
            key = order(practice_id)
            if key <= last and number > 1:
                raise GpkitError(
                    f"{where}:{number}: {practice_id} stands out of order",
                    "The shard was edited. Copy the store again from where it came.",
                )
            last = key
            yield key, Row(practice_id, number, line, where)

    # Writing --------------------------------------------------------------------------------------

    def write(self, practices: Iterable[Practice]) -> Counter[State]:
        """Put practices in the place of those of the same ids, all or none of them.

        A practice with the same bytes is left alone. One shard at a time is in memory.

        Returns:
            How many are new, changed and unchanged.

        Raises:
            GpkitError: an id comes twice, or another run holds the store.
        """
        return self._put(practices, mirror=False)[0]

    def mirror(self, practices: Iterable[Practice]) -> tuple[Counter[State], int]:
        """Put practices in the place of all that is there, all or none of them.

        Returns:
            How many are new, changed and unchanged, as `write`; and how many were removed.

        Raises:
            GpkitError: as `write`.
        """
        return self._put(practices, mirror=True)

    def _put(self, practices: Iterable[Practice], *, mirror: bool) -> tuple[Counter[State], int]:
        states: Counter[State] = Counter()
        with self.locked(), sorted_out(practices, self.manifest.shards) as buckets:
            before = self.manifest.practices
            shards = [
                self._mixed(k, bucket, states, mirror=mirror) for k, bucket in enumerate(buckets)
            ]
            self.commit(self.manifest._replace(files=tuple(s for s in shards if s)))
        return states, before + states[State.NEW] - self.manifest.practices

    def _mixed(
        self, number: int, bucket: BinaryIO, states: Counter[State], *, mirror: bool
    ) -> Shard | None:
        """Write a shard: what it holds (unless that is to go), with what is to be put there."""
        there = self.manifest.file(number)
        known: dict[str, bytes] = {}
        if there:
            known = {id_of(line, self.where(there)): line for line in self.lines(there)}
        coming: dict[str, bytes] = {}
        for line in bucket:
            name = id_of(line, "what is to be written")
            if name in coming:
                raise GpkitError(f"{name}: this practice comes twice", "Keep one of them.")
            coming[name] = line[:-1]
        for name, line in coming.items():
            old = known.get(name)
            states[
                State.NEW if old is None else State.UNCHANGED if old == line else State.CHANGED
            ] += 1
        both = coming if mirror else known | coming
        return there if both == known else self.shard(number, iter(_in_order(both)))

    def shard(self, number: int, lines: Iterator[tuple[str, bytes]]) -> Shard | None:
        """Write the file of a shard from sorted lines, given with their ids; None without any."""
        with temporary() as file:
            practices = _kind(self.manifest.kind).write(lines, file, self.manifest.kind)
            if not practices:
                return None
            file.flush()
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
            size = file.seek(0, 2)
            name = name_of(number, digest, self.manifest.kind)
            if name not in self._names():
                self.place.take(name, file)
        return Shard(number, name, practices, size, digest)

    def commit(self, manifest: Manifest) -> None:
        """Let a manifest, whose files are there, be that of the store; what it lacks is removed.

        Raises:
            StoreLocked: another run wrote the store since this one locked it.
        """
        if self._lease:
            self._lease.check()
        text = manifest.text()
        if text != self._there and not put_if(self.place, FILE, text, self._there):
            raise overtaken(shown(self.root))
        self.manifest, self._there = manifest, text
        if self._lease and not self._lease.is_held():
            return  # what the manifest lacks may be another run's by now
        kept = {*self._names(), manifest.partitions}
        for name in self.place.names():
            if name.startswith(_OURS) and name not in kept:
                self.place.remove(name)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the store, and look again at what is in it: another run may have written it.

        Raises:
            StoreLocked: another run holds it.
        """
        place = self.place
        with ExitStack() as held:
            if isinstance(place, Folder):
                refuse_links(place.root)
                make(place.root)
                held.enter_context(locked(place.root))
            else:
                from gpkit.stores.lease import leased  # 4 ms

                self._lease = held.enter_context(leased(place))
            self._look_again()
            yield

    def _look_again(self) -> None:
        self._there = self.place.read(FILE)
        there = parsed(self._there, shown(self.root)) if self._there is not None else None
        if there and there[:2] != self.manifest[:2]:
            raise GpkitError(
                f"{shown(self.root)}: another run made a store of {there.shards} shards "
                f"({there.kind}) here meanwhile",
                "Name another place, or leave out --store and --shards.",
            )
        self.manifest = there or Manifest(self.manifest.kind, self.manifest.shards)

    def _names(self) -> set[str]:
        return {shard.name for shard in self.manifest.files}


def _kind(name: str) -> ModuleType:
    return import_module(f"gpkit.stores.{name.partition('.')[0]}")


def _in_order(lines: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return sorted(lines.items(), key=lambda item: order(item[0]))
