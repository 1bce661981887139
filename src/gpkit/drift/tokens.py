"""A practice as the sequence of its words, so that two readings of one page can be compared.

What a word was taken for (label, value, prose) is kept, but two words are one if they read alike:
a site that moves its block or renames a label makes our parser take words for something else,
and the words themselves still tell what happened.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gpkit.model import Practice

PROSE = "prose"
# A block whose first label is not known opens in the prose: its opener is no word of the record.
_OPENERS = ("details", "project details")
HEADER = ("title", "byline", "published")


class Token(NamedTuple):
    """A piece of a page: its words, what it was taken for, and the element it belongs to."""

    words: str  # folded
    role: str
    element: str  # the folded label of a value, else the role or "prose"
    raw: str
    line: int


class Pair(NamedTuple):
    """A practice before and after, and how their words differ; what only moved is not listed."""

    old: Practice
    new: Practice
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    replaced: tuple[tuple[Token, Token], ...] = ()
    removed: tuple[Token, ...] = ()
    added: tuple[Token, ...] = ()

    @property
    def gone(self) -> tuple[Token, ...]:
        """All words that are no longer there."""
        return (*(old for old, _ in self.replaced), *self.removed)

    @property
    def fresh(self) -> tuple[Token, ...]:
        """All words that were not there."""
        return (*(new for _, new in self.replaced), *self.added)


def tokens(practice: Practice) -> tuple[Token, ...]:
    """Give the words of a practice in the order of the page."""
    return tuple(sorted(_tokens(practice), key=lambda token: token.line))


def _tokens(practice: Practice) -> Iterator[Token]:
    evidence = practice.evidence
    for role, witness in (("title", evidence.title), ("published", evidence.published)):
        if witness:
            yield _token(witness.raw, role, role, witness.line)
    if evidence.byline_line is not None:
        yield Token("\0byline", "byline", "byline", "the byline", evidence.byline_line)
    yield from _prose(practice)
    for entry in practice.observed:
        element = fold(entry.label)
        if element:
            yield _token(entry.label, "label", element, entry.line)
        for value in entry.values:
            yield _token(value.raw, "value", element, value.line)


def _prose(practice: Practice) -> Iterator[Token]:
    places = practice.evidence.sections
    for index, section in enumerate(practice.sections):
        lines = list(places[index]) if index < len(places) else []
        heading = [(section.heading, "heading")] if section.heading else []
        texts = [(text, "text") for text in section.text.split("\n") if text]
        for k, (raw, role) in enumerate([*heading, *texts]):
            if fold(raw) in _OPENERS:
                continue
            yield _token(raw, role, PROSE, lines[k] if k < len(lines) else practice_end(practice))


def label_of(pairs: Iterable[Pair], element: str) -> str:
    """Give a label as printed on the first page that has it."""
    tokens = (t for p in pairs for t in (*p.before, *p.after))
    found = (t.raw for t in tokens if t.role == "label" and t.element == element)
    return next(found, element)


def practice_end(practice: Practice) -> int:
    """Give the last line of a practice in its dump."""
    return practice.provenance.lines[1]


def _token(raw: str, role: str, element: str, line: int) -> Token:
    words = raw.removeprefix("- ").removeprefix("• ")
    return Token(fold(words), role, element, words, line)


def compare(old: Practice, new: Practice) -> Pair:
    """Compare the words of two readings."""
    before = tokens(old)
    after = before if new is old else tokens(new)
    one, other = [t.words for t in before], [t.words for t in after]
    pair = Pair(old, new, before, after)
    if one == other:
        return pair
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    differing = [(before[a:b], after[c:d]) for tag, a, b, c, d in codes if tag != "equal"]
    moved = _common(
        [t for gone, _ in differing for t in gone], [t for _, fresh in differing for t in fresh]
    )
    replaced: list[tuple[Token, Token]] = []
    removed: list[Token] = []
    added: list[Token] = []
    for gone, fresh in differing:
        left = _without(gone, moved[0])
        right = _without(fresh, moved[1])
        both = min(len(left), len(right))
        if left and left[-1].role in ("label", "heading"):  # it stands before what is the same
            left, right = left[::-1], right[::-1]
        replaced += zip(left[:both], right[:both], strict=True)
        removed += left[both:]
        added += right[both:]
    return pair._replace(replaced=tuple(replaced), removed=tuple(removed), added=tuple(added))


def _common(gone: Sequence[Token], fresh: Sequence[Token]) -> tuple[set[int], set[int]]:
    """Find words that are gone here and new there, by identity of their tokens."""
    where: dict[str, list[Token]] = {}
    for token in fresh:
        where.setdefault(token.words, []).append(token)
    left: set[int] = set()
    right: set[int] = set()
    for token in gone:
        if where.get(token.words):
            left.add(id(token))
            right.add(id(where[token.words].pop(0)))
    return left, right


def _without(tokens: Sequence[Token], moved: set[int]) -> list[Token]:
    return [token for token in tokens if id(token) not in moved]
