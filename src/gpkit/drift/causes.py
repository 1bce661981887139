"""What drift reports: causes, each with the places it rests on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gpkit.drift.tokens import Pair, Token
    from gpkit.model import Practice


class Why(StrEnum):
    """The causes, the gravest first."""

    OUTAGE = "outage"
    PARSER = "parser"
    TEMPLATE = "template"
    VOCABULARY = "vocabulary"
    CONTENT = "content"


class Spot(NamedTuple):
    """A place that a cause rests on."""

    practice: str | None
    dump: str
    line: int


class Cause(NamedTuple):
    """Why practices differ: the kind of change, in words, and where it was seen."""

    why: Why
    kind: str
    family: str
    message: str
    hint: str = ""
    spots: tuple[Spot, ...] = ()
    of: int = 0  # practices on which it could have been seen
    values_changed: int = 0

    def as_json(self) -> dict[str, Any]:
        """Give it as JSON data."""
        return {
            "cause": self.why.value,
            "kind": self.kind,
            "family": self.family,
            "message": self.message,
            "hint": self.hint,
            "practices": len(self.spots),
            "of": self.of,
            "values_changed": self.values_changed,
            "spots": [spot._asdict() for spot in self.spots],
        }


PARSER_HINT = "Look at a page with `gpkit inspect`; its family's parser has to follow."


class Explained:
    """The words of each pair that a cause accounts for; what is left over is content."""

    def __init__(self) -> None:
        self._tokens: set[int] = set()

    def add(self, tokens: Iterable[Token]) -> None:
        """Account for words."""
        self._tokens.update(id(token) for token in tokens)

    def swap(self, pairs: Iterable[Pair], old: str, new: str) -> None:
        """Account for words in the place of others, wherever a page had the one and has the other.

        How the words of one page were aligned does not matter: some pages align otherwise.
        """
        for pair in pairs:
            gone = [t for t in pair.gone if t.words == old]
            fresh = [t for t in pair.fresh if t.words == new]
            had = gone or any(t.words == old for t in pair.before)
            has = fresh or any(t.words == new for t in pair.after)
            if had and has:
                self.add((*gone, *fresh))

    def left(self, tokens: Iterable[Token]) -> list[Token]:
        """Give the words that nothing accounts for yet."""
        return [token for token in tokens if id(token) not in self._tokens]


def spot(pair: Pair, line: int | None = None) -> Spot:
    """Give a place in the new state of a practice."""
    return spot_of(pair.new, line)


def spot_of(practice: Practice, line: int | None = None) -> Spot:
    """Give a place of a practice."""
    source = practice.provenance
    return Spot(practice.id, source.dump, line or source.lines[0])


def many(number: int, of: int) -> bool:
    """Tell a change of the site from one of a page: most pages, and more than two or all.

    >>> many(37, 40), many(2, 2), many(1, 1), many(2, 40)
    (True, True, False, False)
    """
    return 2 * number >= of and (number >= 3 or number == of == 2)


def on(number: int, of: int) -> str:
    """Count in words.

    >>> on(37, 40)
    'on 37 of 40 practices'
    """
    return f"on {number} of {of} practice" + ("" if of == 1 else "s")


def of_template(kind: str, family: str, message: str, pairs: Sequence[Pair], of: int) -> Cause:
    """Make a cause that the parser of a family has to follow."""
    spots = tuple(spot(pair) for pair in pairs)
    return Cause(Why.TEMPLATE, kind, family, message, PARSER_HINT, spots, of)
