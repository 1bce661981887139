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
    from collections.abc import Callable, Iterator, Sequence

    from gpkit.parsers._forms import Form

_FEW = 3  # records that make a list
_SHARE = 0.15  # of the page's words that a list must hold
_FURTHER = 0.06  # ... that a further list must hold
_HEADLINES = 0.8  # how much less suffices where each entry has a heading that is a link
_ALIKE = 0.75  # how alike the entries of a further list must be
_AS_LINKED = 0.7  # of the share of entries with a link in the first list
_LINKED = 0.4  # of the entries: a section of an article has a heading, and no link
_CLEAR = 8  # entries that are a list even without links
_PROVED = 0.4  # of the page's words, in entries that prove each other without links
_SHORT = 45  # letters of a line that each entry prints
_LINES = 40  # of an entry; what is longer holds several, as a rule
_CARD = 12  # lines of an entry under one heading
_TAKEN = -1  # the size of a line that belongs to a list already
_MANY = 2000  # records: no page prints more
_ROUNDS = 16  # lists of one page
_LEADERS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PERIODS = (2, 3, 4)
_SHAPES = 8  # of the elements of one pattern, that are looked at
_SAME = 0.4  # of the ways of two elements, in those of one shape
_BETWEEN = 0.25  # of the ways of an element among the records, to be one
_FILLED = 0.6  # of the words of a section, in the entries that fill it

_LINK = re.compile(r"/a(?:/|$)")
_HEADING = re.compile(r"/h[1-6](?:/|$)")


class Marks(NamedTuple):
    """What entries of a list have, each as the share of those that have it."""

    lines: float  # of an entry, on average
    linked: float
    headed: float  # a heading that is a link counts 1, another one half
    menus: float  # entries that are links and nothing else: columns of a menu
    table: bool


class List(NamedTuple):
    """Elements that may be the records of a page."""

    spans: tuple[Span, ...]
    pattern: str
    share: float  # of the page's words
    likeness: float  # 1: all are built alike
    score: float
    marks: Marks


def list_of(forms: Sequence[Form]) -> List | None:
    """Find the list of records of a page; None where nothing repeats that matters.

    A page can print its records in several places (a grid above, more of it below): what is built
    as clearly as the first list, outside of it, belongs to it.
    """
    if not forms or forms[0].hint is None or not forms[0].hint.path:
        return None
    tree = tree_of(forms)
    whole = sum(tree.sizes)
    found = _all(tree, whole, _SHARE)
    if not found:
        return None
    first = last = _best(found, tree)
    spans, share = [*first.spans], first.share
    for _ in range(_ROUNDS):
        for start, end in last.spans:
            tree.sizes[start:end] = [_TAKEN] * (end - start)
        if len(spans) >= _MANY or share >= 0.95:
            break
        found = [one for one in _all(tree, whole, _FURTHER) if _goes_with(one, first)]
        if not found:
            break
        last = _best(found, tree)
        spans += last.spans
        share += last.share
    return first._replace(spans=tuple(sorted(spans)), share=share)


def _goes_with(further: List, first: List) -> bool:
    """Tell more records of a page from what stands beside them.

    Where the first list has won by its headings over one that holds more, that one stays beaten.
    """
    one, two = first.marks, further.marks
    if two.headed < one.headed / 2 and further.share > first.share:
        return False
    return (
        further.likeness >= _ALIKE
        and two.linked >= one.linked * _AS_LINKED
        and (two.table or not one.table)
        and two.menus <= 0.5
        and (two.lines >= 2 or one.lines < 2.5)
    )


def _all(tree: Tree, whole: float, least: float) -> list[List]:
    """Give the lists of a page that hold enough of its words."""
    found = []
    for pattern, spans in _candidates(tree):
        for kind in _kinds(spans, tree):
            one = _scored(pattern, kind, tree, whole)
            if one and one.share >= least * (1 - _HEADLINES * one.marks.headed * one.marks.linked):
                found.append(one)
    return found


def _best(found: Sequence[List], tree: Tree) -> List:
    best = max(found, key=_rank)
    inner = [one for one in found if _fills(one, best)]
    return _outermost(_with_between(max(inner, key=_rank, default=best), tree), tree)


def _rank(one: List) -> tuple[float, int]:
    return one.score, len(one.pattern)


def _fills(inner: List, outer: List) -> bool:
    """Tell records from the few sections of a page that hold them.

    Twenty entries with five facts each are twenty; three sections with eight entries are 24.
    """
    few = len(outer.spans) ** 2
    if len(inner.spans) < few or inner.likeness < _ALIKE:
        return False
    starts = [start for start, _ in outer.spans]
    places = [bisect_right(starts, start) - 1 for start, _ in inner.spans]
    held = sum(
        place >= 0 and end <= outer.spans[place][1]
        for place, (_, end) in zip(places, inner.spans, strict=True)
    )
    share = inner.share * held / len(inner.spans)
    return held >= few and share > _FILLED * outer.share


def _with_between(found: List, tree: Tree) -> List:
    """Add the elements of the pattern that stand among the records and share some of their ways."""
    common = frozenset(way for start, end in found.spans for way in tree.ways[start:end])
    kept = {*found.spans}
    first, last = found.spans[0][0], found.spans[-1][1]
    for start, end in tree.nodes.get(found.pattern, ()):
        if first <= start and end <= last and _is_free(tree.sizes[start:end]):
            own = frozenset(tree.ways[start:end])
            if len(own & common) >= _BETWEEN * len(own):
                kept.add((start, end))
    return found._replace(spans=tuple(sorted(kept)))


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
        if is_furniture(pattern) or (pattern.endswith("/dl") and not _leads(families, tree)):
            continue
        led = [span for children in families for span in _led(children)]
        if len(led) >= _FEW:
            yield f"{pattern}/*", led
        for period in _PERIODS:
            cut = [span for children in families for span in _cut(children, period, tree)]
            if len(cut) >= _FEW:
                yield f"{pattern}/{period}", cut


def _leads(families: Sequence[Sequence[tuple[str, Span]]], tree: Tree) -> bool:
    """Tell terms that lead to their pages from those of a list of facts."""
    terms = [span[0] for children in families for name, span in children if name == "dt"]
    return bool(terms) and all(tree.links[place] for place in terms)


def _led(children: Sequence[tuple[str, Span]]) -> list[Span]:
    """Cut siblings before each heading, where those lead several siblings."""
    names = Counter(name for name, _ in children)
    leader = next((name for name in _LEADERS if names[name] >= _FEW), None)
    if leader is None or names[leader] * 2 > len(children) + 1:
        return []
    starts = [span[0] for name, span in children if name == leader]
    return list(zip(starts, [*starts[1:], children[-1][1][1]], strict=True))


def _cut(children: Sequence[tuple[str, Span]], period: int, tree: Tree) -> list[Span]:
    """Cut siblings of one name into groups, where each is built as the one a period before.

    What stands once above them is their heading.
    """
    names = Counter(name for name, _ in children)
    above = next((i for i, (name, _) in enumerate(children) if names[name] > 1), 0)
    children = children[above:]
    if len(children) < period * _FEW or len({name for name, _ in children}) > period:
        return []
    shapes = [(b - a == 1, *sorted(set(tree.ways[a:b]))) for _, (a, b) in children]
    agreed = sum(x == y for x, y in zip(shapes, shapes[period:], strict=False))
    same = sum(x == y for x, y in pairwise(shapes))
    if agreed * 10 < 8 * (len(shapes) - period) or same * 2 > len(shapes):
        return []
    starts = [span[0] for _, span in children[::period]]
    return list(zip(starts, [*starts[1:], children[-1][1][1]], strict=True))


def _kinds(spans: list[Span], tree: Tree) -> Iterator[list[Span]]:
    """Give the elements of a pattern, and those of each shape that several of them have."""
    yield spans
    shapes = [frozenset(tree.ways[start:end]) for start, end in spans]
    leaders: list[frozenset[str]] = []
    for shape, _ in Counter(shapes).most_common():
        if len(leaders) == _SHAPES:
            break
        if all(_alike(shape, other) < _SAME for other in leaders):
            leaders.append(shape)
    if len(leaders) < 2:
        return
    nearest = {shape: _nearest(shape, leaders) for shape in {*shapes}}
    grouped: dict[int, list[Span]] = {}
    for span, shape in zip(spans, shapes, strict=True):
        grouped.setdefault(nearest[shape], []).append(span)
    grouped.pop(-1, None)
    yield from (group for group in grouped.values() if _FEW <= len(group) < len(spans))


def _nearest(shape: frozenset[str], leaders: Sequence[frozenset[str]]) -> int:
    """Give the number of the shape that is most like another; -1 where none is."""
    likeness, number = max((_alike(shape, leader), -i) for i, leader in enumerate(leaders))
    return -number if likeness >= _SAME else -1


def _alike(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / len(one | two)


# Scores -------------------------------------------------------------------------------------------


def _scored(pattern: str, spans: list[Span], tree: Tree, whole: float) -> List | None:
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
    leads = _linked(spans, tree) >= _LINKED or _is_table(spans, tree)
    proved = share >= _PROVED and likeness >= _ALIKE
    if not (many or leads or (proved and _prove_each_other(spans, tree))):
        return None
    marks = _marks(spans, tree)
    score = share * likeness**1.5 * log2(1 + len(spans)) ** 0.5
    for weight in _WEIGHTS:
        score *= weight(marks)
    return List(tuple(spans), pattern, share, likeness, score, marks)


# What makes entries records, each a factor of the score.
_WEIGHTS: tuple[Callable[[Marks], float], ...] = (
    lambda m: 1.0 if m.lines >= 2 else 0.4 + 0.6 * (m.lines - 1),  # more than a word each
    lambda m: min(1.0, _LINES / m.lines),
    lambda m: 1 + 2 * max(m.headed * min(1.0, _CARD / m.lines), m.table / 2),
    lambda m: 1 - m.menus,
    lambda m: 0.5 + m.linked / 2,  # a calendar, a list of facts: alike, and they lead nowhere
)


def _marks(spans: Sequence[Span], tree: Tree) -> Marks:
    table = _is_table(spans, tree)
    return Marks(
        lines=sum(end - start for start, end in spans) / len(spans),
        linked=1.0 if table else _linked(spans, tree),
        headed=sum(_heading(*span, tree) for span in spans) / len(spans),
        menus=sum(_is_menu(tree.links[start:end]) for start, end in spans) / len(spans),
        table=table,
    )


def _heading(start: int, end: int, tree: Tree) -> float:
    """Weigh the heading of an entry: those of filters and sections are seldom links."""
    places = [i for i in range(start, end) if "/h" in tree.ways[i]]
    linked = [tree.links[i] > 0 for i in places if _HEADING.search(tree.ways[i])]
    return 0.5 + any(linked) / 2 if linked else 0.0


def _is_menu(links: Sequence[int]) -> bool:
    """Tell a list of links and nothing else, each on a line of its own."""
    alone = sum(1 for link, lines in Counter(links).items() if link and lines == 1)
    return alone >= _FEW and alone * 10 >= 8 * len(links)


def _linked(spans: Sequence[Span], tree: Tree) -> float:
    """Give the share of elements with a link in them: an entry of a list leads to its page."""
    linked = sum(any("/a" in way and _LINK.search(way) for way in tree.ways[a:b]) for a, b in spans)
    return linked / len(spans)


def _prove_each_other(spans: Sequence[Span], tree: Tree) -> bool:
    """Tell entries from the sections of an article, which lead nowhere as well.

    All entries name the same, or all have a heading, as many lines, and a short one of them in
    one place.
    """
    shared = Counter(name for a, b in spans for name in {*tree.labels[a:b]} if name)
    if shared and max(shared.values()) * 5 >= 4 * len(spans):
        return True
    lines = spans[0][1] - spans[0][0]
    if lines < _FEW or any(end - start != lines for start, end in spans):
        return False
    if not all(_HEADING.search(tree.ways[start]) for start, _ in spans):
        return False
    return any(
        all(0 < tree.sizes[start + place] < _SHORT for start, _ in spans)
        for place in range(1, lines)
    )


def _is_table(spans: Sequence[Span], tree: Tree) -> bool:
    """Tell rows of a table of records: three cells or more."""
    cells = sum(sum("/td/" in f"{way}/" for way in tree.ways[a:b]) >= 3 for a, b in spans)
    return cells * 2 > len(spans)


def _is_free(sizes: Sequence[float]) -> bool:
    return any(sizes) and _TAKEN not in sizes


def _is_fact(start: int, end: int, tree: Tree) -> bool:
    """Tell a label with its values from an entry of a list."""
    is_one = end - start <= 2 or all(tree.values[start + 1 : end])
    return tree.names[start] and is_one and not tree.links[start]


def _likeness(spans: Sequence[Span], tree: Tree) -> float:
    """Give how much of what one element is built of the others have as well, 0 to 1."""
    shapes = [frozenset(tree.ways[start:end]) for start, end in spans]
    common = Counter(way for shape in shapes for way in shape)
    total = sum(sum(common[way] for way in shape) / len(shape) for shape in shapes)
    return total / (len(shapes) ** 2)
