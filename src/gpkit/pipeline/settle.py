"""Bringing the store to what the drafts say, where more is known of ids than their titles tell.

It is done under the lock, from what lies there: names first, then practices, then what is gone. A
run that is killed between them is healed by the next one, for each of them is looked at again.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gpkit.identity.unite import places, unite
from gpkit.limits import OverLimit
from gpkit.pipeline.plan import check_places, text_of
from gpkit.pipeline.shelves import Shelves
from gpkit.pipeline.touched import Touched, says_otherwise
from gpkit.store import aliases as alias_file
from gpkit.store import scrapes as scrape_files
from gpkit.store.codec import from_yaml
from gpkit.store.files import sweep
from gpkit.store.tree import State, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.errors import GpkitError
    from gpkit.identity.known import Known
    from gpkit.model import Practice
    from gpkit.pipeline.plan import Planner


class Lacking(NamedTuple):
    """A site of which a scrape lacks more than half of what it had."""

    site: str
    lost: int  # practices that this run retired
    had: int


class Done(NamedTuple):
    """What became of practices."""

    states: dict[str, State]  # of each id that was looked at
    doubtful: frozenset[str]
    rejected: int
    retired: int
    gone: tuple[str, ...] = ()  # ids whose files went
    kept: tuple[Path, ...] = ()  # files edited by hand
    failures: tuple[GpkitError, ...] = ()  # practices that became too large; they stay as they were
    lacking: tuple[Lacking, ...] = ()


class Settle:
    """One change of the store. Make it and run it while the store is locked."""

    def __init__(
        self, planner: Planner, known: Known, *, dry_run: bool = False, anew: bool = False
    ) -> None:
        self.known = known
        self.planner = planner._replace(known=known)
        self.shelves = Shelves(planner.out, known, planner.below)
        self.touched = Touched(known, self.shelves)
        self.dry_run = dry_run
        self._anew = anew  # read pages again even where the store says all that they do
        self._states: dict[str, State] = {}
        self._doubtful: set[str] = set()
        self._kept: list[Path] = []
        self._failures: list[GpkitError] = []
        self._gone: set[str] = set()
        self._retired: set[str] = set()
        self._written: dict[str, str] = {}  # members, where nothing is written

    def tidy(self) -> None:
        """Remove what killed runs left beside the catalogue."""
        beside = self.known.beside
        for root in (beside / scrape_files.FOLDER, beside / "corrections"):
            Tree(root).sweep()
        for tree in self.shelves.trees:
            tree.sweep()
        sweep([beside])

    def run(self) -> Done:
        """Write what is to be written, then take away what is gone.

        Names come first: a page counts as done once its scrape is written down.
        """
        if not self.dry_run:
            self._write_names()
        self.touched.spill()
        homes = self._homes()
        self._unions(homes)
        self._clear(homes)
        return Done(
            states=self._states,
            doubtful=frozenset(self._doubtful),
            rejected=len(self.touched.put_out),
            retired=len(self._retired),
            gone=tuple(sorted(self._gone)),
            kept=tuple(self._kept),
            failures=tuple(self._failures),
            lacking=tuple(self._lacking()),
        )

    def _write_names(self) -> None:
        self.tidy()
        alias_file.write(self.known.beside, self.known.aliases)
        for scrape in self.known.versions.scrapes:
            scrape_files.write(self.known.beside, scrape)

    def _homes(self) -> dict[str, Tree | None]:
        """Write each practice as it is alone; give the tree of each, None where none is left."""
        sources = self.touched.sources
        stored = {one: self.shelves.get(one) for found in sources.values() for one in found}
        homes: dict[str, Tree | None] = {}
        for practice_id in sorted(sources):
            if practice_id in self.known.rejected:
                self.touched.put_out.add(practice_id)
                continue
            found = [p for one in sorted(sources[practice_id]) if (p := stored[one])]
            try:
                homes[practice_id] = self._one(practice_id, found)
            except OverLimit as failure:
                self._failures.append(failure)
                homes[practice_id] = self.shelves.where(practice_id)
        return homes

    def _clear(self, homes: dict[str, Tree | None]) -> None:
        """Take practices away from where they are no more."""
        names = {one for sources in self.touched.sources.values() for one in sources}
        for name in sorted(names | self.touched.put_out):
            home = homes.get(name)
            if home is None and self.shelves.has(name):
                self._gone.add(name)
            if not self.dry_run:
                self.shelves.clear(name, home)

    def _lacking(self) -> Iterator[Lacking]:
        """Give the sites that lost so much that the scrape may be a part of them only."""
        had = Counter(self.touched.alive.values())
        lost = Counter(site for name, site in self.touched.alive.items() if name in self._retired)
        for site in sorted(lost):
            if lost[site] * 2 > had[site]:
                yield Lacking(site, lost[site], had[site])

    def _one(self, practice_id: str, stored: list[Practice]) -> Tree | None:
        """Write one practice as it is alone; None where no place of it is left."""
        drafts = self.touched.drafts_of(practice_id)
        check_places(practice_id, drafts)
        practice = None if drafts or self._anew else self._aged(practice_id, stored)
        if practice is None:
            practice = self.planner.united(practice_id, drafts, stored)
        if practice is None:
            return None
        home = self.shelves.home(practice)
        if home.root == self.shelves.apart.root:
            self._doubtful.add(practice_id)
        self._put(home, practice)
        return home

    def _aged(self, practice_id: str, stored: list[Practice]) -> Practice | None:
        """Give a practice with what scrapes and names say of it, where no place speaks anew."""
        if len(stored) != 1 or stored[0].id != practice_id or practice_id in self.known.splits:
            return None
        old = stored[0]
        moved = any(self.known.follow(p.id or old.id) != practice_id for p in places(old))
        if moved or says_otherwise(self.known, old):
            return None
        return old._replace(
            aliases=self.known.other_names(practice_id),
            retired=self.known.versions.retired(old, places(old)),
        )

    def _unions(self, homes: dict[str, Tree | None]) -> None:
        """Write the practices that merged ones are published as."""
        decisions = self.known.decisions
        touched = {decisions.keeper(one) for one in homes if self.shelves.is_member(one)}
        for keeper in sorted(touched):
            members = [p for m in decisions.members(keeper) if (p := self._member(m))]
            try:
                if members:
                    self._put(self.shelves.catalogue, self._joined(keeper, members))
            except OverLimit as failure:
                self._failures.append(failure)

    def _member(self, practice_id: str) -> Practice | None:
        text = self._written.get(practice_id) if self.dry_run else None
        return from_yaml(text) if text else self.shelves.get(practice_id)

    def _joined(self, keeper: str, members: list[Practice]) -> Practice:
        practice = unite(members, prefer=self.known.prefer, practice_id=keeper, decided=True)
        names = {name for p in members for name in (p.id, *self.known.other_names(p.id))}
        retired = [p.retired for p in members if p.retired]
        order = {scrape.name: scrape.number for scrape in self.known.versions.scrapes}
        last = max(retired, key=lambda one: order.get(one.scrape, 0), default=None)
        return self.planner.corrected(practice)._replace(
            aliases=tuple(sorted(names - {keeper})),
            retired=last if len(retired) == len(members) else None,
        )

    def _put(self, tree: Tree, practice: Practice) -> None:
        practice_id, text, retired = practice.id, text_of(practice), practice.retired
        overwrite = self.planner.overwrite
        if self.dry_run:
            state = tree.state(practice_id, text, overwrite=overwrite)
        else:
            state = self.shelves.put(tree, practice_id, text, overwrite=overwrite)
        if tree is not self.shelves.merged:
            self._states[practice_id] = state
            self._retired.update([practice_id] if retired else [])
        else:
            self._written[practice_id] = text
        if state is State.KEPT:
            self._kept.append(tree.path(practice_id))
