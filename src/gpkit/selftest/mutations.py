"""Ways in which a page gets damaged, and what is true of it then.

A mutation yields mutants of a case. A mutant knows the readings that are right; where there is
none, or another one came out, the damage must be reported. The docstring of each mutation says
what is true. Nothing here knows how pages are read.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.selftest.page import ANY, Row, Said, expected, joined, plain, squash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gpkit.selftest.page import Page, Reading, Value

_LABELS = ("label", "pair")
_LISTED = ("value", "pair", "label")
_CHROME = "Back to top"
_PROSE = "Nobody who walked past the old brickyard that winter knew what they were building there."
_UNKNOWN = ("Frobnication", "Quindle", "Wombles", "Zarfing")
_BULLETS = "•-*–·▪"


class Mutant(NamedTuple):
    """A damaged page: where, what was done, and the readings that are right."""

    line: int  # of the case; 0: the whole page
    what: str  # the words it was done to
    text: str
    right: tuple[Reading, ...] = ()
    undo: tuple[tuple[str, str], ...] = ()  # words that a reader may keep as found, or mend


def _mutant(page: Page, at: int, rows: Sequence[Row], *more: Reading) -> Mutant:
    """Make a mutant whose right reading follows from the lines that are left."""
    right = (expected(page, rows), *more)
    return Mutant(at, squash(page.lines[at].text), joined(rows), right)


def _unlike(page: Page, at: int, rows: Sequence[Row], *right: Reading) -> Mutant:
    """Make a mutant that has only the right readings that are given."""
    return Mutant(at, squash(page.lines[at].text), joined(rows), right)


def _with(page: Page, at: int, *texts: str) -> list[Row]:
    """Give the lines of a page with others in the place of one; the first keeps its number."""
    rows = page.rows
    new = [Row(text, 0 if i else at) for i, text in enumerate(texts)]
    return [*rows[: at - 1], *new, *rows[at:]]


def _after(page: Page, at: int, text: str) -> list[Row]:
    rows = page.rows
    return [*rows[:at], Row(text), *rows[at:]]


def _blocks(page: Page) -> list[tuple[int, int]]:
    """Give each label with its values: the first line, and the line behind the last."""
    found: list[tuple[int, int]] = []
    for at in page.of_role(*_LISTED):
        line = page.lines[at]
        same = found and page.lines[found[-1][0]].record == line.record
        if line.role in _LABELS:
            found.append((at, at + 1))
        elif same and _only_values(page, found[-1][0] + 1, at):
            found[-1] = (found[-1][0], at + 1)
    return found


def _only_values(page: Page, start: int, end: int) -> bool:
    return all(line.role in ("value", "") for line in page.lines[start:end])


def _label_on(page: Page, at: int) -> str:
    """Give the words of the label that stands on a line."""
    practice = page.practices[page.lines[at].record - 1]
    return next((str(label) for label, _, line, _ in practice["observed"] if line == at), "")


def _values_of(page: Page, at: int) -> list[tuple[str, Any, int]]:
    practice = page.practices[page.lines[at].record - 1]
    entries = practice["observed"]
    return [(raw, concept, line) for *_, values in entries for raw, concept, line in values]


def _changed(reading: Reading, change: Callable[[Said], Said]) -> Reading:
    return tuple(change(said) for said in reading)


def _own(page: Page, at: int, reading: Reading, change: Callable[[Said], Said]) -> Reading:
    """Change what the practice says that a line belongs to; a cut page ends with it."""
    place = min(page.lines[at].record, len(reading)) - 1
    return (*reading[:place], change(reading[place]), *reading[place + 1 :])


def _any_headings(reading: Reading) -> Reading:
    return _changed(reading, lambda said: said._replace(headings=None))


# Facets -------------------------------------------------------------------------------------------


def drop_label(page: Page) -> Iterator[Mutant]:
    """Drop a label. Values without their label belong to no facet; without values, it is absent.

    A list without a label, bullets and all, is a list of the prose. Below a label that is empty,
    values stand as if they were its own, and names below names as if they were more of those:
    nobody can know better.
    """
    blocks = _blocks(page)
    empty = {end for start, end in blocks if not _valued(page, start, end)}
    for start, end in blocks:
        if _above(page, start) in empty:
            continue
        label = _label_on(page, start)
        rows = page.rows
        if page.lines[start].role == "pair":
            rest = page.lines[start].text.partition(label)[2].lstrip(" :\u00a0")
            yield _unlike(page, start, _with(page, start, rest))
        elif any(page.lines[at].role == "value" for at in range(start, end)):
            left = [*rows[: start - 1], *rows[start:]]
            items = _as_items(page, start, end)
            right = [*_merged(page, start, end, left), *(expected(one, left) for one in items)]
            yield _unlike(page, start, left, *right)
        else:
            yield _mutant(page, start, [*rows[: start - 1], *rows[start:]])


def _as_items(page: Page, start: int, end: int) -> Iterator[Page]:
    """Give the page as if the bulleted values of a label were items of its prose."""
    marked = [page.lines[at].text.strip()[:1] in _BULLETS for at in range(start + 1, end)
              if page.lines[at].role == "value"]  # fmt: skip
    if all(marked):
        lines = [
            line._replace(role="item") if start < at < end and line.role else line
            for at, line in enumerate(page.lines)
        ]
        yield page._replace(lines=tuple(lines))


def _valued(page: Page, start: int, end: int) -> bool:
    return any(start <= line < end for *_, line in _values_of(page, start))


def _above(page: Page, at: int) -> int:
    """Give the line behind the last one above that has words."""
    return next((n + 1 for n in range(at - 1, 0, -1) if page.lines[n].role), 0)


def drop_value(page: Page) -> Iterator[Mutant]:
    """Drop a value. The others stay; a label without values is there and empty."""
    rows = page.rows
    for at in page.of_role("value"):
        yield _mutant(page, at, [*rows[: at - 1], *rows[at:]])


def swap_blocks(page: Page) -> Iterator[Mutant]:
    """Swap two labels with their values. Each keeps what it has; only the order changes."""
    rows, blocks = page.rows, _blocks(page)
    for (start, end), (after, last) in pairwise(blocks):
        near = not any(line.role for line in page.lines[end:after])
        if page.lines[start].record == page.lines[after].record and near:
            yield _mutant(page, start, _swapped(rows, start, end - 1, after, last - 1))


def _swapped(rows: list[Row], start: int, end: int, after: int, last: int) -> list[Row]:
    one, gap, two = rows[start - 1 : end], rows[end : after - 1], rows[after - 1 : last]
    return [*rows[: start - 1], *two, *gap, *one, *rows[last:]]


def double_value(page: Page) -> Iterator[Mutant]:
    """Print a value twice. It counts once in its facet, however often it is observed."""
    for at in page.of_role("value"):
        rows = _after(page, at, page.lines[at].text)
        yield _mutant(page, at, rows, _doubled(page, at, rows))


def _doubled(page: Page, at: int, rows: Sequence[Row]) -> Reading:
    raws = {squash(raw) for raw, _, line in _values_of(page, at) if line == at}
    return _own(page, at, expected(page, rows), lambda said: said._replace(
        observed=tuple(
            (label, facet, _run_twice(values, raws))
            for label, facet, values in said.observed
        )
    ))  # fmt: skip


def _run_twice(values: tuple[Value, ...], raws: set[str]) -> tuple[Value, ...]:
    places = [i for i, (raw, _) in enumerate(values) if raw in raws]
    if not places:
        return values
    start, end = places[0], places[-1] + 1
    return (*values[:end], *values[start:end], *values[end:])


def double_label(page: Page) -> Iterator[Mutant]:
    """Print a label twice. The values are those of the facet still; the other label is empty."""
    for at in page.of_role("label"):
        rows, label = _after(page, at, page.lines[at].text), squash(_label_on(page, at))
        twice = _own(page, at, expected(page, rows), partial(_twice, label=label))
        yield _mutant(page, at, rows, twice)


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
    blocks = dict(_blocks(page))
    for i, at in enumerate(page.of_role(*_LABELS)):
        label = _label_on(page, at)
        empty = not _valued(page, at, blocks.get(at, at + 1))
        if label and not (empty and _below_words(page, at)):
            words = page.lines[at].text.replace(label, _UNKNOWN[i % len(_UNKNOWN)], 1)
            new = _with(page, at, words)
            more = (_UNKNOWN[i % len(_UNKNOWN)], ANY)
            yield _unlike(page, at, new, *_merged(page, at, blocks.get(at, at + 1), new, more))


def _merged(
    page: Page, start: int, end: int, rows: Sequence[Row], *more: Value
) -> Iterator[Reading]:
    """Give the reading in which words below words are more of those."""
    own = [value for value in _values_of(page, start) if start <= value[2] < end]
    if not all(map(_is_words, own)) or not _below_words(page, start):
        return
    gone = [row for row in rows if not start <= row.at < end]
    values = (*more, *((squash(raw), ANY) for raw, *_ in own))
    above = [
        n
        for n, _ in _blocks(page)
        if n < start and page.lines[n].record == page.lines[start].record
    ]
    label = squash(_label_on(page, above[-1])) if above else ""
    change = partial(_with_values, name=label, more=values)
    yield _own(page, start, expected(page, gone), change)


def _with_values(said: Said, name: str, more: tuple[Value, ...]) -> Said:
    observed = tuple(
        (label, facet, (*values, *more) if label == name else values)
        for label, facet, values in said.observed
    )
    return said._replace(observed=observed)


def _below_words(page: Page, at: int) -> bool:
    """Tell whether names, prose, or a label without a value stand right above a line."""
    above = _above(page, at) - 1
    values = [value for value in _values_of(page, at) if value[2] == above]
    takes_words = page.lines[above].role in ("label", "text", "item", "heading")
    return takes_words or any(map(_is_words, values))


# Blanks, bytes and bullets ------------------------------------------------------------------------


def nbsp(page: Page) -> Iterator[Mutant]:
    """Print no-break spaces between the words and around the lines: blanks do not count."""
    rows = [Row(f"\u00a0{r.text.replace(' ', chr(0xA0))}\u00a0", r.at) for r in page.rows]
    yield _mutant(page, 0, rows)


def blanks(page: Page) -> Iterator[Mutant]:
    """Print two blanks between the words of each line: blanks do not count."""
    yield _mutant(page, 0, [Row(row.text.replace(" ", "  "), row.at) for row in page.rows])


def crlf(page: Page) -> Iterator[Mutant]:
    """End the lines with CR and LF: the page is the same."""
    mutant = _mutant(page, 0, page.rows)
    yield mutant._replace(text=mutant.text.replace("\n", "\r\n"))


def bullets(page: Page) -> Iterator[Mutant]:
    """Print other bullets before the items: they are items still."""
    items = set(page.of_role("item", "value"))
    for mark in _BULLETS:
        rows = [row._replace(text=_marked(row, mark)) if row.at in items else row
                for row in page.rows]  # fmt: skip
        if rows != page.rows:
            yield _mutant(page, 0, rows)._replace(what=mark)


def _marked(row: Row, mark: str) -> str:
    before, blank, words = row.text.lstrip().partition(" ")
    return f"{mark} {words}" if blank and before in [*_BULLETS, "◦", "‣"] else row.text


def mojibake(page: Page) -> Iterator[Mutant]:
    """Read the UTF-8 of a line as Windows-1252. Mended or kept as found, it has the same facet."""
    for at in page.of_role("title", "text", "value", "pair", "label"):
        line = page.lines[at].text
        hurt = line if not line.isascii() else line.replace("e", "é", 1)
        if hurt.isascii():
            continue
        marks = {c: _wrongly(c) for c in hurt if not c.isascii() and not c.isspace()}
        words = "".join(marks.get(c, c) for c in hurt)
        same = {c: c if c in line else "e" for c in marks}
        undo = [(bad, same[c]) for c, bad in marks.items()] + [(c, same[c]) for c in marks]
        yield _mutant(page, at, _with(page, at, words))._replace(undo=tuple(undo))


def _wrongly(mark: str) -> str:
    return bytes(mark, "utf-8").decode("cp1252", "replace")


# Cuts ---------------------------------------------------------------------------------------------


def cut_tail(page: Page) -> Iterator[Mutant]:
    """Cut the page behind a line. What is left says what it said; nothing else is known.

    A title, a date or a heading with nothing below it is a line like any other, and so is the
    first label of a block without a second one.
    """
    for at, line in enumerate(page.lines):
        if line.role and any(after.role for after in page.lines[at + 1 :]):
            rows = page.rows[:at]
            mutant = _mutant(page, at, rows, *_unsure(page, rows, expected(page, rows)))
            last = line.role == "heading"
            yield mutant._replace(right=tuple(map(_any_headings, mutant.right))) if last else mutant


def cut_in_line(page: Page) -> Iterator[Mutant]:
    """Cut the page inside a line. Of that line, the words that are left are all there is."""
    for at in page.of_role("title", "text", "item", "value", "pair"):
        line = page.lines[at].text
        if len(line) > 6:
            cut = line[: len(line) * 2 // 3].rstrip()
            rows = [*page.rows[: at - 1], Row(cut, at)]
            right = _shortened(page, at, cut, rows)
            yield _unlike(page, at, rows, right, *_unsure(page, rows, right))


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
    block = [row for row in left if page.lines[row.at].role in ("details", *_LISTED)]
    if sum(page.lines[row.at].role in _LABELS for row in block) == 1 and block[-1] == left[-1]:
        said = reading[-1]
        prose = squash(" ".join([said.prose, *(row.text for row in block)]))
        yield (*reading[:-1], said._replace(prose=prose, observed=(), headings=None))


def _shortened(page: Page, at: int, cut: str, rows: Sequence[Row]) -> Reading:
    """Give the reading in which the words of a line end where it was cut."""
    gone = {squash(raw) for raw, _, line in _values_of(page, at) if line == at and raw not in cut}
    left = {raw: next((p for p in _prefixes(raw) if squash(cut).endswith(p)), "") for raw in gone}
    here = page.lines[at]
    same = [row for row in rows if page.lines[row.at][1:] == here[1:]]  # role and record
    alone = here.role == "title" and len(same) == 1

    def change(said: Said) -> Said:
        observed = tuple(
            (label, facet, tuple((left[raw], ANY) if raw in left else (raw, concept)
                                 for raw, concept in values if left.get(raw, "-")))
            for label, facet, values in said.observed
        )  # fmt: skip
        return said._replace(observed=observed, headings=None)

    reading = _own(page, at, expected(page, rows), change)
    if alone:
        reading = (*reading[:-1], reading[-1]._replace(title=squash(cut)))
    return reading


def _prefixes(words: str) -> Iterator[str]:
    return (words[:end].rstrip() for end in range(len(words), 0, -1))


# Order and lines ----------------------------------------------------------------------------------


def reorder_records(page: Page) -> Iterator[Mutant]:
    """Swap two records. Each says what it said; only their order changes.

    What stands between them as noise is the head of a page of its own, and moves along.
    """
    spans = _spans(page)
    rows = page.rows
    for (start, end), (after, last) in pairwise(spans):
        if any(line.role for line in page.lines[end + 1 : after]):
            head = max((e for _, e in spans if e < start), default=0) + 1
            yield _mutant(page, start, _swapped(rows, head, end, end + 1, last))
            continue
        yield _mutant(page, start, _swapped(rows, start, end, after, last))


def _spans(page: Page) -> list[tuple[int, int]]:
    """Give the first and the last line of each record; none where records are interleaved."""
    own: dict[int, list[int]] = {}
    for at, line in enumerate(page.lines):
        if line.record:
            own.setdefault(line.record, []).append(at)
    spans = [(min(lines), max(lines)) for lines in own.values()]
    apart = all(end < after for (_, end), (after, _) in pairwise(spans))
    return spans if apart else []


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
        whole = _any_headings(expected(page, rows))
        yield _unlike(page, at, new, whole, *_as_one(page, at, after, words))


def _same_piece(one: str, two: str) -> bool:
    facets = ("label", "value", "pair")
    framed = (one, two) == ("title", "byline")
    return one == two == "text" or (one in facets and two in facets) or framed


def _as_one(page: Page, at: int, after: int, words: str) -> Iterator[Reading]:
    """Give the reading in which two values that are mere words are one."""
    here = [v for v in _values_of(page, at) if v[2] == at]
    there = [v for v in _values_of(page, at) if v[2] == after]
    roles = (page.lines[at].role, page.lines[after].role)
    if roles == ("value", "value") and all(_is_words(v) for v in (*here, *there)):
        rows = page.rows
        gone = expected(page, [*rows[: after - 1], *rows[after:]])
        old, new = squash(here[-1][0]), plain(words)
        yield _own(page, at, gone, lambda said: _renamed(said, old, new))
    if roles == ("value", "label"):
        rows, old, new = page.rows, squash(_label_on(page, after)), squash(words)
        gone = expected(page, [*rows[: at - 1], *rows[at:]])
        yield _own(page, at, gone, lambda said: _relabelled(said, old, new))


def _is_words(value: tuple[str, Any, int]) -> bool:
    """Tell a value that is mere words, a name or a phrase, from one that means something."""
    raw, concept, _ = value
    name = concept.get("name") if isinstance(concept, dict) else concept
    return name is not None and squash(str(name)) in squash(raw) and " " in squash(raw)


def _relabelled(said: Said, old: str, new: str) -> Said:
    observed = tuple(
        (new if label == old else label, facet, values) for label, facet, values in said.observed
    )
    return said._replace(observed=observed, headings=None)


def _renamed(said: Said, old: str, new: str) -> Said:
    observed = tuple(
        (label, facet, tuple((new, ANY) if raw == old else (raw, c) for raw, c in values))
        for label, facet, values in said.observed
    )
    return said._replace(observed=observed, headings=None)


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
        rows = _with(page, at, one, two)
        rows[at] = Row(two, at)  # both halves are the line
        right = [_any_headings(expected(page, rows))]
        values = [v for v in _values_of(page, at) if v[2] == at]
        if page.lines[at].role == "value" and len(values) == 1 and _is_words(values[0]):
            halved = partial(_halved, raw=values[0][0], one=one, two=two)
            right.append(_own(page, at, right[0], halved))
        if at == _first(page, at):
            right.append(_own(page, at, right[0], partial(_titled, title=one)))
        if page.lines[at].role == "title" and len(_same(page, at)) == 1:
            right.append(_own(page, at, right[0], partial(_named, title=one, rest=two)))
        yield _unlike(page, at, rows, *right)


def _same(page: Page, at: int) -> list[int]:
    """Give the lines of one role and record with a line."""
    return [n for n, line in enumerate(page.lines) if line[1:] == page.lines[at][1:]]


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
    observed = tuple(
        (label, facet, tuple(v for value in values
                             for v in (halves if value[0] == squash(raw) else (value,))))
        for label, facet, values in said.observed
    )  # fmt: skip
    return said._replace(observed=observed)


def insert_noise(page: Page) -> Iterator[Mutant]:
    """Print a link of the page's frame between two lines. It is no word of any practice."""
    for at in page.of_role(*_LISTED, "title", "text"):
        yield _mutant(page, at, _after(page, at, _CHROME))


def insert_prose(page: Page) -> Iterator[Mutant]:
    """Print a sentence inside a block of facets. It is prose, or reported, and never a value.

    Among values that are sentences themselves, it is one more.
    """
    for start, end in _blocks(page):
        values = [raw for raw, _, line in _values_of(page, start) if start <= line < end]
        if any(raw.endswith((".", ":")) and len(raw) > 30 for raw in values):
            continue
        for at in dict.fromkeys((start, end - 1)):
            rows = _after(page, at, _PROSE)
            more = tuple(_with_prose(expected(page, rows), page.lines[at].record, where)
                         for where in ("before", "behind"))  # fmt: skip
            yield _mutant(page, at, rows, *map(_any_headings, more))


def _with_prose(reading: Reading, record: int, where: str) -> Reading:
    said = reading[record - 1]
    parts = (_PROSE, said.prose) if where == "before" else (said.prose, _PROSE)
    new = said._replace(prose=" ".join(filter(None, parts)))
    return (*reading[: record - 1], new, *reading[record:])


# Titles and bylines -------------------------------------------------------------------------------


def drop_title_again(page: Page) -> Iterator[Mutant]:
    """Drop one of the lines that print the title: the other one says the same."""
    titles = page.of_role("title")
    rows = page.rows
    for at in titles:
        own = [other for other in titles if page.lines[other].record == page.lines[at].record]
        if len(own) > 1:
            yield _mutant(page, at, [*rows[: at - 1], *rows[at:]])


def empty_byline(page: Page) -> Iterator[Mutant]:
    """Leave of the byline only its first word: the block of facets says the same without it."""
    for at in page.of_role("byline"):
        rows = _with(page, at, page.lines[at].text.split()[0])
        record = page.lines[at].record - 1
        bare = expected(page, rows)
        right = [
            _own(page, at, bare, lambda s, p=published: s._replace(byline=(), published=p))  # type: ignore[misc]
            for published in dict.fromkeys((None, bare[record].published))
        ]
        yield _unlike(page, at, rows, *right)


MUTATIONS: dict[str, Callable[[Page], Iterator[Mutant]]] = {
    mutation.__name__.replace("_", "-"): mutation
    for mutation in (
        drop_label, drop_value, swap_blocks, double_value, double_label, rename_label,
        nbsp, blanks, crlf, bullets, mojibake, cut_tail, cut_in_line, reorder_records,
        join_lines, split_line, insert_noise, insert_prose, drop_title_again, empty_byline,
    )
}  # fmt: skip
