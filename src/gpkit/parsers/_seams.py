"""Text files of several pages: what stands between them, and where each begins.

Scrapers write pages one behind another, with a long line, an address or a form feed in between.
A line that an author drew between two sections looks alike, so that more must speak for pages:
an address above each, a line longer than authors draw, or labels that all of them print.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gpkit.parsers._forms import Form, Kind, is_address, is_drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.model import Document

_LONG = 10  # characters of a line that is drawn between pages
_NEAR = 3  # characters by which a line below a heading is longer or shorter than that
_SHARED = 2  # labels that pages share whose bounds are weak
_FRAME = "-=*_~#+<> \t[]"
_LABEL = re.compile(r"\w{2,12}\s?:\s{1,3}")
_KEYS = (Kind.SHORT, Kind.PAIR, Kind.OPEN)
_TITLES = (Kind.SHORT, Kind.LONG, Kind.PAIR, Kind.OPEN)

RULE, ADDRESS = "rule", "address"


class Seams(NamedTuple):
    """The lines between pages, and the first line of each page."""

    lines: frozenset[int] = frozenset()
    starts: tuple[int, ...] = ()


class _Group(NamedTuple):
    first: int  # indexes of forms
    end: int
    shape: tuple[str, ...]


def seams_of(forms: Sequence[Form], document: Document) -> Seams:
    """Find the pages of a text; no seams where it is one page, or HTML."""
    if not forms or document.hints:
        return Seams()
    groups = list(_groups(forms))
    shapes = Counter(group.shape for group in groups)
    for shape, _ in shapes.most_common():
        seams = _of_shape(forms, [group for group in groups if group.shape == shape])
        if seams.starts:
            return seams
    return _of_feeds(forms, document)


def recurring(forms: Sequence[Form], starts: Sequence[int]) -> frozenset[str]:
    """Give the keys of lines that stand once in each page; ``starts``: indexes."""
    pages = [forms[a:b] for a, b in pairwise([*starts, len(forms)])]
    found: frozenset[str] | None = None
    for page in pages:
        counts = Counter(form.key for form in page if form.kind in _KEYS and form.key)
        once = frozenset(key for key, count in counts.items() if count == 1)
        found = once if found is None else found & once
    return found or frozenset()


def _groups(forms: Sequence[Form]) -> Iterator[_Group]:
    """Give each run of lines that can stand between pages."""
    kinds = [_kind(before, at) for before, at in zip([None, *forms], forms, strict=False)]
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end]:
            end += 1
        if end > index:
            yield _Group(index, end, tuple(kinds[index:end]))
        index = end + 1


def _kind(before: Form | None, at: Form) -> str:
    if is_drawn(at.words):
        below = before is not None and not at.gap
        heading = below and before is not None and abs(len(before.words) - len(at.words)) <= _NEAR
        return "" if heading else RULE
    inner = _LABEL.sub("", at.words.strip(_FRAME), count=1).strip(_FRAME)
    return ADDRESS if "/" in inner and " " not in inner and is_address(inner) else ""


def _of_shape(forms: Sequence[Form], groups: Sequence[_Group]) -> Seams:
    """Take groups of one shape as the seams of a file, where more speaks for that."""
    starts = [group.end for group in groups if group.end < len(forms)]
    if ADDRESS in groups[0].shape:
        words = [forms[i].words for g in groups for i in range(g.first, g.end)]
        addresses = [line for line in words if not is_drawn(line)]
        if groups[0].first or len({*addresses}) < len(addresses):
            return Seams()
        proved = len(starts) > 1
    else:
        starts = [0, *starts] if groups[0].first else starts
        drawn = min(len(forms[g.first].words) for g in groups)
        proved = drawn >= _LONG or len(recurring(forms, starts)) >= _SHARED
    if not proved or len(starts) < 2 or not all(_is_page(p) for p in _pages(forms, starts, groups)):
        return Seams()
    lines = frozenset(forms[i].at.line for g in groups for i in range(g.first, g.end))
    return Seams(lines, tuple(forms[i].at.line for i in starts))


def _pages(
    forms: Sequence[Form], starts: Sequence[int], groups: Sequence[_Group]
) -> Iterator[Sequence[Form]]:
    bounds = [group.first for group in groups if group.first > starts[0]]
    for start, after in pairwise([*starts, len(forms)]):
        yield forms[start : next((b for b in bounds if start < b < after), after)]


def _is_page(forms: Sequence[Form]) -> bool:
    """Tell a page from a section, a row or a foot: something that can be a title, and prose."""
    head = any(form.kind in _TITLES for form in forms[:3])
    return head and any(form.kind is Kind.PROSE for form in forms)


def _of_feeds(forms: Sequence[Form], document: Document) -> Seams:
    """Part pages at form feeds: those of one printed document share no labels, or few."""
    feeds = [n for n, line in enumerate(document.lines, 1) if "\f" in line.lstrip(" ")[:1]]
    if not feeds:
        return Seams()
    starts = sorted({_at_or_below(forms, line) for line in feeds} | {0})
    starts = [start for start in starts if start < len(forms)]
    pages = [forms[a:b] for a, b in pairwise([*starts, len(forms)])]
    if len(pages) < 2 or len(recurring(forms, starts)) < _SHARED or not all(map(_is_page, pages)):
        return Seams()
    return Seams(frozenset(), tuple(forms[start].at.line for start in starts))


def _at_or_below(forms: Sequence[Form], line: int) -> int:
    return next((i for i, form in enumerate(forms) if form.at.line >= line), len(forms))
