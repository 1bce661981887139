"""Cases of innovative public services (IPS Explorer): labels, then title, organisation, prose.

A record has three parts: the facets, the title with its organisation and prose, and the additional
information. The site prints the facets first; dumps of several records put them last.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gpkit.model import Claim, Parsed, Role
from gpkit.parsers._layouts import Numbered, content, headed_prose
from gpkit.parsers._pages import is_of, labelled, noise, record
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED = ("organisation", "country", "digital_technology", "initiative_type")
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
_END = Numbered(0, "", "")
_ORGANISATION = "Responsible organisation:"
_CATEGORY_ALONE = re.compile(r"\([^()]*\)")  # "(Central-Government)": the name was left empty

_YEARS = re.compile(r"((?:\d{4}(?:\.0)? ?)?- ?\d{4})\.0")

# Lines of the site's own menu, and of the frame that dumps of several records have.
_MENU = {
    **dict.fromkeys(
        ("ips-x", "cases", "statistics", "feedback", "contribute", "ips survey"), "menu of the site"
    ),
    "category": "kind of page",
}
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
    words = {fold(at.words) for at in lines if len(at.words) < 40}
    rare = ("geographic extent", "primary sector", "cross-border", "service type")
    responsible = any(at.words.startswith(_ORGANISATION) for at in lines)
    return responsible and sum(label in words for label in rare) > 2


def parse(document: Document, authority: Authority) -> Parsed:
    """Read each case of a page or dump."""
    lines = content(document)
    parts = [_Part("menu", 0), *_parts(lines), _Part("menu", len(lines))]
    opening = next((part.kind for part in parts if part.kind != "menu"), "")
    around: list[Claim] = []
    found: list[list[Claim]] = []
    seen: set[str] = set()
    for part, after in pairwise(parts):
        span = lines[part.start : after.start]
        if part.kind == "menu":
            around += (claim for at in span if (claim := noise(at, _MENU)))
            continue
        if not found or (part.kind in seen and part.kind in ("text", opening)):
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
        if below.words.startswith(_ORGANISATION):
            yield _Part("text", index)
            kind = "text"
        elif words == _MORE and after in MORE:
            found = "more"
        elif words == _RELATED and kind == "more":
            found = "related"
        elif _opens_facets(words, after) and kind != "facets" and _another(lines, index):
            found = "facets"
        elif kind != "facets" and words in _MENU and after in _MENU and kind != "text":
            found = "menu"
        if found and found != kind:
            yield _Part(found, index)
            kind = found


def _opens_facets(words: str, after: str) -> bool:
    return words in FACETS or (words == _DETAILS and after in FACETS)


def _another(lines: Sequence[Numbered], index: int) -> bool:
    """Tell whether another label of the facets follows within a few short lines."""
    for at in lines[index + 1 : index + 5]:
        if fold(at.words) in FACETS:
            return fold(at.words) != fold(lines[index].words)
    return False


def _claims(kind: str, lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    if kind == "text":
        yield _title(lines[0])
        yield _organisation(lines[1])
        yield from headed_prose(lines[2:], authority)
    elif kind == "related":
        yield from _related(lines)
    elif fold(lines[0].words) in (_MORE, _DETAILS):
        yield Claim(lines[0].line, Role.DETAILS, (lines[0].words,))
        labels = FACETS if kind == "facets" else MORE
        yield from map(_whole_years, labelled(lines[1:], labels))
    else:
        yield from labelled(lines, FACETS)


def _whole_years(claim: Claim) -> Claim:
    """Leave out the decimals of a year: the site prints ``2019 - 2021.0``."""
    match = _YEARS.fullmatch(claim.values[0]) if claim.values else None
    return claim._replace(values=(match[1],)) if match else claim


def _title(at: Numbered) -> Claim:
    """Claim the title, without the kind of case before it: ``Service: <title>``."""
    kind, colon, title = at.words.partition(": ")
    return Claim(at.line, Role.TITLE, (title.strip() if colon and kind == "Service" else at.words,))


def _organisation(at: Numbered) -> Claim:
    words = at.words.removeprefix(_ORGANISATION).strip()
    named = bool(words) and not _CATEGORY_ALONE.fullmatch(words)
    return Claim(at.line, Role.PAIR, (words,) if named else (), _ORGANISATION[:-1])


def _related(lines: Sequence[Numbered]) -> Iterator[Claim]:
    """Claim the list of other cases: rows of title, similarity and signs, on one line or three."""
    for index, at in enumerate(lines):
        after = lines[index + 1].words if index + 1 < len(lines) else ""
        row = _ROW.fullmatch(at.words) or _ALIKE.fullmatch(at.words) or _ALIKE.fullmatch(after)
        if index == 0 or row or fold(at.words) in _HEAD:
            yield Claim(at.line, Role.NOISE, reason="list of other cases")
