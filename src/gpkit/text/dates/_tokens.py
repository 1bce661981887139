"""Words of a date, as a string of kinds: one character a token, so that shapes are short patterns.

| kind | token | kind | token |
|---|---|---|---|
| ``n`` | one or two digits | ``y`` | a year, 1900 to 2100 |
| ``X`` | any other number | ``t`` | a time of day |
| ``m`` | a month's name | ``r`` | a Roman month number |
| ``w`` | a weekday | ``o`` | an ordinal ending: ``1st``, ``1er`` |
| ``f`` | a word inside dates: ``of``, ``de`` | ``g`` | a word for year: ``г.``, ``gada`` |
| ``k`` | a word for day: ``18 d.`` | ``c`` | a word for up to: ``until``, ``bis`` |
| ``b`` | a word for starting from: ``since`` | ``p`` | a word for still going on |
| ``s`` | white space | ``u`` | any other word |

Punctuation is its own kind.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from gpkit.text.dates import _names
from gpkit.text.dates._names import words

LIMIT = 200  # a date is short; what is longer is prose, and costs nothing this way

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u00b4`"), "'")
_HIDDEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))
_TYPOGRAPHY = _DASHES | _QUOTES | _HIDDEN

# No two alternatives start alike and each is bounded or a single class: linear in the input.
_PIECE = (
    r"(?P<time>[Tt]?(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?"
    r"(?:Z\b|[+-]\d{2}:?\d{2}\b|\ ?[AaPp]\.?[Mm]\b\.?)?(?![\d:]))"
    r"|(?P<number>\d+)"
    r"|(?P<ending>(?<=\d)-(?:án|én|ján|jén|i|ig|től|tól|ви|ри|ти|ми)\b(?!-))"
    r"|(?P<word>[^\W\d_]+'?)"
    r"|(?P<space>\s+)"
    r"|(?P<mark>.)"
)
_compiled = cache(re.compile)  # at first use: importing costs nothing

# Words of dates by kind. Evidence: CLDR date formats and the period labels of project pages.
_KINDS = {
    "o": words("st nd rd th er ère ere re ème eme e o a º ª ος ο η ης ste de ú ων"),
    "f": words(
        "of the de del d' di du den der am le la el il l' ta' ta tal an a à á dem i mhí mí mėn м "
        "мес mese month na v in on στις at um kl klo alle às uhr h"
    ),
    "g": words(
        "g г год година години m metų metai gada gads gadā aasta aastal r roku rok roka év évi "
        "god godine godina leta leto"
    ),
    "k": words("d diena dieną nap"),
    "c": words(
        "to until till bis au al do до til tot ate até hasta fino jusqu' jusqu aux iki līdz kuni "
        "έως ως μέχρι și pana până"
    ),
    "b": words(
        "since from seit ab von vom depuis dès desde dal dalla da od от от fra från siden sedan "
        "vanaf sinds nuo kopš alates από ó din"
    ),
    "p": words(
        "present now ongoing today current heute laufend aujourd'hui presente oggi actualidad "
        "obecnie dnes današnji настоящем сега"
    ),
}
_KIND = {word: kind for kind, listed in _KINDS.items() for word in listed}
ROMAN = {roman: at for at, roman in enumerate(words("I II III IV V VI VII VIII IX X XI XII"), 1)}
_HOMONYMS = frozenset({"fra"})  # Maltese February, but only after a day; "from" in Danish
_PARTS = 3  # the longest name: "Mí na Nollag"


_NOTHING: _names.Meanings = {}


class Token(NamedTuple):
    """A piece of the value: its kind, its words, where they stand, and what they can mean."""

    kind: str
    text: str
    start: int
    end: int
    means: _names.Meanings = _NOTHING


def clean(raw: str) -> str:
    r"""Settle typography: digits of any script, spaces, dashes, quotes, composed letters.

    >>> clean("１８.\xa07.\xa02024 – ٢٠٢٥")
    '18. 7. 2024 - 2025'
    """
    if raw.isascii():
        return " ".join(raw.replace("`", "'").split())
    text = raw.translate(_TYPOGRAPHY)
    if not text.isascii():
        # NFKC would make digits of ² and ½, and those are footnotes and quantities
        text = "".join(
            char if unicodedata.category(char) == "No" else _compat(char) for char in text
        )
        text = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)
    return " ".join(text.split())


def _compat(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return unicodedata.normalize("NFKC", char)


def tokenize(text: str) -> list[Token]:
    """Cut cleaned text into tokens; names of several words become one token."""
    plain = [_token(match) for match in _compiled(_PIECE).finditer(text)]
    if all(token.kind != "u" and token.text.casefold() not in _HOMONYMS for token in plain):
        return plain
    return _named(plain, text)


def _token(match: re.Match[str]) -> Token:
    text, start, end = match.group(), match.start(), match.end()
    before = match.string[start - 1 : start]
    return Token(_kind(match.lastgroup or "", text, before), text, start, end)


def _kind(group: str, text: str, before: str) -> str:
    if group == "number":
        return _number(text)
    if group == "word":
        return _word(text, before)
    if group == "mark":
        return "o" if text == "°" and before.isdigit() else text  # 1° luglio
    return {"time": "t", "ending": "o", "space": "s"}[group]


def _number(text: str) -> str:
    if len(text) <= 2:
        return "n"
    return "y" if len(text) == 4 and 1900 <= int(text) <= 2100 else "X"


def _word(text: str, before: str) -> str:
    key = text.casefold()
    if before.isdigit() and key in _KINDS["o"]:
        return "o"
    # a small "i" or "v" is a word in half of Europe, unless it stands in "18.v.2024"
    if text in ROMAN or (before == "." and text.upper() in ROMAN):
        return "r"
    return _KIND.get(key, "u")


def _named(tokens: list[Token], text: str) -> list[Token]:
    """Join the words that are the name of a month or a weekday."""
    out: list[Token] = []
    place = 0
    while place < len(tokens):
        token, used = _name_at(tokens, place, text)
        out.append(token)
        place += used
    return out


def _name_at(tokens: list[Token], place: int, text: str) -> tuple[Token, int]:
    first = tokens[place]
    if not first.text[0].isalpha() or first.kind in "otr":
        return first, 1
    for last in reversed(_ends(tokens, place)):
        key = _names.letters(text[first.start : tokens[last].end])
        for kind, table in (("m", _names.months()), ("w", _names.weekdays())):
            means = table.get(key) or table.get(_names.plain(key))
            if means and (last > place or _stands(tokens, place, kind)):
                whole = text[first.start : tokens[last].end]
                return Token(kind, whole, first.start, tokens[last].end, means), last - place + 1
    return first, 1


def _stands(tokens: list[Token], place: int, kind: str) -> bool:
    """A name that is a little word too ("do", "to", "fra") gives way, unless it is in a date."""
    before = [token.kind for token in tokens[max(0, place - 2) : place] if token.kind != "s"]
    return tokens[place].kind == "u" or (kind == "m" and before[-1:] in (["n"], ["."]))


def _ends(tokens: list[Token], place: int) -> list[int]:
    """Where a name that starts here can end: after one word, two or three."""
    ends = [place]
    at = place + 1
    while len(ends) < _PARTS and at < len(tokens):
        if tokens[at].text[0].isalpha() and tokens[at].kind != "t":
            ends.append(at)
        elif tokens[at].kind not in "s.-":
            break
        at += 1
    return ends
