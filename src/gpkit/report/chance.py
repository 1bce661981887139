"""How often chance leaves as much empty as was found empty."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEPS = 500  # in which sums are counted, up to the one that is asked for


def chance(places: Sequence[float], missing: float) -> float:
    """Give the probability that places which chance leaves empty were to hold ``missing`` in all.

    ``places`` are the practices expected in each; a place stays empty in ``exp(-expected)`` of all
    cases, by itself. Their sums are rounded up, by one step of 500 a place at most: chance is
    never made less likely than it is.

    >>> round(chance([3.0], 3.0), 4)  # a single place is empty
    0.0498
    >>> chance([0.25] * 20, 3.75) > 0.5  # five practices leave fifteen of twenty countries empty
    True
    """
    sums = [1.0] + [0.0] * _STEPS  # probabilities; the last takes in all that is beyond
    for expected in places:
        step = min(_STEPS, math.ceil(expected * _STEPS / missing - 1e-9))
        empty = math.exp(-expected)
        moved = [0.0] * step + [empty * p for p in sums[: _STEPS + 1 - step]]
        moved[-1] += empty * math.fsum(sums[_STEPS + 1 - step :])
        sums = [(1 - empty) * p + q for p, q in zip(sums, moved, strict=True)]
    return min(1.0, sums[-1])
