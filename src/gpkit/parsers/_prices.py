"""The price of each step from the state of one line to that of the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.parsers._clues import COLON, LABEL, OPENER, OUT, PAIR, VALUE
from gpkit.parsers._forms import Form, Kind, are_twins

if TYPE_CHECKING:
    from gpkit.parsers._clues import Place, State

# A step that is missing cannot be taken.
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

# Below a block that is sure another one is likely:
_AGAIN = 0.8  # less to open it,
_IDLE = -0.3  # more for a short line among others that is in none,
_EMPTY = 0.2  # and less for an empty label
_LEFT = -0.8  # to leave a block for a short line that another one follows
_SHORTER = -0.2  # a value that is half as long as the one above, or twice that for a third
_MIXED = -0.8  # words below a number, as further values of one label


def price_of(source: State, state: State, place: Place) -> float | None:
    """Give the price of a step for what stands above, and for how the two lines look.

    None where it cannot be taken.
    """
    price = _STEPS.get((source, state))
    if price is None or place.before is None:
        return price
    if state is OUT:
        return price + _idle(source, place)
    if source is OUT:
        return price + _AGAIN * place.again
    if source in (LABEL, VALUE) and state in (LABEL, VALUE):
        return _of_two(source, state, price, place)
    return price


def _of_two(source: State, state: State, price: float, place: Place) -> float:
    """Correct a price for two lines that look alike: both are labels, or both are values."""
    before, at = place.before, place.at
    assert before is not None  # noqa: S101 - there is a step, so there is a line before
    if before.kind is Kind.ITEM and at.kind is Kind.ITEM:
        return 0.0
    if are_twins(before, at):
        return 0.0 if source is state else price - 1.5
    if source is VALUE and state is VALUE:
        return price + _of_two_values(before, at)
    if source is LABEL and state is LABEL and place.again:
        return price + _EMPTY
    if source is LABEL and state is VALUE and place.known.parts(before.key, at.key):
        return price - 2.0
    return price


def _idle(source: State, place: Place) -> float:
    """Price a short line outside of blocks that another one follows: no heading, and no prose."""
    if any(form is None or form.kind is not Kind.SHORT for form in (place.at, place.after)):
        return 0.0
    if source is VALUE:
        return _LEFT
    among = place.before is not None and place.before.kind is Kind.SHORT
    return _IDLE if source is OUT and among and place.again else 0.0


def _of_two_values(one: Form, two: Form) -> float:
    """Price two values of one label: they are of one form, and none is much the shorter."""
    if one.kind is Kind.TYPED and two.kind is Kind.SHORT:
        return _MIXED
    return _SHORTER * sum(len(one.words) >= times * len(two.words) for times in (2, 3))
