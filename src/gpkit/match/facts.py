"""Evidence in the facts that two pages state: facets, and names and numbers in their prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.match.names import ascii_of, stem, years
from gpkit.match.told import Share, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.match.features import Features

_SAME_NAME = 90  # of 100, by rapidfuzz
_SAME_WORD = 80


def of_money(one: Features, other: Features) -> Iterator[Share]:
    """Compare amounts."""
    left = {key[1:]: words for key, words in one.money.items()}
    right = {key[1:]: words for key, words in other.money.items()}
    if shared := sorted(left.keys() & right.keys()):
        yield "grant", 1.0, left[shared[0]], right[shared[0]]
        return
    for a in sorted(one.money):
        for b in sorted(other.money):
            if (a[0], a[2]) == (b[0], b[2]):
                yield "grant-other", 1.0, one.money[a], other.money[b]
                return


def of_dates(one: Features, other: Features) -> Iterator[Share]:
    """Compare first and last days."""
    whole = len(one.start) == 10 and len(one.end) == 10
    spans = [f"{side.start}/{side.end}" for side in (one, other)]
    if whole and spans[0] == spans[1]:
        turn = one.start.endswith("01-01") and one.end.endswith("12-31")
        yield "dates", 0.3 if turn else 1.0, spans[0], spans[1]
    elif len(one.start) == 10 and one.start == other.start:
        yield "date", 1.0, one.start, other.start
    elif len(one.end) == 10 and one.end == other.end:
        yield "date", 1.0, one.end, other.end
    elif len(one.start) == len(other.start) == 10 and one.start[:4] == other.start[:4]:
        yield "date-other", 1.0, one.start, other.start


def of_organisations(one: Features, other: Features) -> Iterator[Share]:
    """Compare organisations, by name and as named in prose."""
    left, right = {**one.partners, **one.led_by}, {**other.partners, **other.led_by}
    pairs = [(a, b) for a in sorted(left) for b in sorted(right) if _same_body(a, b)]
    if pairs:
        share = min(1.0, 0.5 + 0.25 * min(len({a for a, _ in pairs}), len({b for _, b in pairs})))
        yield (
            "organisation",
            share,
            words_of(left, [a for a, _ in pairs]),
            words_of(right, [b for _, b in pairs]),
        )
        return
    for bodies, side, turned in ((left, other, False), (right, one, True)):
        for key in sorted(bodies):
            if words := _named_body(key, side):
                named = (words, bodies[key]) if turned else (bodies[key], words)
                yield "organisation-named", 1.0, named[0], named[1]
                return
    if one.led_by and other.led_by:
        sides = [words_of(side.led_by, sorted(side.led_by)) for side in (one, other)]
        yield "organisation-other", 1.0, sides[0], sides[1]


def _same_body(one: str, other: str) -> bool:
    if one == other:
        return True
    from rapidfuzz.fuzz import ratio

    return min(len(one), len(other)) > 7 and ratio(one, other) >= _SAME_NAME


def _named_body(key: str, side: Features) -> str:
    """Give the names of a prose that make up the name of an organisation; its long words count."""
    telling = [word for word in key.split() if len(word) > 3]
    if not telling or sum(map(len, telling)) < 5:
        return ""
    found = [_name_like(word, side) for word in telling]
    return " ".join(found) if all(found) else ""


def _name_like(word: str, side: Features) -> str:
    """Give a name in prose that is a word, but for its ending."""
    from rapidfuzz.fuzz import ratio

    name = side.names.get(stem(word), "")
    if name and ratio(ascii_of(name.casefold()), word) >= _SAME_WORD:
        return name
    return side.acronyms.get(word.upper(), "")


def of_names(one: Features, other: Features, *, translated: bool) -> Iterator[Share]:
    """Compare names in prose that are neither organisations nor of the title."""
    bodies = (*one.led_by, *one.partners, *other.led_by, *other.partners)
    known = {stem(word) for name in bodies for word in name.split()}
    known |= {stem(word) for side in (one, other) for word in side.title.words}
    left, right = one.rare_names.keys() - known, other.rare_names.keys() - known
    shared = sorted(left & right)
    common = len(shared) / max(1, min(len(left), len(right)))
    if len(shared) > 1 and common >= 0.25:
        share = min(1.0, len(shared) / 5) * min(1.0, common / 0.5) * (1 if translated else 0.5)
        yield "names", share, words_of(one.names, shared), words_of(other.names, shared)


def of_numbers(one: Features, other: Features, *, translated: bool) -> Iterator[Share]:
    """Compare numbers in prose."""
    shared = sorted(one.numbers.keys() & other.numbers.keys())
    least = min(_telling(list(one.numbers)), _telling(list(other.numbers)))
    common = _telling(shared) / max(1, least)
    if shared and _telling(shared) >= 0.8 and common >= 0.3:
        share = min(1.0, _telling(shared) / 3) * min(1.0, common / 0.6) * (1 if translated else 0.6)
        yield "numbers", share, words_of(one.numbers, shared), words_of(other.numbers, shared)
    elif not shared and least >= 1.5:
        sides = [words_of(side.numbers, sorted(side.numbers)) for side in (one, other)]
        yield "numbers-other", 1.0, sides[0], sides[1]


def _telling(numbers: list[str]) -> float:
    """Weigh numbers: those of three digits and more tell, round and short ones little."""
    return sum(0.4 if len(n) < 3 or not n.strip("0")[1:] else 1.0 for n in numbers)


def of_years(one: Features, other: Features) -> Iterator[Share]:
    """Compare years of titles, calls and beginnings."""
    if one.call_year and other.call_year and one.call_year != other.call_year:
        yield "year-other", 1.0, one.call_year, other.call_year
    elif one.start and other.start and one.start[:4] != other.start[:4]:
        yield "year-other", 0.8, one.start, other.start
    elif common := sorted(set(_all_years(one)) & set(_all_years(other))):
        yield "year", 1.0, common[0], common[0]


def _all_years(side: Features) -> tuple[str, ...]:
    return (*years(side.said), *filter(None, (side.call_year,)))


def of_countries(one: Features, other: Features) -> Iterator[Share]:
    """Compare countries of titles, else of facets."""
    left, right = (side.title_countries or side.countries for side in (one, other))
    words = [", ".join(sorted(codes)) for codes in (left, right)]
    if left & right:
        yield "country", 1.0, words[0], words[1]
    elif left and right and not (one.title_countries and other.title_countries):
        yield "country-other", 1.0, words[0], words[1]
