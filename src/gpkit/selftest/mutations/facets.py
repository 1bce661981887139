"""Damage to labels and their values."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gpkit.selftest.mutations.blocks import (
    BULLETS,
    LABELS,
    above,
    blocks,
    is_words,
    label_on,
    values_in,
    values_of,
    values_on,
)
from gpkit.selftest.mutations.mutant import alike, unlike, with_more, with_others, without
from gpkit.selftest.mutations.readings import each_facet, own
from gpkit.selftest.page import ANY, expected, squash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.selftest.mutations.mutant import Mutant
    from gpkit.selftest.page import Page, Reading, Row, Said, Value

_UNKNOWN = ("Frobnication", "Quindle", "Wombles", "Zarfing")


def drop_label(page: Page) -> Iterator[Mutant]:
    """Drop a label. Values without their label belong to no facet; without values, it is absent.

    A list without a label, bullets and all, is a list of the prose. Below a label that is empty,
    values stand as if they were its own, and names below names as if they were more of those:
    nobody can know better.
    """
    found = blocks(page)
    empty = {end for start, end in found if not values_in(page, start, end)}
    for start, end in found:
        if above(page, start) in empty:
            continue
        if page.lines[start].role == "pair":
            label = label_on(page, start)
            rest = page.lines[start].text.partition(label)[2].lstrip(" :\u00a0")
            yield unlike(page, start, with_others(page, start, rest))
        elif any(page.lines[at].role == "value" for at in range(start, end)):
            left = without(page, start)
            items = _as_items(page, start, end)
            right = [*_merged(page, start, end, left), *(expected(one, left) for one in items)]
            yield unlike(page, start, left, *right)
        else:
            yield alike(page, start, without(page, start))


def _as_items(page: Page, start: int, end: int) -> Iterator[Page]:
    """Give the page as if the bulleted values of a label were items of its prose."""
    marked = [page.lines[at].text.strip()[:1] in BULLETS for at in range(start + 1, end)
              if page.lines[at].role == "value"]  # fmt: skip
    if all(marked):
        lines = [
            line._replace(role="item") if start < at < end and line.role else line
            for at, line in enumerate(page.lines)
        ]
        yield page._replace(lines=tuple(lines))


def drop_value(page: Page) -> Iterator[Mutant]:
    """Drop a value. The others stay; a label without values is there and empty."""
    for at in page.of_role("value"):
        yield alike(page, at, without(page, at))


def double_value(page: Page) -> Iterator[Mutant]:
    """Print a value twice. It counts once in its facet, however often it is observed."""
    for at in page.of_role("value"):
        rows = with_more(page, at, page.lines[at].text)
        raws = {squash(raw) for raw, *_ in values_on(page, at)}
        twice = partial(each_facet, change=partial(_run_twice, raws=raws))
        yield alike(page, at, rows, own(page, at, expected(page, rows), twice))


def _run_twice(values: tuple[Value, ...], raws: set[str]) -> tuple[Value, ...]:
    places = [i for i, (raw, _) in enumerate(values) if raw in raws]
    if not places:
        return values
    start, end = places[0], places[-1] + 1
    return (*values[:end], *values[start:end], *values[end:])


def double_label(page: Page) -> Iterator[Mutant]:
    """Print a label twice. The values are those of the facet still; the other label is empty."""
    for at in page.of_role("label"):
        rows, label = with_more(page, at, page.lines[at].text), squash(label_on(page, at))
        twice = own(page, at, expected(page, rows), partial(_twice, label=label))
        yield alike(page, at, rows, twice)


def _twice(said: Said, label: str) -> Said:
    found = []
    for entry in said.observed:
        found += [(entry[0], entry[1], ()), entry] if entry[0] == label else [entry]
    return said._replace(observed=tuple(found))


def rename_label(page: Page) -> Iterator[Mutant]:
    """Put words that nobody knows in the place of a label. What stood below it has no facet.

    An empty label below names or prose, or below another empty one, becomes one more of those:
    nobody can know better.
    """
    ends = dict(blocks(page))
    for i, at in enumerate(page.of_role(*LABELS)):
        label, unknown, end = label_on(page, at), _UNKNOWN[i % len(_UNKNOWN)], ends.get(at, at + 1)
        empty = not values_in(page, at, end)
        if label and not (empty and _below_words(page, at)):
            new = with_others(page, at, page.lines[at].text.replace(label, unknown, 1))
            yield unlike(page, at, new, *_merged(page, at, end, new, (unknown, ANY)))


def _merged(
    page: Page, start: int, end: int, rows: Sequence[Row], *more: Value
) -> Iterator[Reading]:
    """Give the reading in which words below words are more of those."""
    mine = values_in(page, start, end)
    if not all(map(is_words, mine)) or not _below_words(page, start):
        return
    gone = [row for row in rows if not start <= row.at < end]
    values = (*more, *((squash(raw), ANY) for raw, *_ in mine))
    record = page.lines[start].record
    before = [n for n, _ in blocks(page) if n < start and page.lines[n].record == record]
    label = squash(label_on(page, before[-1])) if before else ""
    yield own(page, start, expected(page, gone), partial(_with_values, name=label, more=values))


def _with_values(said: Said, name: str, more: tuple[Value, ...]) -> Said:
    observed = tuple(
        (label, facet, (*values, *more) if label == name else values)
        for label, facet, values in said.observed
    )
    return said._replace(observed=observed)


def _below_words(page: Page, at: int) -> bool:
    """Tell whether names, prose, or a label without a value stand right above a line."""
    before = above(page, at) - 1
    values = [value for value in values_of(page, at) if value[2] == before]
    takes_words = page.lines[before].role in ("label", "text", "item", "heading")
    return takes_words or any(map(is_words, values))
