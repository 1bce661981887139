"""Places on the pages of a site, as a family file names them: lines, and elements of HTML."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.model import Hint
    from gpkit.parsers._layouts import Numbered

Span = tuple[int, int]

ELEMENT = r"(?:/[a-z][a-z0-9:-]*(?:\[[0-9]+\])?)+"
_REPEATS = re.compile(rf"(?:each(?: ([2-9]))?|(from)) ({ELEMENT})(?: with ({ELEMENT}))?")


class Pattern(NamedTuple):
    """A fixed line; a ``*`` stands for words that change."""

    words: str

    def match(self, words: str) -> str | None:
        """Give the words that change (all of them where none do); None for another line.

        >>> Pattern("Service: *").match("Service: Mona"), Pattern("Year").match("Year:")
        ('Mona', 'Year:')
        >>> Pattern("By * today").match("By us"), Pattern("Year").match("Years")
        (None, None)
        """
        head, star, tail = self.words.partition("*")
        if not star:
            return words if fold(words) == fold(self.words) else None
        size = len(words) - len(head) - len(tail)
        plain = words.replace("\u00a0", " ")
        if size < 1 or not plain.startswith(head) or not plain.endswith(tail):
            return None
        return words[len(head) : len(head) + size].strip() or None


class Place(NamedTuple):
    """A line that stands so many lines below (or above: less than 0) a fixed one."""

    offset: int
    pattern: Pattern

    def find(self, lines: Sequence[Numbered]) -> list[tuple[int, str]]:
        """Give the indexes that the place names, and the words there that count."""
        found = []
        for index, at in enumerate(lines):
            words = self.pattern.match(at.words)
            there = index + self.offset
            if words is not None and 0 <= there < len(lines):
                found.append((there, lines[there].words if self.offset else words))
        return found


class Element(NamedTuple):
    """Elements of HTML: a step without a number is any element of that name."""

    way: str

    def around(self, path: str) -> str:
        """Give the way to the element around a line; empty where it lies in none.

        >>> Element("/html/body/ul/li").around("/html/body/ul[1]/li[2]/a[1]")
        '/html/body/ul[1]/li[2]'
        >>> Element("/html/body/ul[2]").around("/html/body/ul[1]/li[2]")
        ''
        """
        found = _compiled(self.way).match(path)
        return found[0] if found else ""

    def inside(self, paths: Sequence[str], depth: int) -> list[int]:
        """Give the indexes of the lines that lie in it, behind so many steps of their way.

        >>> Element("/h3/a").inside(["/html/body/div[1]/p[1]", "/html/body/div[1]/h3[1]/a[1]"], 3)
        [1]
        """
        rests = ["".join(f"/{step}" for step in path.split("/")[1 + depth :]) for path in paths]
        return [index for index, rest in enumerate(rests) if self.around(rest)]


@lru_cache(maxsize=1000)
def _compiled(way: str) -> re.Pattern[str]:
    steps = (
        re.escape(step) + ("" if step.endswith("]") else r"(?:\[\d+\])?")
        for step in way.split("/")[1:]
    )
    return re.compile("".join(f"/{step}" for step in steps) + "(?=/|$)")


class Repeats(NamedTuple):
    """Records that are elements of HTML: each one, some together, or from each to the next."""

    element: Element
    together: int = 1  # elements that make a record
    opens: bool = False  # a record goes on to the next such element beside it
    within: str = ""  # the way, inside the element, to a line that each record has

    def find(self, lines: Sequence[Numbered], hints: Sequence[Hint | None]) -> list[Span]:
        """Give the lines of each record: from, to (indexes)."""
        ways = [hint.path if (hint := hints[at.line - 1]) else "" for at in lines] if hints else []
        spans = []
        for around, group in groupby(range(len(ways)), lambda i: self.element.around(ways[i])):
            indexes = [*group]
            if around and (not self.within or self._has(ways, around, indexes)):
                spans.append((indexes[0], indexes[-1] + 1))
        if self.opens:
            return [self._widened(span, spans, ways) for span in spans]
        groups = [spans[i : i + self.together] for i in range(0, len(spans), self.together)]
        return [(group[0][0], group[-1][1]) for group in groups]

    def _has(self, ways: Sequence[str], around: str, indexes: Sequence[int]) -> bool:
        inner = (ways[i][len(around) :] for i in indexes)
        return any(Element(self.within).around(way) for way in inner)

    def _widened(self, span: Span, spans: Sequence[Span], ways: Sequence[str]) -> Span:
        """Reach from an element to the next one, inside of what holds both."""
        outer = self.element.around(ways[span[0]]).rpartition("/")[0] + "/"
        stop = min((start for start, _ in spans if start > span[0]), default=len(ways))
        inside = (i for i in range(span[1], stop) if not ways[i].startswith(outer))
        return span[0], next(inside, stop)


def repeats_of(words: str) -> Repeats | None:
    """Read how records repeat in HTML; None where words do not say so.

    >>> repeats_of("each /html/body/ul/li with /h3")
    Repeats(element=Element(way='/html/body/ul/li'), together=1, opens=False, within='/h3')
    >>> repeats_of("from /html/body/h2").opens, repeats_of("at Name")
    (True, None)
    """
    match = _REPEATS.fullmatch(words)
    if match is None:
        return None
    count, opens, way, within = match.groups()
    return Repeats(Element(way), int(count or 1), bool(opens), within or "")
