"""Clues: what the look of a line, its neighbours and its words say for each state of a block."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from gpkit.parsers._forms import Form, Kind, is_typed, repeats, row
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from gpkit.parsers._known import Known


class State(IntEnum):
    """What a line is for the blocks; the order settles ties."""

    OUT = 0  # prose, title, heading, noise
    LABEL = 1  # alone on its line
    COLON = 2  # alone, before a colon
    PAIR = 3
    VALUE = 4
    OPENER = 5  # the heading of a block, or of a group within it


OUT, LABEL, COLON, PAIR, VALUE, OPENER = State

_MANY = 3  # records that show that what recurs in all of them is no chance
_NAMING = ("dt", "th")


class Place(NamedTuple):
    """A line between its neighbours, and what is known of its words."""

    before: Form | None
    at: Form
    after: Form | None
    known: Known
    again: bool = False  # a block that is sure stands above

    @property
    def is_stray(self) -> bool:
        """Between two lines of prose, or a heading above one."""
        return self.after is not None and self.after.kind is Kind.PROSE


def _is_known(p: Place) -> bool:
    return p.known.is_label(p.at.label or p.at.words)


def _is_concept(p: Place) -> bool:
    return p.known.is_concept(p.at.words)


def _is_rare(p: Place) -> bool:
    known, key = p.known, p.at.key
    if known.records < 3 or key in known.keys or key in known.often:
        return False
    return not _is_known(p)


def _length_ratio(one: Form | None, two: Form | None) -> bool:
    return one is not None and two is not None and len(two.words) >= 1.3 * len(one.words)


def _is_named(p: Place) -> bool:
    """Tell a value by the line above it: before a colon, marked as a name, or known as one."""
    before = p.before
    if before is None:
        return False
    if before.kind is Kind.SHORT and p.known.is_label(before.words):
        return not p.known.is_heading(p.at.words)
    return before.kind is Kind.OPEN or (before.hint is not None and before.hint.kind in _NAMING)


def _hangs(p: Place) -> bool:
    """Tell a value from a heading: it stands close under a short line, and far above the prose."""
    before, after = p.before, p.after
    if before is None or after is None or before.kind is not Kind.SHORT:
        return False
    return after.gap and before.gap and not p.at.gap


def _is_between_pairs(p: Place) -> bool:
    pairs = (Kind.PAIR, Kind.OPEN)
    return bool(p.before and p.after and p.before.kind in pairs and p.after.kind in pairs)


def _continues(p: Place) -> bool:
    """Tell a further value from a heading: it stands close under a pair, or begins like it."""
    before = p.before
    if before is None or before.kind is not Kind.PAIR or p.at.gap:
        return False
    if p.after is not None and p.after.gap and p.after.kind is not Kind.PROSE:
        return True
    first = p.at.key.split(" ", 1)[0]
    return len(first) > 3 and fold(before.value[:60]).startswith(f"{first} ")


def _is_below(p: Place) -> bool:
    """Tell a line that hangs below its label; below prose, a whole block can be indented."""
    before = p.before
    return before is not None and before.indent < p.at.indent and before.kind is not Kind.PROSE


# (what is seen, points for a label, points for a value)
_SHORT: tuple[tuple[Callable[[Place], bool], float, float], ...] = (
    # What recurs in each record of a dump, in one order, names; what varies is named.
    (lambda p: p.at.key in p.known.keys, 1.5, -0.4),
    (lambda p: p.at.key in p.known.often, 0.3, 0.0),
    (_is_rare, -1.2, 0.0),
    (lambda p: p.at.key in p.known.leads, 0.5, 0.0),
    # Its other records follow it with other words: it is no value of its own neighbour.
    (lambda p: p.at.key in p.known.openers, 1.0, -1.0),
    # The authority breaks ties, no more: it weighs less than the form of two lines.
    (_is_known, 2.0, -1.2),
    (_is_concept, -1.0, 1.0),
    (lambda p: p.known.is_heading(p.at.words) and not _is_known(p), -1.0, -0.5),
    # "Start date" / "2023-09-01": numbers and addresses are named by the line above.
    (lambda p: p.after is not None and p.after.kind is Kind.TYPED, 1.5, 0.0),
    (lambda p: p.after is not None and p.after.indent > p.at.indent, 1.5, 0.0),
    (_is_below, -3.0, 1.5),
    # "Geographic extent", "Geographic coverage": names are made of each other's words.
    (lambda p: p.known.records < 2 and p.at.key in p.known.kin, 0.8, 0.0),
    # Where blank lines stand between all lines of a block, none stands within a list of values.
    (lambda p: p.known.is_airy and not p.at.gap, -1.2, 0.4),
    # Between two pairs stands the heading of a group, but for "Label" / "Carrier: value".
    (lambda p: _is_between_pairs(p) and not p.known.carries, -1.5, 0.0),
    (lambda p: p.known.carries and p.after is not None and p.after.kind is Kind.PAIR, 1.2, 0.0),
    (lambda p: p.at.key in p.known.kinds and p.known.records < 2, -0.5, 0.8),
    # Where names end in a colon, or stand in capitals, other short lines are none.
    (lambda p: p.known.has_colons, -1.6, 0.0),
    (lambda p: p.known.shouts and p.at.words.isupper(), 1.8, -1.0),
    (lambda p: p.known.shouts and not p.at.words.isupper(), -1.5, 0.3),
    # Names are shorter than what they name.
    (lambda p: _length_ratio(p.at, p.after), 0.4, 0.0),
    (lambda p: _length_ratio(p.before, p.at), 0.0, 0.4),
    # "Call Year" / "The Call Year is 2018": the sentence around a value repeats its label.
    (lambda p: repeats(p.at, p.after), 1.2, 0.0),
    (lambda p: repeats(p.before, p.at), 0.0, 1.2),
    (lambda p: len(p.at.words) > 45, -1.5, 0.0),
    (lambda p: p.at.words[:1].islower(), -0.5, 0.0),
    (lambda p: p.at.words.endswith((".", ",", ";", "!")), -1.5, 0.0),
    # A heading stands over prose.
    (lambda p: p.is_stray, -1.5, 0.0),
    (lambda p: p.is_stray and not _is_named(p) and not _hangs(p), 0.0, -1.5),
    # "Group: digital skills for all" / "Digital skills for experts", and then a blank line.
    (_continues, 0.0, 1.6),
)


def clues(place: Place) -> dict[State, float]:
    """Give the points of a line for each state that it can have inside a block."""
    return _hinted(_CLUES[place.at.kind](place), place)


def _hinted(points: dict[State, float], place: Place) -> dict[State, float]:
    """Let the markup speak, where there is any: it knows names from values, and headings."""
    hint = place.at.hint
    kind = hint.kind if hint else ""
    if kind not in _MARKUP:
        return points
    more = _MARKUP[kind]
    if kind == "heading" and hint and (hint.level == 1 or place.at.at.line == place.known.headline):
        more = _OF_H1
    return {state: score + more.get(state, 0.0) for state, score in points.items()}


# What the markup of a line is worth; a cell of a row of three or more says nothing of its kind.
_MARKUP = {
    "dt": {LABEL: 4.0, COLON: 2.0, VALUE: -4.0},
    "th": {LABEL: 3.0, COLON: 2.0, VALUE: -3.0},
    "dd": {LABEL: -4.0, VALUE: 3.0},
    "td": {LABEL: -0.5, VALUE: 0.5},
    "heading": {LABEL: -3.0, VALUE: -3.0, PAIR: -1.0, OPENER: 0.5},
}
# The first heading names the page, and no block of it.
_OF_H1 = {LABEL: -6.0, VALUE: -3.0, PAIR: -1.0, OPENER: -6.0}


def _of_short(place: Place) -> dict[State, float]:
    label, value = -0.4, -0.25
    for seen, for_label, for_value in _SHORT:
        if seen(place):
            label += for_label
            value += for_value
    return {LABEL: label, VALUE: value, OPENER: _of_opener(place)}


def _of_opener(place: Place) -> float:
    before, words = place.before, place.at.words
    if before is None or before.kind in (Kind.PROSE, Kind.LONG):
        score = 0.0
    else:
        score = -0.5 if place.at.gap else -1.0
        if words.islower() or words.isupper():
            score += 0.6
    if place.at.key in place.known.keys:
        score += 1.0
        if before is None or before.kind is Kind.PROSE:
            score += 1.5 * place.known.heads(place.at.key, place.after)
    score += 0.3 if _is_between_pairs(place) else -0.5 * place.known.is_label(words)
    return score + place.known.is_opener(words)


def _of_pair(place: Place) -> dict[State, float]:
    at = place.at
    size = len(at.value)
    score = 1.2 if size <= 80 else 0.3 if size <= 250 else -1.0
    told = size > 250 and at.label.count(" ") >= 2  # "The project aims at three things: ..."
    if at.key in place.known.keys:
        score += 3.0 if place.known.records >= _MANY else 1.5
    if _is_known(place):
        score += 2.0
    carried = place.before is not None and place.before.kind is Kind.SHORT and place.known.carries
    value = -0.6 + 1.5 * (carried or repeats(place.before, place.at))
    return {PAIR: score - 2.0 * told, VALUE: value - 2.5 * told}


def _of_open(place: Place) -> dict[State, float]:
    # Before prose it is as well a heading or the sentence that opens a list.
    after = place.after
    if after is not None and after.kind is Kind.ITEM:
        ends = len(after.words) > 60 or after.words.endswith((".", ";", ",", ":"))
        return {COLON: (0.4 if ends else 1.4) + 2.0 * _is_known(place)}
    if after is None or after.kind is Kind.PROSE:
        return {COLON: 0.4 + 2.0 * _is_known(place)}
    return {COLON: 2.0 + _is_known(place)}


def _of_row(place: Place) -> dict[State, float]:
    cells = row(place.at.words)
    if len(cells) == 2 and len(cells[0]) <= 60 and not is_typed(cells[0]):
        return {PAIR: 1.0 + (2.0 if place.known.is_label(cells[0]) else 0.0), VALUE: -1.0}
    return {PAIR: -9.0, VALUE: -3.0}


def _of_prose(place: Place) -> dict[State, float]:
    return {VALUE: -3.0 + 2.5 * repeats(place.before, place.at)}


def _of_long(place: Place) -> dict[State, float]:
    again = place.known.is_echo(place.at.words)
    return {VALUE: 1.0 if again else -1.2 + repeats(place.before, place.at)}


def _of_item(place: Place) -> dict[State, float]:
    return {VALUE: -0.8 if len(place.at.words) > 90 else 0.1}


_CLUES: dict[Kind, Callable[[Place], dict[State, float]]] = {
    Kind.SHORT: _of_short,
    Kind.PROSE: _of_prose,
    Kind.PAIR: _of_pair,
    Kind.OPEN: _of_open,
    Kind.LONG: _of_long,
    Kind.PAIRS: lambda _: {PAIR: 2.5},
    Kind.ROW: _of_row,
    Kind.TYPED: lambda _: {VALUE: 1.0},
    Kind.ITEM: _of_item,
}
