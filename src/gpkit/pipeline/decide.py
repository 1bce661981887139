"""Decisions about practices, written down and done at once: merge, distinct, rekey, reject.

Each writes its decision first, so that a run that is killed is finished by the next ingest.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from gpkit.config import Config
from gpkit.errors import GpkitError
from gpkit.identity.contest import values_of
from gpkit.identity.known import Known
from gpkit.identity.likeness import GENERIC
from gpkit.identity.readings import place_of, readings
from gpkit.pipeline.plan import Planner
from gpkit.pipeline.settle import Done, Settle
from gpkit.pipeline.shelves import Shelves, finish
from gpkit.pipeline.uniting import read_again
from gpkit.store.aliases import ID, Alias
from gpkit.store.codec import is_sealed
from gpkit.store.decisions import DISTINCT, MERGE, REJECTED, SPLIT, Decision, Decisions
from gpkit.store.tree import Tree
from gpkit.text.slug import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_REKEYED = "rekey"


class Desk(NamedTuple):
    """Where decisions are made."""

    archive: Path
    out: Path
    config: Config = Config()
    dry_run: bool = False

    # The decisions --------------------------------------------------------------------------------

    def merge(self, ids: list[str], reason: str = "") -> Done:
        """Publish several practices as one, under the first id."""
        with self._known() as known:
            self._want(known, ids)
            keep, *others = ids
            decisions = known.decisions
            if parent := decisions.parent(keep):
                raise GpkitError(
                    f"{keep} is merged into {parent} already",
                    f"Type: gpkit merge {decisions.keeper(keep)} {' '.join(others)}",
                )
            for one in others:
                self._mergeable(decisions, keep, one)
            made = Decision(MERGE, tuple(ids), reason=reason)
            return self._settle(known, decisions.with_(made), ids)

    def _mergeable(self, decisions: Decisions, keep: str, one: str) -> None:
        if decisions.keeper(one) == keep:
            raise GpkitError(f"{one} is merged into {keep} already", "There is nothing to do.")
        if parent := decisions.parent(one):
            raise GpkitError(
                f"{one} is merged into {parent} already",
                f"Merge that one ({decisions.keeper(one)}), or first type: gpkit unmerge {one}",
            )
        ones = {*decisions.members(keep), keep}
        others = {*decisions.members(one), one}
        for decision in decisions:
            named = set(decision.ids)
            if decision.kind == DISTINCT and named & ones and named & others:
                raise GpkitError(
                    f"{keep} and {one} were decided to be two practices",
                    f"If that is wrong, take line {decision.line} out of "
                    f"{decisions.path.as_posix()} first.",
                )

    def unmerge(self, practice_id: str) -> Done | None:
        """Publish a merged practice on its own again; of the id that keeps, all of them.

        Returns:
            None where it is not merged.
        """
        with self._known() as known:
            decisions = known.decisions
            members = decisions.members(decisions.keeper(practice_id))
            if not members:
                self._want(known, [practice_id])
                return None
            for decision in list(decisions):
                if decision.kind == MERGE and practice_id in decision.ids:
                    decisions = _left(decisions, decision, practice_id)
            return self._settle(known, decisions, members)

    def distinct(self, ids: list[str], reason: str = "") -> Done:
        """Write down that practices are several, so that nobody is asked again."""
        with self._known() as known:
            self._want(known, ids)
            decisions = known.decisions
            keepers = {decisions.keeper(one) for one in ids}
            if len(keepers) < len(ids):
                raise GpkitError(
                    f"{' and '.join(ids)} are merged", f"First type: gpkit unmerge {ids[-1]}"
                )
            if any(d.kind == DISTINCT and set(ids) <= set(d.ids) for d in decisions):
                raise GpkitError("that was decided before", "There is nothing to do.")
            made = Decision(DISTINCT, tuple(ids), reason=reason)
            return self._settle(known, decisions.with_(made), [])

    def split(self, practice_id: str, reason: str = "") -> Done:
        """Part a contested practice: what its places say that contradict it is another one."""
        with self._known() as known:
            self._want(known, [practice_id])
            stored = Shelves(self.out, known, self._below).get(practice_id)
            if stored is None or not stored.contested:
                raise GpkitError(
                    f"{practice_id} is not contested: its places agree on date, code, organisation",
                    "To say that two practices are not one, name both: gpkit distinct ID OTHER-ID",
                )
            field = stored.contested[0]
            said = (values_of(reading, field) for reading in readings(stored))
            keeps = next(values for values in said if values)
            made = Decision(SPLIT, (practice_id,), field, tuple(sorted(keeps)), reason)
            return self._settle(known, known.decisions.with_(made), [])

    def reject(self, practice_id: str, reason: str = "") -> Done:
        """Leave out what is no practice, now and in every later ingest."""
        with self._known() as known:
            self._want(known, [practice_id])
            made = Decision(REJECTED, (practice_id,), reason=reason)
            return self._settle(known, known.decisions.with_(made), [practice_id])

    def again(self, practice_id: str) -> Done:
        """Read a practice again, with what people corrected."""
        with self._known() as known:
            self._want(known, [practice_id])
            return self._settle(known, known.decisions, [practice_id], anew=True)

    def rekey(self, old: str, new: str) -> Done:
        """Give a practice another id; the old one leads there from now on."""
        with self._known() as known:
            self._want(known, [old])
            self._free(known, old, new)
            for name in [name for name in known.aliases if known.follow(name) == old]:
                why = known.aliases[name].why
                known.lead(name, None if name == new else Alias(new, why))
            known.lead(old, Alias(new, _REKEYED))
            decisions = known.decisions.renamed(old, new)
            done = self._settle(known, decisions, [new], source=old)
            self._move_correction(old, new)
            return done

    def _free(self, known: Known, old: str, new: str) -> None:
        family, _, slug = new.partition("/")
        if not ID.fullmatch(new) or len(slug) > LIMIT:
            raise GpkitError(
                f"{new!r} is no id of a practice",
                f"An id is <family>/<slug>: a-z, 0-9 and -, the slug at most {LIMIT} characters.",
            )
        if family != old.partition("/")[0]:
            if self._is_read_as(known, old, new):
                return
            raise GpkitError(
                f"{new} is of another family than {old}",
                "The family is that of the parser; only the slug can be changed, unless the page "
                f"of a practice of {GENERIC} gives {new} now.",
            )
        if old == new or Shelves(self.out, known, self._below).has(new):
            raise GpkitError(
                f"there is a practice {new}",
                f"If the two are one, type: gpkit merge {new} {old}" if old != new else "",
            )
        if known.follow(new) not in (new, old):
            raise GpkitError(f"{new} is another name of {known.follow(new)}", "Choose another id.")

    def _is_read_as(self, known: Known, old: str, new: str) -> bool:
        """Tell whether what was read by form alone is now read by a family, under the new id."""
        stored = Shelves(self.out, known, self._below).get(old)
        if stored is None or not old.startswith(f"{GENERIC}/"):
            return False
        try:
            records = read_again(self.archive, place_of(stored.provenance, old))
        except GpkitError:
            return False
        lines = stored.provenance.lines
        found = (one.provenance.lines for one in records if known.id_of(one) == new)
        return any(_are_one(lines, other) for other in found)

    def _move_correction(self, old: str, new: str) -> None:
        folder = self.out.parent / "corrections"
        source, target = folder / f"{old}.yaml", folder / f"{new}.yaml"
        if source.is_file() and not target.exists() and not self.dry_run:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)

    # How they are done ----------------------------------------------------------------------------

    @property
    def _below(self) -> float:
        return self.config.ingest.confidence

    @contextmanager
    def _known(self) -> Iterator[Known]:
        if not self.out.is_dir():
            raise GpkitError(
                f"{self.out.as_posix()}: no such directory",
                "Make it first: gpkit ingest DIRECTORY-OF-DUMPS, or name another with --out",
            )
        if self.dry_run:
            yield Known.read(self.out.parent, self.config.merge.prefer)
            return
        with Tree(self.out).locked():
            yield Known.read(self.out.parent, self.config.merge.prefer)

    def _want(self, known: Known, ids: Iterable[str]) -> None:
        """Fail where an id is not known, with what may be meant."""
        shelves = Shelves(self.out, known, self._below)
        seen: set[str] = set()
        for one in ids:
            if not ID.fullmatch(one):
                raise GpkitError(f"{one!r} is no id of a practice", "An id is <family>/<slug>.")
            if one in seen:
                raise GpkitError(f"{one} is named twice", "Name each practice once.")
            seen.add(one)
            if shelves.has(one):
                _check_sealed(shelves, one)
                continue
            if (there := known.follow(one)) != one:
                raise GpkitError(f"{one} is another name of {there}", f"Name {there} instead.")
            raise GpkitError(f"there is no practice {one}", _near(shelves, one))

    def _settle(
        self,
        known: Known,
        decisions: Decisions,
        ids: Iterable[str],
        *,
        source: str = "",
        anew: bool = False,
    ) -> Done:
        scrapes = list(known.versions.scrapes)
        known = Known(known.beside, known.aliases, decisions, scrapes, known.prefer.prefer)
        if not self.dry_run:
            decisions.write()
        prefer = self.config.merge.prefer
        planner = Planner(self.archive, self.out, None, False, self._below, prefer)
        settle = Settle(planner, known, dry_run=self.dry_run, anew=anew)
        settle.touched.heal()
        for one in ids:
            settle.touched.add(one, *([source] if source else []))
        done = settle.run()
        if not self.dry_run:
            finish(self.out)
        return done


def _left(decisions: Decisions, decision: Decision, practice_id: str) -> Decisions:
    """Take an id out of a merge, or the merge away where nothing of it is left."""
    ids = tuple(one for one in decision.ids if one != practice_id)
    found = next(d for d in decisions if d.kind == MERGE and d.ids == decision.ids)
    if decision.ids[0] == practice_id or len(ids) < 2:
        return decisions.without(found)
    return decisions.instead(found, found._replace(ids=ids))


def _are_one(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two spans of lines of one dump are the same record, read in two ways."""
    common = min(one[1], other[1]) - max(one[0], other[0]) + 1
    return common * 2 >= min(last - first + 1 for first, last in (one, other))


def _check_sealed(shelves: Shelves, practice_id: str) -> None:
    for tree in shelves.trees:
        text = tree.text(practice_id)
        if text is not None and not is_sealed(text):
            path = tree.path(practice_id).as_posix()
            raise GpkitError(
                f"{path}: changed by hand",
                f"Move the change to data/corrections/{practice_id}.yaml and ingest again.",
            )


def _near(shelves: Shelves, practice_id: str) -> str:
    from difflib import get_close_matches

    known = [
        f"{path.parent.name}/{path.stem}"
        for tree in shelves.trees
        if tree.root.is_dir()
        for path in tree.files()
    ]
    near = get_close_matches(practice_id, known, n=1, cutoff=0.5)
    return f"Did you mean {near[0]}?" if near else "See the ids: gpkit export --columns id,title"
