"""The line below which no record goes on: what stands there names other pages of the site."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gpkit.learn.pages import Page, Spot, Unit
from gpkit.parsers._forms import Kind, bare
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMED = 0.25  # of the changing lines below it, that are titles of other pages given
_TEASED = 0.5  # of them, or prose that other pages print as well, where prose stands there
_HITS = 2  # of them, at least


class _Below(NamedTuple):
    """The lines from one on to the end of a page that other pages lack, counted."""

    changing: int  # without prose
    hits: int  # titles of other pages
    told: int  # prose
    again: int  # prose that another page has too


class Ending(NamedTuple):
    """The line, and the pages without what stands below it."""

    spot: Spot
    pages: tuple[Page, ...]


def ending(
    pages: Sequence[Page], titles: dict[Unit, int], everywhere: frozenset[str]
) -> Ending | None:
    """Find the first line of all pages below which nothing changes but the names of others."""
    ours = [
        {fold(bare(pages[u.page].forms[i])) for u, i in titles.items() if u.page == number}
        for number in range(len(pages))
    ]
    others = frozenset().union(*ours)
    counts = Counter(key for page in pages for key in {*page.keys})
    belows = [
        _belows(page, own, others, everywhere, counts)
        for page, own in zip(pages, ours, strict=True)
    ]
    places = [_places(page) for page in pages]
    for place, key in enumerate(pages[0].keys):
        if key not in everywhere or pages[0].forms[place].kind not in (Kind.SHORT, Kind.OPEN):
            continue
        ends = [found.get(key, -1) for found in places]
        told = [below.get(end) for below, end in zip(belows, ends, strict=True)]
        if _names_others(told):
            cut = tuple(_cut(page, end) for page, end in zip(pages, ends, strict=True))
            return Ending(Spot(0, place), cut)
    return None


def _places(page: Page) -> dict[str, int]:
    """Give the place of each line that stands on a page once."""
    counts = Counter(page.keys)
    return {key: place for place, key in enumerate(page.keys) if counts[key] == 1}


def _belows(
    page: Page,
    own: set[str],
    others: frozenset[str],
    everywhere: frozenset[str],
    counts: Counter[str],
) -> dict[int, _Below]:
    """Count what changes from each line on, up to the last line that only a record can have."""
    found: dict[int, _Below] = {}
    changing = hits = told = again = 0
    for place in reversed(range(len(page.keys))):
        form, key = page.forms[place], page.keys[place]
        if key not in everywhere:
            if form.kind in (Kind.PAIR, Kind.PAIRS, Kind.TYPED):
                break
            if form.kind is Kind.PROSE:
                told += 1
                again += counts[key] > 1
            else:
                words = fold(bare(form))
                if words in own:
                    break
                changing += 1
                hits += words in others
        found[place] = _Below(changing, hits, told, again)
    return found


def _names_others(belows: Sequence[_Below | None]) -> bool:
    """Tell whether enough of the lines that change are names of other pages given."""
    counted = [below for below in belows if below]
    if len(counted) < len(belows):
        return False
    changing, hits, told, again = map(sum, zip(*counted, strict=True))
    if told:
        return hits >= _HITS and hits + again >= _TEASED * (changing + told)
    return hits >= _HITS and hits >= _NAMED * changing


def _cut(page: Page, end: int) -> Page:
    cuts = frozenset(place for place in page.cuts if place < end)
    return page._replace(
        forms=page.forms[:end], keys=page.keys[:end], links=page.links[:end], cuts=cuts
    )
