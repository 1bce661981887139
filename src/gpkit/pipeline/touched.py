"""The practices to look at again: drafts, decisions, names or scrapes say more than their files."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gpkit.identity.unite import places
from gpkit.pipeline.drafts import Drafts
from gpkit.pipeline.succession import Succession
from gpkit.store.codec import from_yaml
from gpkit.store.scrapes import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gpkit.identity.known import Known
    from gpkit.model import Practice
    from gpkit.pipeline.shelves import Shelves
    from gpkit.pipeline.succession import Pages
    from gpkit.pipeline.work import Draft


class Touched:
    """Gathers ids, and where the places of each of them may lie."""

    def __init__(self, known: Known, shelves: Shelves) -> None:
        self.known = known
        self.shelves = shelves
        self.sources: dict[str, set[str]] = defaultdict(set)  # ids whose places may be an id's
        self.put_out: set[str] = set()  # rejected
        self.alive: dict[str, str] = {}  # the sites of practices that were not retired before
        self._records: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._drafts = Drafts()

    def add(self, practice_id: str, *sources: str) -> None:
        """Look at a practice again; its places may lie in the files of other ids."""
        self.sources[practice_id].update((practice_id, *sources))

    def read(self, drafts: Drafts, scrape: str | None, done: Pages = frozenset()) -> None:
        """Take in the drafts of a run; ``done`` are the pages its scrape had before."""
        self._drafts = drafts
        succession = Succession(self.known, self.shelves, drafts, scrape, done)
        for practice_id, moved in succession.run().items():
            self.add(practice_id, *moved)
        for natural in drafts.ids():
            practice_id = self.known.follow(natural)
            apart = practice_id in self.known.splits
            for number, draft in enumerate(drafts.of(natural)):
                own = self.known.id_of(from_yaml(draft.text)) if apart else practice_id
                self._records[own].append((natural, number))
        for practice_id in self._records:
            if practice_id in self.known.rejected:
                self.put_out.add(practice_id)
            else:
                self.add(practice_id)

    def heal(self) -> None:
        """Look at all that decisions and aliases say and the files do not say yet."""
        for name in self.known.aliases:
            if self.shelves.has(name):
                self.add(self.known.follow(name), name)
        self._heal_merged()
        for practice_id in self.known.splits:
            self._scatter(practice_id)
        self.put_out.update(one for one in self.known.rejected if self.shelves.has(one))

    def _heal_merged(self) -> None:
        decisions, shelves = self.known.decisions, self.shelves
        members = {one for keeper in decisions.keepers() for one in decisions.members(keeper)}
        files = shelves.merged.files() if shelves.merged.root.is_dir() else ()
        there = {f"{path.parent.name}/{path.stem}" for path in files}
        left = there - members
        for practice_id in left | {one for one in members - there if shelves.has(one)}:
            self.add(practice_id)
        for keeper in decisions.keepers() if left else ():
            self.add(keeper)

    def age(self) -> None:
        """Look at practices that the scrapes say otherwise of than their files."""
        sites = {page.site for scrape in self.known.versions.scrapes for page in scrape.pages}
        families = [p.name for p in self._folders() if p.name in sites or p.name == "generic"]
        versions = self.known.versions
        for family in sorted(set(families)):
            for practice in self.shelves.of_family(family):
                retired = versions.retired(practice, places(practice))
                if not practice.retired:
                    source = practice.provenance
                    self.alive[practice.id] = site_of(family, source.url, source.dump)
                if practice.retired != retired or says_otherwise(self.known, practice):
                    self.add(practice.id)

    def _folders(self) -> Iterable[Path]:
        for tree in self.shelves.trees:
            if tree.root.is_dir():
                yield from (path for path in tree.root.iterdir() if path.is_dir())

    def _scatter(self, practice_id: str) -> None:
        """Look at the practices that the places of a split one belong to."""
        stored = self.shelves.get(practice_id)
        if stored is None:
            return
        from gpkit.identity.contest import settled
        from gpkit.identity.readings import readings

        splits = self.known.decisions.split(practice_id)
        for reading in readings(stored):
            own = self.known.follow(settled(reading, practice_id, splits))
            if own != practice_id:
                self.add(own, practice_id)
                self.add(practice_id)

    def spill(self) -> None:
        """Look at the practices that own a place in the file of another one."""
        for practice_id in sorted(self.sources):
            stored = self.shelves.get(practice_id)
            own = stored and (stored.provenance.id or any(p.id for p in stored.provenance.also))
            for place in places(stored) if stored and own else ():
                owner = self.known.follow(place.id or practice_id)
                if owner not in (practice_id, stored.id if stored else ""):
                    self.add(owner, practice_id)

    def drafts_of(self, practice_id: str) -> list[Draft]:
        """Give the records of this run that are of a practice."""
        records = self._records.get(practice_id, ())
        return [self._drafts.of(natural)[number] for natural, number in records]


def says_otherwise(known: Known, practice: Practice) -> bool:
    """Tell whether other pages speak of a practice than its file says."""
    source = practice.provenance
    also = {(place.dump, place.sha256) for place in source.also if place.version is None}
    speak = {(p.dump, p.sha256) for p in known.versions.sort(places(practice)).speak}
    return speak != also | {(source.dump, source.sha256)}
