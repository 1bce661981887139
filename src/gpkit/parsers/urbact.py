"""urbact.eu: lists of good practices: city and country behind a bullet, title, teaser."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Role
from gpkit.parsers._layouts import Numbered, content, said_on
from gpkit.parsers._pages import is_of, parted, record
from gpkit.text.fold import fold
from gpkit.text.lines import bullet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED = ("country",)
HOSTS = frozenset(("urbact.eu",))

_NAME = "urbact good practices"
CLUES = ("urbact good",)
_CITY = re.compile(r"[^/]{2,60}\s/\s([^/]{2,40})")


def recognises(document: Document) -> bool:
    """Recognise the name of the list above its first city."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    if _NAME not in said_on(lines):
        return False
    _, rest = parted(lines[:4], {})
    return bool(rest) and fold(rest[0].words) == _NAME and any(map(_country, lines))


def parse(document: Document, authority: Authority) -> Parsed:  # noqa: ARG001 - no words of it
    """Read each practice of a list; the same city may stand there twice."""
    around, lines = parted(content(document), {_NAME: "name of the list"})
    starts = [index for index, at in enumerate(lines) if _country(at)]
    head = lines[: starts[0]] if starts else []
    reason = "introduction of the list"
    intro = (Claim(at.line, Role.NOISE, reason=reason) for at in head if _is_prose(at))
    spans = (lines[start:end] for start, end in pairwise([*starts, len(lines)]))
    records = tuple(record(_claims(span)) for span in spans)
    return Parsed("urbact", records, (*around, *intro))


def _country(at: Numbered) -> str | None:
    """Give the country of a line ``• City / Country``."""
    match = _CITY.fullmatch(bullet(at.text) or "")
    return match[1].strip() if match else None


def _claims(lines: Sequence[Numbered]) -> Iterator[Claim]:
    yield Claim(lines[0].line, Role.VALUE, (_country(lines[0]) or "",), facet="country")
    # A title and a teaser; what stands below them has lost its city, and stays unclaimed.
    for index, at in enumerate(lines[1:3]):
        if _is_prose(at):
            yield Claim(at.line, Role.TEXT, (at.words,))
        elif index == 0:
            yield Claim(at.line, Role.TITLE, (at.words,))


def _is_prose(at: Numbered) -> bool:
    return at.words.endswith((".", "…", "!"))
