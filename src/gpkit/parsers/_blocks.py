"""Blocks of labels and values, found by their form.

Each line is one of a few states (outside a block, label, value, pair ...). A line has clues for
each state, a step from one state to the next has a price, and the cheapest way through the whole
page wins (Viterbi): linear in the lines, and no early choice that a later line cannot mend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.parsers._clues import COLON, LABEL, OPENER, OUT, PAIR, VALUE, Place, State, clues
from gpkit.parsers._forms import Form, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.parsers._known import Known

# What a line of each form can be.
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


def decode(forms: Sequence[Form], known: Known) -> list[State]:
    """Tell what each line is for the blocks."""
    if not forms:
        return []
    ways: list[dict[State, State]] = []
    scores = {OUT: 0.0}
    for place in _places(forms, known):
        points = clues(place)
        step: dict[State, State] = {}
        reached: dict[State, float] = {}
        for state in _STATES[place.at.kind]:
            best = _best(scores, state, place)
            if best is not None:
                step[state], score = best
                reached[state] = score + points.get(state, 0.0)
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


def _way_back(ways: list[dict[State, State]], scores: dict[State, float]) -> list[State]:
    ends = {OUT: 0.0, LABEL: -1.2, COLON: -0.6, PAIR: 0.0, VALUE: 0.0, OPENER: -9.0}
    state = max(scores, key=lambda s: (scores[s] + ends[s], -s))
    found = [state]
    for step in reversed(ways[1:]):
        state = step[state]
        found.append(state)
    return found[::-1]
