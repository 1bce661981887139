"""Lines that recur in every record of a site, and what they can be by what stands around them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gpkit.parsers._forms import Kind, are_twins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.learn.pages import Page, Unit

_OFTEN = 0.6  # of the records that a line must recur in to be likely a name
_RUN = 3  # lines: a name, its value, and the next name
_NAMES = ("dt", "th", "heading")
_NAMING = (Kind.SHORT, Kind.OPEN)


class Fixed(NamedTuple):
    """What recurs: keys of whole lines."""

    everywhere: frozenset[str]  # on each page
    dead: frozenset[str]  # nothing that changes ever stands right below
    values: frozenset[str]  # between two names: the same value on all of these pages
    names: frozenset[str]  # keys (of a line, or of the label of a pair) in all records
    often: frozenset[str]  # in most of them
    kinds: frozenset[str]  # lines that come again before a colon: "Service", "Service: A title"


def fixed(pages: Sequence[Page], units: Sequence[Unit], *, listed: bool) -> Fixed:
    """Find what recurs; on pages that list records, only what stands beside those is steady."""
    everywhere = _beside(pages, units) if listed else in_all(pages)
    if len(pages) == 1:
        everywhere = _in_all(pages, units)
    below = _below(pages, everywhere)
    dead = frozenset(key for key in everywhere if all(k in everywhere for k in below[key]))
    kinds = _kinds(pages)
    values = _values(pages, everywhere) | kinds
    counts = _counts(pages, units)
    names = frozenset(k for k, n in counts.items() if n == len(units))
    often = frozenset(k for k, n in counts.items() if len(units) * _OFTEN <= n < len(units))
    return Fixed(everywhere, dead, values, names - values, often - values, kinds)


def in_all(pages: Sequence[Page]) -> frozenset[str]:
    """Give the lines that stand on each page."""
    return frozenset.intersection(*(frozenset(page.keys) for page in pages))


def _beside(pages: Sequence[Page], units: Sequence[Unit]) -> frozenset[str]:
    """Give the lines that stand on each page, and never in a record."""
    inside: set[str] = set()
    for unit in units:
        inside.update(pages[unit.page].keys[unit.start : unit.end])
    return in_all(pages) - inside


def _in_all(pages: Sequence[Page], units: Sequence[Unit]) -> frozenset[str]:
    """Give the lines of all records, where there is but one page to compare."""
    if len(units) < 2:
        return frozenset()
    sets = (frozenset(pages[u.page].keys[u.start : u.end]) for u in units)
    return frozenset.intersection(*sets)


def _below(pages: Sequence[Page], everywhere: frozenset[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {key: set() for key in everywhere}
    for page in pages:
        for key, after in pairwise(page.keys):
            if key in found:
                found[key].add(after)
    return found


def _values(pages: Sequence[Page], everywhere: frozenset[str]) -> frozenset[str]:
    """Find values that are the same on all pages: "Country / Bulgaria / Year / 2018".

    In a run of recurring lines between two that change, names and values take turns; the last
    one is a name, for what changes follows it. Below prose a run may begin with headings: there
    only the line above that last name is taken for a value, for a value that never varies is
    likelier than a label that is always empty.
    """
    votes: Counter[str] = Counter()
    against: Counter[str] = Counter()
    for page in pages:
        for start, end in _runs(page, everywhere):
            turns = _turns(page, start, end) if page.keys[end] not in everywhere else ()
            for place in range(start, end):
                is_value = place in turns and not _is_kin(page, place)
                (votes if is_value else against)[page.keys[place]] += 1
    return frozenset(key for key in votes if votes[key] > against[key])


def _turns(page: Page, start: int, end: int) -> range:
    """Give the places of a run that are values, as far as turns tell."""
    before, last, after = (page.forms[i].kind for i in (start - 1, end - 1, end))
    if end - start < _RUN or after in (Kind.PROSE, Kind.LONG) or last is Kind.PROSE:
        return range(0)
    if before is Kind.PROSE:
        return range(end - 2, end - 1)
    return range(start + 1, end, 2) if (end - start) % 2 else range(0)


def _is_kin(page: Page, place: int) -> bool:
    """Tell a name: the markup says so, or it looks like a neighbour, and the first is empty."""
    at = page.forms[place]
    if at.hint is not None and at.hint.kind in _NAMES:
        return True
    return any(are_twins(at, page.forms[i]) for i in (place - 1, place + 1))


def _kinds(pages: Sequence[Page]) -> frozenset[str]:
    """Find the kinds of records that pages print before the title: in a value, and once more."""
    counts: Counter[str] = Counter()
    for page in pages:
        short = {form.key for form in page.forms if form.kind is Kind.SHORT}
        counts.update({f.key for f in page.forms if f.kind is Kind.PAIR and f.key in short})
    return frozenset(key for key, count in counts.items() if count * 2 > len(pages))


def _runs(page: Page, everywhere: frozenset[str]) -> list[tuple[int, int]]:
    """Give the runs of recurring short lines that other lines surround on both sides."""
    marks = [
        key in everywhere and form.kind in _NAMING
        for key, form in zip(page.keys, page.forms, strict=True)
    ]
    edges = [i for i in range(1, len(marks)) if marks[i] is not marks[i - 1]]
    return [(a, b) for a, b in pairwise(edges) if marks[a]]


def _counts(pages: Sequence[Page], units: Sequence[Unit]) -> Counter[str]:
    """Count the records that hold each short line or label of a pair, never twice in one."""
    counts: Counter[str] = Counter()
    for unit in units:
        forms = pages[unit.page].forms[unit.start : unit.end]
        keys = (f.key for f in forms if f.kind in (Kind.SHORT, Kind.OPEN, Kind.PAIR) and f.key)
        counts.update(set(keys))
    return counts
