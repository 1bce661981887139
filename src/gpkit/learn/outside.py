"""Elements of HTML that hold no record: menus, footers, links to other pages.

Form tells them: nothing in them changes but links, and there are many more links than words
beside them. Labels whose values are links stay, for each of those has a line of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gpkit.parsers._places import Element

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEAST = 4  # lines of a menu
_LINKS = 3  # links for each line beside them
_TABLE = 40  # lines of a list of other records in which less of the lines are links
_AGAIN = 0.9  # of them stand on other pages as well
_TABLE_LINKS = 0.25  # of them are links
_WORDS = 30  # characters that no other page has, on a line that is no link: those of a record
_KEPT = 4  # times as many words in links as elsewhere make the links the records
_DEEP = 3  # steps from the root to an element of the page
_NUMBER = re.compile(r"\[\d+\]")


class Line(NamedTuple):
    """What counts of a line of HTML."""

    way: str
    steady: bool  # it stands on all pages
    again: bool  # it stands on another page too
    link: bool
    size: int  # in characters


class _Node:
    """The lines of an element, counted."""

    __slots__ = ("again", "fresh", "lines", "links", "said", "told")

    def __init__(self) -> None:
        self.lines = self.links = self.again = self.told = self.fresh = self.said = 0

    def add(self, line: Line) -> None:
        self.lines += 1
        self.links += line.link
        self.again += line.again
        self.told += not line.steady and not line.link
        if not line.again:
            self.fresh += line.size
            self.said = max(self.said, 0 if line.link else line.size)

    @property
    def is_furniture(self) -> bool:
        if self.lines < _LEAST:
            return False
        if not self.told and self.links >= _LINKS * (self.lines - self.links):
            return True
        again = self.lines >= _TABLE and self.again >= _AGAIN * self.lines
        return again and self.said <= _WORDS and self.links >= _TABLE_LINKS * self.lines


def outside(pages: Sequence[Sequence[Line]]) -> tuple[str, ...]:
    """Give the ways of elements outside the records, as few as can say it."""
    tops = [_tops(lines) for lines in pages]
    seen: dict[str, int] = defaultdict(int)
    for top in tops:
        for way in {*top} - {""}:
            seen[way] += 1
    ways: list[str] = []
    for way in sorted(seen, key=lambda w: (w.count("/"), w)):
        if any(Element(one).around(way) for one in ways):
            continue
        found = next((one for one in _variants(way) if _is_safe(one, pages, tops)), None)
        if found:
            ways.append(found)
    return tuple(ways)


def _tops(lines: Sequence[Line]) -> list[str]:
    """Give for each line the outermost element of furniture around it; empty for none."""
    nodes: dict[str, _Node] = defaultdict(_Node)
    prefixes = [_prefixes(line.way) for line in lines]
    for line, around in zip(lines, prefixes, strict=True):
        for way in around:
            nodes[way].add(line)
    tops = [next((w for w in around if nodes[w].is_furniture), "") for around in prefixes]
    inside = {way: nodes[way].fresh for way in tops if way}
    elsewhere = sum(
        line.size for line, top in zip(lines, tops, strict=True) if not (top or line.again)
    )
    most = max(inside, key=lambda way: (inside[way], way), default="")
    if most and inside[most] > _KEPT * elsewhere:
        tops = ["" if top == most else top for top in tops]
    return tops


def _prefixes(way: str) -> list[str]:
    steps = way.split("/")
    return ["/".join(steps[: end + 1]) for end in range(_DEEP, len(steps))]


def _variants(way: str) -> Iterator[str]:
    """Give ways to say an element, the widest first: without numbers, with one, with all."""
    yield _NUMBER.sub("", way)
    steps = way.split("/")
    plain = [_NUMBER.sub("", step) for step in steps]
    for place, step in enumerate(steps):
        if step != plain[place]:
            yield "/".join([*plain[:place], step, *plain[place + 1 :]])
    yield way


def _is_safe(way: str, pages: Sequence[Sequence[Line]], tops: Sequence[Sequence[str]]) -> bool:
    """Tell whether an element is furniture wherever it stands, and on more than one page."""
    element = Element(way)
    there = 0
    for lines, top in zip(pages, tops, strict=True):
        found = [
            bool(mark) for line, mark in zip(lines, top, strict=True) if element.around(line.way)
        ]
        if not all(found):
            return False
        there += bool(found)
    return there > 1
