"""Read one date: find it, list every way to read it, and settle what evidence settles."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from gpkit.model import Reading, Step
from gpkit.text.dates._find import Scan, scan
from gpkit.text.dates._names import LANGUAGES
from gpkit.text.dates._placeholder import is_placeholder
from gpkit.text.dates._shapes import Candidate, Found, Order
from gpkit.text.dates._tokens import LIMIT, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOTH = " | "
_ENDS = " .|;,:-()[]\"'"
_FIRST = {Order.DMY: "day first", Order.MDY: "month first", Order.YMD: "year first"}


class Evidence:
    """What settles open readings: numbers in the value itself, the caller's word, a weekday."""

    def __init__(
        self, found: Scan, order: Order | None, because: str, language: str | None
    ) -> None:
        inside = order_of(found.dates) if len(found.dates) > 1 else None
        self.order = inside or order
        self.why = "another date in the value proves it" if inside else because or "as told"
        self.language = (language or "").casefold().replace("_", "-").partition("-")[0]
        self.days, self.day_languages, self.day = _weekday(found)
        # A wrong weekday would move a short year by a century: Friday 18.07.24 is only in 1924
        self.short_year = any(one.shape == "two-digit year" for one in found.dates)


def read_date(
    raw: str, *, order: Order | None = None, because: str = "", language: str | None = None
) -> Reading:
    """Read the date in a value; ``because`` says where the evidence for ``order`` comes from.

    >>> read_date("18.07.2024 |").value, read_date("September 24th, 2024").value
    ('2024-07-18', '2024-09-24')
    >>> read_date("09/2018").value, read_date("2018").value
    ('2018-09', '2018')
    >>> read_date("01.02.2024").readings
    ('2024-01-02', '2024-02-01')
    >>> read_date("01.02.2024", order=Order.DMY, because="line 9 is 18.07.2024").steps
    (Step(name='order', result='2024-02-01', why='day first: line 9 is 18.07.2024'),)
    >>> read_date("5. listopada 2020").readings  # October in Croatian, November in Polish
    ('2020-10-05', '2020-11-05')
    >>> read_date("5. listopada 2020", language="hr").value
    '2020-10-05'
    >>> read_date("31.02.2024").steps[-1].name
    'impossible'
    """
    if len(raw) > LIMIT:
        return _read_date(raw, order, because, language)
    return _read_again(raw, order, because, language)


def _read_date(raw: str, order: Order | None, because: str, language: str | None) -> Reading:
    text, steps = prepare(raw)
    if not text:
        return Reading(None, tuple(steps))
    found = scan(text)
    if not found.dates:
        return Reading(None, (*steps, Step("none", "", found.refused or "no date in these words")))
    steps += _cut(found)
    return settle_all(found, Evidence(found, order, because, language), steps)


_read_again = lru_cache(maxsize=2_000)(_read_date)  # the dates of a site lie within a few years


@lru_cache(maxsize=2_000)
def proves_order(raw: str) -> Order | None:
    """Tell which order of day and month a value proves; a year in front proves none.

    >>> proves_order("18.07.2024 |"), proves_order("07/18/2024")
    (<Order.DMY: 'dmy'>, <Order.MDY: 'mdy'>)
    >>> proves_order("01.02.2024"), proves_order("2024-07-18"), proves_order("05.05.2024")
    (None, None, None)
    """
    text, _ = prepare(raw)
    return order_of(scan(text).dates) if text else None


def order_of(dates: list[Found]) -> Order | None:
    """The one order that the numeric dates of a value prove; None where they contradict."""
    proofs = {way for found in dates for way in [_order(found)] if way}
    return proofs.pop() if len(proofs) == 1 else None


def _order(found: Found) -> Order | None:
    orders = {candidate.order for candidate in found.candidates}
    return orders.pop() if len(orders) == 1 else None


def prepare(raw: str) -> tuple[str, list[Step]]:
    """Clean a value; the text is empty where nothing is left to read."""
    steps = []
    if len(raw) > LIMIT:
        steps.append(Step("limit", raw[:LIMIT], f"a date is short: {LIMIT} characters are read"))
        raw = raw[:LIMIT]
    text = clean(raw)
    if not text:
        return "", [*steps, Step("none", "", "nothing but space")]
    if is_placeholder(text):
        return "", [*steps, Step("placeholder", "", "a mask that nobody filled in")]
    if text != raw.strip():
        steps.append(Step("typography", text, "spaces, dashes, quotes and digits made plain"))
    return text, steps


def _cut(found: Scan) -> list[Step]:
    """Name what stood around the dates."""
    left, right = found.dates[0].start, max(date.end for date in found.dates)
    kept = found.text[left:right]
    rest = f"{found.text[:left]} … {found.text[right:]}".strip(" …")
    if kept == found.text:
        return []
    name = "trim" if not rest.strip(_ENDS) else "cut"
    return [Step(name, kept, f"left over: {rest!r}")]


def settle_all(found: Scan, evidence: Evidence, steps: list[Step]) -> Reading:
    """Settle every date of a value, and say whether they agree."""
    settled = [settle(found.text, one, evidence) for one in found.dates]
    if len(settled) == 1:
        return _reading(*settled[0], steps)
    common = settled[0][0]
    for isos, _ in settled[1:]:
        common = _agree(common, isos)
    if len(common) == 1:
        value = common[0]
        own = next((s for isos, s in settled if value in isos), [])
        why = f"{len(settled)} dates in the value agree"
        return Reading(value, (*steps, *own[:1], Step("agree", value, why)))
    every = tuple(sorted({iso for isos, _ in settled for iso in isos}))
    step = Step("several", _BOTH.join(every), f"{len(settled)} dates in the value, not one")
    return Reading(None, (*steps, step), every)


def _agree(left: list[str], right: list[str]) -> list[str]:
    """What both can mean; 2024-07 and 2024-07-18 agree on the more exact of the two."""
    both = {max(a, b, key=len) for a in left for b in right if a.startswith(b) or b.startswith(a)}
    return sorted(both)


def _reading(isos: list[str], own: list[Step], steps: list[Step]) -> Reading:
    chain = (*steps, *own)
    if len(isos) == 1:
        return Reading(isos[0], chain)
    return Reading(None, chain, tuple(isos))


def settle(text: str, found: Found, evidence: Evidence) -> tuple[list[str], list[Step]]:
    """Every reading that the evidence leaves of one date, and the steps that led there."""
    piece = text[found.start : found.end]
    ways = list(found.candidates)
    if not ways:
        return [], [Step("impossible", "", f"no calendar has the date {piece!r}")]
    steps = [_first_step(piece, found, _isos(ways))]
    for name, kept, why in _filters(ways, evidence):
        if kept and len(_isos(kept)) < len(_isos(ways)):
            ways = [way for way in ways if way in kept]
            steps.append(Step(name, _BOTH.join(_isos(ways)), why))
    if len(steps) > 1 and len(_isos(ways)) == 1:
        steps = steps[1:]
    steps += _doubts(ways, evidence)
    return _isos(ways), steps


def _isos(ways: list[Candidate]) -> list[str]:
    return sorted({way.iso for way in ways})


def _filters(
    ways: list[Candidate], evidence: Evidence
) -> Iterator[tuple[str, list[Candidate], str]]:
    if evidence.order:
        why = f"{_FIRST[evidence.order]}: {evidence.why}"
        yield "order", [way for way in ways if way.order == evidence.order], why
    if evidence.language in LANGUAGES:
        told = [way for way in ways if evidence.language in way.languages]
        yield "language", told, f"the language is {evidence.language}"
    if evidence.day:
        same = [way for way in ways if way.languages & evidence.day_languages]
        yield "language", same, f"{evidence.day!r} is a weekday of the same language"
        fits = [way for way in ways if _falls_on(way.iso, evidence.days)]
        if not evidence.short_year:
            yield "weekday", fits, f"it was a {evidence.day!r}"


def _falls_on(iso: str, days: frozenset[int]) -> bool:
    return len(iso) == 10 and date.fromisoformat(iso).weekday() in days


def _first_step(piece: str, found: Found, isos: list[str]) -> Step:
    result = _BOTH.join(isos)
    if len(isos) > 1:
        return Step("ambiguous", result, f"{piece!r} can be read in {len(isos)} ways")
    languages = sorted(frozenset().union(*(way.languages for way in found.candidates)))
    if languages:
        return Step("month name", result, f"as in {', '.join(languages[:3])}")
    if found.shape == "numeric":
        order = _order(found)
        why = (
            f"{_FIRST[order]}: no other order is a date"
            if order is not None
            else "day equals month"
        )
        return Step("order", result, why)
    return Step("precision" if len(result) < 10 else "shape", result, found.shape)


def _doubts(ways: list[Candidate], evidence: Evidence) -> Iterator[Step]:
    """What the evidence says against a date that needs none: said, and not followed."""
    isos = _isos(ways)
    orders = {way.order for way in ways}
    told = evidence.order
    if told and {told, *orders} == {Order.DMY, Order.MDY} and told not in orders:
        why = f"not {_FIRST[told]}, although {evidence.why}"
        yield Step("contradiction", _BOTH.join(isos), why)
    if evidence.days and not any(len(iso) < 10 or _falls_on(iso, evidence.days) for iso in isos):
        why = f"the weekday {evidence.day!r} does not fit"
        yield Step("contradiction", _BOTH.join(isos), why)


def _weekday(found: Scan) -> tuple[frozenset[int], frozenset[str], str]:
    """The one weekday beside the one date; short forms mean too many things to be evidence."""
    names = [token for token in found.tokens if token.kind == "w" and len(token.text) > 3]
    if len(names) != 1 or len(found.dates) != 1:
        return frozenset(), frozenset(), ""
    means = names[0].means
    return frozenset(means), frozenset().union(*means.values()), names[0].text
