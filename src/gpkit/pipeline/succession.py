"""Records that a page shows for the first time, and the practices it showed before them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gpkit.identity.continuity import links
from gpkit.model import Place
from gpkit.store.aliases import Alias
from gpkit.store.codec import from_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gpkit.identity.continuity import Link
    from gpkit.identity.known import Known
    from gpkit.identity.unite import Rank
    from gpkit.model import Practice
    from gpkit.pipeline.drafts import Drafts
    from gpkit.pipeline.shelves import Shelves

_NOWHERE = (0, 0)
Pages = frozenset[tuple[str, str]]  # names and hashes of dumps


class Page(NamedTuple):
    """One state of a page: its place, and the natural ids of its records."""

    place: Place
    naturals: frozenset[str]


class Succession:
    """Finds which new ids of a run are known practices under another title.

    Pages that were ``done`` in an earlier run of this scrape are not looked at again: by now, the
    store has what they say.
    """

    def __init__(
        self, known: Known, shelves: Shelves, drafts: Drafts, scrape: str | None, done: Pages
    ) -> None:
        self.known = known
        self.shelves = shelves
        self.drafts = drafts
        self.why = f"scrape {scrape}" if scrape else ""
        self.pages = _pages(drafts)
        self.done = done
        self._families: dict[str, dict[str, list[Practice]]] = {}
        self._seen: set[str] | None = None

    def run(self) -> dict[str, set[str]]:
        """Let new names lead to known practices; give the ids whose places move, and where from."""
        moved: dict[str, set[str]] = defaultdict(set)
        for name in self._retracted():
            practice_id = self.known.follow(name)
            self.known.lead(name, None)
            moved[name].add(practice_id)
            moved[practice_id].add(practice_id)
        found = {link for page in self.pages for link in self._links(page)}
        for link in sorted(found):
            self._lead(link, moved)
        return moved

    def _lead(self, link: Link, moved: dict[str, set[str]]) -> None:
        """Let a name lead to a practice; of two that claim it, to the first by id.

        What decides between them may not depend on what a page of another batch has changed.
        """
        old = self.known.aliases.get(link.alias)
        if old is not None:
            if old.id <= link.id:
                return
            moved[link.id].add(old.id)
            moved[old.id].add(old.id)
        moved[link.id].add(link.alias)
        self.known.lead(link.alias, Alias(link.id, self.why or f"fetched: {link.evidence}"))

    # What is new ----------------------------------------------------------------------------------

    def _links(self, page: Page) -> Iterator[Link]:
        rank = self.known.versions.rank(page.place)
        if (page.place.dump, page.place.sha256) in self.done:
            return
        if not rank.scrape and not (page.place.url and rank.fetched):
            return
        new = [name for name in sorted(page.naturals) if self._is_new(name, rank)]
        if not new:
            return
        here = {self.known.follow(name) for name in page.naturals if name not in new}
        by_family: dict[str, list[str]] = defaultdict(list)
        for name in new:
            by_family[name.partition("/")[0]].append(name)
        for family, names in sorted(by_family.items()):
            before = self._before(page, family, rank)
            old = {p.id: p for p in before if p.id not in here and not self._is_seen(p, rank)}
            records = {name: self._record(name, page) for name in names}
            alone = len(before) == 1 and len(page.naturals) == 1 and _is_specific(page.place.url)
            yield from links(old, records, alone=alone)

    def _is_new(self, natural: str, rank: Rank) -> bool:
        """Tell whether an id is not known, or only since the running scrape."""
        alias = self.known.aliases.get(natural)
        if alias is not None:
            return self._is_ours(natural)
        if natural in self.known.splits:
            return False
        if not self.shelves.has(natural):
            return True
        stored = self.shelves.get(natural)
        return bool(self.why and stored) and all(
            self.known.versions.first(place) == rank.scrape for place in _places(stored)
        )

    def _is_ours(self, name: str) -> bool:
        """Tell whether a name became an alias in the running scrape."""
        alias = self.known.aliases.get(name)
        return bool(self.why and alias and alias.why == self.why)

    def _before(self, page: Page, family: str, rank: Rank) -> list[Practice]:
        """Give the practices that the state of a page before this one showed."""
        if family not in self._families:
            self._families[family] = self._by_page(family)
        versions = self.known.versions
        found = []
        for practice in self._families[family].get(versions.key(page.place), ()):
            key = versions.key(page.place)
            ranks = [versions.rank(p) for p in _places(practice) if versions.key(p) == key]
            earlier = [one for one in ranks if one < rank and one.scrape <= rank.scrape]
            if earlier and max(ranks) <= rank:
                found.append((max(earlier), practice))
        return [practice for _, practice in found]

    def _by_page(self, family: str) -> dict[str, list[Practice]]:
        index: dict[str, list[Practice]] = defaultdict(list)
        for practice in self.shelves.of_family(family):
            for key in sorted({self.known.versions.key(place) for place in _places(practice)}):
                index[key].append(practice)
        return index

    def _is_seen(self, practice: Practice, rank: Rank) -> bool:
        """Tell whether this scrape shows a practice under a name it had before."""
        if practice.id in self._shown():
            return True
        return bool(self.why) and any(
            self.known.versions.rank(place).scrape == rank.scrape
            and not self._is_ours(place.id or practice.id)
            for place in _places(practice)
        )

    def _shown(self) -> set[str]:
        """Give the practices that this run shows under a name they had before."""
        if self._seen is None:
            names = {name for page in self.pages for name in page.naturals}
            self._seen = {self.known.follow(n) for n in names if not self._is_ours(n)}
        return self._seen

    def _record(self, natural: str, page: Page) -> Practice:
        return next(
            from_yaml(draft.text)
            for draft in self.drafts.of(natural)
            if (draft.dump, draft.sha256) == (page.place.dump, page.place.sha256)
        )

    # What is taken back ---------------------------------------------------------------------------

    def _retracted(self) -> list[str]:
        """Give the aliases of this scrape whose practice it shows under its old name after all."""
        if not self.why:
            return []
        ours = [name for name in sorted(self.known.aliases) if self._is_ours(name)]
        return [name for name in ours if self.known.follow(name) in self._shown()]


def _pages(drafts: Drafts) -> list[Page]:
    found: dict[Place, set[str]] = defaultdict(set)
    for draft in drafts.heads():
        place = Place(draft.dump, draft.sha256, _NOWHERE, url=draft.url, fetched=draft.fetched)
        found[place].add(draft.id)
    return [Page(place, frozenset(found[place])) for place in sorted(found, key=_order)]


def _order(place: Place) -> tuple[str, str]:
    return place.dump, place.sha256


def _places(practice: Practice | None) -> Iterable[Place]:
    from gpkit.identity.unite import places

    return places(practice) if practice else ()


def _is_specific(url: str | None) -> bool:
    """Tell whether an URL names a page, and not a site."""
    return bool((url or "").partition("://")[2].partition("/")[2].strip("/"))
