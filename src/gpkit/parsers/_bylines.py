"""The line that says when a page was published, and by whom: "Posted on 4 March 2021 by Ana"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gpkit.model import Claim, Role
from gpkit.parsers._clues import State
from gpkit.parsers._forms import Form, Kind
from gpkit.parsers._words import BY, PUBLISHED, UPDATED

if TYPE_CHECKING:
    from collections.abc import Sequence

_LENGTH = 120  # characters of a byline
_WORDS = 14
_NEAR = 4  # lines below a title, or above it
_DIGIT = re.compile(r"\d")
_MARKS = "|•·"
_KINDS = (Kind.SHORT, Kind.LONG, Kind.PAIR, Kind.TYPED, Kind.ROW, Kind.PAIRS)


def bylines(
    forms: Sequence[Form], states: Sequence[State], title: int | None, done: dict[int, Claim]
) -> dict[int, Claim]:
    """Claim the dates of a page's publication, and as noise those of its last change; by index.

    What opens with a word for that is one anywhere outside of blocks; near the title, so is what
    opens with a date, or with a word for authors, and goes on with the other.
    """
    found: dict[int, Claim] = {}
    phrases = _phrases()
    top, end = (title - 2, title + _NEAR) if title is not None else (0, -1)
    for index, form in enumerate(forms):
        near = top <= index <= end
        if not near and (states[index] is not State.OUT or _first(form.at.key) not in phrases):
            continue
        claim = byline(form, near=near) if index not in done else None
        if claim is not None:
            found[index] = claim
    return found


def byline(form: Form, *, near: bool = False) -> Claim | None:
    """Claim a line that dates a page; ``near``: it stands at its title.

    What has the form of a sentence is one: its date says when something happened.
    """
    words = form.words
    if form.kind not in _KINDS or len(words) > _LENGTH or not _DIGIT.search(words):
        return None
    said = _said(form.at.key)
    if not said and not near:
        return None
    date = _date(words)
    if not date or (words.endswith(".") and not words[:-1].endswith(date.rstrip("."))):
        return None
    line = form.at.line
    if said == "updated":
        return Claim(line, Role.NOISE, reason="date of the last change of the page")
    if said or _is_dated(words, form.at.key, date):
        return Claim(line, Role.PUBLISHED, (date,))
    return None


def _date(words: str) -> str:
    """Give the first date of a line that says little else."""
    from gpkit.text.dates import dates_in  # the names of all months, for the few lines in question

    dates = dates_in(words)
    return dates[0] if dates and words.count(" ") < _WORDS else ""


def _is_dated(words: str, key: str, date: str) -> bool:
    """Tell "By Ana | 4 March 2021" and "4 March 2021 by Ana" from a title with a date in it."""
    if key.split(" ", 1)[0] in BY:
        return True
    rest = words[len(date) :].lstrip(" ,") if words.startswith(date) else ""
    return bool(rest) and (rest[0] in _MARKS or rest.split(None, 1)[0].casefold() in BY)


def _said(key: str) -> str:
    """Tell what the first words of a line say of its date; "" where they say nothing of it."""
    for phrase, said in _phrases().get(_first(key), ()):
        if key.startswith(phrase) and not key[len(phrase) : len(phrase) + 1].isalnum():
            return said
    return ""


def _first(key: str) -> str:
    return key.split(" ", 1)[0].rstrip(":,")


@cache
def _phrases() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for phrases, said in ((PUBLISHED, "published"), (UPDATED, "updated")):
        for phrase in phrases:
            found.setdefault(phrase.split(" ", 1)[0], []).append((phrase, said))
    return found
