"""oecd-opsi.org: cases of innovation under a banner of the OECD, and lists of teasers.

A list prints its filters, then one line for each case, without its title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Role
from gpkit.parsers._layouts import Numbered, content, headed_prose, said_on
from gpkit.parsers._pages import find, is_of, like_title, parted, record, single, title
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED: tuple[str, ...] = ()
HOSTS = frozenset(("oecd-opsi.org",))

_BANNER = {
    "an official website of the oecd. find out more": "banner of the OECD",
    "created by the public governance directorate": "banner of the OECD",
    "how to validate authenticity": "banner of the OECD",
}
_CREATED = "Created by the Public Governance Directorate"
_FILTERS = {
    "filter by": "filter of the list",
    "level of government": "filter of the list",
    "year of launch": "filter of the list",
    "stage of innovation": "filter of the list",
    "innovation tags": "filter of the list",
    "view as: map": "view of the list",
    "view as: list": "view of the list",
}
_GLUED = re.compile(r"-(\w.*)")  # the site's bullets: no blank behind the dash
_HEADINGS = ("Innovative response", "Specific issues addressed and anticipated impact")
CLUES = ("Governance Directorate", "anticipated impact")


def recognises(document: Document) -> bool:
    """Recognise the banner with the directorate that made the site, or both of its headings."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    if find(lines[:6], _CREATED) is not None:
        return True
    return said_on(lines).issuperset(map(fold, _HEADINGS))


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the case of a page, or each teaser of a list."""
    lines = content(document)
    start = _body(lines)
    around, _ = parted(lines[:start], _BANNER)
    done = {claim.line for claim in around}
    banner = [
        Claim(at.line, Role.NOISE, reason="explanation of the banner")
        for at in lines[:start]
        if at.line not in done
    ]
    more, rest = parted(lines[start:], _FILTERS)
    around = (*around, *banner, *more)
    if any("of the list" in claim.reason for claim in more):
        teasers = (record([Claim(at.line, Role.TEXT, (at.words,))]) for at in rest)
        return Parsed("oecd-opsi", tuple(teasers), around)
    return single("oecd-opsi", _case(rest, authority), around)


def _body(lines: Sequence[Numbered]) -> int:
    """Find the end of the banner: a paragraph stands below its last line."""
    known = (bool(parted([at], _BANNER)[0]) for at in lines[:10])
    end = max((index + 1 for index, banner in enumerate(known) if banner), default=0)
    explained = end and lines[end : end + 1] and lines[end].words.endswith((".", "…"))
    return end + 1 if explained else end


def _case(lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    titled = like_title(lines) and authority.role_of(lines[0].words) is None
    yield from (title(at) for at in lines[:titled])
    for claim in headed_prose(lines[titled:], authority):
        glued = _GLUED.fullmatch(claim.values[0]) if claim.role is Role.TEXT else None
        yield claim._replace(role=Role.ITEM, values=(glued[1],)) if glued else claim
