"""Cases of innovative public services (IPS Explorer): labels, then title, organisation, prose.

A record has three parts: the facets, the title with its organisation and prose, and the additional
information. The site prints the facets first; dumps of several records put them last.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gpkit.model import Claim, Parsed, Role
from gpkit.parsers._layouts import Numbered, content, headed_prose, said_on
from gpkit.parsers._pages import is_of, label_of, labelled, noise, record
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED = (  # every one of 246 pages prints them, filled or empty
    "organisation",
    "type",
    "digital_technology",
    "initiative_type",
    "country",
    "primary_sector",
    "activity",
    "cross_sector",
    "cross_border",
    "service_type",
    "status",
    "source",
    "start_date",
    "end_date",
    "still_active",
)
HOSTS = frozenset(("ipsoeu.github.io", "ips-x.eu"))

FACETS = frozenset(
    (
        "type",
        "technologies",
        "geographic extent",
        "geographic coverage",
        "primary sector",
        "activity",
        "uptake",
        "cross-sector",
        "cross-border",
        "service type",
        "status",
    )
)
MORE = frozenset(("source", "web site", "start/end date", "still active?"))
_MORE, _DETAILS, _RELATED = "additional information", "details", "related cases"
_END = Numbered(0, "", "", "")
_ORGANISATION = frozenset(("responsible organisation",))
CLUES = ("responsible organisation",)
_RARE = frozenset(("geographic extent", "primary sector", "cross-border", "service type"))
_OTHERS = 2  # of these, at most, on a page of another site
_KINDS = frozenset(("service",))
_VALUE = 140  # the longest value seen has 82 characters, and few paragraphs are shorter
_CATEGORY_ALONE = re.compile(r"\([^()]*\)")  # "(Central-Government)": the name was left empty

_YEARS = re.compile(r"((?:\d{4}(?:\.0)?\s?)?-\s?\d{4})\.0")

# Lines of the site's own menu, and of the frame that dumps of several records have.
_MENU = {
    **dict.fromkeys(
        ("ips-x", "cases", "statistics", "feedback", "contribute", "ips survey"), "menu of the site"
    ),
    "category": "kind of page",
}
_STATUS = frozenset(
    ("implemented", "pilot", "in development", "planned", "in production", "not in use anymore")
)
_NO_TITLE = _STATUS | frozenset(_MENU)  # what stands above an organisation whose title was lost

# The table of other cases: its head, and rows of title, similarity and signs of what is alike.
_HEAD = frozenset(("service", "similarity", "relationships"))
_ALIKE = re.compile(r"\d{1,3} ?%(?:\s+[A-Z]{2})*|[A-Z]{2}(?:\s+[A-Z]{2})*")
_ROW = re.compile(r".+\s\d{1,3} ?%(?:\s+[A-Z]{2})*")


class _Part(NamedTuple):
    kind: str  # facets, text, more, related or menu
    start: int


def recognises(document: Document) -> bool:
    """Recognise the organisation of a case, and three of the site's labels that follow each other.

    The labels that one finds anywhere ("Type", "Status") are not among those.
    """
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    if len(_RARE & said_on(lines)) <= _OTHERS:
        return False
    rare = {at.key for at in lines if at.key in _RARE and len(at.words) < 40}
    return len(rare) > _OTHERS and any(label_of(at.words, _ORGANISATION) for at in lines)


def parse(document: Document, authority: Authority) -> Parsed:
    """Read each case of a page or dump."""
    lines = content(document)
    parts = [_Part("menu", 0), *_parts(lines), _Part("menu", len(lines))]
    around: list[Claim] = []
    found: list[list[Claim]] = []
    seen: set[str] = set()
    for part, after in pairwise(parts):
        span = lines[part.start : after.start]
        if part.kind == "menu":
            around += (claim for at in span if (claim := noise(at, _MENU)))
            continue
        if not found or part.kind in seen:
            found.append([])
            seen = set()
        seen.add(part.kind)
        found[-1] += _claims(part.kind, span, authority)
    return Parsed("ips-cases", tuple(map(record, found)), tuple(around))


def _parts(lines: Sequence[Numbered]) -> Iterator[_Part]:
    """Find where the parts of the records begin."""
    kind = ""
    for index, (at, below) in enumerate(pairwise([*lines, _END])):
        words = fold(at.words) if len(at.words) < 40 else ""
        after = fold(below.words) if len(below.words) < 40 else ""
        found = ""
        if _begins_text(kind, at, below):
            yield _Part("text", index)
            kind = "text"
        elif _opens(words, _MORE, MORE) and _another(lines, index, MORE):
            found = "more"
        elif words == _RELATED and kind == "more":
            found = "related"
        elif _opens(words, _DETAILS, FACETS) and _another(lines, index, FACETS):
            found = "facets"
        elif kind != "facets" and words in _MENU and after in _MENU and kind != "text":
            found = "menu"
        if found and found != kind:
            yield _Part(found, index)
            kind = found


def _begins_text(kind: str, at: Numbered, below: Numbered) -> bool:
    """Tell whether a line is a title, or the organisation of a case that has lost its title."""
    if label_of(at.words, _ORGANISATION):
        return kind != "text"
    if label_of(below.words, _ORGANISATION):
        return fold(at.words) not in _NO_TITLE
    return kind in ("", "menu", "facets") and _is_title(at, below)


def _is_title(at: Numbered, below: Numbered) -> bool:
    """Tell a title without an organisation: by the kind before it, or the paragraph below it."""
    _, title = label_of(at.words, _KINDS) or ("", "")
    prose = len(below.words) > _VALUE and len(at.words) <= _VALUE
    return bool(title) or (prose and fold(at.words) not in FACETS | MORE)


def _opens(words: str, heading: str, labels: frozenset[str]) -> bool:
    """Tell whether a line is the heading of a block of labels, or one of them."""
    return words in labels or words == heading


def _another(lines: Sequence[Numbered], index: int, labels: frozenset[str]) -> bool:
    """Tell whether another label of the block follows within a few short lines."""
    for at in lines[index + 1 : index + 5]:
        if len(at.words) < 40 and fold(at.words) in labels:
            return fold(at.words) != fold(lines[index].words)
    return False


def _claims(kind: str, lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    if kind == "text":
        yield from _text(lines, authority)
    elif kind == "related":
        yield from _related(lines)
    else:
        heading, labels = (_DETAILS, FACETS) if kind == "facets" else (_MORE, MORE)
        opening = [at for at in lines[:2] if fold(at.words) == heading]
        yield from (Claim(at.line, Role.DETAILS, (at.words,)) for at in opening)
        yield from map(_whole_years, _single(labelled(lines[len(opening) :], labels)))


def _text(lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    body = int(label_of(lines[0].words, _ORGANISATION) is None)
    yield from (_title(at) for at in lines[:body])
    while body < len(lines) and (found := label_of(lines[body].words, _ORGANISATION)):
        yield _organisation(lines[body], *found)
        body += 1
    yield from headed_prose(lines[body:], authority)


def _single(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Leave what stands below the one value of the status unclaimed: it has lost its own mark."""
    values = 0
    label = ""
    for claim in claims:
        label, values = (claim.label, 0) if claim.label else (label, values + 1)
        if values < 2 or fold(label) != "status":
            yield claim


def _whole_years(claim: Claim) -> Claim:
    """Leave out the decimals of a year: the site prints ``2019 - 2021.0``."""
    match = _YEARS.fullmatch(claim.values[0]) if claim.values else None
    return claim._replace(values=(match[1],)) if match else claim


def _title(at: Numbered) -> Claim:
    """Claim the title, without the kind of case before it: ``Service: <title>``."""
    found = label_of(at.words, _KINDS)
    return Claim(at.line, Role.TITLE, (found[1] if found and found[1] else at.words,))


def _organisation(at: Numbered, label: str, words: str) -> Claim:
    named = bool(words) and not _CATEGORY_ALONE.fullmatch(words)
    return Claim(at.line, Role.PAIR, (words,) if named else (), label)


def _related(lines: Sequence[Numbered]) -> Iterator[Claim]:
    """Claim the list of other cases: rows of title, similarity and signs, on one line or three."""
    for index, at in enumerate(lines):
        after = lines[index + 1].words if index + 1 < len(lines) else ""
        row = _ROW.fullmatch(at.words) or _ALIKE.fullmatch(at.words) or _ALIKE.fullmatch(after)
        if index == 0 or row or fold(at.words) in _HEAD:
            yield Claim(at.line, Role.NOISE, reason="list of other cases")
