"""digitalcoalition.ie: title and prose.

Nothing in the words of a page tells the site: its URL is the only mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.parsers._pages import article, is_of

if TYPE_CHECKING:
    from gpkit.authority import Authority
    from gpkit.model import Document, Parsed
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED: tuple[str, ...] = ()
HOSTS = frozenset(("digitalcoalition.ie",))
CLUES: tuple[str, ...] = ()


def recognises(document: Document) -> bool:
    """Recognise the URL."""
    return is_of(document, HOSTS)


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the one record of a page."""
    return article("digitalcoalition-ie", document, authority, known={}, titled=True)
