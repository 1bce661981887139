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
    for place, key in enumerate(pages[0].keys):
        if key not in everywhere or pages[0].forms[place].kind not in (Kind.SHORT, Kind.OPEN):
            continue
        ends = [page.keys.index(key) for page in pages]
        if all(page.keys.count(key) == 1 for page in pages) and _names_others(
            pages, ends, everywhere, ours, others
        ):
            cut = tuple(_cut(page, end) for page, end in zip(pages, ends, strict=True))
            return Ending(Spot(0, place), cut)
    return None


def _names_others(
    pages: Sequence[Page],
    ends: Sequence[int],
    everywhere: frozenset[str],
    ours: Sequence[set[str]],
    others: frozenset[str],
) -> bool:
    counts = Counter(key for page in pages for key in {*page.keys})
    changing = hits = told = again = 0
    for page, end, own in zip(pages, ends, ours, strict=True):
        for form, key in zip(page.forms[end:], page.keys[end:], strict=True):
            if key in everywhere:
                continue
            if form.kind in (Kind.PAIR, Kind.PAIRS, Kind.TYPED):
                return False
            if form.kind is Kind.PROSE:
                told += 1
                again += counts[key] > 1
                continue
            words = fold(bare(form))
            if words in own:
                return False
            changing += 1
            hits += words in others
    if told:
        return hits >= _HITS and hits + again >= _TEASED * (changing + told)
    return hits >= _HITS and hits >= _NAMED * changing


def _cut(page: Page, end: int) -> Page:
    cuts = frozenset(place for place in page.cuts if place < end)
    return page._replace(
        forms=page.forms[:end], keys=page.keys[:end], links=page.links[:end], cuts=cuts
    )
