"""Learning a site from a few of its pages: what recurs on them becomes a family file.

Form alone decides, never what a word means: the same is learnt when all words are others. Every
entry of the file rests on a line of a page, and a comment beside it says on which.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from gpkit.errors import GpkitError
from gpkit.learn.draft import Draft, Entry
from gpkit.learn.ending import Ending, ending
from gpkit.learn.fixed import Fixed, fixed
from gpkit.learn.listed import Listed, listed
from gpkit.learn.names import Named, named
from gpkit.learn.pages import Aside, Page, Spot, Unit, pages_of, units_of
from gpkit.learn.places import Place, date_place, pattern_of, record_place, title_place
from gpkit.learn.reads import names
from gpkit.learn.words import date_order, site_of
from gpkit.parsers._forms import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.model import Document

__all__ = ["Draft", "learn"]

_MARKS = 10  # lines by which a site is known, at most
_MARK = 150  # characters
_LETTERS = 24  # that the marks have together, at least


def learn(documents: Sequence[Document], family: str) -> Draft:
    """Infer a family from pages of one site.

    Raises:
        GpkitError: the pages have too little in common to tell them from those of other sites.
    """
    pages, asides = pages_of(documents)
    found = listed(pages) if len(pages) > 1 else None
    units = found.units if found else units_of(pages)
    if len(units) < 2:
        what = "what recurs on a site is seen on two different pages or more"
        raise GpkitError(f"{what}, and here is one", "Name more pages: gpkit learn A.txt B.txt ...")
    learner = _Learner(pages, units, found, asides)
    end = learner.ending()
    if end is None:
        return learner.draft(family)
    shorter = _Learner(end.pages, units_of(end.pages), None, asides)
    words = pages[end.spot.page].forms[end.spot.place].words
    return shorter.draft(family)._replace(end=learner.placed(_entry(f"at {words}", end.spot)))


class _Learner:
    """What is found on the pages, step by step."""

    def __init__(
        self,
        pages: Sequence[Page],
        units: Sequence[Unit],
        found: Listed | None,
        asides: Sequence[Aside],
    ) -> None:
        self._pages = pages
        self._units = units
        self._listed = found
        self._asides = asides
        self._fixed: Fixed = fixed(pages, units, listed=found is not None)
        self._named: Named = named(pages, units, self._fixed)

    def draft(self, family: str) -> Draft:
        pages, titles = self._pages, self._named.titles
        record = self._record()
        furniture = frozenset(self._noise())
        title = self._title(titles, furniture)
        date = date_place(pages, titles, len(self._units))
        noise = self._noise() | self._changing(titles)
        draft = Draft(
            family,
            tuple(page.name for page in pages),
            hosts=site_of(pages),
            marks=self._marks(),
            record=_entry(record.words, record.spot) if record else None,
            title=_entry(title.words, title.spot) if title else None,
            published=_entry(date.words, date.spot) if date else None,
            end=None,
            labels=self._entries(self._named.labels),
            headings=self._entries(self._named.headings),
            noise=tuple(sorted(noise.values(), key=lambda e: (e.spot, e.words))),
            outside=tuple(_aside(one) for one in self._asides),
            order=date_order(pages),
        )
        return draft.placed(self._line)

    def ending(self) -> Ending | None:
        """Find where the records of pages with one record each end."""
        if len(self._units) > len(self._pages) or len(self._pages) < 2:
            return None
        return ending(self._pages, self._named.titles, self._fixed.everywhere)

    def placed(self, entry: Entry) -> Entry:
        """Give an entry with its dump and line."""
        return entry._replace(where=self._line(entry.spot))

    def _title(self, titles: dict[Unit, int], furniture: frozenset[str]) -> Place | None:
        if self._listed is None:
            return title_place(self._pages, titles, self._anchor, furniture)
        if self._listed.title is None:
            return None
        way, spot = self._listed.title
        return Place(f"in {way}", spot)

    def _record(self) -> Listed | Place | None:
        if self._listed or len(self._units) == len(self._pages):
            return self._listed
        return record_place(self._pages, self._units, self._anchor)

    def _line(self, spot: Spot) -> tuple[str, int]:
        page = self._pages[spot.page]
        return page.name, page.forms[spot.place].at.line

    def _anchor(self, page: Page, index: int) -> str | None:
        """Name a line that can anchor a place: one that recurs, or the line of a label."""
        form, key = page.forms[index], page.keys[index]
        if form.kind is Kind.PAIR and form.key in self._named.labels:
            return f"{form.label}: *" if form.words.startswith(f"{form.label}: ") else None
        short = form.kind in (Kind.SHORT, Kind.OPEN, Kind.LONG)
        steady = key in self._fixed.everywhere or key in self._named.labels
        return form.words if short and steady and "*" not in form.words else None

    def _entries(self, keys: dict[str, Spot]) -> tuple[Entry, ...]:
        return tuple(_entry(self._name(spot, key), spot) for key, spot in keys.items())

    def _name(self, spot: Spot, key: str) -> str:
        from gpkit.learn.names import words_of

        return words_of(self._pages[spot.page].forms[spot.place], key)

    # Noise ----------------------------------------------------------------------------------------

    def _noise(self) -> dict[str, Entry]:
        """Give the lines of every page that are neither label nor heading nor value."""
        taken = {*self._named.labels, *self._named.headings, *self._named.values}
        taken |= {self._pages[s.page].keys[s.place] for s in self._named.inside}
        found: dict[str, Entry] = {}
        total = len(self._pages)
        for number, page in enumerate(self._pages):
            for index, (form, key) in enumerate(zip(page.forms, page.keys, strict=True)):
                steady = key in self._fixed.everywhere and form.key not in taken
                steady = steady and not names(page, index)  # of a table's columns, say
                if steady and key not in taken and key not in found:
                    why = f"stands on all {total} pages learnt from" if total > 1 else "recurs"
                    found[key] = _entry(form.words, Spot(number, index), why)
        return {key: entry for key, entry in found.items() if "*" not in entry.words}

    def _changing(self, titles: dict[Unit, int]) -> dict[str, Entry]:
        """Give the lines above the titles that are alike but for some words: breadcrumbs."""
        found: dict[str, Entry] = {}
        for far in range(1, 7):
            spots = [Spot(u.page, t - far) for u, t in titles.items() if t - far >= u.start]
            lines = [self._pages[s.page].forms[s.place] for s in spots]
            alike = len(lines) == len(self._units) and not any(self._is_taken(s) for s in spots)
            pattern = pattern_of([form.words for form in lines]) if alike else None
            if pattern and pattern[0] != "*" and all(form.kind is not Kind.PROSE for form in lines):
                found[pattern] = _entry(pattern, spots[0], "stands above every title")
        return found

    def _is_taken(self, spot: Spot) -> bool:
        if spot in self._named.inside:
            return True
        page = self._pages[spot.page]
        taken = {*self._named.labels, *self._named.headings, *self._fixed.everywhere}
        return page.keys[spot.place] in taken or page.forms[spot.place].key in taken

    # Marks ----------------------------------------------------------------------------------------

    def _marks(self) -> tuple[Entry, ...]:
        """Give the lines of all pages that tell the site best: the longest.

        Raises:
            GpkitError: there are too few.
        """
        # What a menu says is the last thing to know a site by.
        for find in (partial(self._longest, links=False), self._longest, self._anywhere):
            longest = find()
            letters = sum(map(str.isalpha, "".join(e.words for e in longest)))
            if len(longest) >= 2 and letters >= _LETTERS:
                return tuple(sorted(longest, key=lambda e: (e.spot, e.where)))
        raise GpkitError(
            f"these pages have {len(longest)} lines in common: too few to know the site by",
            "Name pages of one site and one kind, or write the file by hand: docs/learn.md",
        )

    def _anywhere(self) -> list[Entry]:
        """Give the longest lines of all pages, wherever they stand."""
        first, *others = (page.document for page in self._pages)
        same = frozenset.intersection(*(frozenset(one.lines) for one in others or [first]))
        lines = {text.strip(): n for n, text in enumerate(first.lines, 1) if text in same}
        fit = [w for w in lines if 0 < len(w) < _MARK and "*" not in w]
        longest = sorted(fit, key=lambda w: (-len(w), lines[w]))[:_MARKS]
        return [Entry(w, Spot(0, 0), where=(first.name, lines[w])) for w in longest]

    def _longest(self, *, links: bool = True) -> list[Entry]:
        page, in_all = self._pages[0], self._in_all_pages()
        seen: dict[str, Entry] = {}
        for index, form in enumerate(page.forms):
            key = form.key if form.kind is Kind.PAIR else page.keys[index]
            words = self._mark(page, index) if links or not page.links[index] else None
            if key in in_all and words and key not in seen:
                seen[key] = _entry(words, Spot(0, index))
        return sorted(seen.values(), key=lambda e: (-len(e.words), e.spot))[:_MARKS]

    def _in_all_pages(self) -> frozenset[str]:
        counts: Counter[str] = Counter()
        for page in self._pages:
            pairs = {f.key for f in page.forms if f.kind is Kind.PAIR}
            counts.update({*page.keys, *pairs} - {""})
        return frozenset(key for key, n in counts.items() if n == len(self._pages))

    def _mark(self, page: Page, index: int) -> str | None:
        form, key = page.forms[index], page.keys[index]
        if len(self._pages) == 1 and key not in self._fixed.everywhere:
            return None
        if key in self._named.values or form.key in self._named.values or "*" in form.words:
            return None
        if form.kind is Kind.PAIR and form.key in self._named.labels:
            return f"{form.label}: *" if form.words.startswith(f"{form.label}: ") else None
        plain = (
            form.kind in (Kind.SHORT, Kind.OPEN, Kind.LONG, Kind.PROSE) and len(form.words) < _MARK
        )
        return form.words if plain else None


def _aside(one: Aside) -> Entry:
    why = "links beside the records"
    return Entry(one.way, Spot(0, 0), reason=why, where=(one.dump, one.line))


def _entry(words: str, spot: Spot, reason: str = "") -> Entry:
    return Entry(words, spot, reason=reason)
