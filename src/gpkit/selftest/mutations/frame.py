"""Lines that a page prints around its facets: links, sentences, titles, bylines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.selftest.mutations.blocks import LISTED, blocks, same_kind, values_in
from gpkit.selftest.mutations.mutant import alike, unlike, with_more, with_others, without
from gpkit.selftest.mutations.readings import any_headings, own
from gpkit.selftest.page import expected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.selftest.mutations.mutant import Mutant
    from gpkit.selftest.page import Page, Said

_CHROME = "Back to top"
_PROSE = "Nobody who walked past the old brickyard that winter knew what they were building there."


def insert_noise(page: Page) -> Iterator[Mutant]:
    """Print a link of the page's frame between two lines. It is no word of any practice."""
    for at in page.of_role(*LISTED, "title", "text"):
        yield alike(page, at, with_more(page, at, _CHROME))


def insert_prose(page: Page) -> Iterator[Mutant]:
    """Print a sentence inside a block of facets. It is prose, or reported, and never a value.

    Among values that are sentences themselves, it is one more.
    """
    for start, end in blocks(page):
        values = values_in(page, start, end)
        if any(raw.endswith((".", ":")) and len(raw) > 30 for raw, *_ in values):
            continue
        for at in dict.fromkeys((start, end - 1)):
            rows = with_more(page, at, _PROSE)
            whole = any_headings(expected(page, rows))
            more = [own(page, at, whole, change) for change in (_prose_before, _prose_behind)]
            yield alike(page, at, rows, *more)


def _prose_before(said: Said) -> Said:
    return said._replace(prose=f"{_PROSE} {said.prose}".rstrip())


def _prose_behind(said: Said) -> Said:
    return said._replace(prose=f"{said.prose} {_PROSE}".lstrip())


def drop_title_again(page: Page) -> Iterator[Mutant]:
    """Drop one of the lines that print the title: the other one says the same."""
    for at in page.of_role("title"):
        if len(same_kind(page, at)) > 1:
            yield alike(page, at, without(page, at))


def empty_byline(page: Page) -> Iterator[Mutant]:
    """Leave of the byline only its first word: the block of facets says the same without it."""
    for at in page.of_role("byline"):
        rows = with_others(page, at, page.lines[at].text.split()[0])
        bare = own(page, at, expected(page, rows), lambda said: said._replace(byline=()))
        undated = own(page, at, bare, lambda said: said._replace(published=None))
        yield unlike(page, at, rows, undated, bare)
