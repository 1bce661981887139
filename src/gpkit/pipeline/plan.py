"""What the store is to hold: drafts of one id, united, corrected, and beside what it holds now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit import limits
from gpkit.config import BELOW, MergeConfig
from gpkit.store import quarantine
from gpkit.store.codec import as_yaml
from gpkit.store.corrections import correct, correction
from gpkit.store.tree import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gpkit.errors import GpkitError
    from gpkit.identity.known import Known
    from gpkit.model import Practice
    from gpkit.pipeline.work import Draft

_PLACE = 100  # characters that a place takes at least in the file of a practice


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
        """Unite what pages say with what is stored; None where nothing is left."""
        from gpkit.pipeline.uniting import Uniting  # most practices are told of by one page alone

        uniting = Uniting(self.archive, self.family, self.prefer, self.known)
        practice = uniting.united(practice_id, drafts, stored)
        return self.finished(practice) if practice else None

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
