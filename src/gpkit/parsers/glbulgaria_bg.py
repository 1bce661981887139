"""glbulgaria.bg: projects in Bulgarian and English, labels with a colon above their values.

The title stands above the labels and again below the first. The English pages have lost the
labels of partners and summary, so that their bullets are prose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Role
from gpkit.parsers._layouts import Numbered, content, headed_prose, said_on
from gpkit.parsers._pages import find, is_of, labelled, pair_of, parted, single
from gpkit.text.dates import Order
from gpkit.text.fold import fold
from gpkit.text.lines import bullet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document

ORDER = Order.DMY
REQUIRED: tuple[str, ...] = ()
HOSTS = frozenset(("glbulgaria.bg",))

_NAMES = frozenset(("име на проекта", "project name"))
_PERIODS = frozenset(("период на изпълнение", "implementation period"))
CLUES = ("период на изпълнение", "implementation period")
_PARTNERS = frozenset(("партньори",))
_SUMMARY = "резюме"
_LABELS = _NAMES | _PERIODS | _PARTNERS


def recognises(document: Document) -> bool:
    """Recognise a title that stands above and below its label, with the period after it."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    if _NAMES.isdisjoint(said_on(lines)):
        return False
    name = _name(lines)
    words = [fold(at.words) for at in lines[name - 1 : name + 3]] if name else []
    return len(words) == 4 and words[0] == words[2] and words[3] in _PERIODS


def _name(lines: Sequence[Numbered]) -> int:
    """Find the label of the name near the top; 0 where there is none."""
    return next((i for i, at in enumerate(lines[:6]) if fold(at.words) in _NAMES), 0)


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the project of a page."""
    around, lines = parted(content(document), {})
    claims = tuple(_claims(lines, authority))
    return single("glbulgaria-bg", claims, around)


def _claims(lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    start = _name(lines)
    for index, at in enumerate(lines[:start]):
        yield Claim(at.line, Role.TITLE if index == start - 1 else Role.TEXT, (at.words,))
    end = _end(lines, start)
    yield from _facets(lines[start:end])
    if end < len(lines) and fold(lines[end].words) == _SUMMARY:
        yield Claim(lines[end].line, Role.HEADING, (lines[end].words,))
        end += 1
    elif 0 < end < len(lines) and lines[end].words == lines[end - 1].words:
        end += 1  # a value that stands twice: unclaimed
    yield from headed_prose(lines[end:], authority)


def _facets(lines: Sequence[Numbered]) -> Iterator[Claim]:
    """Claim labels and values; bullets are partners, and items where that label is lost."""
    partners = False
    for at, claim in zip(lines, labelled(lines, _LABELS, colons=True), strict=True):
        if claim.role is not Role.VALUE:
            partners = fold(claim.label) in _PARTNERS
        item = claim.role is Role.VALUE and bullet(at.text) is not None and not partners
        yield claim._replace(role=Role.ITEM) if item else claim


def _end(lines: Sequence[Numbered], start: int) -> int:
    """Find the end of the labels: name and period have one value each, partners are bullets."""
    summary = find(lines, _SUMMARY, start)
    if summary is not None:
        return summary
    end, values = start, 0
    for at in lines[start:]:
        if pair_of(at.words, _LABELS):
            values = 1 if fold(at.words) not in _PARTNERS else len(lines)
        elif not values or (values > 1) != (bullet(at.text) is not None):
            break
        else:
            values -= 1
        end += 1
    return end
