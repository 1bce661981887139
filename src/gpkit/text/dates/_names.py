"""Names of months and weekdays in the official EU languages, from CLDR through Babel.

Babel is imported when the first letter is met, not before: numeric dates never pay for it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Meanings = dict[int, frozenset[str]]  # month (1-12) or weekday (0-6) -> languages that say so
Table = dict[str, Meanings]


def words(listed: str) -> tuple[str, ...]:
    """Read a list of words as it is easiest to read: apart by spaces."""
    return tuple(listed.split())


LANGUAGES = words("bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv")
_VARIANTS = {"en_GB": "en", "en_AU": "en", "de_AT": "de", "pt_PT": "pt"}  # Sept, Jänner, ...

# Forms that pages use and CLDR lacks: month by month, from January on; "-" where CLDR has it.
_MORE_MONTHS = (
    # English and others: four-letter and traditional abbreviations
    ("en", "- - - - - - - - sept - - -"),
    ("de", "jän feber mrz - - - - - - - - -"),
    ("de", "jaenner - maerz - - - - - - - - -"),
    ("es", "- - - - - - - - setiembre - - -"),
    ("it", "genn febbr - - magg - - - sett - - -"),
    ("fr", "- fév mar - - - - aou - - - -"),
    ("nl", "- - mrt - - - - - - - - -"),
    ("pl", "- - - - - - - - - paź - -"),
    # Slovenian: CLDR has the nominative only, dates are written in the genitive
    (
        "sl",
        "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra "
        "decembra",
    ),
    # Latvian: "2024. gada 18. jūlijā" (locative), "jūlija" (genitive)
    (
        "lv",
        "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī "
        "decembrī",
    ),
    (
        "lv",
        "janvāra februāra marta aprīļa maija jūnija jūlija augusta septembra oktobra novembra "
        "decembra",
    ),
    # Estonian: "18. juulil 2024" (adessive), "juulis 2024" (inessive)
    (
        "et",
        "jaanuaril veebruaril märtsil aprillil mail juunil juulil augustil septembril oktoobril "
        "novembril detsembril",
    ),
    (
        "et",
        "jaanuaris veebruaris märtsis aprillis mais juunis juulis augustis septembris oktoobris "
        "novembris detsembris",
    ),
    # Irish: the genitive after "mí", "de"
    (
        "ga",
        "eanáir feabhra márta aibreáin bealtaine meithimh iúil lúnasa mheán-fómhair "
        "dheireadh-fómhair samhna nollag",
    ),
    # Finnish has the inessive: heinäkuussa
    (
        "fi",
        "tammikuussa helmikuussa maaliskuussa huhtikuussa toukokuussa kesäkuussa heinäkuussa "
        "elokuussa syyskuussa lokakuussa marraskuussa joulukuussa",
    ),
)


def letters(words: str) -> str:
    """Fold a name to its letters: no case, no dots, spaces, hyphens.

    >>> letters("D.Fómh"), letters("segunda-feira")
    ('dfómh', 'segundafeira')
    """
    return "".join(char for char in words.casefold() if char.isalpha())


def plain(words: str) -> str:
    """Fold a name to letters without accents, as typed on a foreign keyboard.

    >>> plain("července")
    'cervence'
    """
    split = unicodedata.normalize("NFD", letters(words))
    return "".join(char for char in split if not unicodedata.combining(char))


@lru_cache(maxsize=1)
def _cldr() -> dict[str, list[tuple[str, int, str]]]:
    """Give the names of months and days, with their numbers and languages."""
    from babel import Locale, localedata

    found: dict[str, list[tuple[str, int, str]]] = {kind: [] for kind in _KINDS}
    for code in (*LANGUAGES, *_VARIANTS):
        locale = Locale.parse(code)
        for kind, rows in found.items():
            rows.extend(_said(getattr(locale, kind), _VARIANTS.get(code, code)))
        _forget(localedata)
    return found


_KINDS = ("months", "days")


def _said(names: Any, language: str) -> Iterator[tuple[str, int, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in names[context][width].items():
                yield name, number, language


def _forget(data: Any) -> None:
    """Drop what Babel remembers of a locale: 1 MB each, of which names are a hundredth."""
    remembered = getattr(data, "_cache", {})
    for name in [name for name in remembered if name != "root"]:  # all others are built on it
        del remembered[name]


def _more() -> Iterator[tuple[str, int, str]]:
    for language, names in _MORE_MONTHS:
        for number, name in enumerate(names.split(), 1):
            if name != "-":
                yield name, number, language


def _table(rows: list[tuple[str, int, str]]) -> Table:
    exact: dict[str, dict[int, set[str]]] = {}
    loose: dict[str, dict[int, set[str]]] = {}
    for name, number, language in rows:
        for table, key in ((exact, letters(name)), (loose, plain(name))):
            if len(key) > 1:
                table.setdefault(key, {}).setdefault(number, set()).add(language)
    merged = loose | exact  # a name that is some language's own is never a misspelt other one
    return {
        key: {number: frozenset(said) for number, said in sorted(meanings.items())}
        for key, meanings in merged.items()
    }


@lru_cache(maxsize=1)
def months() -> Table:
    """Every name of a month, and which months it means in which languages."""
    return _table([*_cldr()["months"], *_more()])


@lru_cache(maxsize=1)
def weekdays() -> Table:
    """Every name of a weekday (Monday is 0), and what it means in which languages."""
    return _table(_cldr()["days"])
