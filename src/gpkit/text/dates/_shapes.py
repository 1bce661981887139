"""The shapes of dates, as a table of patterns over the kinds of tokens, most telling first."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gpkit.text.dates._tokens import ROMAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.text.dates._tokens import Token


class Order(StrEnum):
    """In which order a numeric date has day, month and year.

    ``YMD`` settles dates with a two-digit year only: a four-digit year in front is always Y-M-D.
    """

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class Candidate(NamedTuple):
    """One way to read a date, and what must hold for it."""

    iso: str
    order: Order | None = None
    languages: frozenset[str] = frozenset()


class Found(NamedTuple):
    """A date in the text: where, in which shape, and every way to read it (none: impossible)."""

    start: int
    end: int
    shape: str
    candidates: tuple[Candidate, ...]
    partial: bool = False  # month or year alone, or a two-digit year: only as the whole value
    joined: bool = False  # one of the two ends of a range that is written once


# Between day, month name and year: "18. juli", "18-Jul", "18 de julho de", "18 ta' Lulju"
_J = r"\.?s?[-/,]?s?(?:f?s?){0,2}"
_G = r"(?:s?g\.?)?"  # "2018 г.", "2018 m."
_TO = r"\.?s?[-c]s?"


def _d(name: str) -> str:
    return f"(?P<{name}>n)(?:\\.?o)?"


# (shape, pattern, partial). The first that fits at a place wins, so longer ones come first.
# Groups: y, m, d (y2, m2, d2: the second end) and a, b for numbers whose order is open.
_TABLE: tuple[tuple[str, str, bool], ...] = (
    # 2024-07-18, 2024/07/18, 2024. 07. 18., 2024.07.18
    ("year first", r"(?P<y>y)s?(?P<s>[-/.])s?(?P<m>n)s?(?P=s)s?(?P<d>n)", False),
    # 18.07.2024, 18/07/2024, 18-07-2024, 18. 7. 2024
    ("numeric", r"(?P<a>n)s?(?P<s>[-/.])s?(?P<b>n)s?(?P=s)s?(?P<y>y)" + _G, False),
    # 18.-20.07.2024: a range of days can only stand before its month
    (
        "days",
        r"(?P<d>n)\.?s?-s?(?P<d2>n)s?(?P<s>[./])s?(?P<m2>n)s?(?P=s)s?(?P<y2>y)",
        False,
    ),
    # 01.10. - 30.09.2020, 18/07 - 20/09/2024
    (
        "shared year",
        r"(?P<a>n)(?P<s>[./])s?(?P<b>n)\.?s?-s?(?P<a2>n)s?(?P=s)s?(?P<b2>n)s?(?P=s)s?(?P<y2>y)",
        False,
    ),
    # 18-20 July 2024, 18.-20. July 2024
    ("days", rf"{_d('d')}{_TO}{_d('d2')}{_J}(?P<m2>[mr]){_J}(?P<y2>y){_G}", False),
    # July 18-20, 2024
    ("days", rf"(?P<m2>m)\.?s?{_d('d')}{_TO}{_d('d2')},?s?(?P<y2>y)", False),
    # 18 July - 20 September 2024
    (
        "shared year",
        rf"{_d('d')}{_J}(?P<m>[mr]){_TO}{_d('d2')}{_J}(?P<m2>[mr]){_J}(?P<y2>y){_G}",
        False,
    ),
    # July 18 - September 20, 2024
    ("shared year", rf"(?P<m>m)\.?s?{_d('d')}{_TO}(?P<m2>m)\.?s?{_d('d2')},?s?(?P<y2>y)", False),
    # 18 July 2024, 18. července 2024, 1er janvier 2020, 18 de julho de 2024, 18.VII.2024
    ("day first", rf"{_d('d')}{_J}(?P<m>[mr]){_J}(?P<y>y){_G}", False),
    # September 24th, 2024
    ("month first", rf"(?P<m>m){_J}{_d('d')}[.,]?s?,?s?(?:fs?)?(?P<y>y){_G}", False),
    # Wed Jul 18 10:00:00 2024: what computers print
    ("month first", r"(?P<m>m)s(?P<d>n)sts(?:us)?(?P<y>y)", False),
    # 2024. gada 18. jūlijs, 2024. aasta 18. juuli
    ("year first", rf"(?P<y>y)\.?s?g\.?s?{_d('d')}{_J}(?P<m>[mr])", False),
    # 2024 m. liepos 18 d., 2024. július 18., 2024-Jul-18
    (
        "year first",
        rf"(?P<y>y)\.?s?(?:g\.?s?)?[-/,]?s?(?P<m>[mr])\.?s?[-/]?s?{_d('d')}(?:s?k\.?)?(?!,?s?y)",
        False,
    ),
    # 18/7/24, 18.07.24: the century is open; 1.2.3 is a version or a chapter
    ("two-digit year", r"(?P<a>n)(?P<s>[-/]|\.s?)(?P<b>n)(?P=s)(?P<n>n)" + _G, True),
    ("two-digit year", rf"{_d('d')}{_J}(?P<m>[mr])\.?s?[-/,]?s?'?(?P<n>n)", True),
    # 2024 07 18 (Lithuanian habit)
    ("year first", r"(?P<y>y)s(?P<m>n)s(?P<d>n)", True),
    # 18 07 2024
    ("numeric", r"(?P<a>n)s(?P<b>n)s(?P<y>y)" + _G, True),
    # April - September 2021
    ("shared year", rf"(?P<m>m){_TO}(?P<m2>m){_J}(?P<y2>y){_G}", True),
    # April 2018, VII.2018, září 2018
    ("month", rf"(?P<m>[mr]){_J}(?P<y>y){_G}", True),
    # 2018 m. balandis, 2018. április
    ("month", r"(?P<y>y)\.?s?(?:g\.?s?)?[-/,]?s?(?P<m>m)", True),
    # 09/2018, 09.2018
    ("month", r"(?P<m>n)s?[-/.]s?(?P<y>y)" + _G, True),
    # 2018-09, 2018/09, 2018.09; 2018/19 is two years
    ("year and number", r"(?P<y>y)(?P<s>[-/.])(?P<n>n)\.?", True),
    ("year", r"(?P<y>y)" + _G, True),
)
# Patterns are compiled when a date first asks for them: compiling all costs more than reading.
_compiled = cache(re.compile)
_STARTS = [pattern.partition(">")[2].partition(")")[0] for _, pattern, _ in _TABLE]  # "n", "[mr]"


def match_at(kinds: str, place: int, tokens: list[Token]) -> tuple[list[Found], int] | None:
    """Read the date that starts at a token: what was found, and the token after it."""
    for start, (name, pattern, partial) in zip(_STARTS, _TABLE, strict=True):
        fit = _compiled(pattern).match(kinds, place) if kinds[place] in start else None
        if not fit:
            continue
        named = {group: tokens[fit.start(group)] for group, got in fit.groupdict().items() if got}
        if name == "two-digit year" and not _two_digits(named, "g" in fit.group()):
            continue
        span = tokens[fit.start()].start, tokens[fit.end() - 1].end
        found = [
            Found(*span, name, tuple(ways), partial, joined)
            for ways, joined in _expand(name, named)
        ]
        return found, fit.end()
    return None


def _two_digits(named: dict[str, Token], says_year: bool) -> bool:
    """Versions and chapters are 1.2.3; dates with dots and short years are 01.02.03."""
    if len(named["n"].text) != 2:
        return False
    if "s" not in named or named["s"].kind != ".":
        return True
    month = named["b"].text
    if says_year or month[0] == "0" or named["n"].start - named["b"].end > 1:
        return True  # 1.12.24 г., 1.07.24, 1. 7. 24
    return len(named["a"].text) == len(month) == 2


def _expand(name: str, named: dict[str, Token]) -> Iterator[tuple[Iterator[Candidate], bool]]:
    """The candidates of each date in a match: one date, or the two ends of a range."""
    if name == "year and number":
        yield from _year_and_number(named)
        return
    second = {group[0]: token for group, token in named.items() if group.endswith("2")}
    first = {group: token for group, token in named.items() if not group.endswith("2")}
    first.pop("s", None)
    if second:
        yield _candidates({**second, **first}), True
        yield _candidates(second), True
    else:
        yield _candidates(first), False


def _year_and_number(named: dict[str, Token]) -> Iterator[tuple[Iterator[Candidate], bool]]:
    """2018-09 is a month (ISO 8601); 2014-20 and 2018/19 are two years; 2011/12 may be both."""
    year, number = int(named["y"].text), int(named["n"].text)
    month = [Candidate(f"{year}-{number:02}")] if 1 <= number <= 12 else []
    later = year - year % 100 + number
    follows = number == (year + 1) % 100 and named["s"].kind == "/"
    if len(named["n"].text) < 2:
        return  # 2018-1 is the start of many a project number
    if follows and month:
        yield iter([*month, Candidate(str(year))]), False
    elif month or later <= year:
        yield iter(month), False
    else:
        yield iter([Candidate(str(year))]), True
        yield iter([Candidate(str(later))]), True


def _candidates(parts: dict[str, Token]) -> Iterator[Candidate]:
    if "a" in parts:
        yield from _numeric(parts)
    elif "n" in parts:
        yield from _short_named(parts)
    else:
        yield from _named(parts["y"].text, parts.get("m"), parts.get("d"))


def _numeric(parts: dict[str, Token]) -> Iterator[Candidate]:
    a, b = int(parts["a"].text), int(parts["b"].text)
    if "y" in parts:
        year = int(parts["y"].text)
        yield from _dates([(year, b, a, Order.DMY), (year, a, b, Order.MDY)])
        return
    n = int(parts["n"].text)
    for century in (1900, 2000):
        yield from _dates([(century + n, b, a, Order.DMY), (century + n, a, b, Order.MDY)])
        if len(parts["a"].text) == 2:
            yield from _dates([(century + a, b, n, Order.YMD)])


def _short_named(parts: dict[str, Token]) -> Iterator[Candidate]:
    """18 Jul 24: the day first, or the year first, of either century."""
    day, short = parts["d"], parts["n"]
    for century in ("19", "20"):
        yield from _named(century + short.text, parts["m"], day, Order.DMY)
        if len(day.text) == 2:
            yield from _named(century + day.text, parts["m"], short, Order.YMD)


def _named(
    year: str, month: Token | None, day: Token | None, order: Order | None = None
) -> Iterator[Candidate]:
    if month is None:
        yield Candidate(year)
        return
    for number, languages in _month(month):
        if day is None:
            yield Candidate(f"{year}-{number:02}", order, languages)
        else:
            for made in _dates([(int(year), number, int(day.text), order)]):
                yield made._replace(languages=languages)


def _month(token: Token) -> Iterator[tuple[int, frozenset[str]]]:
    if token.kind == "m":
        yield from token.means.items()
    elif token.kind == "r":
        yield ROMAN[token.text.upper()], frozenset()
    elif 1 <= int(token.text) <= 12:
        yield int(token.text), frozenset()


def _dates(ways: list[tuple[int, int, int, Order | None]]) -> Iterator[Candidate]:
    for year, month, day, order in ways:
        try:
            yield Candidate(date(year, month, day).isoformat(), order)
        except ValueError:  # 31 February: never rolled over
            continue
