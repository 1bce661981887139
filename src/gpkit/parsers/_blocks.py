"""Blocks of labels and values, found by their form.

Each line is one of a few states (outside a block, label, value, pair ...). A line has clues for
each state, a step from one state to the next has a price, and the cheapest way through the whole
page wins (Viterbi): linear in the lines, and no early choice that a later line cannot mend.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from gpkit.parsers._forms import Form, Kind
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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

_STATES = {
    Kind.SHORT: (OUT, LABEL, VALUE, OPENER),
    Kind.PROSE: (OUT, VALUE),
    Kind.PAIR: (OUT, PAIR, VALUE),
    Kind.OPEN: (OUT, COLON),
    Kind.PAIRS: (OUT, PAIR),
    Kind.ROW: (OUT, PAIR, VALUE),
    Kind.TYPED: (OUT, VALUE),
    Kind.ITEM: (OUT, VALUE),
    Kind.LONG: (OUT, VALUE),
}

# The price of each step; one that is missing cannot be taken.
_STEPS = {
    (OUT, OUT): 0.0,
    # Opening a block costs more than one line of it can earn without a strong clue: a lone short
    # line is a heading, and "Note: ..." alone is prose.
    (OUT, LABEL): -2.0,
    (OUT, COLON): -2.0,
    (OUT, PAIR): -2.0,
    (OUT, OPENER): -2.0,
    (LABEL, VALUE): 0.0,
    (LABEL, LABEL): -1.2,  # an empty label
    (LABEL, COLON): -1.2,
    (LABEL, PAIR): -2.5,  # a page seldom mixes both shapes, but for "Label" / "Carrier: value"
    (LABEL, OUT): -1.2,
    (COLON, VALUE): 0.0,
    (COLON, COLON): -0.6,
    (COLON, PAIR): -0.3,
    (COLON, LABEL): -1.2,
    (COLON, OUT): -0.6,
    (PAIR, PAIR): 0.3,
    (PAIR, COLON): 0.0,
    (PAIR, LABEL): -0.2,
    (PAIR, VALUE): -1.0,  # a further value on a line of its own
    (PAIR, OPENER): -0.5,
    (PAIR, OUT): 0.0,
    (VALUE, VALUE): -0.7,
    (VALUE, LABEL): 0.0,
    (VALUE, COLON): 0.0,
    (VALUE, PAIR): 0.0,
    (VALUE, OPENER): -1.0,
    (VALUE, OUT): 0.0,
    (OPENER, LABEL): 0.0,
    (OPENER, COLON): 0.0,
    (OPENER, PAIR): 0.0,
}


_NAMING = ("dt", "th")


class Place(NamedTuple):
    """A line between its neighbours, and what is known of its words."""

    before: Form | None
    at: Form
    after: Form | None
    known: Known

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
    """Tell a value by the line above it, before a colon or marked as a name."""
    before = p.before
    if before is None:
        return False
    return before.kind is Kind.OPEN or (before.hint is not None and before.hint.kind in _NAMING)


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
    (lambda p: p.before is not None and p.before.indent < p.at.indent, -3.0, 1.5),
    # "Geographic extent", "Geographic coverage": names are made of each other's words.
    (lambda p: p.known.records < 2 and p.at.key in p.known.kin, 0.8, 0.0),
    # Where blank lines stand between all lines of a block, none stands within a list of values.
    (lambda p: p.known.is_airy and not p.at.gap, -1.2, 0.4),
    # Between two pairs stands the heading of a group.
    (_is_between_pairs, -1.5, 0.0),
    # Names are shorter than what they name.
    (lambda p: _length_ratio(p.at, p.after), 0.4, 0.0),
    (lambda p: _length_ratio(p.before, p.at), 0.0, 0.4),
    # "Call Year" / "The Call Year is 2018": the sentence around a value repeats its label.
    (lambda p: _repeats(p.at, p.after), 1.2, 0.0),
    (lambda p: _repeats(p.before, p.at), 0.0, 1.2),
    (lambda p: len(p.at.words) > 45, -1.5, 0.0),
    (lambda p: p.at.words[:1].islower(), -0.5, 0.0),
    (lambda p: p.at.words.endswith((".", ",", ";", "!")), -1.5, 0.0),
    # A heading stands over prose.
    (lambda p: p.is_stray, -1.5, 0.0),
    (lambda p: p.is_stray and not _is_named(p), 0.0, -1.5),
    # "Group: digital skills for all" / "Digital skills for experts", and then a blank line.
    (_continues, 0.0, 1.6),
)


def decode(forms: Sequence[Form], known: Known) -> list[State]:
    """Tell what each line is for the blocks."""
    if not forms:
        return []
    ways: list[dict[State, State]] = []
    scores = {OUT: 0.0}
    for place in _places(forms, known):
        clues = _hinted(_clues(place), place.at)
        step: dict[State, State] = {}
        reached: dict[State, float] = {}
        for state in _STATES[place.at.kind]:
            best = _best(scores, state, place)
            if best is not None:
                step[state], score = best
                reached[state] = score + clues.get(state, 0.0)
        ways.append(step)
        scores = reached
    return _way_back(ways, scores)


def _places(forms: Sequence[Form], known: Known) -> Iterator[Place]:
    before: Form | None = None
    for index, at in enumerate(forms):
        after = forms[index + 1] if index + 1 < len(forms) else None
        yield Place(before, at, after, known)
        before = at


def _best(scores: dict[State, float], state: State, place: Place) -> tuple[State, float] | None:
    best: tuple[State, float] | None = None
    for source, score in scores.items():
        price = _STEPS.get((source, state))
        if price is None:
            continue
        total = score + _twins(source, state, price, place)
        if best is None or total > best[1]:
            best = source, total
    return best


def _twins(source: State, state: State, price: float, place: Place) -> float:
    """Correct a price for two lines that look alike: both are labels, or both are values."""
    before, at = place.before, place.at
    if before is None or source not in (LABEL, VALUE) or state not in (LABEL, VALUE):
        return price
    if before.kind is Kind.ITEM and at.kind is Kind.ITEM:
        return 0.0
    if _are_twins(before, at):
        return 0.0 if source is state else price - 1.5
    if source is LABEL and state is VALUE and place.known.parts(before.key, at.key):
        return price - 2.0
    return price


def _are_twins(one: Form, two: Form) -> bool:
    """Tell lines of one first or last word ("Start date", "End date") from a name and its value."""
    if one.kind is not Kind.SHORT or two.kind is not Kind.SHORT:
        return False
    a, b = one.key.replace("-", " ").split(), two.key.replace("-", " ").split()
    if not 1 < len(a) == len(b) < 5 or max(map(len, (one.key, two.key))) > 32:
        return False
    return (a[0] == b[0] and len(a[0]) > 3) or (a[-1] == b[-1] and len(a[-1]) > 3)


def _clues(place: Place) -> dict[State, float]:
    return _CLUES[place.at.kind](place)


def _hinted(clues: dict[State, float], at: Form) -> dict[State, float]:
    """Let the markup speak, where there is any: it knows names from values, and headings."""
    kind = at.hint.kind if at.hint else ""
    if kind not in _MARKUP:
        return clues
    more = _MARKUP[kind]
    return {state: score + more.get(state, 0.0) for state, score in clues.items()}


# What the markup of a line is worth; a cell of a row of three or more says nothing of its kind.
_MARKUP = {
    "dt": {LABEL: 4.0, COLON: 2.0, VALUE: -4.0},
    "th": {LABEL: 3.0, COLON: 2.0, VALUE: -3.0},
    "dd": {LABEL: -4.0, VALUE: 3.0},
    "td": {LABEL: -0.5, VALUE: 0.5},
    "heading": {LABEL: -3.0, VALUE: -3.0, PAIR: -1.0, OPENER: 0.5},
}


def _of_short(place: Place) -> dict[State, float]:
    label, value = -0.4, -0.25
    for seen, for_label, for_value in _SHORT:
        if seen(place):
            label += for_label
            value += for_value
    return {LABEL: label, VALUE: value, OPENER: _of_opener(place)}


def _of_opener(place: Place) -> float:
    before, words = place.before, place.at.words
    if before is None or before.kind is Kind.PROSE:
        score = 0.0
    else:
        score = -0.5 if place.at.gap else -1.0
        if words.islower() or words.isupper():
            score += 0.6
    if place.at.key in place.known.keys:
        score += 1.0
    score += 0.3 if _is_between_pairs(place) else -0.5 * place.known.is_label(words)
    return score + place.known.is_opener(words)


def _of_pair(place: Place) -> dict[State, float]:
    at = place.at
    size = len(at.value)
    score = 1.2 if size <= 80 else 0.3 if size <= 250 else -1.0
    if at.key in place.known.keys:
        score += 1.5
    if _is_known(place):
        score += 2.0
    return {PAIR: score, VALUE: -0.6 + 1.5 * _repeats(place.before, place.at)}


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
    from gpkit.parsers._forms import row

    cells = row(place.at.words)
    if len(cells) == 2 and len(cells[0]) <= 60:
        return {PAIR: 1.0 + (2.0 if place.known.is_label(cells[0]) else 0.0), VALUE: -1.0}
    return {PAIR: -9.0, VALUE: -3.0}


def _of_prose(place: Place) -> dict[State, float]:
    return {VALUE: -3.0 + 2.5 * _repeats(place.before, place.at)}


def _of_long(place: Place) -> dict[State, float]:
    again = place.known.is_echo(place.at.words)
    return {VALUE: 1.0 if again else -1.2 + _repeats(place.before, place.at)}


def _of_item(place: Place) -> dict[State, float]:
    return {VALUE: -0.8 if len(place.at.words) > 90 else 0.1}


def _repeats(label: Form | None, at: Form | None) -> bool:
    """Tell whether a line repeats the words of the label above it: a carrier of its value."""
    if label is None or at is None or label.kind is not Kind.SHORT or len(label.words) > 45:
        return False
    names = {word for word in label.key.split() if len(word) > 3}
    if not names or len(at.words) <= len(label.words):
        return False
    shared = names & set(fold(at.words[:120]).replace(":", " ").split())
    return len(shared) > 1 or (len(names) == 1 and ":" in at.words and bool(shared))


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


def _way_back(ways: list[dict[State, State]], scores: dict[State, float]) -> list[State]:
    ends = {OUT: 0.0, LABEL: -1.2, COLON: -0.6, PAIR: 0.0, VALUE: 0.0, OPENER: -9.0}
    state = max(scores, key=lambda s: (scores[s] + ends[s], -s))
    found = [state]
    for step in reversed(ways[1:]):
        state = step[state]
        found.append(state)
    return found[::-1]
