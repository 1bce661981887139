"""Which states of a page came before which, and which places of a practice speak today.

A page is known by its URL, else by the name of its dump. Of its states that scrapes (or times of
fetching) put in an order, only the last one speaks, and none where a later scrape of its site lacks
the page. Of states that speak no more a practice keeps the first and the last.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gpkit.identity.unite import Rank
from gpkit.model import Retired
from gpkit.store.scrapes import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gpkit.model import Place, Practice, Provenance
    from gpkit.store.scrapes import Scrape

    Where = Place | Provenance

P = TypeVar("P", bound="Place | Provenance")


class Sorted(NamedTuple):
    """Places of a practice: those that speak, and of the others those to be kept."""

    speak: list[Place]
    past: list[Place]


class Versions:
    """All scrapes, as far as they tell of the order of states."""

    def __init__(self, scrapes: Sequence[Scrape] = ()) -> None:
        self.scrapes = scrapes
        self._last: dict[tuple[str, str], int] = {}
        self._first: dict[tuple[str, str], int] = {}
        self._fetched: dict[tuple[str, str], str] = {}
        self._pages: dict[str, int] = {}  # the last scrape that has a page
        self._sites: dict[str, list[int]] = defaultdict(list)
        self._names: set[str] = set()
        self._unread: set[tuple[int, str]] = set()  # pages that a scrape has, and nobody could read
        for scrape in scrapes:
            self._add(scrape)

    def _add(self, scrape: Scrape) -> None:
        for page in scrape.pages:
            if not page.site:
                continue
            state = (page.dump, page.sha256)
            self._first.setdefault(state, scrape.number)
            self._last[state] = scrape.number
            self._names.add(page.dump)
            self._pages[page_key(page.url, page.dump)] = scrape.number
        read = {page_key(page.url, page.dump) for page in scrape.pages if page.site}
        failed = {page_key(page.url, page.dump) for page in scrape.pages} - read
        self._unread.update((scrape.number, key) for key in failed)
        whole = {page.site for page in scrape.pages if page.site and not page.partial}
        for site in sorted(whole):
            self._sites[site].append(scrape.number)

    def rank(self, place: Where) -> Rank:
        """Tell how late a place was read."""
        return Rank(self._last.get((place.dump, place.sha256), 0), place.fetched or "")

    def first(self, place: Where) -> int:
        """Give the first scrape that has a state of a page; 0 where none has."""
        return self._first.get((place.dump, place.sha256), 0)

    def key(self, place: Where) -> str:
        """Name the page of a place; a dump without URL and scrape is a page of its own."""
        if place.url or place.dump in self._names:
            return page_key(place.url, place.dump)
        return f"{place.dump}\0{place.sha256}"

    def sort(self, places: Iterable[Place]) -> Sorted:
        """Tell which places speak, and which of the others are kept."""
        by_page: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            by_page[self.key(place)].append(place)
        last = {key: _at(found, max(map(self.rank, found)), self) for key, found in by_page.items()}
        current = {key for key, found in last.items() if not self._is_gone(key, found[0])}
        if not current:
            latest = max(map(self._of, last.values()), default=0)
            current = {key for key, found in last.items() if self._of(found) == latest}
        past: list[Place] = []
        for key, found in by_page.items():
            first = min(map(self.rank, found))
            if first != self.rank(last[key][0]):
                past += _at(found, first, self)
            if key not in current:
                past += last[key]
        return Sorted([place for key in last if key in current for place in last[key]], past)

    def _is_gone(self, key: str, place: Place) -> bool:
        """Tell whether a later scrape shows the page, or its site without it."""
        last = self.rank(place).scrape
        return self._pages.get(key, 0) > last or self._lacking(place) is not None

    def _lacking(self, place: Where, default: str = "") -> int | None:
        """Give the first scrape that shows the site of a place, and not this state of its page.

        A page that could not be read says nothing of what stands on it.
        """
        family = (place.id or default).partition("/")[0]
        numbers = self._sites.get(site_of(family, place.url, place.dump), ())
        last = self.rank(place).scrape
        page = page_key(place.url, place.dump)
        later = (number for number in numbers if number > last)
        return min((n for n in later if (n, page) not in self._unread), default=None)

    def _of(self, found: list[Place]) -> int:
        return self.rank(found[0]).scrape

    # Retirement -----------------------------------------------------------------------------------

    def retired(self, practice: Practice, places: Iterable[Where]) -> Retired | None:
        """Tell which scrape first lacked a practice: all its places lie outside, its site not."""
        lacking = [self._lacking(place, practice.id) for place in places]
        gone = [number for number in lacking if number is not None]
        if not gone or len(gone) < len(lacking):
            return None
        scrape = next(s for s in self.scrapes if s.number == max(gone))
        return Retired(scrape.name, scrape.date)


def page_key(url: str | None, dump: str) -> str:
    """Give the key of a page: its URL without what does not count, else the name of its dump.

    >>> page_key("https://e.org/a/#top", "x.txt"), page_key(None, "x.txt")
    ('e.org/a', 'x.txt')
    """
    if not url:
        return dump
    return url.partition("#")[0].partition("://")[2].rstrip("/") or url


def _at(found: list[Place], rank: Rank, versions: Versions) -> list[Place]:
    return [place for place in found if versions.rank(place) == rank]
