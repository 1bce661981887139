"""digitalskillsjobs.se: good examples without a title, and articles with title, date and time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Role
from gpkit.parsers._layouts import Numbered, content
from gpkit.parsers._pages import (
    address,
    body,
    is_headline,
    is_of,
    like_title,
    parted,
    single,
    title,
)
from gpkit.text.dates import Order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document

ORDER = Order.DMY  # the site prints 03 Juni 2024
REQUIRED: tuple[str, ...] = ()
HOSTS = frozenset(("digitalskillsjobs.se",))

# Months with a capital letter are the site's own; Swedish writes them small.
_DATED = re.compile(
    r"(\d\d\s(?:Januari|Februari|Mars|April|Maj|Juni|Juli|Augusti|September|Oktober|November"
    r"|December)\s\d{4}),\s\d\d:\d\d"
)
_RIGHTS = "Bildrättigheter:"
CLUES = (_RIGHTS,)


def recognises(document: Document) -> bool:
    """Recognise the date of an article together with the rights of its images."""
    return is_of(document, HOSTS, _marked)


def _marked(lines: Sequence[Numbered]) -> bool:
    dated = any(_DATED.match(at.words) for at in lines[:4])
    return dated and any(at.words.startswith(_RIGHTS) for at in lines)


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the one record of a page."""
    around, lines = parted(content(document), {})
    claims = list(_around_the_prose(document, lines))
    done = {claim.line for claim in claims}
    claims += body([at for at in lines if at.line not in done], authority)
    return single("digitalskillsjobs-se", claims, around, address(document))


def _around_the_prose(document: Document, lines: Sequence[Numbered]) -> Iterator[Claim]:
    date = next((i for i, at in enumerate(lines[:4]) if _DATED.match(at.words)), None)
    if lines and (is_headline(document, lines[0]) or (date == 1 and like_title(lines))):
        yield title(lines[0])
    for index, at in enumerate(lines):
        match = _DATED.match(at.words)
        if index == date and match:
            yield Claim(at.line, Role.PUBLISHED, (match[1],))
        elif at.words.startswith(_RIGHTS):
            yield Claim(at.line, Role.NOISE, reason="rights of the images")
