"""Elements of a page that stand the other way round, and lines that no parser can place."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gpkit.drift.causes import PARSER_HINT, Cause, Why, many, of_template, on, spot
from gpkit.drift.tokens import HEADER, PROSE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.drift.tokens import Pair, Token


def order(family: str, pairs: Sequence[Pair]) -> Iterator[Cause]:
    """Find parts of records that changed places on most pages."""
    kinds: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if kind := _reordered(pair):
            kinds[kind].append(pair)
    words = {
        "record-header": "the header of records has another order",
        "block-moved": "the block of labels moved to another side of the prose",
        "labels-reordered": "the labels stand in another order",
    }
    for kind, found in sorted(kinds.items()):
        if many(len(found), len(pairs)) or len(found) == len(pairs):
            message = f"{words[kind]} {on(len(found), len(pairs))}; 0 values changed"
            yield of_template(kind, family, message, found, len(pairs))


def _reordered(pair: Pair) -> str:
    """Name the kind of disorder: elements of the old page that stand the other way round now."""
    places = [(e, at) for e in _elements(pair.before) if (at := _place(e, pair.after)) >= 0]
    found = ""
    for i, (one, here) in enumerate(places):
        for other, there in places[i + 1 :]:
            if there >= here:
                continue
            if one.role in HEADER or other.role in HEADER:
                return "record-header"
            prose = (one.element == PROSE) != (other.element == PROSE)
            found = "block-moved" if prose else found or "labels-reordered"
    return found


def _elements(tokens: Sequence[Token]) -> list[Token]:
    """Give the first words of each element, in order."""
    first: dict[tuple[bool, str], Token] = {}
    for token in tokens:
        if token.role != "value" and token.words and token.role != "heading":
            first.setdefault((token.role in HEADER, token.element), token)
    return list(first.values())


def _place(element: Token, tokens: Sequence[Token]) -> int:
    alike = [i for i, t in enumerate(tokens) if t.words == element.words]
    same = [i for i in alike if tokens[i].role == element.role]
    return (same or alike or [-1])[0]


def unclaimed(family: str, pairs: Sequence[Pair]) -> Iterator[Cause]:
    """Find lines that the parser can no longer place on most pages."""
    found = [p for p in pairs if len(p.new.provenance.unclaimed) > len(p.old.provenance.unclaimed)]
    if many(len(found), len(pairs)):
        message = f"lines that the parser cannot place are new {on(len(found), len(pairs))}"
        spots = tuple(spot(p, p.new.provenance.unclaimed[0]) for p in found)
        yield Cause(
            Why.TEMPLATE, "lines-unclaimed", family, message, PARSER_HINT, spots, len(pairs)
        )
