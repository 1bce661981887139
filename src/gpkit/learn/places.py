"""Places beside fixed lines: where a title stands, where a record opens."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gpkit.learn.pages import Spot
from gpkit.parsers._forms import Kind, is_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gpkit.learn.pages import Page, Unit
    from gpkit.parsers._forms import Form

_FAR = 3  # lines between a place and the fixed line that names it
_LETTERS = 4  # of the part of a line that is the same everywhere, at least


class Place(NamedTuple):
    """A place as the family file writes it, and a line that shows it."""

    words: str
    spot: Spot


def pattern_of(lines: Sequence[str]) -> str | None:
    """Give what lines have in common at their ends, as whole words, with ``*`` for the rest.

    >>> pattern_of(["Project: One way", "Project: Other"]), pattern_of(["By A B | today", "By C"])
    ('Project: *', None)
    >>> pattern_of(["By A, BNo Comments", "By C, DNo Comments"])
    'By *No Comments'
    """
    if len(set(lines)) < 2:
        return None
    head = _common(lines)
    head = head[: len(head.rstrip("-_0123456789")) if head else 0]
    if head and not head.endswith(" "):
        head = head[: head.rfind(" ") + 1]
    tail = _common([line[len(head) :][::-1] for line in lines])[::-1]
    tail = _from_a_word(tail)
    enough = sum(map(str.isalpha, head + tail)) >= _LETTERS
    rest = all(len(line) > len(head) + len(tail) for line in lines)
    return f"{head}*{tail}" if enough and rest and "*" not in head + tail else None


def _common(lines: Sequence[str]) -> str:
    """Give what all lines begin with."""
    low, high = min(lines), max(lines)
    same = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    return low[:same]


def _from_a_word(tail: str) -> str:
    """Cut the common end of lines so that it begins a word; a capital may begin one."""
    for index, letter in enumerate(tail):
        if letter.isupper() or (letter == " " and len(tail) - index > 1):
            return tail[index:]
    return ""


def title_place(
    pages: Sequence[Page],
    titles: dict[Unit, int],
    anchors: Callable[[Page, int], str | None],
    noise: frozenset[str],
) -> Place | None:
    """Find the simplest place that names the titles found on most of the records."""
    if (top := _top_heading(pages, titles)) is not None:
        return top
    votes: Counter[tuple[int, str]] = Counter()
    spots: dict[str, Spot] = {}
    for rank, words, spot in _title_votes(pages, titles, anchors, noise):
        votes[rank, words] += 1
        spots.setdefault(words, spot)
    if (whole := _whole(pages, titles)) is not None:
        votes[1, whole.words] = len(titles)
        spots[whole.words] = whole.spot
    if not votes:
        return None
    (_, best), _ = min(votes.items(), key=lambda v: (-v[1], v[0][0], spots[v[0][1]], v[0][1]))
    return Place(best, spots[best])


def _top_heading(pages: Sequence[Page], titles: dict[Unit, int]) -> Place | None:
    """Find that each title is the one heading of the first level in its record."""
    for unit, title in titles.items():
        forms = pages[unit.page].forms[unit.start : unit.end]
        tops = [i for i, f in enumerate(forms, unit.start) if _level(f) == 1]
        if tops != [title]:
            return None
    first = next(iter(titles.items()), None)
    return Place("h1", Spot(first[0].page, first[1])) if first else None


def _level(form: Form) -> int:
    return form.hint.level if form.hint and form.hint.kind == "heading" else 0


def _title_votes(
    pages: Sequence[Page],
    titles: dict[Unit, int],
    anchors: Callable[[Page, int], str | None],
    noise: frozenset[str],
) -> Iterator[tuple[int, str, Spot]]:
    for unit, title in titles.items():
        page = pages[unit.page]
        first = next((i for i in range(unit.start, unit.end) if page.keys[i] not in noise), None)
        if first == title:
            yield 0, "first", Spot(unit.page, title)
        for rank, words, index in beside(page, title, (unit.start, unit.end), anchors):
            yield rank, words, Spot(unit.page, index)


def beside(
    page: Page, place: int, span: tuple[int, int], anchors: Callable[[Page, int], str | None]
) -> Iterator[tuple[int, str, int]]:
    """Give the names of a place by the fixed lines around it, the nearest first."""
    for far in range(1, _FAR + 1):
        for index, word in ((place + far, "above"), (place - far, "below")):
            if span[0] <= index < span[1] and (anchor := anchors(page, index)):
                yield 2 * far + (word == "below"), f"{far} {word} {anchor}", index


def _whole(pages: Sequence[Page], titles: dict[Unit, int]) -> Place | None:
    """Find what is the same on the lines of all titles: "Project: *"."""
    lines = [pages[unit.page].forms[index].words for unit, index in titles.items()]
    pattern = pattern_of(lines) if len(lines) > 1 else None
    if pattern is None or not pattern.endswith(" *") or _is_kind(pages, titles):
        return None
    unit, index = next(iter(titles.items()))
    return Place(f"at {pattern}", Spot(unit.page, index))


def _is_kind(pages: Sequence[Page], titles: dict[Unit, int]) -> bool:
    """Tell "Service: A title" where the page says elsewhere that it is a service."""
    for unit, index in titles.items():
        page = pages[unit.page]
        if page.forms[index].key in page.keys:
            return True
    return False


# Records ------------------------------------------------------------------------------------------


def record_place(
    pages: Sequence[Page],
    units: Sequence[Unit],
    anchors: Callable[[Page, int], str | None],
) -> Place | None:
    """Find the place that names the openings of all records; the one with the fewest misses."""
    starts = {number: [u.start for u in units if u.page == number] for number in range(len(pages))}
    best: tuple[int, int, str, Spot] | None = None
    tried: set[str] = set()
    for rank, words, spot, find in _openings(pages, units, anchors):
        if words in tried:
            continue
        tried.add(words)
        wrong = sum(
            len(set(there) ^ set(find(page, there[0])))
            for number, page in enumerate(pages)
            if (there := starts[number])
        )
        if best is None or (wrong, rank, words) < best[:3]:
            best = wrong, rank, words, spot
    return Place(best[2], best[3]) if best else None


def _openings(
    pages: Sequence[Page], units: Sequence[Unit], anchors: Callable[[Page, int], str | None]
) -> Iterator[tuple[int, str, Spot, Callable[[Page, int], list[int]]]]:
    for far in range(_FAR + 1):
        lines = [(u, u.start + far) for u in units if u.start + far < u.end]
        pattern = pattern_of([pages[u.page].forms[i].words for u, i in lines])
        unit, index = lines[0] if lines else (units[0], units[0].start)
        if pattern and len(lines) == len(units):
            words = f"{far} above {pattern}" if far else f"at {pattern}"
            yield 2 * far, words, Spot(unit.page, index), _finder(pattern, -far, anchors)
    for unit in units:
        page = pages[unit.page]
        for far in range(-_FAR, _FAR + 1):
            index = unit.start + far
            anchor = anchors(page, index) if 0 <= index < len(page.forms) else None
            if anchor:
                words = f"{far} above {anchor}" if far > 0 else f"{-far} below {anchor}"
                words = words if far else f"at {anchor}"
                rank = 2 * abs(far) + (far < 0)
                yield rank, words, Spot(unit.page, index), _finder(anchor, -far, anchors)


def _finder(
    pattern: str, offset: int, anchors: Callable[[Page, int], str | None]
) -> Callable[[Page, int], list[int]]:
    from gpkit.parsers._places import Pattern

    match = Pattern(pattern).match

    def find(page: Page, first: int) -> list[int]:
        at = [
            i + offset
            for i, form in enumerate(page.forms)
            if (anchors(page, i) == pattern or match(form.words) is not None)
        ]
        found = [i for i in at if 0 <= i < len(page.forms)]
        return [first, *found] if offset > 0 and first not in found else found

    return find


# Dates --------------------------------------------------------------------------------------------


def date_place(pages: Sequence[Page], titles: dict[Unit, int], units: int) -> Place | None:
    """Find the date near most titles: alone on its line, or behind words that recur."""
    near: dict[int, list[tuple[Unit, int]]] = {}
    alone: list[tuple[Unit, int]] = []
    for unit, title in titles.items():
        forms = pages[unit.page].forms
        around = [i for i in (title + 1, title + 2, title + 3, title - 1) if unit.start <= i]
        around = [i for i in around if i < unit.end]
        dates = [i for i in around if is_date(forms[i].words)]
        alone += [(unit, dates[0])] if dates else []
        for index in around:
            if forms[index].kind in (Kind.SHORT, Kind.LONG):
                near.setdefault(index - title, []).append((unit, index))
    if alone and 2 * len(alone) >= units:
        return Place("first date", Spot(alone[0][0].page, alone[0][1]))
    for found in near.values():
        lines = [pages[unit.page].forms[index].words for unit, index in found]
        pattern = pattern_of(lines) if 2 * len(found) > units else None
        if pattern and all(_is_dated(line, pattern) for line in lines):
            return Place(f"at {pattern}", Spot(found[0][0].page, found[0][1]))
    return None


def _is_dated(line: str, pattern: str) -> bool:
    head, _, tail = pattern.partition("*")
    return is_date(line[len(head) : len(line) - len(tail)].strip())
