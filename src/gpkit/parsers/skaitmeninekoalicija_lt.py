"""skaitmeninekoalicija.lt: prose without a title, and a label, ``Target group``, at the end."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Role
from gpkit.parsers._layouts import Numbered, content, headed_prose, said_on, stacked
from gpkit.parsers._pages import address, is_headline, is_of, parted, single, title
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED: tuple[str, ...] = ()
HOSTS = frozenset(("skaitmeninekoalicija.lt", "new.skaitmeninekoalicija.lt"))

_LABEL, _DETAILS = "target group", "strategy details"
CLUES = (_DETAILS, "limited users")
_VALUES = frozenset(("non-users and limited users",))  # the site's own words
_LENGTH = 80  # of a value; behind the last label stands nothing else
_COUNT = 8


def recognises(document: Document) -> bool:
    """Recognise the details of a strategy, or the last label with a value of the site's own."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    if _LABEL not in said_on(lines):
        return False
    words = [at.key for at in lines if len(at.words) < _LENGTH]
    details = any(pair == (_DETAILS, _LABEL) for pair in pairwise(words))
    return details or (words[-2:-1] == [_LABEL] and words[-1] in _VALUES)


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the one record of a page."""
    around, lines = parted(content(document), {})
    claims = list(_claims(document, lines, authority))
    return single("skaitmeninekoalicija-lt", claims, around, address(document))


def _claims(document: Document, lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    titled = bool(lines) and is_headline(document, lines[0])
    yield from (title(at) for at in lines[:titled])
    start = max(_block(lines), titled)
    yield from headed_prose(lines[titled:start], authority)
    if start < len(lines) and fold(lines[start].words) == _DETAILS:
        yield Claim(lines[start].line, Role.DETAILS, (lines[start].words,))
        start += 1
    yield from stacked(lines[start:], authority)


def _block(lines: Sequence[Numbered]) -> int:
    """Find the label of the end, or the heading that opens a block of several."""
    for index, at in enumerate(lines):
        after = lines[index + 1 :]
        own = any(fold(below.words) in _VALUES for below in after)
        short = own or all(len(below.words) < _LENGTH for below in after)
        if fold(at.words) == _DETAILS or (
            fold(at.words) == _LABEL and short and len(lines) - index <= _COUNT
        ):
            return index
    return len(lines)
