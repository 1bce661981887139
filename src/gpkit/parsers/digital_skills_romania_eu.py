"""digital-skills-romania.eu: the kind of page, the title, prose in Romanian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.parsers._layouts import said_on
from gpkit.parsers._pages import article, is_of, parted
from gpkit.text.dates import Order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document, Parsed
    from gpkit.parsers._layouts import Numbered

ORDER = Order.DMY
REQUIRED: tuple[str, ...] = ()
HOSTS = frozenset(("digital-skills-romania.eu",))

_KIND = "Bune Practici"
CLUES = (_KIND,)


def recognises(document: Document) -> bool:
    """Recognise the kind of page on the first line, in the site's own capitals."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    if _KIND.casefold() not in said_on(lines):
        return False
    _, rest = parted(lines[:3], {})
    return len(rest) > 1 and " ".join(rest[0].words.split()) == _KIND


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the one record of a page."""
    known = {_KIND.casefold(): "kind of page"}
    family = "digital-skills-romania-eu"
    return article(family, document, authority, known=known, titled=True)
