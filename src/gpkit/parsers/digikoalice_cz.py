"""digikoalice.cz: pages in Czech, with ``Label: value`` lines before the prose.

A label may have more values, on lines of their own below it. ``O organizaci`` and its like open
the prose; posts print their author and their date twice on one line. Most pages have no title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Role
from gpkit.parsers._layouts import Numbered, content, is_begun
from gpkit.parsers._pages import (
    address,
    body,
    is_headline,
    is_of,
    label_of,
    labelled,
    like_title,
    parted,
    single,
    title,
)
from gpkit.text.dates import Order
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document

ORDER = Order.DMY  # the site prints 17.12.2025
REQUIRED: tuple[str, ...] = ()
HOSTS = frozenset(("digikoalice.cz",))

LABELS = frozenset(
    (
        "status",
        "oblast vzdělávání a rozvoje",
        "typ člena/příznivce",
        "téma",
        "geografický rozsah",
        "cílová skupina",
        "úroveň digitálních dovedností",
        "cílový jazyk",
    )
)
_DETAILS = "základní informace o "
CLUES = ("Publikováno:", "o příkladu", _DETAILS)
_BODY = frozenset(("o organizaci", "o příkladu", "o zdroji"))
_VALUE = 120  # the longest value seen has 70 characters
_POSTED = re.compile(
    r"Autor:\s.{1,200}Publikováno:\s\d{1,2}\.\s\w{1,12}\s\d{4}\s(\d{1,2}\.\d{1,2}\.\d{4})"
)


def recognises(document: Document) -> bool:
    """Recognise the heading above the labels, the line of a post, or a page about an example."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    if any(_POSTED.match(at.words) for at in lines[:6]):
        return True
    around, rest = parted(lines[:6], {})
    if rest and rest[0].key == "o příkladu" and len(lines) > len(around) + 1:
        return True
    if not is_begun(lines, _DETAILS):
        return False
    opened = [i for i, at in enumerate(lines) if at.key.startswith(_DETAILS)]
    return any(_is_opening(lines, i) for i in opened)


def _is_opening(lines: Sequence[Numbered], index: int) -> bool:
    """Tell whether a line is the heading above the labels."""
    below = lines[index + 1 : index + 4]
    return lines[index].key.startswith(_DETAILS) and any(label_of(at.words, LABELS) for at in below)


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the one record of a page."""
    around, lines = parted(content(document), {})
    claims = tuple(_claims(document, lines, authority))
    return single("digikoalice-cz", claims, around, address(document))


def _claims(document: Document, lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    start = 0
    if lines and (is_headline(document, lines[0]) or _is_titled(lines)):
        yield title(lines[0])
        start = 1
    if start < len(lines) and (posted := _POSTED.match(lines[start].words)):
        yield Claim(lines[start].line, Role.PUBLISHED, (posted[1],))
        start += 1
    block = range(*_block(lines, start))
    if block:
        yield Claim(lines[block[0]].line, Role.DETAILS, (lines[block[0]].words,))
        yield from labelled((lines[i] for i in block[1:]), LABELS, colons=True)
    rest = [at for i, at in enumerate(lines) if i >= start and i not in block]
    if rest and fold(rest[0].words) in _BODY:
        yield Claim(rest[0].line, Role.HEADING, (rest[0].words,))
        rest = rest[1:]
    yield from body(rest, authority)


def _block(lines: Sequence[Numbered], start: int) -> tuple[int, int]:
    """Find the block of labels: from its heading to the prose."""
    for first in range(start, len(lines)):
        if _is_opening(lines, first):
            end = first + 1
            while end < len(lines) and not _is_prose(lines[end]):
                end += 1
            return first, end
    return start, start


def _is_prose(at: Numbered) -> bool:
    return fold(at.words) in _BODY or (len(at.words) > _VALUE and not label_of(at.words, LABELS))


def _is_titled(lines: Sequence[Numbered]) -> bool:
    """Tell whether a title stands first: above the line of a post, or above the labels."""
    if len(lines) < 2 or not like_title(lines):
        return False
    below = fold(lines[1].words)
    return bool(_POSTED.match(lines[1].words)) or below.startswith(_DETAILS) or below in _BODY
