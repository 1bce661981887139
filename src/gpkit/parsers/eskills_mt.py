"""eskills.org.mt: prose without a title, and at the end the newest organisations of the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Role
from gpkit.parsers._layouts import Numbered, content, said_on
from gpkit.parsers._pages import address, body, is_headline, is_of, parted, single, title
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED: tuple[str, ...] = ()
HOSTS = frozenset(("eskills.org.mt",))

_KIND = {"digital skills resource": "kind of page"}
_NEWEST = "recent organization"
CLUES = (_NEWEST,)
_ADDED = re.compile(r".{1,200}\s[A-Z][a-z]{2,8}\s\d{1,2},\s\d{4}")


def recognises(document: Document) -> bool:
    """Recognise the list of the newest organisations at the end."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    return _NEWEST in said_on(lines) and _tail(lines) < len(lines)


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the one record of a page."""
    around, lines = parted(content(document), _KIND)
    tail = _tail(lines)
    reason = "list of the newest organisations of the site"
    newest = [Claim(at.line, Role.NOISE, reason=reason) for at in lines[tail:]]
    lines = lines[:tail]
    titled = bool(lines) and is_headline(document, lines[0])
    claims = [title(at) for at in lines[:titled]]
    claims += body(lines[titled:], authority)
    return single("eskills-mt", claims, (*around, *newest), address(document))


def _tail(lines: Sequence[Numbered]) -> int:
    """Find where the list of the newest organisations begins: names with the date of each."""
    start = len(lines)
    while start and _ADDED.fullmatch(lines[start - 1].words):
        start -= 1
    listed = 0 < start < len(lines) and fold(lines[start - 1].words) == _NEWEST
    return start - 1 if listed else len(lines)
