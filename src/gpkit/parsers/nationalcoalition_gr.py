"""nationalcoalition.gov.gr: prose in Greek, without a title.

The URL is the only mark of the site. Its last piece is cut short and in Latin letters, so that no
title can be made of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.parsers._pages import article, is_of
from gpkit.text.dates import Order

if TYPE_CHECKING:
    from gpkit.authority import Authority
    from gpkit.model import Document, Parsed

ORDER = Order.DMY
REQUIRED: tuple[str, ...] = ()
HOSTS = frozenset(("nationalcoalition.gov.gr",))
CLUES: tuple[str, ...] = ()


def recognises(document: Document) -> bool:
    """Recognise the URL."""
    return is_of(document, HOSTS)


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the one record of a page."""
    unnamed = document._replace(url=None)
    return article("nationalcoalition-gr", unnamed, authority, known={}, titled=False)
