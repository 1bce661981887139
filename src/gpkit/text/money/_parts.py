"""An amount taken apart: its one number, and what the words around it are."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from gpkit.model import Step
from gpkit.text.money._number import Number, Unread, number_of
from gpkit.text.money._words import COMPOUNDS, LETTERS, PHRASES, currencies, key, powers

LIMIT = 200  # characters; the longest amount seen on a page has 60

# Every class below starts where the one before cannot go on: no pattern can backtrack.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′", "'"))
_BLANKS = re.compile(r"\s+")
_PERCENT = re.compile(r"\( ?[0-9]{1,3}(?:[.,][0-9]{1,2})? ?% ?\)")
_SPLIT_CENTS = re.compile(r"(?<=[0-9]), (?=[0-9][0-9](?![0-9.,']))")
_NUMBER = re.compile(r"[0-9]+(?:[.,' ][0-9]+)*")
_DASH = re.compile(r" ?([.,]) ?[-–—]{1,3}")
_WORD = re.compile(r"d'|jusqu'à|[uU][sS] ?\$|\$ ?[uU][sS]\b|[^\W\d_]+\.?|[^\s]")
_IGNORED = frozenset(".,:;()")


class _Words(NamedTuple):
    """The words around a number: what each of them is."""

    signs: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    kept: str = ""  # the text without the dropped words


class Seen(NamedTuple):
    """The parts of an amount, found around its one number."""

    number: Number
    words: _Words
    powers: tuple[int, ...]
    currencies: tuple[str, ...]


class Steps:
    """The steps on the way, and the text as the last of them left it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.taken: list[Step] = []

    def to(self, name: str, result: str, why: str, *, always: bool = False) -> None:
        """Take a step, unless it changes nothing."""
        result = result.strip()
        if always or result != self.text:
            self.taken.append(Step(name, result, why))
            self.text = result


def prepare(steps: Steps) -> None:
    """Take away what typography adds: entities, invisible letters, odd blanks."""
    text = steps.text.strip()
    if len(text) > LIMIT:
        steps.to("cut", text[:LIMIT], f"more than {LIMIT} characters")
        raise Unread("no amount is so long, and a cut one may be another")
    if "&" in text:
        import html  # 1 ms of tables, and few amounts hold an entity

        steps.to("unescape", html.unescape(text), "entities")
    steps.to("tidy", _tidied(steps.text), "blanks and typography")
    joined = _SPLIT_CENTS.sub(_joined, steps.text)
    steps.to("join", joined, "a blank after the decimal comma")


def _tidied(text: str) -> str:
    visible = text.translate(_INVISIBLE).translate(_APOSTROPHES).strip()
    return (
        _BLANKS.sub(_blank, unicodedata.normalize("NFC", visible)).rstrip(" .,;:|").lstrip(" ;:|")
    )


def _blank(found: re.Match[str]) -> str:
    # Two blanks or a tab between digits part columns, not thousands.
    text, start, end = found.string, found.start(), found.end()
    columns = end - start > 1 or found[0] in "\t\n\v\f\r"
    return "  " if columns and text[start - 1 : start].isdigit() and text[end].isdigit() else " "


def _joined(found: re.Match[str]) -> str:
    # "10, 20 EUR" is a list; only a long number or ",00" shows that decimals follow.
    before, after = found.string[: found.start()], found.string[found.end() :]
    is_long = before[-4:].replace(" ", "0").isdigit() and len(before) > 3
    return "," if is_long or after.startswith("00") else ", "


def look(text: str) -> Seen:
    """Find the number of an amount, and say what the words around it are."""
    shares = tuple(_PERCENT.findall(text))
    plain = _PERCENT.sub("", text) if shares else text
    numbers = list(_NUMBER.finditer(plain))
    if len(numbers) != 1:
        raise Unread("two or more numbers" if numbers else "no number")
    start, end = numbers[0].span()
    dash = _DASH.match(plain, end)
    after = plain[dash.end() if dash else end :]
    minus, before = _minus(plain[:start])
    if any(side.count("(") != side.count(")") for side in (before, after)):
        raise Unread("the number stands in brackets")
    if before.endswith((".", ",")) and not before[-2:-1].isalpha():
        raise Unread("a mark stands before the first digit")  # ".50" is not 50
    number = number_of(numbers[0][0], minus, dash)
    words = _sorted_words(_split(before), _split(after), number.printed)
    words = words._replace(dropped=words.dropped + shares)
    return Seen(number, words, _powers(words.scales), _currencies(words.signs))


def _minus(before: str) -> tuple[str, str]:
    # A hyphen before a blank is a bullet, and a dash is a range: neither is a minus.
    if before.endswith(("-", "−")):
        return "-", before[:-1]
    if before.startswith(("-", "−")) and before[1:2] not in ("", " "):
        return "-", before[1:]
    return "", before


def _split(text: str) -> list[str]:
    words: list[str] = []
    for found in _WORD.findall(text):
        word = found.replace(" ", "")  # "US $"
        words += () if word in _IGNORED else COMPOUNDS.get(word.casefold(), (word,))
    return words


def _sorted_words(before: list[str], after: list[str], number: str) -> _Words:
    found: dict[str, list[str]] = {"sign": [], "scale": [], "phrase": []}
    kept: list[str] = []
    for words, is_after in ((before, False), (after, True)):
        if is_after:
            kept.append(number)
        index = 0
        while index < len(words):
            phrase, kind = _longest(words[index : index + 3])
            if kind == "scale" and key(phrase) in LETTERS and not (is_after and index == 0):
                raise Unread(f"“{phrase}” does not stand beside the number")
            found[kind].append(phrase)
            kept += [] if kind == "phrase" else [phrase]
            index += phrase.count(" ") + 1
    signs, scales, dropped = (tuple(found[kind]) for kind in ("sign", "scale", "phrase"))
    return _Words(signs, scales, dropped, " ".join(kept))


def _longest(words: list[str]) -> tuple[str, str]:
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size])
        if powers(phrase):
            return phrase, "scale"
        if currencies(phrase):
            return phrase, "sign"
        if key(phrase) in PHRASES:
            return phrase, "phrase"
    raise Unread(f"“{words[0]}” is no word of an amount")


def _powers(scales: tuple[str, ...]) -> tuple[int, ...]:
    if len(scales) > 1:
        raise Unread(f"two scale words: {', '.join(scales)}")
    return powers(scales[0]) if scales else (0,)


def _currencies(signs: tuple[str, ...]) -> tuple[str, ...]:
    if not signs:
        return ()
    tables = [currencies(sign) for sign in signs]
    common = tuple(code for code in tables[0] if all(code in table for table in tables))
    if not common:
        raise Unread(f"two currencies: {', '.join(signs)}")
    return common


def refuse_bare(seen: Seen, currency: str | None) -> None:
    """Refuse a number that nothing shows to be money."""
    if seen.currencies or currency or seen.number.dash:
        return
    groups, marks = seen.number.groups, seen.number.marks
    if seen.words.scales:
        if key(seen.words.scales[0]) in LETTERS:
            raise Unread("a letter without a currency is a unit of something else")
        return
    year = len(groups[0]) == 4 and groups[0][:2] in ("19", "20")
    single = len(marks) == 1 and marks in ".,"
    short = groups[0] != "0" and len(groups[0]) < 3 and len(groups[-1]) < 3
    for is_so, why in (
        (not marks, "digits alone are as often a year, a count or a code"),
        (marks == "  " and len("".join(groups)) == 9, "as often a phone number"),
        (single and len(groups[-1]) > 3, "as often a month and a year"),
        (single and year and len(groups[-1]) == 2, "as often a year and a month"),
        (single and short, "as often a date, a time or a version"),
    ):
        if is_so:
            raise Unread(f"no currency: {why}")
