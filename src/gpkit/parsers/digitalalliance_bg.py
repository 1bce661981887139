"""digitalalliance.bg: category, search and landing pages with many records, and single posts.

A record is: title, byline, title again, date, prose with headings, block of facets. Its anchor
is the byline, which ends in "No Comments" glued to the last term. Single posts of the site print
neither title nor byline; they are recognised by their date line alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Record, Role
from gpkit.parsers._layouts import (
    CHROME,
    Numbered,
    block_start,
    chrome,
    content,
    headed_prose,
    stacked,
)
from gpkit.text.dates import Order, is_placeholder
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document

ORDER = Order.DMY  # the site prints 18.07.2024, 29.07.2025, 30.05.2023
REQUIRED = (
    "target_audience",
    "digital_technology",
    "digital_skill_level",
    "funding_type",
    "initiative_type",
    "country",
)

# Names and values of the site's own taxonomies. One of them in a byline is the mark of the site;
# "Bulgaria", "Public" or "Cybersecurity" alone stand in bylines of any blog.
MARKS = frozenset(
    fold(term)
    for term in (
        "Country providing the good practice",
        "Funding of the good practice",
        "Type of initiative of the good practice",
        "INSPIRATION",
        "INSPIRATION: Good practices",
        "INSPIRATION: Initiatives",
        "INSPIRATION: Strategic documents",
        "EU Initiatives",
        "Scope of the strategy",
        "OPPORTUNITIES",
        "OPPORTUNITIES: Funding",
        "Country suitable for the funding",
        "Form of the funding",
        "Type of funding initiative",
        "International good practice initiative",
        "National good practice initiative",
        "EU institutional good practice initiative",
        "EU Institutional initiative",
        "For the workforce",
        "For ICT professionals",
        "For public administration",
        "Без категория",
    )
)
_BYLINE = re.compile(r"By (?=\S)(.{0,2000}?\S)(?:No|One|\d{1,4}) Comments?")
_OPENS, _CLOSES = re.compile(r"By \S"), re.compile(r"(?:No|One|\d) Comments?")
_LAST = ("Comments", "Comment")
_BYLINE_LENGTH = 2007  # longest of the above, without its last word
_GLUED_DATES = re.compile(r"\d\d\.\d\d\.\d{4}[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th), \d{4}")
_DATE_LINE = re.compile(r"(\d{1,2}\.\d{1,2}\.\d{4})(?:\s?\|)?")
_DATE_LINE_OF_A_POST = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}\s\|")
CLUES = ("No Comment", "One Comment", "# Comment", "# |")  # of bylines, of the date of a post

_KINDS = {"category": "kind of page", "news": "kind of page"}
_LANDING_START, _LANDING_END = "inspiration", "let's find out more!"
_SAME = 0.8  # of two titles: one letter in five may be damaged
_HEAD_LENGTH = 8  # lines of a landing page before its first record


def recognises(document: Document) -> bool:
    """Recognise a byline with a mark of the site between a title and its repetition."""
    lines = content(document)
    if _is_single_post(lines):
        return True
    return any(
        _terms(at.words) and _is_ours(at.words) and _repeated(lines, index)
        for index, at in enumerate(lines)
        if at.words.startswith("By ")
    )


def parse(document: Document, authority: Authority) -> Parsed:
    """Read each record of a page (or of each page, where several were glued together)."""
    lines = content(document)
    # Page furniture that may stand anywhere; a skip link opens a page.
    found = [claim for at in lines if at.key in CHROME and (claim := chrome(at))]
    links = {claim.line: claim for claim in found if claim.reason == "link to the top"}
    parsed = _parsed(*_parts([at for at in lines if at.line not in links]), authority)
    return parsed._replace(noise=(*parsed.noise, *links.values()))


def _parts(
    lines: Sequence[Numbered],
) -> tuple[list[Sequence[Numbered]], list[Sequence[Numbered]]]:
    """Part the heads of pages from the spans of records."""
    starts = _starts(lines)
    if not starts:
        head = 1 if lines and chrome(lines[0]) else 0
        return [lines[:head]], [lines[head:]] if lines[head:] else []
    pairs = pairwise(starts)  # a head never takes the record before it whole
    heads = [0, *(max(_head_start(lines, start), before + 1) for before, start in pairs)]
    spans = [lines[a:b] for a, b in zip(starts, [*heads[1:], len(lines)], strict=True)]
    tops = [lines[a:b] for a, b in zip(heads, starts, strict=True)]
    last = spans[-1]
    cut = next((i for i, at in enumerate(last) if i and at.key in CHROME and chrome(at)), len(last))
    return [*tops, last[cut:]], [*spans[:-1], last[:cut]]  # a page that was cut in its head


def _parsed(
    heads: Sequence[Sequence[Numbered]], spans: Sequence[Sequence[Numbered]], authority: Authority
) -> Parsed:
    records = tuple(Record(tuple(_claims(s, authority)), s[0].line, s[-1].line) for s in spans)
    return Parsed("digitalalliance-bg", records, tuple(c for head in heads for c in _head(head)))


# The marks of a record ----------------------------------------------------------------------------


def _terms(words: str) -> tuple[str, ...] | None:
    """Give the terms of a byline, None where the line is none. Names hold no comma."""
    if not words.startswith("By "):
        return () if words == "By" else None  # a byline that has lost its terms
    return _of_byline(words)


@lru_cache(maxsize=100)  # each is asked for a dozen times
def _of_byline(words: str) -> tuple[str, ...] | None:
    match = _BYLINE.fullmatch(words)
    if match is None:
        return None
    return tuple(term.strip() for term in match[1].split(", ") if term.strip())


def _is_ours(byline: str) -> bool:
    terms = _terms(byline) or ()
    return any(fold(term) in MARKS for term in terms) or _is_dated(byline)


def _is_dated(byline: str) -> bool:
    """Tell the byline of a news post: date of publication and of change, glued, no terms."""
    match = _BYLINE.fullmatch(byline)
    return match is not None and _GLUED_DATES.fullmatch(match[1]) is not None


def _equal(one: str, two: str) -> bool:
    return fold(one) == fold(two)


def _repeated(
    lines: Sequence[Numbered], byline: int, same: Callable[[str, str], bool] = _equal
) -> bool:
    if not 0 < byline < len(lines) - 1:
        return False
    return same(lines[byline - 1].words, lines[byline + 1].words)


def _starts(lines: Sequence[Numbered]) -> list[int]:
    """Find the first line of each record: a title, a bare byline, the date of a single post."""
    bylines = (
        _start(lines, index)
        for index, at in enumerate(lines)
        if at.words.startswith("By") and _terms(at.words) is not None
        if _repeated(lines, index) or _is_ours(at.words)
    )
    tops = (i for i, at in enumerate(lines) if at.key in CHROME and chrome(at))
    posts = (i + 1 for i in tops if _is_single_post(lines[i : i + 3]))
    return sorted({*bylines, *posts})


def _head_start(lines: Sequence[Numbered], start: int) -> int:
    """Find where the head of a glued page begins; the record's own start if there is none."""
    before = [at.key for at in lines[max(0, start - _HEAD_LENGTH) : start]]
    if before[-2:-1] == ["category"]:
        start -= 2
    elif before[-1:] == ["news"]:
        start -= 1
    elif before[-1:] == [_LANDING_END] and _LANDING_START in before:
        start -= before[::-1].index(_LANDING_START) + 1
    return start - 1 if start and chrome(lines[start - 1]) else start


def _start(lines: Sequence[Numbered], byline: int) -> int:
    """Find the first line of a record: the title before its byline, or a bare byline."""
    dated = 0 < byline < len(lines) - 1 and _date_of(lines[byline + 1].words) is not None
    return byline - 1 if dated or _repeated(lines, byline, _alike) else byline


def _alike(one: str, two: str) -> bool:
    """Tell whether one of two titles is the other, damaged or cut."""
    short, long = sorted((fold(one), fold(two)), key=len)
    if len(short) > 3 and (long.startswith(short) or long.endswith(short)):
        return True
    from difflib import SequenceMatcher  # 2 ms, and few titles are damaged

    return SequenceMatcher(None, short, long, autojunk=False).ratio() > _SAME


def _is_single_post(lines: Sequence[Numbered]) -> bool:
    return (
        len(lines) > 2
        and chrome(lines[0]) is not None
        and _DATE_LINE_OF_A_POST.fullmatch(lines[1].words) is not None
    )


# Claims -------------------------------------------------------------------------------------------


def _head(lines: Sequence[Numbered]) -> Iterator[Claim]:
    """Claim what stands before the first record; what is not known there stays unclaimed."""
    rest = []
    for index, at in enumerate(lines):
        kind = _KINDS.get(fold(at.words))
        if claim := chrome(at):
            yield claim
        elif kind:
            yield Claim(at.line, Role.NOISE, reason=kind)
        elif index and fold(lines[index - 1].words) == "category":
            yield Claim(at.line, Role.NOISE, reason="name of the category")
        elif not _holds_byline(at.words):
            rest.append(at)
    landing = bool(rest) and fold(rest[-1].words) == _LANDING_END
    for index, at in enumerate(rest):
        if index == 0 and (landing or len(rest) == 1):
            yield Claim(at.line, Role.NOISE, reason="name of the page")
        elif landing:
            yield Claim(at.line, Role.NOISE, reason="introduction of the landing page")


def _claims(lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    body = 0
    for at in lines[:3]:
        terms = _terms(at.words)
        if terms is not None:
            yield Claim(at.line, Role.BYLINE, () if _is_dated(at.words) else terms)
        elif _date_of(at.words) is not None:
            break
        elif _is_title(lines, body):
            if not _is_part(lines, body):
                yield Claim(at.line, Role.TITLE, (at.words,))
        else:
            break
        body += 1
    if body < len(lines) and (date := _date_of(lines[body].words)) is not None:
        yield Claim(lines[body].line, Role.PUBLISHED, (date,))
        body += 1
    block = block_start(lines[body:], authority)
    prose = len(lines) if block is None else body + block
    # A byline in there opened a record that is damaged beyond reading: it stays unclaimed.
    yield from headed_prose(_whole(lines[body:prose]), authority)
    yield from stacked(_whole(lines[prose:]), authority)


def _whole(lines: Sequence[Numbered]) -> list[Numbered]:
    return [at for at in lines if not (at.words.endswith(_LAST) and _holds_byline(at.words))]


def _holds_byline(words: str) -> bool:
    if not words.endswith(_LAST):
        return False
    ends = (
        m.start() for m in _CLOSES.finditer(words) if not words[m.start() - 1 : m.start()].isspace()
    )
    return any(_OPENS.search(words, max(0, end - _BYLINE_LENGTH), end) for end in ends)


def _is_title(lines: Sequence[Numbered], index: int) -> bool:
    """Tell whether the line stands right before or right after the byline."""
    around = [lines[i].words for i in (index - 1, index + 1) if 0 <= i < min(len(lines), 3)]
    return any(_terms(words) is not None for words in around)


def _is_part(lines: Sequence[Numbered], index: int) -> bool:
    """Tell a title that is less than its repetition behind the byline: damaged, unclaimed."""
    other = lines[2 - index].words if index in (0, 2) and len(lines) > 2 else ""
    framed = bool(other) and _terms(lines[1].words) is not None and _date_of(lines[2].words) is None
    one, two = fold(lines[index].words), fold(other)
    return framed and one != two and (len(one), index) <= (len(two), 2)


@lru_cache(maxsize=100)  # each is asked for a few times
def _date_of(words: str) -> str | None:
    """Give the date on a line that holds nothing else, or its placeholder; None where none is."""
    match = _DATE_LINE.fullmatch(words)
    if match:
        return match[1]
    return words if is_placeholder(words) else None
