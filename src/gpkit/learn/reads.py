"""Records read by form alone: their lines without the furniture at the ends, and their states."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gpkit.learn.pages import NO_WORDS, lines_of
from gpkit.parsers._claims import settled
from gpkit.parsers._forms import Kind
from gpkit.parsers._known import Known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.learn.fixed import Fixed
    from gpkit.learn.pages import Page, Unit
    from gpkit.parsers._clues import State
    from gpkit.parsers._forms import Form


class Steady(Known):
    """What recurs is known, words are not."""

    def is_opener(self, words: str) -> bool:  # noqa: ARG002
        """No heading of a block is known by its words."""
        return False


class Read(NamedTuple):
    """A record, read by form: its lines without the furniture at its ends, and their states."""

    unit: Unit
    indexes: tuple[int, ...]
    forms: tuple[Form, ...]
    states: list[State]


def read_of(unit: Unit, pages: Sequence[Page], steady: Fixed, records: int) -> Read:
    """Read a record; recurring lines at its ends are furniture."""
    page = pages[unit.page]
    start, end = unit.start, unit.end
    while (
        start < end and page.keys[start] in steady.dead and not _names_a_kind(page, start, steady)
    ):
        start += 1
    start = _back_to_its_kind(page, unit.start, start, end)
    while end > start and page.keys[end - 1] in steady.everywhere and not names(page, end - 1):
        end -= 1
    piece = lines_of(unit._replace(start=start, end=end), pages)
    known = Steady(NO_WORDS, piece, steady.names, steady.often, max(records, 3))
    return Read(unit, tuple(range(start, end)), piece, states_of(piece, start, page, known))


def _names_a_kind(page: Page, place: int, steady: Fixed) -> bool:
    below = page.keys[place + 1 : place + 2]
    return bool(below) and below[0] in steady.kinds


def _back_to_its_kind(page: Page, first: int, start: int, end: int) -> int:
    """Go back over names and values that never vary, built as the first name and its value."""
    if start + 1 >= end:
        return start
    built = _built(page, start), _built(page, start + 1)
    if built[1] == built[0]:
        return start
    while start - 2 >= first and (_built(page, start - 2), _built(page, start - 1)) == built:
        start -= 2
    return start


def _built(page: Page, place: int) -> tuple[Kind, str]:
    """Give the form of a line, and the names of the elements around it."""
    form = page.forms[place]
    way = re.sub(r"\[\d+\]", "", form.hint.path) if form.hint else ""
    kind = Kind.SHORT if form.kind is Kind.TYPED else form.kind
    return kind, way


def names(page: Page, place: int) -> bool:
    """Tell a line that the markup calls a name: what stands below it is its value."""
    hint = page.forms[place].hint
    return hint is not None and hint.kind in ("dt", "th")


def states_of(piece: Sequence[Form], start: int, page: Page, known: Known) -> list[State]:
    """Decode each run of lines between which nothing is left out."""
    ends = [*sorted(cut - start for cut in page.cuts if 0 < cut - start < len(piece)), len(piece)]
    states: list[State] = []
    for first, end in pairwise([0, *ends]):
        states += settled(piece[first:end], known)
    return states


def below_its_head(read: Read, pages: Sequence[Page], steady: Fixed, records: int) -> Read:
    """Read a record again as if all recurring lines at its start were furniture."""
    page, start = pages[read.unit.page], 0
    while start < len(read.indexes) and page.keys[read.indexes[start]] in steady.everywhere:
        start += 1
    if start == 0:
        return read
    piece = read.forms[start:]
    known = Steady(NO_WORDS, piece, steady.names, steady.often, max(records, 3))
    offset = read.indexes[start] if piece else 0
    return Read(read.unit, read.indexes[start:], piece, states_of(piece, offset, page, known))
