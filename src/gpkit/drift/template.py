"""Changes of a site's template: labels, carriers, order, the header of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.drift.header import header
from gpkit.drift.labels import appeared, carriers, renamed, vanished
from gpkit.drift.order import order, unclaimed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.drift.causes import Cause, Explained
    from gpkit.drift.tokens import Pair


def template(family: str, pairs: Sequence[Pair], explained: Explained) -> Iterator[Cause]:
    """Give the changes of the template of one family, and account for their words."""
    yield from header(family, pairs, explained)
    yield from renamed(family, pairs, explained)
    yield from carriers(family, pairs, explained)
    yield from vanished(family, pairs, explained)
    yield from appeared(family, pairs, explained)
    yield from order(family, pairs)
    yield from unclaimed(family, pairs)
