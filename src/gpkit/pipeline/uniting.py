"""Practices of several places: what pages say now, with what other places of the store say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.errors import GpkitError
from gpkit.identity.readings import older, place_of, readings
from gpkit.identity.unite import Preference, places, unite
from gpkit.identity.versions import Versions
from gpkit.pipeline.read import read_apart
from gpkit.store import raw
from gpkit.store.codec import from_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gpkit.identity.known import Known
    from gpkit.identity.readings import Reading
    from gpkit.model import Place, Practice
    from gpkit.pipeline.work import Draft


class Uniting(NamedTuple):
    """Unites the places of practices; ``known`` as in a `Planner`."""

    archive: Path
    family: str | None
    prefer: tuple[str, ...]
    known: Known | None

    def united(
        self, practice_id: str, drafts: Iterable[Draft], stored: Sequence[Practice]
    ) -> Practice | None:
        """Unite what pages say with what other places are stored; None where nothing is left.

        Other places are read again from the archive, so that the result does not depend on the
        order or the batches in which dumps came.
        """
        fresh = [from_yaml(draft.text) for draft in drafts]
        found = {(p.provenance.dump, p.provenance.sha256) for p in fresh}
        known = [place for old in stored for place in self._owned(practice_id, old)]
        elsewhere = [place for place in known if (place.dump, place.sha256) not in found]
        here = [place_of(p.provenance, p.id) for p in fresh]
        order = self._versions.sort([*here, *elsewhere])
        speaking = {(place.dump, place.sha256) for place in order.speak}
        saying = [p for p in fresh if (p.provenance.dump, p.provenance.sha256) in speaking]
        again, kept = self._again(practice_id, speaking - found, stored)
        kept = [one for one in kept if self._owner(one) == practice_id]
        saying += again
        if not saying:
            return None
        return unite(saying, order.past, kept, prefer=self._preference, practice_id=practice_id)

    @property
    def _versions(self) -> Versions:
        return self.known.versions if self.known else Versions()

    @property
    def _preference(self) -> Preference:
        return self.known.prefer if self.known else Preference(self.prefer)

    def _again(
        self, practice_id: str, wanted: set[tuple[str, str]], stored: Sequence[Practice]
    ) -> tuple[list[Practice], list[Reading]]:
        """Read places again; of those whose dumps are gone, give what the store keeps of them."""
        found: list[Practice] = []
        kept: list[Reading] = []
        for old in stored:
            for place in places(old):
                key = (place.dump, place.sha256)
                if key not in wanted:
                    continue
                wanted = wanted - {key}
                try:
                    read = read_again(self.archive, place, self.family)
                except GpkitError:
                    _keep(old, place, found, kept)
                    continue
                found += [p for p in read if self._id_of(p) == practice_id]
        return found, kept

    def _owned(self, practice_id: str, stored: Practice) -> Iterator[Place]:
        """Give the places of a stored practice that belong to an id."""
        yield from (one.place for one in readings(stored) if self._owner(one) == practice_id)
        for place in older(stored):
            natural = place.id or stored.id
            if (self.known.follow(natural) if self.known else natural) == practice_id:
                yield place

    def _owner(self, reading: Reading) -> str:
        natural = reading.place.id or ""
        return natural if self.known is None else self.known.owner(natural, reading)

    def _id_of(self, practice: Practice) -> str:
        return practice.id if self.known is None else self.known.id_of(practice)


def read_again(archive: Path, place: Place, family: str | None = None) -> list[Practice]:
    """Read a page of the archive again.

    Raises:
        GpkitError: it is gone, or holds no practice any more.
    """
    dump = raw.recall(archive, place)
    if dump.container is None:
        origin = raw.origin(archive, place.dump, place.sha256)
        dump = dump._replace(url=origin.url, fetched=origin.fetched)
    return read_apart(dump, family).practices


def _keep(old: Practice, place: Place, found: list[Practice], kept: list[Reading]) -> None:
    """Keep what the store knows of a place whose dump is gone."""
    for number, reading in enumerate(readings(old)):
        if (reading.place.dump, reading.place.sha256) != (place.dump, place.sha256):
            continue
        if number:
            kept.append(reading)
            continue
        source = old.provenance._replace(also=(), because=None, id=None)
        alone = old._replace(provenance=source, facets=reading.facets, title=reading.title)
        found.append(alone._replace(id=place.id or old.id, published=reading.published))
