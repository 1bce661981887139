"""How a reading changes with the damage: what one practice of it says, or its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gpkit.selftest.page import Page, Reading, Said, Value


def any_headings(reading: Reading) -> Reading:
    """Give a reading that leaves open which lines of prose are headings."""
    return tuple(said._replace(headings=None) for said in reading)


def own(page: Page, at: int, reading: Reading, change: Callable[[Said], Said]) -> Reading:
    """Change what the practice says that a line belongs to; a cut page ends with it."""
    place = min(page.lines[at].record, len(reading)) - 1
    return (*reading[:place], change(reading[place]), *reading[place + 1 :])


def each_facet(said: Said, change: Callable[[tuple[Value, ...]], tuple[Value, ...]]) -> Said:
    """Change the values of each label."""
    observed = tuple((label, facet, change(values)) for label, facet, values in said.observed)
    return said._replace(observed=observed)
