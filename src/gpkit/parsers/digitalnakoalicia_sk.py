"""digitalnakoalicia.sk: title, date and prose in Slovak.

Nothing in the words of a page tells the site: its URL is the only mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.parsers._pages import article, is_of
from gpkit.text.dates import Order

if TYPE_CHECKING:
    from gpkit.authority import Authority
    from gpkit.model import Document, Parsed

ORDER = Order.DMY
REQUIRED: tuple[str, ...] = ()
HOSTS = frozenset(("digitalnakoalicia.sk",))
CLUES: tuple[str, ...] = ()

_DATED = re.compile(r"(\d{1,2}\. \w{3,10} \d{4})$")  # 10. mája 2023


def recognises(document: Document) -> bool:
    """Recognise the URL."""
    return is_of(document, HOSTS)


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the one record of a page."""
    return article("digitalnakoalicia-sk", document, authority, known={}, titled=True, dated=_DATED)
