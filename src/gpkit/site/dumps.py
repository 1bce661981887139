"""Dumps beside practices: which lines to show, and where on them each fact stands."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gpkit.documents import pages
from gpkit.errors import GpkitError
from gpkit.store import raw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gpkit.documents.pages import Dump
    from gpkit.model import Document, Practice, Provenance
    from gpkit.site.facts import Fact

WHOLE = 600  # a dump of so many lines is shown whole
AROUND = 20  # else: so many lines before and after the practice
NEAR = 3  # and around a fact that stands elsewhere
_LONG = 4_000  # characters between two facts that are shown without a cut
_KEPT = 16_000_000  # characters of documents that are held at hand


class Piece(NamedTuple):
    """A stretch of a line, with the numbers of the facts that it is part of.

    ``starts`` are those that begin here; ``cut`` counts characters that are left out in the middle.
    """

    text: str
    facts: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    rest: str = ""
    cut: int = 0


class Line(NamedTuple):
    """A line of the dump; ``skipped`` counts the lines before it that are not shown."""

    number: int
    pieces: tuple[Piece, ...]
    kind: str  # inside, outside, unclaimed
    skipped: int = 0


class Shown(NamedTuple):
    """A dump as a page shows it; ``lost`` are facts whose words are not on their line."""

    lines: tuple[Line, ...]
    skipped: int  # lines after the last
    lost: frozenset[int]


class Shelf:
    """Documents out of the archive; some are held, for several practices can be of one dump."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._states: dict[tuple[str, str], str | None] = {}
        self._last: tuple[tuple[str, str], Dump] | None = None  # the next to be read, as a rule
        self._held: OrderedDict[tuple[str, str], Document | None] = OrderedDict()
        self._size = 0

    def state(self, source: Provenance) -> str | None:
        """Give all that the reading of a dump follows from, but its bytes, which are known.

        That is how it was declared; None where it is not there with these bytes.
        """
        key = (source.dump, source.sha256)
        if key not in self._states:
            self._states[key] = None
            with suppress(GpkitError, OSError):
                dump = raw.recall(self._archive, source)
                self._last, self._states[key] = (key, dump), dump.content_type or ""
        return self._states[key]

    def document(self, source: Provenance) -> Document | None:
        """Read the dump of a practice; None where it is not at hand, or cannot be read."""
        key = (source.dump, source.sha256)
        if key not in self._held:
            self._held[key] = self._read(source)
            self._size += _size(self._held[key])
            while self._size > _KEPT and len(self._held) > 1:
                self._size -= _size(self._held.popitem(last=False)[1])
        self._held.move_to_end(key)
        return self._held[key]

    def _read(self, source: Provenance) -> Document | None:
        if self.state(source) is None:
            return None
        key, dump = self._last or (None, None)
        with suppress(GpkitError, OSError):
            if dump is None or key != (source.dump, source.sha256):
                dump = raw.recall(self._archive, source)
            return pages.read_apart(dump)
        return None


def _size(document: Document | None) -> int:
    return sum(map(len, document.lines)) if document else 0


def show(practice: Practice, document: Document, facts: Sequence[Fact]) -> Shown:
    """Lay facts over the lines of a dump."""
    by_line: dict[int, list[Fact]] = {}
    for fact in facts:
        by_line.setdefault(fact.line, []).append(fact)
    lines, lost, last = [], set(), 0
    for number in _numbers(practice, document, by_line):
        text = document.line(number) if number else practice.provenance.url or ""
        spans, missing = _spans(text, by_line.pop(number, []))
        lost.update(missing)
        skipped = number - last - 1 if number > 0 else 0
        lines.append(Line(number, _pieces(text, spans), _kind(practice, number), skipped))
        last = number
    lost.update(fact.number for found in by_line.values() for fact in found)
    return Shown(tuple(lines), len(document.lines) - last, frozenset(lost))


def _numbers(practice: Practice, document: Document, used: Iterable[int]) -> list[int]:
    """Choose the lines to show; line 0, the URL, only where words of it count."""
    count = len(document.lines)
    first, last = practice.provenance.lines
    chosen = set(range(1, count + 1)) if count <= WHOLE else set(range(first - AROUND, last + 1))
    chosen.update(range(last, last + AROUND + 1))
    for line in used:
        chosen.update(range(line - NEAR, line + NEAR + 1) if line else (0,))
    return sorted(n for n in chosen if 0 < n <= count or (n == 0 and 0 in used))


def _kind(practice: Practice, number: int) -> str:
    if number in practice.provenance.unclaimed:
        return "unclaimed"
    first, last = practice.provenance.lines
    return "inside" if first <= number <= last else "outside"


# Where facts stand on a line ----------------------------------------------------------------------


class _Span(NamedTuple):
    start: int
    end: int
    fact: int


def _spans(text: str, facts: Iterable[Fact]) -> tuple[list[_Span], list[int]]:
    found: list[_Span] = []
    lost: list[int] = []
    for fact in facts:
        words = _words(text, fact)
        start = _place(text, words, found) if words else -1
        if start < 0:
            lost.append(fact.number)
        else:
            found.append(_Span(start, start + len(words), fact.number))
    return found, lost


def _words(text: str, fact: Fact) -> str:
    """Give the words to look for; a bullet of the prose has other marks on the page."""
    if fact.kind == "text" and fact.raw not in text and fact.raw.startswith("- "):
        return fact.raw[2:]
    return fact.raw


def _place(text: str, words: str, taken: Sequence[_Span]) -> int:
    """Find words on a line: where nothing else stands, as whole words, as early as possible.

    >>> _place("ITALY, IT", "IT", [])
    7
    >>> _place("Public / Public", "Public", [_Span(0, 6, 1)])
    9
    """
    best, best_rank = -1, (2, 2)
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        overlaps = any(span.start < end and start < span.end for span in taken)
        inside = text[max(start - 1, 0) : start].isalnum() or text[end : end + 1].isalnum()
        rank = (int(overlaps), int(inside))
        if rank < best_rank:
            best, best_rank = start, rank
        if best_rank == (0, 0):
            break
        start = text.find(words, start + 1)
    return best


def _pieces(text: str, spans: Sequence[_Span]) -> tuple[Piece, ...]:
    """Cut a line wherever a fact begins or ends."""
    edges = sorted({0, len(text), *(s.start for s in spans), *(s.end for s in spans)})
    if len(edges) == 1:
        return (Piece(text),)
    return tuple(_between(text, spans, edges))


def _between(text: str, spans: Sequence[_Span], edges: Sequence[int]) -> Iterator[Piece]:
    for start, end in pairwise(edges):
        over = [span for span in spans if span.start <= start and end <= span.end]
        facts = tuple(span.fact for span in over)
        starts = tuple(span.fact for span in over if span.start == start)
        yield _short(Piece(text[start:end], facts, starts))


def _short(piece: Piece) -> Piece:
    """Leave out the middle of a very long stretch that no fact stands on."""
    if piece.facts or len(piece.text) <= _LONG:
        return piece
    half = _LONG // 2
    cut = len(piece.text) - 2 * half
    return piece._replace(text=piece.text[:half], rest=piece.text[-half:], cut=cut)
