"""Where a record starts: the line that looks like its title."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gpkit.parsers._forms import Form, Kind, is_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gpkit.authority import Authority

Span = tuple[int, int]

_FEW = 3  # teasers
_TOLD = 60  # characters of what a teaser tells, at the least in half of them
_SENTENCE = 45  # characters
_TWIN = 6  # lines within which a title is printed again
_ENOUGH = 1.5
_NUMBERED = re.compile(r"(\d{1,3})[.)] \S")


class Spot(NamedTuple):
    """A line between two cycles."""

    forms: Sequence[Form]
    place: int
    opening: int  # the first line of the next cycle
    first: bool  # directly behind the last cycle: the value of its last label, as a rule
    often: Counter[str]
    authority: Authority

    @property
    def at(self) -> Form:
        """The line itself."""
        return self.forms[self.place]

    @property
    def after(self) -> Form | None:
        """The line below."""
        return self.forms[self.place + 1] if self.place + 1 < len(self.forms) else None


def _is_printed_again(spot: Spot) -> bool:
    below = spot.forms[spot.place + 1 : min(spot.place + 1 + _TWIN, spot.opening + _TWIN)]
    return any(form.key == spot.at.key for form in below)


def _is_told(form: Form) -> bool:
    """Tell a sentence, be it short."""
    ends = form.kind is not Kind.ITEM and form.words.endswith((".", "!", "?", "…"))
    return form.kind is Kind.PROSE or (ends and len(form.words) > _SENTENCE)


_EVIDENCE: tuple[tuple[Callable[[Spot], bool], float], ...] = (
    (_is_printed_again, 4.0),
    (lambda s: s.place + 1 == s.opening, 2.0),
    (lambda s: s.at.gap, 1.0),
    (lambda s: s.after is not None and _is_told(s.after), 1.0),
    (lambda s: s.after is not None and is_date(s.after.words), 1.0),
    (lambda s: len(s.at.words) >= 15, 0.5),
    (lambda s: s.often[s.at.key] <= 1, 0.5),
    (lambda s: s.first, -1.0),
    (lambda s: s.at.words.endswith((".", ",", ";")), -1.5),
    (lambda s: s.at.words[:1].islower(), -1.0),
    (lambda s: s.authority.role_of(s.at.words) is not None, -3.0),
    (lambda s: bool(s.authority.facets_of(s.at.words)), -3.0),
    # After prose, a short line above prose is one more heading of the same record.
    (lambda s: s.place > 0 and s.forms[s.place - 1].kind is Kind.PROSE, -1.0),
)


def start_between(
    forms: Sequence[Form], floor: int, opening: int, often: Counter[str], authority: Authority
) -> int:
    """Give the index at which a record starts, from ``floor`` to the opening of its cycle."""
    best, most = opening, 0.0
    for index in range(floor, opening):
        if not _can_be_title(forms[index]):
            continue
        spot = Spot(forms, index, opening, index == floor and floor > 0, often, authority)
        points = sum(weight for seen, weight in _EVIDENCE if seen(spot))
        if points >= _ENOUGH and points > most:
            best, most = index, points
    return best


def _can_be_title(form: Form) -> bool:
    return form.kind in (Kind.SHORT, Kind.LONG, Kind.PAIR)


# Lists without labels -----------------------------------------------------------------------------


def by_pattern(forms: Sequence[Form], authority: Authority) -> tuple[list[Span], str]:
    """Find the records that repeat a pattern of forms; none where nothing does."""
    closed = _closed(forms, authority)
    if closed:
        return closed, f"{len(closed)} records end in the same line"
    for find, why in _PATTERNS:
        starts = find(forms)
        if starts:
            ends = [*starts[1:], len(forms)]
            return list(zip(starts, ends, strict=True)), f"{len(starts)} records {why}"
    return [], ""


def _closed(forms: Sequence[Form], authority: Authority) -> list[Span]:
    """Teasers that one and the same short line closes ("Read more"), each as long as the others."""
    counts = Counter(form.key for form in forms if form.kind is Kind.SHORT)
    for key, count in counts.most_common():
        if count < _FEW:
            break
        ends = [i for i, form in enumerate(forms) if form.key == key]
        rooms = [b - a - 1 for a, b in pairwise(ends)]
        below = len(forms) - ends[-1] - 1
        if min(rooms) < 2 or max(rooms) - min(rooms) > 1 or below == 1 or authority.facets_of(key):
            continue
        first = _first(forms, ends[0], rooms)
        starts = [first, *(end + 1 for end in ends[:-1])]
        spans = list(zip(starts, ends, strict=True))
        if first >= 0 and _are_teasers([forms[a:b] for a, b in spans]):
            return spans
    return []


def _first(forms: Sequence[Form], end: int, rooms: Sequence[int]) -> int:
    """Find where the first teaser begins: it is as long as the others; a gap decides."""
    places = [end - room for room in sorted({*rooms}) if end >= room]
    return next((i for i in places if forms[i].gap), places[0] if places else -1)


def _are_teasers(pieces: Sequence[Sequence[Form]]) -> bool:
    """Tell teasers from labels and values: other titles, and words that tell."""
    titles = {piece[0].key for piece in pieces if piece[0].kind in (Kind.SHORT, Kind.LONG)}
    told = [max(len(form.words) for form in piece[1:]) for piece in pieces]
    return len(titles) == len(pieces) and sorted(told)[len(told) // 2] >= _TOLD


def _doubled(forms: Sequence[Form]) -> list[int]:
    """Titles that are printed twice, with a byline between them."""
    starts: list[int] = []
    for index, form in enumerate(forms[:-2]):
        if form.kind in (Kind.SHORT, Kind.LONG) and len(form.words) > 8:
            byline, again = forms[index + 1], forms[index + 2]
            if again.key == form.key and byline.kind in (Kind.LONG, Kind.PROSE, Kind.PAIR):
                starts.append(index)
    return starts


def _dated(forms: Sequence[Form]) -> list[int]:
    """Title, date, words; or date, title, words."""
    dates = [i for i, form in enumerate(forms) if form.kind is Kind.TYPED and is_date(form.words)]
    if len(dates) < 3:
        return []
    above = [i - 1 for i in dates if i and forms[i - 1].kind is Kind.SHORT]
    below = [i for i in dates if i + 1 < len(forms) and forms[i + 1].kind is Kind.SHORT]
    told = sum(
        any(form.kind is Kind.PROSE for form in forms[a + 1 : b])
        for a, b in zip(dates, [*dates[1:], len(forms)], strict=True)
    )
    if told * 4 < len(dates) * 3:
        return []
    if len(above) == len(dates) and len(set(_keys(forms, above))) == len(above):
        return above
    return below if len(below) == len(dates) else []


def _keys(forms: Sequence[Form], indexes: Sequence[int]) -> list[str]:
    return [forms[i].key for i in indexes]


def _numbered(forms: Sequence[Form]) -> list[int]:
    """Numbered titles, each with more than a line below it."""
    found: list[int] = []
    for index, form in enumerate(forms):
        match = _NUMBERED.match(form.words) if form.kind is Kind.SHORT else None
        if match and int(match[1]) == len(found) + 1:
            found.append(index)
    if len(found) < 3:
        return []
    rooms = [b - a for a, b in zip(found, [*found[1:], len(forms)], strict=True)]
    told = [
        any(f.kind in (Kind.PROSE, Kind.PAIR, Kind.OPEN) for f in forms[a + 1 : a + room])
        for a, room in zip(found, rooms, strict=True)
    ]
    return found if min(rooms) > 2 and all(told) else []


def _bulleted(forms: Sequence[Form]) -> list[int]:
    """Items with lines of their own indented below them."""
    items = [i for i, form in enumerate(forms) if form.kind is Kind.ITEM]
    if len(items) < 3:
        return []
    outer = min(forms[i].indent for i in items)
    items = [i for i in items if forms[i].indent == outer]
    deep = [i for i in items if i + 1 < len(forms) and forms[i + 1].indent > outer]
    return items if len(deep) > 2 and len(deep) * 5 >= len(items) * 4 else []


_PATTERNS: tuple[tuple[Callable[[Sequence[Form]], list[int]], str], ...] = (
    (_doubled, "print their title twice"),
    (_numbered, "have a numbered title"),
    (_bulleted, "are items with lines of their own"),
    (_dated, "have a date beside their title"),
)
