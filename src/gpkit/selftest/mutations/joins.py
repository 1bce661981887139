"""Lines printed as one, and lines broken in two."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from gpkit.selftest.mutations.blocks import is_words, label_on, same_kind, values_on
from gpkit.selftest.mutations.mutant import unlike, with_others, without
from gpkit.selftest.mutations.readings import any_headings, each_facet, own
from gpkit.selftest.page import ANY, Row, expected, plain, squash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.selftest.mutations.mutant import Mutant
    from gpkit.selftest.page import Page, Reading, Said


def join_lines(page: Page) -> Iterator[Mutant]:
    """Print two lines as one. Prose is the same prose; other words must not change their facet.

    Two names may be one name, and a value before a label a part of a longer label.
    """
    filled = [at for at, line in enumerate(page.lines) if line.role and line.record]
    for at, after in pairwise(filled):
        one, two = page.lines[at], page.lines[after]
        if one.record != two.record or not _same_piece(one.role, two.role):
            continue
        rows = page.rows
        words = f"{one.text.rstrip()} {two.text.strip()}"
        new = [*rows[: at - 1], Row(words, at), *rows[after:]]
        whole = any_headings(expected(page, rows))
        yield unlike(page, at, new, whole, *_as_one(page, at, after, words))


def _same_piece(one: str, two: str) -> bool:
    facets = ("label", "value", "pair")
    framed = (one, two) == ("title", "byline")
    return one == two == "text" or (one in facets and two in facets) or framed


def _as_one(page: Page, at: int, after: int, words: str) -> Iterator[Reading]:
    """Give the reading in which two values that are mere words are one."""
    here, there = values_on(page, at), values_on(page, after)
    roles = (page.lines[at].role, page.lines[after].role)
    if roles == ("value", "value") and all(map(is_words, (*here, *there))):
        gone = expected(page, without(page, after))
        old, new = squash(here[-1][0]), plain(words)
        yield own(page, at, gone, lambda said: _renamed(said, old, new))
    if roles == ("value", "label"):
        old, new = squash(label_on(page, after)), squash(words)
        gone = expected(page, without(page, at))
        yield own(page, at, gone, lambda said: _relabelled(said, old, new))


def _relabelled(said: Said, old: str, new: str) -> Said:
    observed = tuple(
        (new if label == old else label, facet, values) for label, facet, values in said.observed
    )
    return said._replace(observed=observed, headings=None)


def _renamed(said: Said, old: str, new: str) -> Said:
    renamed = each_facet(said, lambda values: tuple(
        (new, ANY) if raw == old else (raw, concept) for raw, concept in values
    ))  # fmt: skip
    return renamed._replace(headings=None)


def split_line(page: Page) -> Iterator[Mutant]:
    """Break a line between two words. Prose is the same prose; half a value is no value.

    Half a title that stands nowhere else is the title, as far as anybody can tell, half a name
    a name, and half a first line the title of a page that has none.
    """
    for at in page.of_role("text", "value", "label", "title", "item"):
        line = page.lines[at].text
        place = line.rstrip().find(" ", len(line.rstrip()) // 2)
        if place < 1 or not line[:place].strip() or len(line[:place].split()) < 2:
            continue
        one, two = line[:place], line[place + 1 :]
        rows = with_others(page, at, one, two)
        rows[at] = Row(two, at)  # both halves are the line
        right = [any_headings(expected(page, rows))]
        values = values_on(page, at)
        if page.lines[at].role == "value" and len(values) == 1 and is_words(values[0]):
            halved = partial(_halved, raw=values[0][0], one=one, two=two)
            right.append(own(page, at, right[0], halved))
        if at == _first(page, at):
            right.append(own(page, at, right[0], partial(_titled, title=one)))
        if page.lines[at].role == "title" and len(same_kind(page, at)) == 1:
            right.append(own(page, at, right[0], partial(_named, title=one, rest=two)))
        yield unlike(page, at, rows, *right)


def _first(page: Page, at: int) -> int:
    """Give the first line of prose of the record that a line belongs to."""
    return next(
        (n for n in page.of_role("text") if page.lines[n].record == page.lines[at].record), 0
    )


def _titled(said: Said, title: str) -> Said:
    if said.title:
        return said
    prose = said.prose.removeprefix(squash(title)).strip()
    return said._replace(title=squash(title), prose=prose, headings=None)


def _named(said: Said, title: str, rest: str) -> Said:
    return said._replace(title=squash(title), prose=squash(f"{rest} {said.prose}"), headings=None)


def _halved(said: Said, raw: str, one: str, two: str) -> Said:
    halves = ((plain(one), ANY), (plain(two), ANY))
    return each_facet(said, lambda values: tuple(
        value for whole in values for value in (halves if whole[0] == squash(raw) else (whole,))
    ))  # fmt: skip
