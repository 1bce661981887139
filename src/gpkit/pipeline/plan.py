"""What the store is to hold: drafts of one id, united, corrected, and beside what it holds now."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from gpkit import limits
from gpkit.config import BELOW, MergeConfig
from gpkit.errors import GpkitError
from gpkit.pipeline.read import read_apart
from gpkit.store import quarantine, raw
from gpkit.store.codec import as_yaml, from_yaml
from gpkit.store.corrections import correct, correction
from gpkit.store.tree import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import IO, Any

    from gpkit.identity.known import Known
    from gpkit.identity.readings import Reading
    from gpkit.identity.unite import Preference
    from gpkit.identity.versions import Versions
    from gpkit.model import Place, Practice
    from gpkit.pipeline.work import Draft

_IN_MEMORY = 64 * 2**20  # bytes of drafts
_PLACE = 100  # characters that a place takes at least in the file of a practice


class Drafts:
    """All drafts of a run by their ids; beyond a bound their texts lie in a temporary file."""

    def __init__(self) -> None:
        self._file: IO[bytes] = BytesIO()
        self._size = 0
        self._on_disk = False
        self.unread: list[tuple[str, str, str, str]] = []  # pages that failed (`GpkitError.page`)
        self.dated = False  # whether a page tells its URL and when it was fetched
        self._kept: dict[str, list[tuple[Draft, int, int]]] = defaultdict(list)

    def add(self, draft: Draft) -> None:
        """Keep a draft."""
        data = draft.text.encode()
        if not self._on_disk and self._size + len(data) > _IN_MEMORY:
            self._move()
        self._file.seek(self._size)
        self._file.write(data)
        self._kept[draft.id].append((draft._replace(text=""), self._size, len(data)))
        self._size += len(data)
        self.dated = self.dated or bool(draft.url and draft.fetched)

    def take(self, page: Any) -> None:
        """Keep the drafts of a page."""
        for draft in page.drafts:
            self.add(draft)

    def ids(self) -> list[str]:
        """Give all ids, sorted."""
        return sorted(self._kept)

    def of(self, practice_id: str) -> list[Draft]:
        """Give the drafts of an id, in the order in which they came."""
        return [
            draft._replace(text=self._text(at, size))
            for draft, at, size in self._kept.get(practice_id, ())
        ]

    def heads(self) -> Iterator[Draft]:
        """Give all drafts without their texts, sorted by id."""
        for practice_id in self.ids():
            yield from (draft for draft, *_ in self._kept[practice_id])

    def _text(self, at: int, size: int) -> str:
        self._file.seek(at)
        return self._file.read(size).decode()

    def _move(self) -> None:
        from tempfile import TemporaryFile

        file = TemporaryFile()  # noqa: SIM115 - it is gone with this object
        self._file.seek(0)
        file.write(self._file.read())
        self._file, self._on_disk = file, True


class Planned(NamedTuple):
    """What becomes of one practice."""

    id: str
    text: str
    doubtful: bool
    state: State


class Planner(NamedTuple):
    """Tells what becomes of practices in a store."""

    archive: Path
    out: Path
    family: str | None = None
    overwrite: bool = False
    below: float = BELOW  # the confidence of what is kept apart
    prefer: tuple[str, ...] = MergeConfig().prefer
    known: Known | None = None  # of ids; None: each id is that of its title

    def planned(self, practice_id: str, drafts: list[Draft]) -> Planned:
        """Tell what is to be written for an id, and what that would do.

        Raises:
            OverLimit: so many places make one practice that its file could not be read again.
        """
        if quick := self.quickly(practice_id, drafts):
            return quick
        stored = self.stored(practice_id)
        if stored is None and (alone := self._alone(practice_id, drafts)):
            return alone
        practice = self.united(practice_id, drafts, [stored] if stored else [])
        assert practice is not None  # noqa: S101 - there are drafts
        return self.of(practice)

    def quickly(self, practice_id: str, drafts: list[Draft]) -> Planned | None:
        """Plan a practice that one page alone tells of; None where more has to be looked at.

        No page is read again for it, so that it needs no worker of its own.

        Raises:
            OverLimit: as `planned`.
        """
        check_places(practice_id, drafts)
        alone = self._alone(practice_id, drafts)
        if alone and alone.state in (State.UNCHANGED, State.NEW) and not self._other(alone):
            return alone
        return None

    def of(self, practice: Practice) -> Planned:
        """Tell what is to be written for a practice."""
        doubtful = quarantine.is_doubtful(practice, self.below)
        return self._as(practice.id, text_of(practice), doubtful=doubtful)

    def stored(self, practice_id: str) -> Practice | None:
        """Give a practice as the store has it, published or kept apart."""
        trees = quarantine.shelves(self.out, doubtful=False)
        return next((found for tree in trees if (found := tree.get(practice_id))), None)

    def united(
        self, practice_id: str, drafts: Iterable[Draft], stored: Sequence[Practice]
    ) -> Practice | None:
        """Unite what pages say with what other places are stored; None where nothing is left.

        Other places are read again from the archive, so that the result does not depend on the
        order or the batches in which dumps came.
        """
        from gpkit.identity.readings import place_of
        from gpkit.identity.unite import unite

        fresh = [from_yaml(draft.text) for draft in drafts]
        found = {(p.provenance.dump, p.provenance.sha256) for p in fresh}
        known = [place for old in stored for place in self._owned(practice_id, old)]
        elsewhere = [place for place in known if (place.dump, place.sha256) not in found]
        here = [place_of(p.provenance, p.id) for p in fresh]
        order = self._versions().sort([*here, *elsewhere])
        speaking = {(place.dump, place.sha256) for place in order.speak}
        saying = [p for p in fresh if (p.provenance.dump, p.provenance.sha256) in speaking]
        again, kept = self._again(practice_id, speaking - found, stored)
        kept = [one for one in kept if self._owner(one) == practice_id]
        saying += again
        if not saying:
            return None
        practice = unite(
            saying, order.past, kept, prefer=self._preference(), practice_id=practice_id
        )
        return self.finished(practice)

    def finished(self, practice: Practice) -> Practice:
        """Add to a practice what people and scrapes say of it."""
        practice = self.corrected(practice)
        if self.known is None:
            return practice
        from gpkit.identity.unite import places

        return practice._replace(
            aliases=self.known.other_names(practice.id),
            retired=self.known.versions.retired(practice, places(practice)),
        )

    def corrected(self, practice: Practice) -> Practice:
        """Give a practice as people corrected it."""
        names = (practice.id, *(self.known.other_names(practice.id) if self.known else ()))
        folder = self.out.parent / "corrections"
        by_hand = next((c for name in names if (c := correction(name, folder))), None)
        return practice if by_hand is None else correct(practice, by_hand)

    # Parts ----------------------------------------------------------------------------------------

    def _alone(self, practice_id: str, drafts: list[Draft]) -> Planned | None:
        """Give the plan of a practice that one page alone tells of, and nobody else."""
        if len(drafts) != 1 or drafts[0].id != practice_id:
            return None
        if self.known is not None or correction(practice_id, self.out.parent / "corrections"):
            return None
        return self._as(practice_id, drafts[0].text, doubtful=drafts[0].doubtful)

    def _other(self, planned: Planned) -> bool:
        """Tell whether a practice lies in the other tree: then that file counts too."""
        _, other = quarantine.shelves(self.out, doubtful=planned.doubtful)
        return planned.state is State.NEW and other.text(planned.id) is not None

    def _as(self, practice_id: str, text: str, *, doubtful: bool) -> Planned:
        tree, _ = quarantine.shelves(self.out, doubtful=doubtful)
        state = tree.state(practice_id, text, overwrite=self.overwrite)
        return Planned(practice_id, text, doubtful, state)

    def _versions(self) -> Versions:
        if self.known is not None:
            return self.known.versions
        from gpkit.identity.versions import Versions

        return Versions()

    def _preference(self) -> Preference:
        if self.known is not None:
            return self.known.prefer
        from gpkit.identity.unite import Preference

        return Preference(self.prefer)

    def _again(
        self, practice_id: str, wanted: set[tuple[str, str]], stored: Sequence[Practice]
    ) -> tuple[list[Practice], list[Reading]]:
        """Read places again; of those whose dumps are gone, give what the store keeps of them."""
        found: list[Practice] = []
        kept: list[Reading] = []
        for old in stored:
            for place in _places(old):
                key = (place.dump, place.sha256)
                if key not in wanted:
                    continue
                wanted = wanted - {key}
                try:
                    read = self.read_again(place)
                except GpkitError:
                    _keep(old, place, found, kept)
                    continue
                found += [p for p in read if self.id_of(p) == practice_id]
        return found, kept

    def _owned(self, practice_id: str, stored: Practice) -> Iterator[Place]:
        """Give the places of a stored practice that belong to an id."""
        from gpkit.identity.readings import older, readings

        yield from (one.place for one in readings(stored) if self._owner(one) == practice_id)
        for place in older(stored):
            natural = place.id or stored.id
            if (self.known.follow(natural) if self.known else natural) == practice_id:
                yield place

    def _owner(self, reading: Reading) -> str:
        natural = reading.place.id or ""
        return natural if self.known is None else self.known.owner(natural, reading)

    def id_of(self, practice: Practice) -> str:
        """Give the id of a record."""
        return practice.id if self.known is None else self.known.id_of(practice)

    def read_again(self, place: Place) -> list[Practice]:
        """Read a page of the archive again.

        Raises:
            GpkitError: it is gone, or holds no practice any more.
        """
        dump = raw.recall(self.archive, place)
        if dump.container is None:
            origin = raw.origin(self.archive, place.dump, place.sha256)
            dump = dump._replace(url=origin.url, fetched=origin.fetched)
        return read_apart(dump, self.family).practices


def _keep(old: Practice, place: Place, found: list[Practice], kept: list[Reading]) -> None:
    """Keep what the store knows of a place whose dump is gone."""
    from gpkit.identity.readings import readings

    for number, reading in enumerate(readings(old)):
        if (reading.place.dump, reading.place.sha256) != (place.dump, place.sha256):
            continue
        if number:
            kept.append(reading)
            continue
        source = old.provenance._replace(also=(), because=None, id=None)
        alone = old._replace(provenance=source, facets=reading.facets, title=reading.title)
        found.append(alone._replace(id=place.id or old.id, published=reading.published))


def _places(practice: Practice) -> list[Place]:
    from gpkit.identity.unite import places

    return places(practice)


def check_places(practice_id: str, drafts: Sequence[Draft]) -> None:
    """Refuse to unite so many places that nobody could read the file: it takes much memory.

    Raises:
        OverLimit: there are too many.
    """
    if len(drafts) * _PLACE > limits.now().record:
        raise _too_large(practice_id)


def text_of(practice: Practice) -> str:
    """Give the file of a practice.

    Raises:
        OverLimit: it could be written, and never be read again.
    """
    text = as_yaml(practice)
    if len(text) > limits.now().record:
        raise _too_large(practice.id)
    return text


def _too_large(practice_id: str) -> GpkitError:
    return limits.over(
        "record",
        f"{practice_id}: what its places say is larger than {limits.size(limits.now().record)}",
        "These are hardly one practice: take the dumps that name it so often out of the input.",
    )
