"""Damage to blanks, bytes and bullets: the words stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.selftest.mutations.blocks import BULLETS
from gpkit.selftest.mutations.mutant import alike, with_others
from gpkit.selftest.page import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.selftest.mutations.mutant import Mutant
    from gpkit.selftest.page import Page


def nbsp(page: Page) -> Iterator[Mutant]:
    """Print no-break spaces between the words and around the lines: blanks do not count."""
    rows = [Row(f"\u00a0{r.text.replace(' ', chr(0xA0))}\u00a0", r.at) for r in page.rows]
    yield alike(page, 0, rows)


def blanks(page: Page) -> Iterator[Mutant]:
    """Print two blanks between the words of each line: blanks do not count."""
    yield alike(page, 0, [Row(row.text.replace(" ", "  "), row.at) for row in page.rows])


def crlf(page: Page) -> Iterator[Mutant]:
    """End the lines with CR and LF: the page is the same."""
    mutant = alike(page, 0, page.rows)
    yield mutant._replace(text=mutant.text.replace("\n", "\r\n"))


def bullets(page: Page) -> Iterator[Mutant]:
    """Print other bullets before the items: they are items still."""
    items = set(page.of_role("item", "value"))
    for mark in BULLETS:
        rows = [row._replace(text=_marked(row, mark)) if row.at in items else row
                for row in page.rows]  # fmt: skip
        if rows != page.rows:
            yield alike(page, 0, rows)._replace(what=mark)


def _marked(row: Row, mark: str) -> str:
    before, blank, words = row.text.lstrip().partition(" ")
    return f"{mark} {words}" if blank and before in [*BULLETS, "◦", "‣"] else row.text


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
        yield alike(page, at, with_others(page, at, words))._replace(undo=tuple(undo))


def _wrongly(mark: str) -> str:
    return bytes(mark, "utf-8").decode("cp1252", "replace")
