"""The records of a dump, told apart by what repeats.

A dump of many records repeats its labels once in each, in one order: a *cycle*. Where a record
starts within the lines between two cycles is told by the form of a title.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gpkit.parsers._blocks import decode
from gpkit.parsers._clues import COLON, LABEL, PAIR
from gpkit.parsers._forms import Form, Kind
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
_ARTICLE = 250  # ... that make it the list below an article
_LINKED = 12  # entries of such a list, at most
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
    cycle = cycle_of(forms)
    if cycle is not None:
        spans = _spans(forms, cycle, authority)
        if len(spans) > len(pages):
            known = Known(authority, forms, cycle.keys, cycle.often, len(spans))
            why = f"{len(spans)} records repeat {len(cycle.keys)} lines in one order"
            titled = frozenset(start for start, _ in spans) - {*cycle.opens}
            return Dump(spans, known, why, titled)
    if pages:
        return _of_pages(forms, pages, authority)
    known = Known(authority, forms)
    found, why = by_pattern(forms, authority)
    if not found:
        return Dump(((0, len(forms)),), known)
    return Dump(tuple(found), known, why, frozenset(start for start, _ in found))


def _listed(forms: Sequence[Form], facts: Sequence[Form], authority: Authority) -> Dump | None:
    """Take the elements of an HTML page that repeat as its records, or the page above them."""
    listed = list_of(forms)
    if listed is not None and _are_facts(listed, facts):
        listed = list_of(facts)
        listed = None if listed and _are_facts(listed, facts) else listed
    if listed is None:
        return None
    above, among = forms[: listed.spans[0][0]], [forms[slice(*span)] for span in listed.spans]
    if _belongs_to_a_record(above, authority) or _is_told_above(above, among):
        return Dump(((0, _without_heading(above)),), Known(authority, forms))
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


def _is_told_above(above: Sequence[Form], among: Sequence[Sequence[Form]]) -> bool:
    """Tell a page with a few links to others below it: it says more than all of them.

    What stands above the name of the page is no part of what it says, nor is what has no end:
    the choices of a form.
    """
    names = [i for i, form in enumerate(above) if form.hint and form.hint[:2] == ("heading", 1)]
    if len(among) > _LINKED or not names:
        return False
    told = [len(f.words) for f in above[names[-1] :] if f.kind is Kind.PROSE and _is_told(f.words)]
    listed = sum(len(form.words) for forms in among for form in forms)
    return len(told) > 1 and sum(told) > max(_ARTICLE, listed)


def _without_heading(above: Sequence[Form]) -> int:
    """Give the lines above a list but for its heading."""
    end = len(above)
    while end and (hint := above[end - 1].hint) and hint.kind == "heading":
        end -= 1
    return end


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


def _is_told(words: str) -> bool:
    return words.rstrip("”’\"')»").endswith((".", "!", "?", "…", ":"))


def cycle_of(forms: Sequence[Form]) -> Cycle | None:
    """Find the lines that recur once in each record, in one order."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, form in enumerate(forms):
        if form.kind in _KEYS and form.key and len(form.key) <= 80:
            places[form.key].append(index)
    counts = Counter(len(at) for at in places.values() if len(at) > 1)
    for count, _ in sorted(counts.items(), key=lambda c: (-(c[1] * c[0]), -c[0]))[:4]:
        found = _cycle(forms, places, count)
        if found is not None:
            return found
    return None


def _cycle(forms: Sequence[Form], places: dict[str, list[int]], count: int) -> Cycle | None:
    full = sorted((at for at in places.values() if len(at) == count), key=lambda at: at[0])
    full = _in_step(full)
    if len(full) < _FEW:
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
