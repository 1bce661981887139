"""The pages of one site, side by side: which lines recur, and where the records stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from gpkit.parsers._forms import forms
from gpkit.parsers._layouts import content
from gpkit.parsers._records import dump_of
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.parsers._forms import Form

KEY_LENGTH = 220


class Spot(NamedTuple):
    """A line of a page."""

    page: int
    place: int  # among the lines with words on them


class Page(NamedTuple):
    """A page, as forms of lines."""

    document: Document
    forms: tuple[Form, ...]
    keys: tuple[str, ...]  # of whole lines

    @property
    def name(self) -> str:
        """The name of the dump."""
        return self.document.name


class Unit(NamedTuple):
    """A record, or the page that holds but one: its lines, from ``start`` to ``end``."""

    page: int
    start: int
    end: int


class _NoWords:
    """An authority that knows nothing: a site is learnt by its form, whatever its words say."""

    def facets_of(self, _words: str) -> tuple[()]:
        return ()

    def concepts_of(self, _scheme: str, _words: str) -> tuple[()]:
        return ()

    def role_of(self, _words: str) -> None:
        return None

    def schemes(self) -> tuple[()]:
        return ()


NO_WORDS = cast("Authority", _NoWords())


def pages_of(documents: Sequence[Document]) -> tuple[Page, ...]:
    """Give the pages in one order, whatever order they came in, and none of them twice."""
    found: dict[tuple[str, ...], Page] = {}
    for document in sorted(documents, key=lambda d: (d.name, d.sha256)):
        lines = content(document)
        words = tuple(at.words for at in lines)
        if words and words not in found:
            keys = tuple(fold(w[:KEY_LENGTH]) for w in words)
            found[words] = Page(document, tuple(forms(lines, document.hints)), keys)
    return tuple(found.values())


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
