"""Blocks of labels and values, found by their form.

Each line is one of a few states (outside a block, label, value, pair ...). A line has clues for
each state, a step from one state to the next has a price, and the cheapest way through the whole
page wins (Viterbi): linear in the lines, and no early choice that a later line cannot mend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.parsers._clues import COLON, LABEL, OPENER, OUT, PAIR, VALUE, Place, State, clues
from gpkit.parsers._forms import Form, Kind
from gpkit.parsers._prices import price_of

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

_NAMES = (LABEL, COLON, PAIR)
_SURE = 3  # names that make a block sure


def decode(forms: Sequence[Form], known: Known) -> list[State]:
    """Tell what each line is for the blocks.

    Below a block that is sure another one is likely, so that the page is read again from there.
    """
    if not forms:
        return []
    states = _cheapest(forms, known, len(forms))
    end = _end_of_sure(states)
    return _cheapest(forms, known, end) if end < len(forms) else states


def _end_of_sure(states: Sequence[State]) -> int:
    """Give the index behind the first block of enough names, or behind the last line."""
    names = 0
    for index, state in enumerate(states):
        if state is OUT and names >= _SURE:
            return index
        names = 0 if state is OUT else names + (state in _NAMES)
    return len(states)


def _cheapest(forms: Sequence[Form], known: Known, sure: int) -> list[State]:
    """Take the cheapest way; ``sure``: the index below which another block is likely."""
    ways: list[dict[State, State]] = []
    scores = {OUT: 0.0}
    for place in _places(forms, known, sure):
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


def _places(forms: Sequence[Form], known: Known, sure: int) -> Iterator[Place]:
    before: Form | None = None
    for index, at in enumerate(forms):
        after = forms[index + 1] if index + 1 < len(forms) else None
        yield Place(before, at, after, known, index >= sure)
        before = at


def _best(scores: dict[State, float], state: State, place: Place) -> tuple[State, float] | None:
    best: tuple[State, float] | None = None
    for source, score in scores.items():
        price = price_of(source, state, place)
        if price is not None and (best is None or score + price > best[1]):
            best = source, score + price
    return best


def _way_back(ways: list[dict[State, State]], scores: dict[State, float]) -> list[State]:
    ends = {OUT: 0.0, LABEL: -1.2, COLON: -0.6, PAIR: 0.0, VALUE: 0.0, OPENER: -9.0}
    state = max(scores, key=lambda s: (scores[s] + ends[s], -s))
    found = [state]
    for step in reversed(ways[1:]):
        state = step[state]
        found.append(state)
    return found[::-1]
