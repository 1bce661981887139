"""digital-skills-jobs.europa.eu: practices, organisations, coalitions, strategies, funding.

Pages open with the search box of the site, the kind of page, and often the words that stand for
an image; there is no title, which then comes from the URL or is missing. Blocks of facets have
labels in a row whose values are empty, and labels with paragraphs of free text.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Role
from gpkit.parsers._layouts import (
    Numbered,
    block_start,
    chrome,
    content,
    headed_prose,
    said_on,
    stacked,
)
from gpkit.parsers._pages import (
    address,
    is_headline,
    is_of,
    labelled,
    like_title,
    parted,
    single,
    title,
)
from gpkit.text.fold import fold
from gpkit.text.lines import bullet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED: tuple[str, ...] = ()
HOSTS = frozenset(("digital-skills-jobs.europa.eu",))

KINDS = frozenset(("good practices", "national coalitions", "national strategies", "funding"))
_SEARCH = "search by keyword"
_COALITION, _ORGANISATION = "national coalition details", "organisation details"
_IMAGE = 90  # words for an image are shorter than that, the paragraph below is longer
_PROSE = frozenset(("nc priorities", "nc partners"))  # labels with paragraphs of free text
_FLAGS = frozenset(("national coalition member",))  # a label that says it all, without a value

# Labels of the platform that open each block; other sites have details of organisations as well.
MARKS = {
    _COALITION: frozenset(("target audience", "digital skill level", "geographic scope-country")),
    _ORGANISATION: frozenset(("national coalition member", "organisation category")),
}
CLUES = (_SEARCH, *MARKS)


def recognises(document: Document) -> bool:
    """Recognise the site's search box above a kind of page, or one of its blocks of facets."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    said = said_on(lines)
    if _SEARCH not in said and said.isdisjoint(MARKS):
        return False
    head = [at.key if len(at.words) < 60 else "" for at in lines[:4]]
    searched = any(a == _SEARCH and b in KINDS for a, b in pairwise(head))
    return searched or any(
        below.key in MARKS[at.key] and max(len(at.words), len(below.words)) < 60
        for at, below in pairwise(lines)
        if at.key in MARKS
    )


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the one record of a page."""
    lines = content(document)
    head = list(_head(document, lines))
    done = {claim.line for claim in head}
    around, rest = parted([at for at in lines if at.line not in done], {})
    block = next((i for i in range(len(rest)) if _opens(rest, i, authority)), None)
    block = block_start(rest, authority) if block is None else block
    block = len(rest) if block is None else block
    claims = [claim for claim in head if claim.role is Role.TITLE]
    claims += headed_prose(rest[:block], authority)
    claims += _facets(rest[block:], authority)
    noise = [claim for claim in head if claim.role is not Role.TITLE]
    return single("dsjp", claims, (*noise, *around), address(document))


def _head(document: Document, lines: Sequence[Numbered]) -> Iterator[Claim]:
    """Claim what stands above the body: search box, kind of page, words of an image, or a title."""
    start = 0
    framed = False
    while start < len(lines) and (claim := _furniture(lines[start])):
        yield claim
        framed = framed or "link" not in claim.reason
        start += 1
    rest = lines[start:]
    if rest and (is_headline(document, rest[0]) or (not framed and like_title(rest))):
        yield title(rest[0])
    elif framed:
        yield from _image(rest)


def _image(lines: Sequence[Numbered]) -> Iterator[Claim]:
    """Claim "CCID logo", "decorative image": in the place of a title, and never one."""
    for index, (at, below) in enumerate(pairwise(lines)):
        if below.words[:1].islower():  # a sentence that is torn
            break
        torn = any(after.words[:1].islower() for after in lines[index + 2 : index + 3])
        prose = len(below.words) > _IMAGE or below.words.endswith(".") or torn
        again = fold(below.words) == fold(at.words)
        if len(at.words) > _IMAGE or not like_title((at, below)) or not (prose or again):
            break
        yield Claim(at.line, Role.NOISE, reason="words that stand for an image")
        if not again:
            break


def _furniture(at: Numbered) -> Claim | None:
    if fold(at.words) in KINDS:
        return Claim(at.line, Role.NOISE, reason="kind of page")
    return chrome(at)


def _opens(lines: Sequence[Numbered], index: int, authority: Authority) -> bool:
    """Tell whether a line opens a block of facets: "... details" above a label."""
    words = lines[index].words
    after = lines[index + 1].words if index + 1 < len(lines) else ""
    opener = len(words) < 60 and fold(words).endswith("details")
    return opener and (bool(authority.facets_of(after)) or fold(words) in MARKS)


def _facets(lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    """Claim the blocks of facets: stacked labels, and labels with free text below."""
    starts = [
        i
        for i, at in enumerate(lines)
        if i == 0
        or _opens(lines, i, authority)
        or (fold(at.words) in _PROSE and bullet(at.text) is None)
    ]
    for start, end in pairwise([*starts, len(lines)]):
        span = lines[start:end]
        if fold(span[0].words) in _PROSE:
            yield from labelled(span, _PROSE)
            continue
        if not authority.facets_of(span[0].words):
            yield Claim(span[0].line, Role.DETAILS, (span[0].words,))
            span = span[1:]
        yield from _without_values_of_flags(stacked(span, authority))


def _without_values_of_flags(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Leave a value below a flag unclaimed: it has lost its own label."""
    flag = False
    for claim in claims:
        flag = fold(claim.label) in _FLAGS if claim.role is Role.LABEL else flag
        if not (flag and claim.role is Role.VALUE):
            yield claim
