"""The records of a dump, told apart by what repeats.

A dump of many records repeats its labels once in each, in one order: a *cycle*. Where a record
starts within the lines between two cycles is told by the form of a title.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gpkit.parsers._articles import article_beside, without_heading
from gpkit.parsers._blocks import decode
from gpkit.parsers._clues import COLON, LABEL, PAIR
from gpkit.parsers._forms import Form, Kind, is_typed
from gpkit.parsers._known import Known
from gpkit.parsers._lists import list_of
from gpkit.parsers._seams import recurring
from gpkit.parsers._starts import by_pattern, start_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.authority import Authority
    from gpkit.parsers._lists import List

Span = tuple[int, int]

_KEYS = (Kind.SHORT, Kind.PAIR, Kind.OPEN)
_SHARE = 0.6  # of the records that a line must recur in to be a name
_TOLD = 100  # characters of prose above a list that make it the list of one record
_FACT = 2  # lines of a fact, as a rule
_NAMES = (LABEL, COLON, PAIR)
_FEW = 3  # names that make a cycle


class Dump(NamedTuple):
    """Where the records of a dump stand, and what is known of its words."""

    spans: tuple[Span, ...]
    known: Known
    why: str = ""
    titled: frozenset[int] = frozenset()  # spans whose first line is a title, by their start
    is_list: bool = False  # of elements: a title each, and what they say


class Cycle(NamedTuple):
    """What recurs in each record: the keys, where each cycle opens, and where its last key is."""

    keys: frozenset[str]  # in all records
    often: frozenset[str]  # in most of them
    opens: tuple[int, ...]
    ends: tuple[int, ...]


def dump_of(
    forms: Sequence[Form],
    authority: Authority,
    facts: Sequence[Form] | None = None,
    pages: Sequence[int] = (),
) -> Dump:
    """Split a dump into its records; one record where nothing repeats.

    ``facts``: the same lines, with names and values marked as rows of facts show them.
    ``pages``: the indexes at which pages of a file begin, where it has several.
    """
    if not forms:
        return Dump((), Known(authority))
    facts = forms if facts is None else facts
    listed = _listed(forms, facts, authority)
    if listed is not None:
        return listed
    forms = facts
    for few in (_FEW, _FEW - 1):
        cycle = cycle_of(forms, few)
        spans = _spans(forms, cycle, authority) if cycle else ()
        if cycle and len(spans) > len(pages):
            return _of_cycle(forms, cycle, spans, authority)
        if pages:
            return _of_pages(forms, pages, authority)
        found, why = by_pattern(forms, authority)
        if found:
            starts = frozenset(start for start, _ in found)
            return Dump(tuple(found), Known(authority, forms), why, starts)
    return Dump(((0, len(forms)),), Known(authority, forms))


def _of_cycle(
    forms: Sequence[Form], cycle: Cycle, spans: tuple[Span, ...], authority: Authority
) -> Dump:
    known = Known(authority, forms, cycle.keys, cycle.often, len(spans))
    why = f"{len(spans)} records repeat {len(cycle.keys)} lines in one order"
    return Dump(spans, known, why, frozenset(start for start, _ in spans) - {*cycle.opens})


def _listed(forms: Sequence[Form], facts: Sequence[Form], authority: Authority) -> Dump | None:
    """Take the elements of an HTML page that repeat as its records, or the page above them."""
    listed = list_of(forms)
    if listed is not None and _are_facts(listed, facts):
        listed = list_of(facts)
        listed = None if listed and _are_facts(listed, facts) else listed
    if listed is None:
        return None
    above = forms[: listed.spans[0][0]]
    if _belongs_to_a_record(above, authority):
        return Dump(((0, without_heading(above)),), Known(authority, forms))
    span = article_beside(forms, listed)
    if span is not None:
        return Dump((span,), Known(authority, forms))
    why = f"{len(listed.spans)} elements of the page are built alike"
    return Dump(listed.spans, Known(authority, forms), why, is_list=True)


def _of_pages(forms: Sequence[Form], starts: Sequence[int], authority: Authority) -> Dump:
    """Take each page as a record; what all of them print is known as labels are."""
    keys = recurring(forms, starts)
    known = Known(authority, forms, keys, records=len(starts) if keys else 1)
    spans = tuple(zip(starts, [*starts[1:], len(forms)], strict=True))
    return Dump(spans, known, f"{len(starts)} pages stand in one file")


def _belongs_to_a_record(above: Sequence[Form], authority: Authority) -> bool:
    """Tell a list of records from the links below one: a block and prose stand above those."""
    told = sum(len(form.words) for form in above if form.kind is Kind.PROSE)
    known = Known(authority, above)
    states = decode(above, known)
    names = {f.label or f.words for f, s in zip(above, states, strict=True) if s in _NAMES}
    return sum(map(known.is_label, names)) >= (_FEW if told > _TOLD else 2 * _FEW)


def _are_facts(listed: List, facts: Sequence[Form]) -> bool:
    """Tell rows of facts, in one run, from records: one line names what the other says."""
    if any(one[1] != two[0] for one, two in pairwise(listed.spans)):
        return False
    rows = [facts[start:end] for start, end in listed.spans]
    facing = sum(len(row) == _FACT * sum(map(_is_name, row)) for row in rows)
    names = [form.key for row in rows for form in row if _is_name(form)]
    return 2 * facing > len(rows) and len({*names}) == len(names)


def _is_name(form: Form) -> bool:
    return form.hint is not None and form.hint.kind == "dt" and "/a[" not in form.hint.path


def cycle_of(forms: Sequence[Form], few: int = _FEW) -> Cycle | None:
    """Find the lines that recur once in each record, in one order: ``few`` of them at least."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, form in enumerate(forms):
        if form.kind in _KEYS and form.key and len(form.key) <= 80:
            places[form.key].append(index)
    counts = Counter(len(at) for at in places.values() if len(at) > 1)
    for count, _ in sorted(counts.items(), key=lambda c: (-(c[1] * c[0]), -c[0]))[:4]:
        found = _cycle(forms, places, count, few)
        if found is not None:
            return found
    return None


def _cycle(
    forms: Sequence[Form], places: dict[str, list[int]], count: int, few: int
) -> Cycle | None:
    full = sorted((at for at in places.values() if len(at) == count), key=lambda at: at[0])
    full = _in_step(full)
    if len(full) < few or (few < _FEW and (count < _FEW or not _is_named(forms, full))):
        return None
    opens = full[0]
    inside = {
        key: len(at)
        for key, at in places.items()
        if count * _SHARE <= len(at) <= count and _once_each(at, opens)
    }
    keys = frozenset(
        key for key, often in inside.items() if often == count and _typed_alike(forms, places[key])
    )
    ends = [max(at[n] for at in full) for n in range(count)]
    return Cycle(keys, frozenset(inside) - keys, tuple(opens), tuple(ends))


def _is_named(forms: Sequence[Form], full: Sequence[Sequence[int]]) -> bool:
    """Tell two names from two links below each record: numbers stand under one of them, always."""
    return any(all(_is_number(forms, place) for place in at) for at in full)


def _is_number(forms: Sequence[Form], place: int) -> bool:
    form = forms[place]
    if form.kind is Kind.PAIR:
        return is_typed(form.value)
    return place + 1 < len(forms) and forms[place + 1].kind is Kind.TYPED


def _typed_alike(forms: Sequence[Form], at: Sequence[int]) -> bool:
    """Tell labels, which a template types, from values that people typed ("Digital Skills")."""
    first = forms[at[0]]
    return first.kind is Kind.PAIR or all(forms[i].words == first.words for i in at)


def _in_step(full: list[list[int]]) -> list[list[int]]:
    """Keep the keys that stand once in each cycle of the first that most others agree with."""
    for opens in full[:3]:
        agreed = [at for at in full if at[0] >= opens[0] and _once_each(at, opens)]
        if len(agreed) * 2 > len(full):
            return agreed
    return []


def _once_each(at: Sequence[int], opens: Sequence[int]) -> bool:
    """Tell whether positions fall into cycles, never two into one."""
    cycles = [bisect_left(opens, place + 1) for place in at]
    return len(set(cycles)) == len(cycles) and 0 not in cycles


def _spans(forms: Sequence[Form], cycle: Cycle, authority: Authority) -> tuple[Span, ...]:
    """Give the records of a cycle; none where the cycle is a list inside of one record."""
    once = Counter(form.key for form in forms if form.key)
    floors = [-1, *cycle.ends[:-1]]
    starts = [
        start_between(forms, floor + 1, opening, once, authority)
        for floor, opening in zip(floors, cycle.opens, strict=True)
    ]
    spans = tuple(zip(starts, [*starts[1:], len(forms)], strict=True))
    titled = sum(start < opening for start, opening in zip(starts, cycle.opens, strict=True))
    told = sum(any(forms[i].kind is Kind.PROSE for i in range(start, end)) for start, end in spans)
    whole = starts[0] <= 3
    return spans if whole or 2 * max(titled, told) > len(spans) else ()
