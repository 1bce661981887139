"""Cells that people typed, read into values of a facet; nothing is guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from gpkit.authority import load
from gpkit.errors import GpkitError
from gpkit.exporters._cells import EMPTY, JOINED, shown
from gpkit.exporters._labels import Labels, near
from gpkit.model import Money, Organisation
from gpkit.schema import DATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gpkit.model import Value

_MONEY = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(?: ([A-Z]{3}))?")
_ORGANISATION = re.compile(r"(.+) \(([A-Z]{2})\)", re.DOTALL)
_BETWEEN = re.compile(r";[ \u00a0]*")


def values(facet: str, cell: str, old: Mapping[str, Value], labels: Labels) -> tuple[Value, ...]:
    """Read a cell; words that stood there before (``old``) mean what they meant.

    Raises:
        GpkitError: words in it stand for no value, or for several.
    """
    if cell in ("", EMPTY):
        return ()
    names = {**{label: concept for concept, label in labels.concepts(facet).items()}, **old}
    found = (_value(facet, words, old, labels) for words in pieces(cell, names))
    return tuple(dict.fromkeys(found))


def one(facet: str, words: str, old: Mapping[str, Value], labels: Labels) -> Value:
    """Read a cell that holds one value, whatever stands in it."""
    return _value(facet, words, old, labels)


def pieces(cell: str, known: Iterable[str]) -> Iterator[str]:
    """Cut a cell at its semicolons, but not inside of words that are known.

    >>> list(pieces("A; B (PL); new", ["A; B (PL)"]))
    ['A; B (PL)', 'new']
    """
    longest = sorted((words for words in known if ";" in words), key=len, reverse=True)
    while cell:
        whole = next((w for w in longest if cell == w or cell.startswith(w + JOINED)), None)
        if whole is not None:
            piece, cell = whole, cell[len(whole + JOINED) :]
        else:
            piece, cell = [*_BETWEEN.split(cell, maxsplit=1), ""][:2]
        if piece.strip():
            yield piece.strip() if whole is None else piece


def _value(facet: str, words: str, old: Mapping[str, Value], labels: Labels) -> Value:
    if words in old:
        return old[words]
    known = load().facet(facet)
    if known.scheme:
        return _concept(facet, known.scheme, words, labels)
    found = _READERS.get(known.kind, _text)(words)
    if found is None:
        what = f"{facet} cannot be {words!r}: that is no {known.kind}"
        raise GpkitError(what, _WRITTEN[known.kind])
    return found


def _concept(facet: str, scheme: str, words: str, labels: Labels) -> str:
    authority = load()
    if words in authority.concepts(scheme):
        return words
    by_label = {label: concept for concept, label in labels.concepts(facet).items()}
    if words in by_label:
        return by_label[words]
    named = sorted(
        {t.concept for t in authority.concepts_of(scheme, words, labels.language or None)}
    )
    if len(named) == 1:
        return named[0]
    if named:
        hint = f"It can be {' or '.join(named)}: write one of these."
        raise GpkitError(f"{facet}: {words!r} can be read in several ways", hint)
    known = [*authority.concepts(scheme), *by_label, *Labels("en").concepts(facet).values()]
    raise GpkitError(f"{facet} has no concept {words!r}", near(words, list(dict.fromkeys(known))))


def _date(words: str) -> str | None:
    if not re.fullmatch(DATE, words):
        return None
    try:
        date.fromisoformat(words if len(words) == 10 else "2000-01-01")
    except ValueError:
        return None
    return words


def _year(words: str) -> int | None:
    return int(words) if re.fullmatch("[1-9][0-9]{3}", words) else None


def _money(words: str) -> Money | None:
    found = _MONEY.fullmatch(words)
    return Money(found[1], found[2]) if found else None


def _organisation(words: str) -> Organisation:
    found = _ORGANISATION.fullmatch(words)
    return Organisation(found[1], found[2]) if found else Organisation(words)


def _text(words: str) -> str:
    return words


_READERS: dict[str, Callable[[str], Value | None]] = {
    "date": _date,
    "year": _year,
    "money": _money,
    "organisation": _organisation,
}
_WRITTEN = {
    "date": "Write it as 2024-07-18, 2024-07 or 2024.",
    "year": "Write it as 2018.",
    "money": "Write it as 153956.87 EUR.",
}


def is_date(words: str) -> bool:
    """Tell whether words are a date as gpkit writes it.

    >>> is_date("2024-02"), is_date("2024-02-30"), is_date("18.07.2024")
    (True, False, False)
    """
    return _date(words) is not None


def known_as(values_: Iterable[Value], facet: str, labels: Labels) -> dict[str, Value]:
    """Give values by the words that a cell has for them."""
    return {
        shown(labels.concept(facet, value) if isinstance(value, str) else value): value
        for value in values_
    }
