"""What the store is to hold: drafts of one id, united, corrected, and beside what it holds now."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from gpkit.config import BELOW
from gpkit.errors import GpkitError
from gpkit.identity.unite import places, unite
from gpkit.pipeline.read import read_page
from gpkit.store import quarantine, raw
from gpkit.store.codec import as_yaml, from_yaml
from gpkit.store.corrections import correct, correction
from gpkit.store.tree import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

    from gpkit.model import Place, Practice, Provenance
    from gpkit.pipeline.work import Draft

_IN_MEMORY = 64 * 2**20  # bytes of drafts


class Drafts:
    """All drafts of a run by their ids; beyond a bound their texts lie in a temporary file."""

    def __init__(self) -> None:
        self._file: IO[bytes] = BytesIO()
        self._size = 0
        self._on_disk = False
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

    def ids(self) -> list[str]:
        """Give all ids, sorted."""
        return sorted(self._kept)

    def of(self, practice_id: str) -> list[Draft]:
        """Give the drafts of an id, in the order in which they came."""
        return [
            draft._replace(text=self._text(at, size)) for draft, at, size in self._kept[practice_id]
        ]

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
    below: float = BELOW  # confidence that keeps a practice apart

    def planned(self, practice_id: str, drafts: list[Draft]) -> Planned:
        """Tell what is to be written for an id, and what that would do."""
        first = self._made(practice_id, drafts, [])
        if first.state is State.UNCHANGED:
            return first
        tree, other = quarantine.shelves(self.out, doubtful=first.doubtful)
        old = tree.get(practice_id) or other.get(practice_id)
        others = self._others(practice_id, drafts, old) if old else []
        return self._made(practice_id, drafts, others) if others else first

    def _made(self, practice_id: str, drafts: list[Draft], others: list[Practice]) -> Planned:
        text, doubtful = self._united(practice_id, drafts, others)
        tree, _ = quarantine.shelves(self.out, doubtful=doubtful)
        state = tree.state(practice_id, text, overwrite=self.overwrite)
        return Planned(practice_id, text, doubtful, state)

    def _united(
        self, practice_id: str, drafts: list[Draft], others: list[Practice]
    ) -> tuple[str, bool]:
        by_hand = correction(practice_id, self.out.parent / "corrections")
        if len(drafts) == 1 and not others and by_hand is None:
            return drafts[0].text, drafts[0].doubtful
        practice = unite([*(from_yaml(draft.text) for draft in drafts), *others])
        if by_hand is not None:
            practice = correct(practice, by_hand)
        return as_yaml(practice), quarantine.is_doubtful(practice, self.below)

    def _others(self, practice_id: str, drafts: list[Draft], old: Practice) -> list[Practice]:
        """Give what the other places say where the store has seen a practice.

        Those are read again from the archive, so that the result does not depend on the order or
        the batches in which dumps came.
        """
        here = {(draft.dump, draft.sha256) for draft in drafts}
        elsewhere = [place for place in places(old) if (place.dump, place.sha256) not in here]
        return [p for place in elsewhere for p in self._again(place) if p.id == practice_id]

    def _again(self, place: Provenance | Place) -> Iterator[Practice]:
        try:
            dump = raw.recall(self.archive, place)
            if dump.container is None:
                origin = raw.origin(self.archive, place.dump, place.sha256)
                dump = dump._replace(url=origin.url, fetched=origin.fetched)
            yield from read_page(dump, self.family).practices
        except GpkitError:
            return
