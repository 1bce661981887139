"""A whole harvest: what is not done yet is read, then all parts are united into the store."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gpkit import authority, parsers
from gpkit.config import Config
from gpkit.engines import Begun, Lost
from gpkit.errors import Exit, GpkitError, NoPractice, Unreadable
from gpkit.harvest import census
from gpkit.harvest.census import Census
from gpkit.harvest.inputs import once, partitions
from gpkit.harvest.read import Part, Reading
from gpkit.harvest.unite import Bucket, Made, Uniting
from gpkit.pipeline.fingerprint import digest, of_reader
from gpkit.pipeline.work import Reader
from gpkit.store import quarantine, raw
from gpkit.store.beside import OF_IDS
from gpkit.stores.manifest import Manifest, shown
from gpkit.stores.places import Folder, place_of
from gpkit.stores.shards import Shards

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gpkit.engines import Engine
    from gpkit.harvest.inputs import Partition
    from gpkit.pipeline.gate import Gate

_ARCHIVED = 64  # dumps that are kept at a time


class Outcome(NamedTuple):
    """What a harvest did."""

    failures: list[GpkitError]  # of inputs and partitions, and the first of each partition
    censuses: list[Census]
    done_before: int  # partitions whose parts were there
    states: Counter[str]
    removed: int
    kept_apart: int

    @property
    def failed(self) -> Counter[str]:
        """Failures by their kind."""
        found: Counter[str] = Counter()
        for one in self.censuses:
            found.update(one.failed)
        return found

    @property
    def exit(self) -> Exit:
        """The exit code of the run."""
        failed = self.failed
        if not (self.failures or failed):
            return Exit.OK
        read = any(one.families or one.none_expected for one in self.censuses)
        without = failed[NoPractice.__name__]
        return Exit.PARTIAL if read or without else Exit.USAGE


class Harvest(NamedTuple):
    """The settings of a harvest."""

    archive: Path
    store: Shards
    engine: Engine
    family: str | None = None
    config: Config = Config()
    gate: Gate | None = None
    keep_parts: bool = False

    def run(self, inputs: Sequence[str], step: Callable[[str], None] | None = None) -> Outcome:
        """Read inputs into the store; ``step`` is called with each partition that is done.

        Raises:
            GpkitError: the store holds what is neither among the inputs nor kept as a part.
        """
        self._check()
        reader = Reader(self.family, self.config, authority.overlays(), parsers.folder(), self.gate)
        found = list(partitions(inputs, self.archive, _fingerprint(reader)))
        failures = [one for one in found if isinstance(one, GpkitError)]
        wanted = once([one for one in found if not isinstance(one, GpkitError)])
        apart = self._apart()
        with ExitStack() as held:
            for store in (self.store, apart):
                held.enter_context(store.locked())
            done = self._done({one.key for one in wanted}, {one.place for one in wanted})
            self._refuse_to_lose(done, wanted)
            before = len(done)
            failures += self._read(reader, wanted, done, step)
            if not done:
                return Outcome(failures, [], 0, Counter(), 0, 0)
            self._archive(wanted, done)
            in_order = sorted(done.values(), key=lambda one: (one.name, one.place, one.key))
            made = self._united(reader, in_order, apart)
            self._commit(in_order, made, apart)
        return _outcome(failures, in_order, before, made)

    # What there is --------------------------------------------------------------------------------

    def _check(self) -> None:
        """Refuse what only a YAML tree knows."""
        beside = self._beside().parent
        for name in OF_IDS:
            if (beside / name).exists():
                raise GpkitError(
                    f"{(beside / name).as_posix()}: aliases, decisions and scrapes are known to "
                    "catalogues of YAML files only",
                    "Ingest into shards elsewhere, and copy them: gpkit copy SHARDS CATALOGUE",
                )

    def _beside(self) -> Path:
        """Give a catalogue of this machine, whose folder holds the corrections."""
        local = isinstance(self.store.place, Folder)
        return self.store.place.root if local else Path("data/normalized")  # type: ignore[union-attr]

    def _apart(self) -> Shards:
        """Give the store of what is kept apart, in the folder of the catalogue's folder."""
        from gpkit import stores

        path = quarantine.beside(self.store.root)
        there = stores.opened(path) if stores.url_of(path) or path.is_dir() else None
        if there is None:
            return Shards(path, Manifest(self.store.manifest.kind, self.store.manifest.shards))
        same = there.manifest[:2] == self.store.manifest[:2]
        if not same:
            raise GpkitError(
                f"{shown(path)}: the quarantine is of another kind, or has other shards",
                "Name a store whose folder has no quarantine yet.",
            )
        return there

    def _done(self, keys: set[str], places: set[str]) -> dict[str, Census]:
        """Give the censuses of all parts that count: those wanted, and those of other places."""
        place = place_of(self.store.root)
        names = place.names(census.PARTS)
        found = {}
        for name in names:
            key, _, suffix = name.rpartition(".")
            if suffix != "json":
                continue
            if (one := census.read(place, key)) and (key in keys or one.place not in places):
                found[key] = one
        return found

    def _refuse_to_lose(self, done: dict[str, Census], wanted: Sequence[Partition]) -> None:
        """Refuse to drop what was read from partitions that are not at hand."""
        name = self.store.manifest.partitions
        if name is None and self.store.manifest.files:
            raise GpkitError(
                f"{shown(self.store.root)}: this store was filled by gpkit copy",
                "Ingest into a place of its own, and copy that: gpkit copy NEW STORE",
            )
        there = {one.place for one in done.values()} | {one.place for one in wanted}
        lines = ((self.store.place.read(name) or b"") if name else b"").splitlines()
        gone = sorted({json.loads(line)["place"] for line in lines} - there)
        if gone:
            more = f" and {len(gone) - 1} more" if len(gone) > 1 else ""
            raise GpkitError(
                f"{shown(self.store.root)}: it holds practices of {gone[0]}{more}, which is "
                "neither among the inputs nor kept as a part",
                "Name all inputs of the store, or make it with --keep-parts to add to it later.",
            )

    # The two halves -------------------------------------------------------------------------------

    def _read(
        self,
        reader: Reader,
        wanted: Sequence[Partition],
        done: dict[str, Census],
        step: Callable[[str], None] | None,
    ) -> list[GpkitError]:
        """Read what is not done yet; give what was lost with its workers."""
        todo = [Part(one) for one in wanted if one.key not in done]
        here, shards = str(Path.cwd()), self.store.manifest.shards
        reading = Reading(reader, _words(self.store.root), shards, here)
        lost: dict[int, Lost] = {}
        for number, found in self.engine.map(reading.read, todo):
            if isinstance(found, Census):
                done[found.key] = found
                lost.pop(number, None)
                if step:
                    step(found.place)
            elif isinstance(found, Lost):
                lost[number] = found
            elif isinstance(found, Begun) and step:
                step(found.name)
        return [
            Unreadable(f"{todo[n].name}: given up: {one.why}", "Type the same again to go on.")
            for n, one in sorted(lost.items())
        ]

    def _united(self, reader: Reader, parts: Sequence[Census], apart: Shards) -> list[Made]:
        segments: dict[int, list[tuple[str, int, int]]] = {}
        for part in parts:
            for number, at, size in part.segments:
                segments.setdefault(number, []).append((part.key, at, size))
        manifests = (self.store.manifest, apart.manifest)
        roots = (_words(self.store.root), _words(apart.root))
        self._shared(self.store, {f"{one.key}.json" for one in parts}, census.PARTS)
        here = str(Path.cwd())
        uniting = Uniting(reader, self.archive, self._beside(), *roots, manifests, here)
        buckets = [Bucket(k, tuple(segments.get(k, ()))) for k in range(self.store.manifest.shards)]
        made: dict[int, Made] = {}
        why = "its worker was lost"
        for _, found in self.engine.map(uniting.make, buckets):
            if isinstance(found, Made):
                made[found.number] = found
            elif isinstance(found, Lost):
                why = found.why
        for bucket in buckets:
            if bucket.number not in made:
                raise GpkitError(
                    f"{bucket.name} could not be made: {why}",
                    "The old state of the store is whole. Type the same again to go on.",
                )
        return [made[bucket.number] for bucket in buckets]

    def _commit(self, parts: Sequence[Census], made: Sequence[Made], apart: Shards) -> None:
        """Let the new shards be the store; the catalogue's manifest comes last."""
        lines = b"".join(one.line() + b"\n" for one in parts)
        name = f"partitions-{hashlib.sha256(lines).hexdigest()[:16]}.jsonl"
        files = tuple(one.catalogue for one in made if one.catalogue)
        doubtful = tuple(one.apart for one in made if one.apart)
        self._shared(self.store, {shard.name for shard in files})
        self._shared(apart, {shard.name for shard in doubtful})
        if doubtful or apart.manifest.files:
            apart.commit(apart.manifest._replace(files=doubtful))
        if self.store.manifest.partitions != name:
            self.store.place.put(name, lines)
        self.store.commit(self.store.manifest._replace(files=files, partitions=name))
        if not self.keep_parts:
            self.store.place.clear(census.PARTS)

    def _shared(self, store: Shards, names: set[str], below: str = "") -> None:
        """Make sure that what workers wrote is where this process reads.

        Raises:
            GpkitError: it is not: the workers have another disk.
        """
        gone = names - set(store.place.names(below)) if names else names
        if gone:
            raise GpkitError(
                f"{shown(store.root)}: {min(gone)} was written by a worker, and is not here",
                "Workers of other machines need a place that all share: a URL, or a network disk.",
            )

    # The archive ----------------------------------------------------------------------------------

    def _archive(self, wanted: Sequence[Partition], done: dict[str, Census]) -> None:
        """Keep the dumps that are files of their own, as every ingest does."""
        loose = [(one, sha) for one in wanted if (sha := _loose(done.get(one.key)))]
        origins: dict[str, raw.Origin] = {}
        for at in range(0, len(loose), _ARCHIVED):
            some = loose[at : at + _ARCHIVED]
            dumps = [(one.source.name, one.source.read()) for one, _ in some]
            for (_, sha), (name, data) in zip(some, dumps, strict=True):
                if hashlib.sha256(data).hexdigest() != sha:
                    raise Unreadable(f"{name}: it changed while it was read", "Ingest it again.")
            kept = raw.keep(self.archive, dumps)
            for (one, _), path in zip(some, kept, strict=True):
                if one.origin != raw.NOWHERE:
                    origins[path.relative_to(self.archive).as_posix()] = one.origin
        if loose:
            raw.settle(self.archive)
        if origins:
            raw.write_index(self.archive, origins)


def _loose(done: Census | None) -> str | None:
    return done.loose if done else None


def _fingerprint(reader: Reader) -> str:
    return digest((of_reader(reader), reader.gate))


def _words(root: Path) -> str:
    from gpkit.stores import url_of

    return url_of(root) or str(root)


def _outcome(
    failures: list[GpkitError], parts: list[Census], before: int, made: list[Made]
) -> Outcome:
    states: Counter[str] = Counter()
    for one in made:
        states.update(one.states)
    told = [failure.error() for part in parts for failure in part.failures]
    apart = sum(one.apart.practices for one in made if one.apart)
    removed = sum(one.removed for one in made)
    return Outcome([*failures, *told], parts, before, states, removed, apart)
