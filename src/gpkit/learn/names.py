"""Which recurring lines are labels, which are headings, and where the titles stand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gpkit.learn.pages import NO_WORDS, Spot
from gpkit.learn.reads import Read, Steady, below_its_head, names, read_of, states_of
from gpkit.parsers._clues import State
from gpkit.parsers._forms import Kind, row
from gpkit.parsers._heads import title_of
from gpkit.parsers._known import Known
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.learn.fixed import Fixed
    from gpkit.learn.pages import Page, Unit
    from gpkit.parsers._forms import Form

_NAMES = (State.LABEL, State.COLON, State.PAIR)
_HEAD = 20  # lines of a record within which its title stands before a colon
_TWICE = 2  # records that a label must stand in


class Named(NamedTuple):
    """The labels and headings (by key, with a line that shows each), and the titles."""

    labels: dict[str, Spot]
    headings: dict[str, Spot]
    titles: dict[Unit, int]  # index of the line on its page
    values: frozenset[str]  # recurring lines that are values
    inside: frozenset[Spot]  # lines of the blocks


def named(pages: Sequence[Page], units: Sequence[Unit], steady: Fixed) -> Named:
    """Read each record by form, and let the records vote."""
    reads = [read_of(unit, pages, steady, len(units)) for unit in units]
    titles = _titles(reads, pages, steady, len(units))
    below = [below_its_head(read, pages, steady, len(units)) for read in reads]
    others = _titles(below, pages, steady, len(units))
    if _open_below(below, others, titles):
        reads, titles = below, others
    votes: Counter[str] = Counter()
    spots: dict[str, Spot] = {}
    for read in reads:
        for key, index, vote in _votes(read, titles):
            page = pages[read.unit.page]
            linked = page.links[index] and not names(page, index)
            votes[key] += -1 if linked else vote
            if vote > 0 and not linked:
                spots.setdefault(key, Spot(read.unit.page, index))
    seen = _seen(reads, spots)
    labels = [k for k in spots if votes[k] > 0 and seen[k] >= _TWICE and k not in steady.values]
    same = _values_of_all(reads, pages, steady.dead & {*labels})
    labels = [k for k in labels if k not in same]
    ranks = _ranks(reads, labels)
    order = sorted(labels, key=lambda k: (ranks[k], spots[k]))
    kept = {key: spots[key] for key in order}
    values = same | frozenset(_values(reads, kept, steady))
    headings = _headings(reads, kept, values, titles)
    headings = {k: at for k, at in headings.items() if not pages[at.page].links[at.place]}
    return Named(kept, headings, titles, values | steady.values, frozenset(_inside(reads)))


def _open_below(below: Sequence[Read], others: dict[Unit, int], titles: dict[Unit, int]) -> bool:
    """Tell "All ideas / The title" from "Country / Bulgaria": a title opens each record there."""
    opened = [r for r in below if r.indexes and others.get(r.unit) == r.indexes[0]]
    words = {r.forms[0].key for r in opened}
    many = sum(r.forms[0].words.count(" ") > 0 for r in opened)
    fresh = sum(others.get(r.unit) != titles.get(r.unit) for r in opened)
    return bool(fresh) and len(words) == len(below) and many * 2 > len(below)


def _votes(read: Read, titles: dict[Unit, int]) -> Iterator[tuple[str, int, int]]:
    """Give each line's vote on whether it is a label; above the title it names nothing else."""
    title = titles.get(read.unit)
    for index, form, state in zip(read.indexes, read.forms, read.states, strict=True):
        if form.kind in (Kind.PAIRS, Kind.ROW) and state is State.PAIR:
            yield from ((fold(name), index, 1) for name in _cells(form))
        elif form.key and form.kind is not Kind.PROSE:
            above = index + 1 == title and state is not State.PAIR
            is_name = state in _NAMES and index != title and not above
            yield form.key, index, 1 if is_name else -1


def _cells(form: Form) -> Iterator[str]:
    cells = row(form.words)
    if form.kind is Kind.ROW:
        yield cells[0].rstrip(" :")
        return
    for cell in cells:
        yield cell.partition(":")[0].strip()


def words_of(form: Form, key: str) -> str:
    """Give the words of a key as a line prints them."""
    if form.kind in (Kind.PAIRS, Kind.ROW):
        return next((name for name in _cells(form) if fold(name) == key), form.words)
    return form.label or form.words


def _seen(reads: Sequence[Read], keys: dict[str, Spot]) -> Counter[str]:
    """Count the records that each key stands in."""
    counts: Counter[str] = Counter()
    for read in reads:
        there = {form.key for form in read.forms}
        for form in read.forms:
            there.update(_keys_of_cells(form))
        counts.update(there & keys.keys())
    return counts


def _ranks(reads: Sequence[Read], labels: Sequence[str]) -> dict[str, float]:
    """Give where each label stands among the lines of its records, on average."""
    places: dict[str, list[int]] = {key: [] for key in labels}
    for read in reads:
        seen: set[str] = set()
        for place, form in enumerate(read.forms):
            for key in {form.key, *_keys_of_cells(form)} - seen:
                if key in places:
                    places[key].append(place)
                    seen.add(key)
    return {key: sum(found) / len(found) if found else 0.0 for key, found in places.items()}


def _keys_of_cells(form: Form) -> Iterator[str]:
    if form.kind in (Kind.PAIRS, Kind.ROW):
        yield from map(fold, _cells(form))


def _values_of_all(
    reads: Sequence[Read], pages: Sequence[Page], doubtful: frozenset[str]
) -> frozenset[str]:
    """Find values that never vary: "Country / Norway".

    Nothing that changes stands below such a line, so its repetition says as little for a label as
    for a value, and the form of the lines around it settles it.
    """
    if not doubtful:
        return frozenset()
    votes: Counter[str] = Counter()
    for read in reads:
        start = read.indexes[0] if read.indexes else 0
        known = Known(NO_WORDS, read.forms)
        states = states_of(read.forms, start, pages[read.unit.page], known)
        for form, state in zip(read.forms, states, strict=True):
            if form.key in doubtful:
                votes[form.key] += 1 if state is State.VALUE else -1
    return frozenset(key for key, vote in votes.items() if vote > 0)


def _values(reads: Sequence[Read], labels: dict[str, Spot], steady: Fixed) -> Iterator[str]:
    """Give the recurring lines that are values of a label."""
    votes: Counter[str] = Counter()
    for read in reads:
        for form, state in zip(read.forms, read.states, strict=True):
            if form.key in steady.everywhere and form.key not in labels:
                votes[form.key] += 1 if state is State.VALUE else -1
    yield from (key for key, vote in votes.items() if vote > 0)


def _inside(reads: Sequence[Read]) -> Iterator[Spot]:
    for read in reads:
        for index, state in zip(read.indexes, read.states, strict=True):
            if state is not State.OUT:
                yield Spot(read.unit.page, index)


def _titles(
    reads: Sequence[Read], pages: Sequence[Page], steady: Fixed, records: int
) -> dict[Unit, int]:
    """Find the titles, as far as form tells; a line of all pages is none."""
    found = {}
    for read in reads:
        free = [i for i in range(len(read.forms)) if not _is_steady(read, i, pages, steady)]
        piece = [read.forms[i] for i in free]
        known = Steady(NO_WORDS, read.forms, steady.names, steady.often, max(records, 3))
        title = title_of(piece, [read.states[i] for i in free], known)
        place = free[title.place] if title else None
        place = _in_a_pair(read, place)
        if place is not None:
            found[read.unit] = read.indexes[place]
    return found


def _in_a_pair(read: Read, title: int | None) -> int | None:
    """Prefer "Idea: The title" to a breadcrumb above it that ends alike, or to no title."""
    pairs = [i for i, form in enumerate(read.forms[:_HEAD]) if form.kind is Kind.PAIR]
    for index in pairs:
        value = read.forms[index].value
        if title is not None and title < index <= title + 3:
            words = read.forms[title].words
            if words.endswith(value) and words != value:
                return index
        alone = index - 1 not in pairs and index + 1 not in pairs
        below = read.forms[index + 1 : index + 2]
        if title is None and alone and " " in value and below and below[0].kind is Kind.PROSE:
            return index
    return title


def _is_steady(read: Read, place: int, pages: Sequence[Page], steady: Fixed) -> bool:
    key = pages[read.unit.page].keys[read.indexes[place]]
    return key in steady.everywhere and read.states[place] is State.OUT


def _headings(
    reads: Sequence[Read], labels: dict[str, Spot], values: frozenset[str], titles: dict[Unit, int]
) -> dict[str, Spot]:
    """Give the short lines that stand above prose in two records or more."""
    votes: Counter[str] = Counter()
    spots: dict[str, Spot] = {}
    for read in reads:
        for place, form in enumerate(read.forms[:-1]):
            key, below = form.key, read.forms[place + 1].kind
            free = form.kind in (Kind.SHORT, Kind.OPEN) and read.states[place] is State.OUT
            if free and key not in labels and key not in values:
                is_title = read.indexes[place] == titles.get(read.unit)
                marked = form.hint is not None and form.hint.kind == "heading"
                heads = (marked or below in (Kind.PROSE, Kind.ITEM)) and not is_title
                votes[key] += 1 if heads else -1
                spots.setdefault(key, Spot(read.unit.page, read.indexes[place]))
    often = _seen(reads, spots)
    own = {
        read.forms[titles[read.unit] - read.indexes[0]].key for read in reads if _has(read, titles)
    }
    kept = [k for k in spots if votes[k] > 0 and often[k] >= _TWICE and k not in own]
    return {key: spots[key] for key in kept}


def _has(read: Read, titles: dict[Unit, int]) -> bool:
    return bool(read.indexes) and titles.get(read.unit, -1) in read.indexes
