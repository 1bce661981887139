"""Records that are elements of HTML: which elements, and how a family file names them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gpkit.learn.pages import Spot, Unit
from gpkit.parsers._lists import list_of
from gpkit.parsers._places import Element, Repeats, Span, repeats_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.learn.pages import Page

_MOST = 0.5  # of the pages that must be lists
_TOLD = 0.5  # of the words of a list, in prose beside it, make it the list of one record
_EACH = 0.9  # of the records that have a title, and another one than the others
_NUMBER = re.compile(r"\[\d+\]")


class Listed(NamedTuple):
    """How records repeat, a line that shows it, and the records found so."""

    words: str
    spot: Spot
    units: tuple[Unit, ...]
    title: tuple[str, Spot] | None  # the element inside of each record that is its title


class _Bare(NamedTuple):
    """The lines of a page that do not stand on all pages, and where its list is."""

    indexes: list[int]
    spans: tuple[Span, ...]
    pattern: str


def listed(pages: Sequence[Page]) -> Listed | None:
    """Find the elements that are the records of most pages; None where pages are no lists."""
    if not all(page.document.hints for page in pages):
        return None
    steady = frozenset.intersection(*(frozenset(_placed(page)) for page in pages))
    bares = [_bare(page, steady) for page in pages]
    patterns = Counter(bare.pattern for bare in bares if bare.pattern)
    if not patterns or patterns.total() <= len(pages) * _MOST:
        return None
    best: tuple[int, int, str, tuple[Unit, ...]] | None = None
    for words in _ways_to_say(patterns, pages, bares):
        repeats = repeats_of(words)
        if repeats is None:
            continue
        units = tuple(_units(repeats, pages))
        wrong = _wrong(units, [*_wanted(bares)])
        if units and (best is None or (wrong, len(words), words) < best[:3]):
            best = wrong, len(words), words, units
    if best is None or best[0] * 2 > len(best[3]):
        return None
    first = best[3][0]
    depth = (repeats_of(best[2]) or Repeats(Element("/html"))).element.way.count("/")
    title = _title(pages, best[3], depth)
    return Listed(best[2], Spot(first.page, first.start), best[3], title)


def _title(pages: Sequence[Page], units: Sequence[Unit], depth: int) -> tuple[str, Spot] | None:
    """Find the link or heading that each record has, and that says something else in each."""
    found: dict[str, dict[Unit, int]] = {}
    for unit in units:
        page = pages[unit.page]
        for index in range(unit.start, unit.end):
            steps = _plain(page, index).split("/")[1 + depth :]
            if steps and (page.links[index] or _is_heading(page, index)):
                found.setdefault("".join(f"/{step}" for step in steps), {}).setdefault(unit, index)
    ranked = sorted(
        found.items(), key=lambda f: (not _all_headings(pages, f[1]), _first(f[1]), f[0])
    )
    for way, places in ranked:
        words = {pages[u.page].forms[i].words for u, i in places.items()}
        if min(len(places), len(words)) >= _EACH * len(units):
            unit, index = next(iter(places.items()))
            return way, Spot(unit.page, index)
    return None


def _is_heading(page: Page, index: int) -> bool:
    hint = page.forms[index].hint
    return hint is not None and hint.kind == "heading"


def _all_headings(pages: Sequence[Page], places: dict[Unit, int]) -> bool:
    return all(_is_heading(pages[unit.page], index) for unit, index in places.items())


def _first(places: dict[Unit, int]) -> float:
    """Give how far below the start of its record a line stands, on average."""
    return sum(index - unit.start for unit, index in places.items()) / len(places)


def _placed(page: Page) -> Iterator[tuple[str, str]]:
    """Give each line with the way to it: what a list repeats does not stand in one place."""
    for form, key in zip(page.forms, page.keys, strict=True):
        yield form.hint.path if form.hint else "", key


def _bare(page: Page, steady: frozenset[tuple[str, str]]) -> _Bare:
    indexes = [i for i, placed in enumerate(_placed(page)) if placed not in steady]
    forms = [page.forms[i] for i in indexes]
    found = list_of(forms)
    if found is None:
        return _Bare(indexes, (), "")
    inside = {i for start, end in found.spans for i in range(start, end)}
    held = sum(len(forms[i].words) for i in inside)
    told = sum(len(form.words) for i, form in enumerate(forms) if i not in inside)
    return _Bare(indexes, found.spans, found.pattern if told <= held * _TOLD else "")


def _wanted(bares: Sequence[_Bare]) -> Iterator[Unit]:
    for number, bare in enumerate(bares):
        if bare.pattern:
            for start, end in bare.spans:
                yield Unit(number, bare.indexes[start], bare.indexes[end - 1] + 1)


def _units(repeats: Repeats, pages: Sequence[Page]) -> Iterator[Unit]:
    for number, page in enumerate(pages):
        lines = [form.at for form in page.forms]
        for start, end in repeats.find(lines, page.document.hints):
            yield Unit(number, start, end)


def _wrong(units: Sequence[Unit], wanted: Sequence[Unit]) -> int:
    """Count the records that are not one of those wanted, and those that are none of them."""
    met: Counter[Unit] = Counter()
    places = {(unit.page, i): unit for unit in units for i in range(unit.start, unit.end)}
    for unit in wanted:
        met.update(
            {places[unit.page, i] for i in range(unit.start, unit.end) if (unit.page, i) in places}
            or {unit}
        )
    lost = sum((unit.page, unit.start) not in places for unit in wanted)
    return lost + sum(abs(1 - met[unit]) for unit in units)


def _ways_to_say(
    patterns: Counter[str], pages: Sequence[Page], bares: Sequence[_Bare]
) -> Iterator[str]:
    for pattern, _ in patterns.most_common(3):
        base, _, last = pattern.rpartition("/")
        if last == "*":
            names = Counter(_steps_below(base, pages, bares, pattern))
            yield from (f"from {base}/{name}" for name, _ in names.most_common(1))
        elif last.isdigit():
            for name, _ in Counter(_steps_below(base, pages, bares, pattern)).most_common(2):
                yield f"each {last} {base}/{name}"
                yield f"from {base}/{name}"
        else:
            yield f"each {pattern}"
            yield from (f"each {pattern} with {way}" for way in _common(pattern, pages, bares))


def _steps_below(
    base: str, pages: Sequence[Page], bares: Sequence[_Bare], pattern: str
) -> Iterator[str]:
    """Give the names of the elements that open the records, below the element around them."""
    for page, bare in zip(pages, bares, strict=True):
        for start, _ in bare.spans if bare.pattern == pattern else ():
            steps = _plain(page, bare.indexes[start]).split("/")
            depth = base.count("/") + 1
            if len(steps) > depth:
                yield steps[depth]


def _common(pattern: str, pages: Sequence[Page], bares: Sequence[_Bare]) -> list[str]:
    """Give the ways inside an element that each record has."""
    common: set[str] | None = None
    for page, bare in zip(pages, bares, strict=True):
        for start, end in bare.spans if bare.pattern == pattern else ():
            ways = {_plain(page, i)[len(pattern) :] for i in bare.indexes[start:end]} - {""}
            common = ways if common is None else common & ways
    return sorted(common or (), key=lambda way: (way.count("/"), way))[:6]


def _plain(page: Page, index: int) -> str:
    hint = page.forms[index].hint
    return _NUMBER.sub("", hint.path) if hint else ""
