"""Read a period: two dates with a dash or a word between, or one end left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Reading, Step
from gpkit.text.dates._find import Scan, scan
from gpkit.text.dates._read import Evidence, prepare, read_date, settle

if TYPE_CHECKING:
    from gpkit.text.dates._shapes import Found, Order

_EMPTY = Reading(None)
_BETWEEN = frozenset("s-/cfgkwbt.,|")


def read_period(
    raw: str, *, order: Order | None = None, because: str = "", language: str | None = None
) -> tuple[Reading, Reading]:
    """Read start and end; an end that is not there is an empty reading.

    A lone date without a dash is given as the start, as ``read_date`` reads it: whether it is a
    start, an end or a day is for the label to say.

    >>> start, end = read_period("01/10/2018 – 30/09/2020")
    >>> start.value, end.value
    ('2018-10-01', '2020-09-30')
    >>> [reading.value for reading in read_period("18.–20. July 2024")]
    ['2024-07-18', '2024-07-20']
    >>> [reading.value for reading in read_period("2020 -")]
    ['2020', None]
    >>> [reading.value for reading in read_period("- 2020")]
    [None, '2020']
    """
    text, steps = prepare(raw)
    found = scan(text) if text else None
    if found is None or not _is_period(found):
        lone = read_date(raw, order=order, because=because, language=language)
        return lone, _EMPTY
    evidence = Evidence(found, order, because, language)
    if len(found.dates) == 1:
        end = _side(found, found.dates[0], evidence, steps, "end")
        return _EMPTY, end
    first, last = found.dates
    start = _side(found, first, evidence, steps, "start")
    end = _side(found, last, evidence, steps, "end")
    return (_unshare(start, end) if first.joined else start), end


def _unshare(start: Reading, end: Reading) -> Reading:
    """``18 December - 5 January 2024``: the year written once is not the year of the start."""
    if start.value is None or end.value is None or str(start.value) <= str(end.value):
        return start
    why = "it would start after its end: what is written once is not meant for both"
    return Reading(None, (*start.steps, Step("contradiction", "", why)), (start.value,))


def _is_period(found: Scan) -> bool:
    dates = found.dates
    if len(dates) == 1:
        return _ends_only(found)
    if len(dates) != 2:
        return False
    if dates[0].joined:
        return True
    kinds = {token.kind for token in found.between(*dates)}
    return kinds <= _BETWEEN and bool(kinds & set("-/c"))


def _ends_only(found: Scan) -> bool:
    """``- 2020``, ``until 2020``."""
    before = [t.kind for t in found.tokens if t.start < found.dates[0].start and t.kind not in "sf"]
    return bool(before) and before[-1] in "-c"


def _side(found: Scan, one: Found, evidence: Evidence, steps: list[Step], name: str) -> Reading:
    piece = found.text[one.start : one.end]
    isos, own = settle(found.text, one, evidence)
    chain = (*steps, Step(name, piece, f"the {name} of a period"), *own)
    return Reading(isos[0], chain) if len(isos) == 1 else Reading(None, chain, tuple(isos))
