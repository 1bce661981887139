"""What single lines prove about a whole site: its host, and the order of its dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.learn.draft import Entry
from gpkit.learn.pages import Spot
from gpkit.parsers._forms import is_date
from gpkit.parsers._pages import host

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.learn.pages import Page

_NUMERIC = re.compile(r"(\d{1,2})[./-] ?(\d{1,2})[./-] ?(?:\d{4}|\d{2})\b")


def site_of(pages: Sequence[Page]) -> tuple[str, ...]:
    """Give the host of the pages, where all of them have one and it is the same."""
    hosts = {host(page.document) for page in pages}
    return tuple(hosts) if len(hosts) == 1 and "" not in hosts else ()


def date_order(pages: Sequence[Page]) -> Entry | None:
    """Give the order of numeric dates that some date proves, and no other date denies."""
    proofs: dict[str, Spot] = {}
    for number, page in enumerate(pages):
        for index, form in enumerate(page.forms):
            words = form.value or form.words
            match = _NUMERIC.match(words) if is_date(words) else None
            if match and int(match[1]) > 12 >= int(match[2]):
                proofs.setdefault("dmy", Spot(number, index))
            elif match and int(match[2]) > 12 >= int(match[1]):
                proofs.setdefault("mdy", Spot(number, index))
    if len(proofs) != 1:
        return None
    order, spot = next(iter(proofs.items()))
    return Entry(order, spot)
