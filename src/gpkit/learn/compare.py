"""What a learnt family reads of pages, beside what the generic parser reads of them.

A family that reads worse than the parser that knows no site is not worth its file. The generic
parser is asked for the page without the lines that the family calls noise, so that a menu does
not count as records; and what it calls a record counts only if its title is another one on some
other page.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gpkit.model import Role
from gpkit.parsers import GENERIC, parser
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Claim, Document, Parsed, Record
    from gpkit.parsers._declared_family import Declared

_AGAIN = 2  # pages that a label stands on, to be one
_VALUES = (Role.VALUE, Role.PAIR)


class Reading(NamedTuple):
    """What a parser reads of a page: lines, 1-based."""

    starts: tuple[int, ...]  # of the records
    values: dict[int, str]  # lines that are values, with the key of their label


class Beside(NamedTuple):
    """A page as two parsers read it."""

    document: Document
    family: Reading
    generic: Reading  # of the page without the noise


class Compared(NamedTuple):
    """What a family reads otherwise than the generic parser, of labels that recur."""

    pages: tuple[Beside, ...]
    lost: tuple[tuple[int, ...], ...]  # of each page: values that the generic parser alone reads
    gained: tuple[int, ...]  # of each page: how many values the family alone reads

    def fewer(self) -> list[int]:
        """Give the pages on which the family finds fewer records."""
        both = enumerate(self.pages)
        return [n for n, p in both if len(p.family.starts) < len(p.generic.starts)]

    def is_worse(self) -> bool:
        """Tell whether the generic parser reads more of most pages."""
        fewer = {*self.fewer()}
        less = {n for n, lost in enumerate(self.lost) if len(lost) > self.gained[n]}
        return 2 * len(fewer | less) > len(self.pages)

    def is_equal(self) -> bool:
        """Tell whether the family reads the same records and values, noise apart."""
        same = all(len(p.family.starts) == len(p.generic.starts) for p in self.pages)
        return same and not any(self.lost) and not any(self.gained)


def compare(family: Declared, documents: Sequence[Document], authority: Authority) -> Compared:
    """Read pages with a family and with the generic parser."""
    lines = [frozenset(map(str.strip, document.lines)) for document in documents]
    steady = frozenset.intersection(*lines) if len(lines) > 1 else frozenset()
    pages = tuple(_beside(family, document, authority, steady) for document in documents)
    ours = _recurring([page.family for page in pages])
    theirs = _recurring([page.generic for page in pages])
    lost = tuple(tuple(_only(page.generic, page.family, theirs)) for page in pages)
    gained = tuple(len([*_only(page.family, page.generic, ours)]) for page in pages)
    return Compared(pages, lost, gained)


def _beside(
    family: Declared, document: Document, authority: Authority, steady: frozenset[str]
) -> Beside:
    mine = family.parse(document, authority)
    noise = {claim.line for claim in mine.noise}
    bare = document._replace(
        lines=tuple("" if n in noise else text for n, text in enumerate(document.lines, 1))
    )
    other = parser(GENERIC).parse(bare, authority)
    counted = [r for r in other.records if document.line(_head(r)).strip() not in steady]
    return Beside(document, _reading(mine), _reading(other._replace(records=tuple(counted))))


def _head(record: Record) -> int:
    """Give the line that names a record: its title, or its first one."""
    return next((c.line for c in record.claims if c.role is Role.TITLE), record.first)


def _reading(parsed: Parsed) -> Reading:
    starts = tuple(record.first for record in parsed.records)
    values: dict[int, str] = {}
    for record in parsed.records:
        values.update(_values(record.claims))
    return Reading(starts, values)


def _values(claims: Sequence[Claim]) -> Iterator[tuple[int, str]]:
    label = ""
    for claim in claims:
        label = fold(claim.label) if claim.label else label
        if claim.columns:
            yield claim.line, fold(claim.columns[0][0])
        elif claim.role in _VALUES and claim.values:
            yield claim.line, label


def _recurring(readings: Sequence[Reading]) -> frozenset[str]:
    counts = Counter(key for reading in readings for key in {*reading.values.values()})
    return frozenset(key for key, count in counts.items() if count >= _AGAIN)


def _only(one: Reading, other: Reading, labels: frozenset[str]) -> Iterator[int]:
    """Give the lines that are values for one parser alone."""
    yield from (n for n, key in one.values.items() if key in labels and n not in other.values)
