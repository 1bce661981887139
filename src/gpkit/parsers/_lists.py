"""Records of an HTML page: elements that repeat, told by the way to each line.

Elements of one way without its positions (``/html/body/ul/li``) are one *pattern*. The pattern
whose elements hold most of the page's words, each built like the others, is the list of records.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from gpkit.parsers._trees import Span, Tree, is_furniture, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.parsers._forms import Form

_FEW = 3  # records that make a list
_SHARE = 0.15  # of the page's words that a list must hold
_FURTHER = 0.06  # ... that a further list must hold
_ALIKE = 0.75  # how alike the entries of a further list must be
_LINKED = 0.4  # of the entries: a section of an article has a heading, and no link
_CLEAR = 8  # entries that are a list even without links
_LINES = 40  # of an entry; what is longer holds several, as a rule
_TAKEN = -1  # the size of a line that belongs to a list already
_MANY = 2000  # records: no page prints more, and each round costs a walk
_LEADERS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PERIODS = (2, 3, 4)


_LINK = re.compile(r"/a(?:/|$)")


class List(NamedTuple):
    """Elements that may be the records of a page."""

    spans: tuple[Span, ...]
    pattern: str
    share: float  # of the page's words
    likeness: float  # 1: all are built alike
    score: float


def list_of(forms: Sequence[Form]) -> List | None:
    """Find the list of records of a page; None where nothing repeats that matters.

    A page can print its records in several places (a grid above, more of it below): what is built
    as clearly as the first list, outside of it, belongs to it.
    """
    if not forms or forms[0].hint is None or not forms[0].hint.path:
        return None
    tree = tree_of(forms)
    whole = sum(tree.sizes)
    first = _best(tree, whole, _SHARE)
    if first is None:
        return None
    spans, share = [*first.spans], first.share
    last = first
    while len(spans) < _MANY and share < 0.95:
        for start, end in last.spans:
            tree.sizes[start:end] = [_TAKEN] * (end - start)
        further = _best(tree, whole, _FURTHER)
        if further is None or further.likeness < _ALIKE:
            break
        last = further
        spans += last.spans
        share += last.share
    return first._replace(spans=tuple(sorted(spans)), share=share)


def _best(tree: Tree, whole: int, least: float) -> List | None:
    best: List | None = None
    for pattern, spans in _candidates(tree):
        found = _scored(pattern, spans, tree, whole)
        if found and found.share >= least and (best is None or found.score >= best.score):
            best = found
    return _outermost(best, tree) if best else None


def _outermost(found: List, tree: Tree) -> List:
    """Widen each record to the element around it, as long as that holds no other record."""
    pattern, spans = found.pattern, found.spans
    while (around := pattern.rpartition("/")[0]) and pattern in tree.nodes:
        outer = tree.nodes.get(around, [])
        starts = [start for start, _ in outer]
        wider = [outer[bisect_right(starts, start) - 1] for start, _ in spans] if outer else []
        if len(set(wider)) < len(spans) or any(_TAKEN in tree.sizes[a:b] for a, b in wider):
            break
        pattern, spans = around, tuple(wider)
    return found._replace(pattern=pattern, spans=spans)


# Candidates ---------------------------------------------------------------------------------------


def _candidates(tree: Tree) -> Iterator[tuple[str, list[Span]]]:
    for pattern, spans in tree.nodes.items():
        if len(spans) >= _FEW and not is_furniture(pattern):
            yield pattern, spans
    for pattern, families in tree.children.items():
        if is_furniture(pattern) or pattern.endswith("/dl"):  # a list of facts, as a rule
            continue
        led = [span for children in families for span in _led(children)]
        if len(led) >= _FEW:
            yield f"{pattern}/*", led
        for period in _PERIODS:
            cut = [span for children in families for span in _cut(children, period, tree)]
            if len(cut) >= _FEW:
                yield f"{pattern}/{period}", cut


def _led(children: Sequence[tuple[str, Span]]) -> list[Span]:
    """Cut siblings before each heading, where those lead several siblings."""
    names = Counter(name for name, _ in children)
    leader = next((name for name in _LEADERS if names[name] >= _FEW), None)
    if leader is None or names[leader] * 2 > len(children) + 1:
        return []
    starts = [span[0] for name, span in children if name == leader]
    return list(zip(starts, [*starts[1:], children[-1][1][1]], strict=True))


def _cut(children: Sequence[tuple[str, Span]], period: int, tree: Tree) -> list[Span]:
    """Cut siblings of one name into groups, where each is built as the one a period before."""
    if len(children) < period * _FEW or len({name for name, _ in children}) > period:
        return []
    shapes = [(b - a == 1, *sorted(set(tree.ways[a:b]))) for _, (a, b) in children]
    agreed = sum(x == y for x, y in zip(shapes, shapes[period:], strict=False))
    same = sum(x == y for x, y in pairwise(shapes))
    if agreed * 10 < 8 * (len(shapes) - period) or same * 2 > len(shapes):
        return []
    starts = [span[0] for _, span in children[::period]]
    return list(zip(starts, [*starts[1:], children[-1][1][1]], strict=True))


# Scores -------------------------------------------------------------------------------------------


def _scored(pattern: str, spans: list[Span], tree: Tree, whole: int) -> List | None:
    """Score a pattern: the words it holds, how alike its elements are, and how many there are."""
    spans = [(a, b) for a, b in spans if _is_free(tree.sizes[a:b]) and not _is_fact(a, b, tree)]
    if len(spans) < _FEW:
        return None
    held = sum(sum(tree.sizes[slice(*span)]) for span in spans)
    lines = sum(end - start for start, end in spans) / len(spans)
    share = held / whole if whole else 0.0
    size = held / len(spans)
    if size < 12 or (lines < 1.5 and size < 30):
        return None
    likeness = _likeness(spans, tree)
    many = len(spans) >= _CLEAR and likeness > 0.7 and lines >= 2 and not pattern.endswith("*")
    if not many and _linked(spans, tree) < _LINKED and not _is_table(spans, tree):
        return None
    rich = 1.0 if lines >= 2 else 0.4 + 0.6 * (lines - 1)
    short = min(1.0, _LINES / lines)
    score = share * likeness**2 * rich * short * log2(1 + len(spans)) ** 0.5
    return List(tuple(spans), pattern, share, likeness, score)


def _linked(spans: Sequence[Span], tree: Tree) -> float:
    """Give the share of elements with a link in them: an entry of a list leads to its page."""
    linked = sum(any("/a" in way and _LINK.search(way) for way in tree.ways[a:b]) for a, b in spans)
    return linked / len(spans)


def _is_table(spans: Sequence[Span], tree: Tree) -> bool:
    """Tell rows of a table of records: three cells or more."""
    cells = sum(sum(way.endswith("/td") for way in tree.ways[a:b]) >= 3 for a, b in spans)
    return cells * 2 > len(spans)


def _is_free(sizes: Sequence[int]) -> bool:
    return any(sizes) and _TAKEN not in sizes


def _is_fact(start: int, end: int, tree: Tree) -> bool:
    """Tell a label with its values from an entry of a list."""
    return tree.names[start] and end - start <= 2


def _likeness(spans: Sequence[Span], tree: Tree) -> float:
    """Give how much of what one element is built of the others have as well, 0 to 1."""
    shapes = [frozenset(tree.ways[start:end]) for start, end in spans]
    common = Counter(way for shape in shapes for way in shape)
    total = sum(sum(common[way] for way in shape) / len(shape) for shape in shapes)
    return total / (len(shapes) ** 2)
