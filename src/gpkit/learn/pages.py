"""The pages of one site, side by side: which lines recur, and where the records stand."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, cast

from gpkit.learn.outside import Line, outside
from gpkit.parsers._declared_family import is_link
from gpkit.parsers._declared_record import named_item
from gpkit.parsers._forms import forms
from gpkit.parsers._layouts import content
from gpkit.parsers._places import Element
from gpkit.parsers._records import dump_of
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.parsers._forms import Form
    from gpkit.parsers._layouts import Numbered

KEY_LENGTH = 220


class Spot(NamedTuple):
    """A line of a page."""

    page: int
    place: int  # among the lines with words on them


class Page(NamedTuple):
    """A page, as forms of the lines that are not outside of its records."""

    document: Document
    forms: tuple[Form, ...]
    keys: tuple[str, ...]  # of whole lines
    links: tuple[bool, ...]  # lines that are one link, and nothing else
    cuts: frozenset[int]  # lines above which others are left out

    @property
    def name(self) -> str:
        """The name of the dump."""
        return self.document.name


class Unit(NamedTuple):
    """A record, or the page that holds but one: its lines, from ``start`` to ``end``."""

    page: int
    start: int
    end: int


class Aside(NamedTuple):
    """An element outside of the records, with a line that shows it: its dump and number."""

    way: str
    dump: str
    line: int


class _NoWords:
    """An authority that knows nothing: a site is learnt by its form, whatever its words say."""

    def facets_of(self, _words: str) -> tuple[()]:
        return ()

    facets_meant = facets_of

    def concepts_of(self, _scheme: str, _words: str) -> tuple[()]:
        return ()

    def role_of(self, _words: str) -> None:
        return None

    def schemes(self) -> tuple[()]:
        return ()


NO_WORDS = cast("Authority", _NoWords())


class _Raw(NamedTuple):
    document: Document
    lines: Sequence[Numbered]
    keys: list[str]


def pages_of(documents: Sequence[Document]) -> tuple[tuple[Page, ...], tuple[Aside, ...]]:
    """Give the pages in one order, whatever order they came in, and none of them twice.

    What stands outside of the records is not among their lines; it is told apart.
    """
    found: dict[tuple[str, ...], _Raw] = {}
    folded: dict[str, str] = {}
    for document in sorted(documents, key=lambda d: (d.name, d.sha256)):
        lines = content(document)
        words = tuple(at.words for at in lines)
        if words and words not in found:
            found[words] = _Raw(document, lines, [_folded(w, folded) for w in words])
    raws = [*found.values()]
    ways = _outside(raws)
    asides: dict[str, Aside] = {}
    return tuple(_page(raw, ways, asides) for raw in raws), tuple(asides.values())


def _folded(words: str, known: dict[str, str]) -> str:
    key = known.get(words)
    if key is None:
        key = known[words] = fold(words[:KEY_LENGTH])
    return key


def _outside(raws: Sequence[_Raw]) -> tuple[str, ...]:
    """Find the elements outside of the records, on pages of HTML."""
    marked = [raw for raw in raws if raw.document.hints]
    if len(marked) < 2:
        return ()
    counts = Counter(key for raw in marked for key in {*raw.keys})
    return outside([_lines(raw, counts, len(marked)) for raw in marked])


def _lines(raw: _Raw, counts: Counter[str], pages: int) -> list[Line]:
    found = []
    for at, key in zip(raw.lines, raw.keys, strict=True):
        hint = raw.document.hints[at.line - 1]
        way, count = hint.path if hint else "", counts[key]
        found.append(Line(way, count == pages, count > 1, is_link(hint), len(at.words)))
    return found


def _page(raw: _Raw, ways: Sequence[str], asides: dict[str, Aside]) -> Page:
    document, hints = raw.document, raw.document.hints
    live = []
    for index, at in enumerate(raw.lines):
        hint = hints[at.line - 1] if hints else None
        way = next((w for w in ways if hint and Element(w).around(hint.path)), None)
        if way is None:
            live.append(index)
        else:
            asides.setdefault(way, Aside(way, document.name, at.line))
    lines = [raw.lines[index] for index in live]
    links = [bool(hints) and is_link(hints[at.line - 1]) for at in lines]
    found = _nested(forms(lines, hints))
    keys = tuple(
        raw.keys[index] if form.at is at else form.key
        for index, form, at in zip(live, found, lines, strict=True)
    )
    cuts = frozenset(i for i in range(1, len(live)) if live[i] > live[i - 1] + 1)
    return Page(document, tuple(found), keys, tuple(links), cuts)


def _nested(found: Sequence[Form]) -> list[Form]:
    """Take the bullets off items that have items of their own: those they name."""
    return [
        named_item(form) if after and _level(form) and _level(after) == _level(form) + 1 else form
        for form, after in zip_longest(found, found[1:])
    ]


def _level(form: Form) -> int:
    return form.hint.level if form.hint and form.hint.kind == "item" else 0


def units_of(pages: Sequence[Page]) -> tuple[Unit, ...]:
    """Give the records of all pages as the generic parser parts them, without knowing a word."""
    found = []
    for number, page in enumerate(pages):
        # By their lines alone: what the markup lists is as often the navigation as the records.
        spans = dump_of([form._replace(hint=None) for form in page.forms], NO_WORDS).spans
        if len(spans) < 2:
            spans = ((0, len(page.forms)),)
        found += [Unit(number, start, end) for start, end in spans]
    return tuple(found)


def lines_of(unit: Unit, pages: Sequence[Page]) -> tuple[Form, ...]:
    """Give the lines of a record."""
    return pages[unit.page].forms[unit.start : unit.end]
