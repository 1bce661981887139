"""unite-it.eu: articles that list Erasmus+ projects, each with ``Label: value`` lines."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Role
from gpkit.parsers._layouts import Numbered, content, headed_prose, is_begun
from gpkit.parsers._pages import (
    address,
    is_of,
    label_of,
    labelled,
    like_title,
    pair_of,
    parted,
    record,
    title,
)
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED: tuple[str, ...] = ()
HOSTS = frozenset(("unite-it.eu",))

LABELS = frozenset(
    ("key action", "action type", "countries", "duration", "year created", "resource owner")
)
_PAIR = 160  # longest line of label and value
_VALUE = 60  # of what is left of a value without its label
_PROJECT = ["key action", "action type", "countries", "duration"]
CLUES = ("countries:",)


def recognises(document: Document) -> bool:
    """Recognise the four labels of a project, in their order."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    if not is_begun(lines, _PROJECT[0]):
        return False
    starts = [i for i, at in enumerate(lines) if at.key.startswith(_PROJECT[0])]
    return any(_labels(lines[i : i + 4]) == _PROJECT for i in starts)


def _labels(lines: Sequence[Numbered]) -> list[str]:
    found = (label_of(at.words, LABELS) for at in lines)
    return [fold(label) for label, value in filter(None, found) if value]


def parse(document: Document, authority: Authority) -> Parsed:
    """Read each project of an article; a page without any is one record."""
    around, lines = parted(content(document), {})
    starts = [_start(lines, i) for i in range(len(lines)) if _begins(lines, i)]
    starts = starts or [0][: len(lines)]
    head = lines[: starts[0]] if starts else []
    intro = [
        Claim(at.line, Role.NOISE, reason="introduction of the article" if i else "its title")
        for i, at in enumerate(head)
    ]
    spans = [lines[start:end] for start, end in pairwise([*starts, len(lines)])]
    words = address(document) if len(spans) == 1 else ""
    claimed = (tuple(_claims(span, authority)) for span in spans)
    records = tuple(record(claims, words) for claims in claimed if claims)
    return Parsed("unite-it", records, (*around, *intro))


def _begins(lines: Sequence[Numbered], index: int) -> bool:
    """Tell whether a line is the first label of a project."""
    above = lines[index - 1 : index] if index else []
    own = _labels(lines[index : index + 1])
    opens = own == _PROJECT[:1] or len(_labels(lines[index : index + 3])) > 1
    return not _labels(above) and bool(own) and opens


def _start(lines: Sequence[Numbered], label: int) -> int:
    """Find the first line of a project: the name above its first label, or that label."""
    if label > 1 and not _is_numbered(lines[label - 1]) and _is_numbered(lines[label - 2]):
        return label - 2  # a name that is torn
    return label - 1 if label and like_title(lines[label - 1 :], bulleted=True) else label


def _is_numbered(at: Numbered) -> bool:
    return len(at.words) <= _PAIR and at.words[:3].partition(".")[0].isdigit()


def _claims(lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    named = not _labels(lines[:1]) and like_title(lines, bulleted=True)
    if _labels(lines[named : named + 1]) == _PROJECT[:1]:
        yield from (title(at) for at in lines[:named])  # else it is a label that was damaged
    end = int(named)
    while end < len(lines) and _is_pair(lines[end].words):
        end += 1
    yield from labelled(lines[named:end], LABELS, colons=True)
    found = [label for label in _labels(lines[named:end]) if label in _PROJECT]
    rest = lines[end:]
    if found != _PROJECT:  # a label was lost there: what stands in its place is no prose
        rest = [at for at in rest if len(at.words) > _VALUE and not _labels([at])]
    yield from headed_prose(rest, authority)


def _is_pair(words: str) -> bool:
    found = pair_of(words, LABELS) if len(words) < _PAIR else None
    return bool(found and found[1])
