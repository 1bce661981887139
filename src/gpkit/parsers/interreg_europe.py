"""interregeurope.eu: good practices in prose under fixed headings, without a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.parsers._layouts import said_on
from gpkit.parsers._pages import article, find, is_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document, Parsed
    from gpkit.parsers._layouts import Numbered
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED: tuple[str, ...] = ()
HOSTS = frozenset(("interregeurope.eu",))
_SUCCESS = "evidence of success"
CLUES = (_SUCCESS,)


def recognises(document: Document) -> bool:
    """Recognise the two headings of every good practice of the site, in their order."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    if _SUCCESS not in said_on(lines):
        return False
    needed = find(lines, "Resources needed")
    return needed is not None and find(lines, _SUCCESS, needed + 2) is not None


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the one record of a page."""
    return article("interreg-europe", document, authority, known={}, titled=False)
