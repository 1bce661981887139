"""A damaged page, and how one is made of the lines of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.selftest.page import Row, expected, joined, squash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.selftest.page import Page, Reading


class Mutant(NamedTuple):
    """A damaged page: where, what was done, and the readings that are right."""

    line: int  # of the case; 0: the whole page
    what: str  # the words it was done to
    text: str
    right: tuple[Reading, ...] = ()
    undo: tuple[tuple[str, str], ...] = ()  # words that a reader may keep as found, or mend


def alike(page: Page, at: int, rows: Sequence[Row], *more: Reading) -> Mutant:
    """Make a mutant whose right reading follows from the lines that are left."""
    return unlike(page, at, rows, expected(page, rows), *more)


def unlike(page: Page, at: int, rows: Sequence[Row], *right: Reading) -> Mutant:
    """Make a mutant that has only the right readings that are given."""
    return Mutant(at, squash(page.lines[at].text), joined(rows), right)


def without(page: Page, at: int) -> list[Row]:
    """Give the lines of a page without one."""
    return with_others(page, at)


def with_others(page: Page, at: int, *texts: str) -> list[Row]:
    """Give the lines of a page with others in the place of one; the first keeps its number."""
    rows = page.rows
    new = [Row(text, 0 if i else at) for i, text in enumerate(texts)]
    return [*rows[: at - 1], *new, *rows[at:]]


def with_more(page: Page, at: int, text: str) -> list[Row]:
    """Give the lines of a page with one more below a line."""
    return with_others(page, at, page.lines[at].text, text)
