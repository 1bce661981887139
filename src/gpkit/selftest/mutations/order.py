"""Pieces of a page in another order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gpkit.selftest.mutations.blocks import blocks
from gpkit.selftest.mutations.mutant import alike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.selftest.mutations.mutant import Mutant
    from gpkit.selftest.page import Page, Row


def swap_blocks(page: Page) -> Iterator[Mutant]:
    """Swap two labels with their values. Each keeps what it has; only the order changes."""
    for (start, end), (after, last) in pairwise(blocks(page)):
        near = not any(line.role for line in page.lines[end:after])
        if page.lines[start].record == page.lines[after].record and near:
            yield alike(page, start, _swapped(page.rows, start, end - 1, after, last - 1))


def reorder_records(page: Page) -> Iterator[Mutant]:
    """Swap two records. Each says what it said; only their order changes.

    What stands between them as noise is the head of a page of its own, and moves along.
    """
    spans = _spans(page)
    for (start, end), (after, last) in pairwise(spans):
        if any(line.role for line in page.lines[end + 1 : after]):
            head = max((e for _, e in spans if e < start), default=0) + 1
            yield alike(page, start, _swapped(page.rows, head, end, end + 1, last))
        else:
            yield alike(page, start, _swapped(page.rows, start, end, after, last))


def _spans(page: Page) -> list[tuple[int, int]]:
    """Give the first and the last line of each record; none where records are interleaved."""
    own: dict[int, list[int]] = {}
    for at, line in enumerate(page.lines):
        if line.record:
            own.setdefault(line.record, []).append(at)
    spans = [(min(lines), max(lines)) for lines in own.values()]
    apart = all(end < after for (_, end), (after, _) in pairwise(spans))
    return spans if apart else []


def _swapped(rows: list[Row], start: int, end: int, after: int, last: int) -> list[Row]:
    one, gap, two = rows[start - 1 : end], rows[end : after - 1], rows[after - 1 : last]
    return [*rows[: start - 1], *two, *gap, *one, *rows[last:]]
