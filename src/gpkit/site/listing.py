"""Lists of practices, by the page: all of them, and those with a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gpkit.site.pages import Page
from gpkit.site.places import list_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.site.cards import Card
    from gpkit.site.places import FacetPages

PAGE = 50  # practices in one page of a list


def first_of_all(cards: Sequence[Card]) -> dict[str, Any]:
    """Give what the first page of the list of all practices shows of them."""
    return _shown(parts(cards), _names(cards), 1)


def all_others(cards: Sequence[Card]) -> Iterator[Page]:
    """Give the further pages of the list of all practices."""
    shown, names = parts(cards), _names(cards)
    for number in range(2, len(shown) + 1):
        yield _page(_shown(shown, names, number))


def _names(cards: Sequence[Card]) -> list[str]:
    return [list_page(number) for number in range(1, len(parts(cards)) + 1)]


def by_value(cards: Sequence[Card], places: FacetPages) -> Iterator[Page]:
    """Give the pages of the lists of each value of each facet."""
    found: dict[tuple[str, str], list[Card]] = {}
    for one in cards:
        for pair in one.pairs:
            found.setdefault(pair, []).append(one)
    for pair in sorted(found):
        shown = parts(found[pair])
        names = [places(*pair, number) for number in range(1, len(shown) + 1)]
        for number in range(1, len(shown) + 1):
            yield _page(_shown(shown, names, number, pair))


def _page(about: dict[str, Any]) -> Page:
    return Page("list", about["names"][about["number"] - 1], about, lambda: about)


def _shown(
    parts_: Sequence[Sequence[Card]],
    names: Sequence[str],
    number: int,
    pair: tuple[str | None, str | None] = (None, None),
) -> dict[str, Any]:
    return {
        "cards": parts_[number - 1],
        "facet": pair[0],
        "concept": pair[1],
        "total": sum(map(len, parts_)),
        "number": number,
        "first": (number - 1) * PAGE + 1,
        "names": names,
    }


def parts(cards: Sequence[Card]) -> list[Sequence[Card]]:
    """Cut a list into pages; an empty one has one, too."""
    return [cards[start : start + PAGE] for start in range(0, max(len(cards), 1), PAGE)]
