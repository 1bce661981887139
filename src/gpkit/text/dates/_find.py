"""Find the dates in a text, and tell them from project numbers, versions, prices and addresses."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from gpkit.text.dates._names import words
from gpkit.text.dates._shapes import Found, match_at
from gpkit.text.dates._tokens import LIMIT, Token, clean, tokenize

# A mark that ties numbers together: 2018-1-PL01, 10.12.2001.4, a/2024/07/18, x=2024
_TIES = "-_/.+#@=:\\&%*~^"
_MONEY = "€$£¥%"
_NOT_DATES = frozenset(
    words(
        "version ver release rel tel phone fax mobile gsm ip isbn issn doi nr č № код code id "
        "eik vat iban"
    )
)
_AMOUNTS = frozenset(words("eur euro euros usd bgn лв лева kč zł huf ron sek dkk"))
_NEUTRAL = frozenset("sfgkcbpwto,-|;()[]\"'.")
_COARSE = ("year", "month", "year and number")
_AND = frozenset(words("and und et y e i és és ja og och en și si a u agus ir un in in και и & +"))


class Scan(NamedTuple):
    """The dates of a text in their order, and what stood around them."""

    text: str
    tokens: list[Token]
    dates: list[Found]
    refused: str = ""  # why what looked like a date was not taken for one

    def between(self, left: Found, right: Found) -> list[Token]:
        """The tokens between two dates."""
        return [token for token in self.tokens if left.end <= token.start < right.start]

    def rest(self) -> list[Token]:
        """The tokens outside all dates."""
        spans = [(found.start, found.end) for found in self.dates]
        return [t for t in self.tokens if not any(a <= t.start < b for a, b in spans)]


@lru_cache(maxsize=2_000)
def scan(text: str) -> Scan:
    """Find every date in cleaned text."""
    tokens = tokenize(text)
    found = _guarded(text, tokens, _matches(tokens))
    whole = Scan(text, tokens, found)
    # a weekday has a day beside it: "Sun 2024" is a name
    sole = "w" if all(date.shape in _COARSE for date in found) else ""
    foreign = [t.text for t in whole.rest() if t.kind == sole or not _neutral(t, text)]
    if not found or not foreign or not any(date.partial for date in found):
        return whole
    kept = [date for date in found if not date.partial]
    why = f"a year, a month or a short year counts alone, not beside {' '.join(foreign)!r}"
    return Scan(text, tokens, kept, why)


def dates_in(said: str) -> tuple[str, ...]:
    """Give the dates in words that say the day, as they stand there.

    >>> dates_in("Posted on March 4, 2021 by Ana"), dates_in("Published 2021")
    (('March 4, 2021',), ())
    """
    if len(said) > LIMIT:
        return ()
    found = scan(clean(said))
    pieces = (found.text[one.start : one.end] for one in found.dates if not one.partial)
    return tuple(piece for piece in pieces if piece in said)


def _matches(tokens: list[Token]) -> list[list[Found]]:
    kinds = "".join(token.kind for token in tokens)
    place, groups = 0, []
    while place < len(tokens):
        hit = match_at(kinds, place, tokens) if kinds[place] in "nymr" else None
        if hit and hit[0]:
            groups.append(hit[0])
        place = hit[1] if hit else place + 1
    return groups


def _guarded(text: str, tokens: list[Token], groups: list[list[Found]]) -> list[Found]:
    starts = {group[0].start for group in groups}
    ends = {group[0].end for group in groups}
    kept: list[Found] = []
    for group in groups:
        start, end = group[0].start, group[0].end
        if _free_left(text, start, ends) and _free_right(text, end, starts, tokens):
            kept += group
    return kept


def _free_left(text: str, start: int, ends: set[int]) -> bool:
    before = text[:start].rstrip()
    if not before or start in ends:
        return True
    last = before[-1]
    if last in _MONEY or _last_word(before) in _NOT_DATES or _more_days(before):
        return False
    if len(before) < start:  # a space stands between
        return True
    if last not in _TIES:
        return not last.isalnum()
    return len(before) - 1 in ends or len(before) == 1 or text[start - 2] == " " or _label(before)


def _more_days(before: str) -> bool:
    """``18 and 20 July 2024``: the month belongs to both days, and one of them is not the date."""
    words = before.split(" ")[-2:]
    if len(words) < 2 or words[1].casefold() not in _AND:
        return False
    return all(part.isdigit() and len(part) < 3 for part in words[0].rstrip(".").split("."))


def _label(before: str) -> bool:
    """``Date:18.07.2024`` is a date after its label; ``10:12:2024`` is none."""
    return before[-1] == ":" and before[-2].isalpha()


def _last_word(before: str) -> str:
    words = before.rstrip(".: #").rsplit(None, 1)
    return words[-1].casefold().rstrip(".:") if words else ""


def _free_right(text: str, end: int, starts: set[int], tokens: list[Token]) -> bool:
    after = text[end:]
    if not after or end in starts:
        return True
    word = after.split(None, 1)[0].casefold().rstrip(".,;)") if after.strip() else ""
    if after.lstrip()[:1] in tuple(_MONEY) or word in _AMOUNTS:
        return False
    if after[0].isalnum():
        return _new_word(after) or any(t.start == end and t.kind in "tg" for t in tokens)
    if after[0] not in _TIES or len(after) == 1:
        return True
    ongoing = any(t.start == end + 1 and t.kind == "p" for t in tokens)  # "2018-ongoing"
    return not after[1].isalnum() or end + 1 in starts or ongoing


def _new_word(after: str) -> bool:
    """``2024No Comments``: a line break was lost, and a new word starts with a capital."""
    return after[0].isupper() and after[1:2].islower()


def _neutral(token: Token, text: str) -> bool:
    if token.kind == "/":  # "2018/2019": between two numbers that are dates themselves
        return text[token.end : token.end + 1].isdigit() and text[: token.start][-1:].isdigit()
    if token.kind == ".":
        return not text[token.end : token.end + 1].isdigit()
    return token.kind in _NEUTRAL or token.kind == ":"
