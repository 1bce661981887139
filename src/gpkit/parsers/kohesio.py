"""kohesio.eu: projects of the European funds, with the facets before the title.

Facets are ``Label: value`` in four groups; the last label stands twice and is mostly empty. Other
pages have no facets, and end with a flag and the place.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Role
from gpkit.parsers._layouts import Numbered, content, headed_prose
from gpkit.parsers._pages import (
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

ORDER = Order.DMY
REQUIRED: tuple[str, ...] = ()  # pages without facets are pages of the site as well
HOSTS = frozenset(("kohesio.eu", "kohesio.ec.europa.eu"))

_BANNER = "kohesio: discover eu projects in your region"
_TOPIC = "european commission topic"
CLUES = ("kohesio", _TOPIC)
_GROUPS = frozenset(("project info", "funding", "programme", "intervention field"))
LABELS = frozenset(
    (
        "start date",
        "end date",
        "fund",
        "total budget",
        "eu contribution",
        "programming period",
        _TOPIC,
    )
)
_FLAG = re.compile(r"Flag\s+of\s+(?:the\s+)?(?P<country>\w[\w ]{2,40}?)\s{2,}\S.*")
_VALUE = 120  # longest value; the prose below the title is longer


def recognises(document: Document) -> bool:
    """Recognise the site's banner, or the first group of facets above the last."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    top = [*islice((at.key for at in lines if len(at.words) < 60), 6)]
    if _BANNER in top[:4]:
        return True
    opened = any(a == "project info" and b.startswith("start date") for a, b in pairwise(top))
    return opened and any(at.key == _TOPIC and len(at.words) < 60 for at in lines)


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the project of a page."""
    around, lines = parted(content(document), {_BANNER: "banner of the site"})
    claims = tuple(_claims(document, lines, authority))
    return single("kohesio", claims, around)


def _claims(document: Document, lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    end = _end(lines)
    named = _title(document, lines, end)
    name = "" if named is None else fold(lines[named].words)
    for at in lines[: end if named is None else named]:
        if fold(at.words) == name:
            yield title(at)
        elif fold(at.words) in _GROUPS:
            yield Claim(at.line, Role.DETAILS, (at.words,))
        else:
            yield _facet(at)
    prose = list(lines[end:])
    if named is not None:
        if not lines[named].words[:1].islower():  # half a title stays unclaimed
            yield title(lines[named])
        prose = list(lines[named + 1 :])
    flag = _FLAG.fullmatch(prose[-1].words) if prose else None
    # The words of another flag, or of a torn one, are no prose: unclaimed.
    whole = [at for at in (prose[:-1] if flag else prose) if not at.words.startswith("Flag of ")]
    yield from headed_prose(whole, authority)
    if flag:
        yield Claim(prose[-1].line, Role.VALUE, (flag["country"],), facet="country")


def _facet(at: Numbered) -> Claim:
    return next(labelled([at], LABELS, colons=True))


def _end(lines: Sequence[Numbered]) -> int:
    """Find the end of the facets, but for values of the last label."""
    known = (bool(label_of(at.words, LABELS)) or fold(at.words) in _GROUPS for at in lines)
    return max((index + 1 for index, facet in enumerate(known) if facet), default=0)


def _title(document: Document, lines: Sequence[Numbered], end: int) -> int | None:
    """Find the title: below the facets, the last line before the prose."""
    headline = next((i for i, at in enumerate(lines) if is_headline(document, at)), None)
    if headline is not None:
        return headline
    if end == len(lines) - 1 and len(lines[end].words) <= _VALUE:
        return end
    below = range(end, len(lines) - 1 if end else min(1, len(lines) - 1))  # or the first line
    above = next((i for i in below if len(lines[i + 1].words) > _VALUE), None)
    return above if above is not None and like_title(lines[above:]) else None
