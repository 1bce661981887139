"""Pages that end too early."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.selftest.mutations.blocks import LABELS, LISTED, same_kind, values_on
from gpkit.selftest.mutations.mutant import unlike
from gpkit.selftest.mutations.readings import any_headings, each_facet, own
from gpkit.selftest.page import ANY, Row, Said, expected, squash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.selftest.mutations.mutant import Mutant
    from gpkit.selftest.page import Page, Reading, Value


def cut_tail(page: Page) -> Iterator[Mutant]:
    """Cut the page behind a line. What is left says what it said; nothing else is known.

    A title, a date or a heading with nothing below it is a line like any other, and so is the
    first label of a block without a second one.
    """
    for at, line in enumerate(page.lines):
        if line.role and any(after.role for after in page.lines[at + 1 :]):
            rows = page.rows[:at]
            whole = expected(page, rows)
            right = [whole, *_unsure(page, rows, whole)]
            if line.role == "heading":
                right = [any_headings(reading) for reading in right]
            yield unlike(page, at, rows, *right)


def cut_in_line(page: Page) -> Iterator[Mutant]:
    """Cut the page inside a line. Of that line, the words that are left are all there is."""
    for at in page.of_role("title", "text", "item", "value", "pair"):
        line = page.lines[at].text
        if len(line) > 6:
            cut = line[: len(line) * 2 // 3].rstrip()
            rows = [*page.rows[: at - 1], Row(cut, at)]
            right = _shortened(page, at, cut, rows)
            yield unlike(page, at, rows, right, *_unsure(page, rows, right))


def _unsure(page: Page, rows: Sequence[Row], reading: Reading) -> Iterator[Reading]:
    """Give the readings of the end of a cut page that nobody can tell from the right one."""
    yield from _mere_line(page, rows, reading)
    if reading:
        yield from _lone_label(page, rows, reading)


def _mere_line(page: Page, rows: Sequence[Row], reading: Reading) -> Iterator[Reading]:
    """Give the readings in which the title that ends a page is prose, or the head of a page."""
    if not reading:  # words of the frame are all there is
        whole = [squash(row.text) for row in rows if row.text.strip()]
        yield (Said(None, None, whole[-1], (), ()),)
    if len(reading) < 2:
        return
    record = max(page.lines[row.at].record for row in rows)
    left = [row for row in rows if page.lines[row.at].record == record]
    if all(page.lines[row.at].role in ("title", "published") for row in left):
        *before, last, _ = reading
        words = " ".join(squash(row.text) for row in left)
        prose = squash(f"{last.prose} {words}")
        yield (*before, last._replace(prose=prose, headings=None))
        yield (*before, last)
        if last.observed:
            *entries, (label, facet, values) = last.observed
            more = (label, facet, (*values, (words, ANY)))
            yield (*before, last._replace(observed=(*entries, more)))


def _lone_label(page: Page, rows: Sequence[Row], reading: Reading) -> Iterator[Reading]:
    """Give the reading in which the first label of a block that was cut is prose."""
    record = max(page.lines[row.at].record for row in rows)
    left = [row for row in rows if page.lines[row.at].record == record]
    block = [row for row in left if page.lines[row.at].role in ("details", *LISTED)]
    if sum(page.lines[row.at].role in LABELS for row in block) == 1 and block[-1] == left[-1]:
        said = reading[-1]
        prose = squash(" ".join([said.prose, *(row.text for row in block)]))
        yield (*reading[:-1], said._replace(prose=prose, observed=(), headings=None))


def _shortened(page: Page, at: int, cut: str, rows: Sequence[Row]) -> Reading:
    """Give the reading in which the words of a line end where it was cut."""
    gone = {squash(raw) for raw, *_ in values_on(page, at) if raw not in cut}
    left = {raw: next((p for p in _prefixes(raw) if squash(cut).endswith(p)), "") for raw in gone}

    def shorter(values: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple((left[raw], ANY) if raw in left else (raw, concept)
                     for raw, concept in values if left.get(raw, "-"))  # fmt: skip

    def change(said: Said) -> Said:
        return each_facet(said, shorter)._replace(headings=None)

    reading = own(page, at, expected(page, rows), change)
    if page.lines[at].role == "title" and same_kind(page, at)[0] == at:  # the only one left
        reading = (*reading[:-1], reading[-1]._replace(title=squash(cut)))
    return reading


def _prefixes(words: str) -> Iterator[str]:
    return (words[:end].rstrip() for end in range(len(words), 0, -1))
