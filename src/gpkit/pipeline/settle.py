"""Bringing the store to what the drafts say, where more is known of ids than their titles tell.

It is done under the lock, from what lies there: names first, then practices, then what is gone. A
run that is killed between them is healed by the next one, for each of them is looked at again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from gpkit.identity.known import Known
from gpkit.identity.unite import places
from gpkit.limits import OverLimit
from gpkit.pipeline.plan import Drafts, Planner, check_places, text_of
from gpkit.pipeline.shelves import Shelves
from gpkit.pipeline.succession import Succession
from gpkit.store import aliases as alias_file
from gpkit.store import quarantine
from gpkit.store import scrapes as scrape_files
from gpkit.store.codec import from_yaml
from gpkit.store.files import sweep
from gpkit.store.scrapes import Seen, site_of
from gpkit.store.tree import State, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gpkit.errors import GpkitError
    from gpkit.model import Practice
    from gpkit.pipeline.succession import Pages
    from gpkit.pipeline.work import Draft


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
        self.dry_run = dry_run
        self._anew = anew  # read pages again even where the store says all that they do
        self._sources: dict[str, set[str]] = defaultdict(set)  # ids whose places may be an id's
        self._records: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._drafts = Drafts()
        self._states: dict[str, State] = {}
        self._doubtful: set[str] = set()
        self._kept: list[Path] = []
        self._failures: list[GpkitError] = []
        self._gone: set[str] = set()
        self._put_out: set[str] = set()
        self._retired: set[str] = set()
        self._alive: dict[str, str] = {}  # the sites of practices that were not retired before
        self._written: dict[str, str] = {}  # members, where nothing is written

    def tidy(self) -> None:
        """Remove what killed runs left beside the catalogue."""
        beside = self.known.beside
        for root in (beside / scrape_files.FOLDER, beside / "corrections"):
            Tree(root).sweep()
        for tree in self.shelves.trees:
            tree.sweep()
        sweep([beside])

    # What is to be looked at ----------------------------------------------------------------------

    def touch(self, practice_id: str, *sources: str) -> None:
        """Look at a practice again; its places may lie in the files of other ids."""
        self._sources[practice_id].update((practice_id, *sources))

    def read(self, drafts: Drafts, scrape: str | None, done: Pages = frozenset()) -> None:
        """Take in the drafts of a run; ``done`` are the pages its scrape had before."""
        self._drafts = drafts
        succession = Succession(self.known, self.shelves, drafts, scrape, done)
        for practice_id, moved in succession.run().items():
            self.touch(practice_id, *moved)
        for natural in drafts.ids():
            practice_id = self.known.follow(natural)
            apart = practice_id in self.known.splits
            for number, draft in enumerate(drafts.of(natural)):
                own = self.known.id_of(from_yaml(draft.text)) if apart else practice_id
                self._records[own].append((natural, number))
        for practice_id in self._records:
            if practice_id in self.known.rejected:
                self._put_out.add(practice_id)
            else:
                self.touch(practice_id)

    def heal(self) -> None:
        """Look at all that decisions and aliases say and the files do not say yet."""
        for name in self.known.aliases:
            if self.shelves.has(name):
                self.touch(self.known.follow(name), name)
        self._heal_merged()
        for practice_id in self.known.splits:
            self._scatter(practice_id)
        self._put_out.update(one for one in self.known.rejected if self.shelves.has(one))

    def _heal_merged(self) -> None:
        decisions, shelves = self.known.decisions, self.shelves
        members = {one for keeper in decisions.keepers() for one in decisions.members(keeper)}
        files = shelves.merged.files() if shelves.merged.root.is_dir() else ()
        there = {f"{path.parent.name}/{path.stem}" for path in files}
        left = there - members
        for practice_id in left | {one for one in members - there if shelves.has(one)}:
            self.touch(practice_id)
        for keeper in decisions.keepers() if left else ():
            self.touch(keeper)

    def age(self) -> None:
        """Look at practices that the scrapes say otherwise of than their files."""
        sites = {page.site for scrape in self.known.versions.scrapes for page in scrape.pages}
        families = [p.name for p in self._folders() if p.name in sites or p.name == "generic"]
        versions = self.known.versions
        for family in sorted(set(families)):
            for practice in self.shelves.of_family(family):
                speak = {(p.dump, p.sha256) for p in versions.sort(places(practice)).speak}
                retired = versions.retired(practice, places(practice))
                if not practice.retired:
                    source = practice.provenance
                    self._alive[practice.id] = site_of(family, source.url, source.dump)
                if practice.retired != retired or speak != _speaking(practice):
                    self.touch(practice.id)

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
                self.touch(own, practice_id)
                self.touch(practice_id)

    # Doing it -------------------------------------------------------------------------------------

    def run(self) -> Done:
        """Write what is to be written, then take away what is gone.

        Names come first: a page counts as done once its scrape is written down.
        """
        if not self.dry_run:
            self.tidy()
            alias_file.write(self.known.beside, self.known.aliases)
            for scrape in self.known.versions.scrapes:
                scrape_files.write(self.known.beside, scrape)
        self._spill()
        stored = {
            one: self.shelves.get(one) for sources in self._sources.values() for one in sources
        }
        homes: dict[str, Tree | None] = {}
        for practice_id in sorted(self._sources):
            if practice_id in self.known.rejected:
                self._put_out.add(practice_id)
                continue
            sources = [stored[one] for one in sorted(self._sources[practice_id])]
            try:
                homes[practice_id] = self._one(practice_id, [p for p in sources if p])
            except OverLimit as failure:
                self._failures.append(failure)
                homes[practice_id] = self.shelves.where(practice_id)
        self._unions(homes)
        names = {one for sources in self._sources.values() for one in sources}
        for name in sorted({*names, *self._put_out}):
            if name not in homes or homes[name] is None:
                homes[name] = None
                self._gone.update([name] if self.shelves.has(name) else [])
            if not self.dry_run:
                self.shelves.clear(name, homes[name])
        doubtful = frozenset(self._doubtful)
        gone = tuple(sorted(self._gone))
        put_out = len(self._put_out)
        retired = len(self._retired)
        kept, failures = tuple(self._kept), tuple(self._failures)
        lacking = tuple(self._lacking())
        return Done(self._states, doubtful, put_out, retired, gone, kept, failures, lacking)

    def _lacking(self) -> Iterator[Lacking]:
        """Give the sites that lost so much that the scrape may be a part of them only."""
        had = Counter(self._alive.values())
        lost = Counter(site for name, site in self._alive.items() if name in self._retired)
        for site in sorted(lost):
            if lost[site] * 2 > had[site]:
                yield Lacking(site, lost[site], had[site])

    def _spill(self) -> None:
        """Look at the practices that own a place in the file of another one."""
        for practice_id in sorted(self._sources):
            stored = self.shelves.get(practice_id)
            own = stored and (stored.provenance.id or any(p.id for p in stored.provenance.also))
            for place in places(stored) if stored and own else ():
                owner = self.known.follow(place.id or practice_id)
                if owner not in (practice_id, stored.id if stored else ""):
                    self.touch(owner, practice_id)

    def _one(self, practice_id: str, stored: list[Practice]) -> Tree | None:
        """Write one practice as it is alone; None where no place of it is left."""
        drafts = self._of(practice_id)
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
        versions, old = self.known.versions, stored[0]
        speak = {(place.dump, place.sha256) for place in versions.sort(places(old)).speak}
        moved = any(self.known.follow(p.id or old.id) != practice_id for p in places(old))
        if moved or speak != _speaking(old):
            return None
        return old._replace(
            aliases=self.known.other_names(practice_id),
            retired=versions.retired(old, places(old)),
        )

    def _of(self, practice_id: str) -> list[Draft]:
        records = self._records.get(practice_id, ())
        return [self._drafts.of(natural)[number] for natural, number in records]

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
        from gpkit.identity.unite import unite

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


def registered(known: Known, scrape: str, drafts: Drafts, *, partial: bool = False) -> Known:
    """Add the pages of a run to a scrape; those that failed have no site."""
    pages = {Seen(d.dump, d.sha256, d.url or "", d.fetched or "", _site(d)) for d in drafts.heads()}
    pages |= {Seen(*page) for page in drafts.unread}
    pages = set(map(scrape_files.seen_partly, pages)) if partial else pages
    scrapes = scrape_files.add(known.versions.scrapes, scrape, pages)
    return Known(known.beside, known.aliases, known.decisions, scrapes, known.prefer.prefer)


def _site(draft: Draft) -> str:
    return site_of(draft.id.partition("/")[0], draft.url, draft.dump)


def _speaking(practice: Practice) -> set[tuple[str, str]]:
    """Give the pages whose words a practice has, as its file says."""
    source = practice.provenance
    also = {(place.dump, place.sha256) for place in source.also if place.version is None}
    return also | {(source.dump, source.sha256)}


def finish(out: Path) -> None:
    """Make names durable, and put the schema beside the practices."""
    from gpkit.identity.known import MERGED
    from gpkit.schema import schema_text
    from gpkit.store.codec import SCHEMA_FILE
    from gpkit.store.files import sync_directory, write_atomic

    _fold(out.parent / MERGED / SCHEMA_FILE)
    for root in (out, quarantine.beside(out), out.parent / MERGED):
        if root.is_dir() and not root.is_symlink():
            write_atomic(root / SCHEMA_FILE, schema_text().encode())
            Tree(root).sync()
    sync_directory(out.parent)


def _fold(schema: Path) -> None:
    """Take away the folder of members once none is left in it."""
    folder = schema.parent
    if not folder.is_dir() or any(Tree(folder).files()):
        return
    schema.unlink(missing_ok=True)
    for path in (*folder.iterdir(), folder):
        with suppress(OSError):  # something of people's lies in it
            path.rmdir()
