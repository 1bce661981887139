"""Amounts of money as pages print them, read to decimal digits and a currency.

Never a float, and never a guess: what a mark means is settled by the number itself or by evidence
from outside, else the amount is ambiguous and every reading is given. Words around the number
must be known: a sentence that holds an amount is no amount.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from gpkit.model import Money, Reading, Step

LIMIT = 200  # characters; the longest amount seen on a page has 60


class Mark(StrEnum):
    """The mark before the decimals."""

    COMMA = ","
    POINT = "."


def _list(words: str) -> list[str]:
    return words.split()


# --- what may stand around the number -------------------------------------------------------

_EURO = _list("""
eur euro euros euroa euroja euron eurot eurode eurodes eurosid eurů eurów eura eurá eure
eurai eurų eurus eurais euras euri euró eurót eurónyi euru eurom eurova eiro evro evra evrov evri
ewro ewros ευρώ ευρω ευρο евро eúr eúra
""")
_KRONA = ("SEK", "DKK", "NOK", "ISK")
_DOLLAR = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")
_FRANC = ("CHF", "FRF", "BEF", "LUF")

# Words and signs of currencies; several currencies: only the label can say which.
_SIGNS: dict[str, tuple[str, ...]] = {
    "€": ("EUR",),
    **dict.fromkeys(_EURO, ("EUR",)),
    **dict.fromkeys(_list("£ pound pounds sterling"), ("GBP",)),
    **dict.fromkeys(_list("$ dollar dollars"), _DOLLAR),
    **dict.fromkeys(_list("us$ $us"), ("USD",)),
    **dict.fromkeys(_list("лв лева лев левове lv lev leva levs"), ("BGN",)),
    **dict.fromkeys(_list("kč kc korun koruny koruna"), ("CZK",)),
    **dict.fromkeys(_list("korún"), ("SKK",)),
    **dict.fromkeys(_list("ft forint forints forintot"), ("HUF",)),
    **dict.fromkeys(_list("zł zl złotych złote złoty zloty zlotys zlotych"), ("PLN",)),
    **dict.fromkeys(_list("lei leu ron"), ("RON",)),
    **dict.fromkeys(_list("kn kuna kune"), ("HRK",)),
    **dict.fromkeys(_list("lt litas litai litų"), ("LTL",)),
    **dict.fromkeys(_list("ls lats lati latu"), ("LVL",)),
    **dict.fromkeys(_list("kr kroner krone krona"), _KRONA),
    **dict.fromkeys(_list("kronor"), ("SEK",)),
    **dict.fromkeys(_list("fr franc francs franken"), _FRANC),
    **dict.fromkeys(_list("sfr chf"), ("CHF",)),
    "₴": ("UAH",),
    "₺": ("TRY",),
    "¥": ("JPY", "CNY"),
}
# Codes that are no words when written small; the others ("all", "try", "sit") only in capitals.
_CODES = frozenset(
    _list("""EUR BGN CZK DKK HUF PLN RON SEK HRK GBP CHF NOK ISK USD UAH RSD MKD MDL JPY CNY CAD AUD
    LTL LVL EEK SKK MTL CYP DEM FRF ITL ESP ATS BEF NLG PTE FIM GRD IEP LUF""")
)

# Powers of ten. Several: languages disagree (a German Billion is 10^12, a Spanish mil 10^3 and a
# Slovak mil 10^6), and nothing in an amount says which language it is in.
_SCALES: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(
        _list("""
        k thousand thousands tausend tsd mille millier milliers mila tusind tusen duizend
        tuhat tuhatta tuhande tuh tis tisíc tisíce tisuća tisuće tisoč tys tysięcy tysiące mii mie
        ezer tūkst tūkstoši tūkstošu tūkstančių tūkstančiai  хил хиляди хиляда χιλ χιλιάδες
        χιλιάδων míle mhíle"""),
        (3,),
    ),
    **dict.fromkeys(
        _list("""
        m mn mln mio mill million millions millionen millioner millió milione milioni millón
        millones milhão milhões milj miljon miljoner miljonit miljoona miljoonaa miljons miljoni
        miljonu milijon milijonai milijonų milijona milijonov milijoni milijun milijuna milijuni
        milion miliony milionu milionů milionów milionul milioane milioni milión milióny miliónov
        miljoen miljun miljuni milliún mhilliún mil. млн милион милиона милиони
        εκ εκατ εκατομμύρια εκατομμύριο εκατομμυρίων"""),
        (6,),
    ),
    **dict.fromkeys(
        _list("""
        bn mrd mld mlrd mlr mljrd md mds mia milliard milliards milliarde milliarden milliarder
        milliárd miliardo miliardi miliardă miliarde miliard miliarda miliardy miliardów miliarda
        miljard miljarder miljardit miljardi miljardia miljards miljardu milijardas milijardų
        milijardai milijarda milijarde milijardi milijard млрд милиард милиарда милиарди
        δισ δισεκατομμύρια δισεκατομμύριο δισεκατομμυρίων"""),
        (9,),
    ),
    **dict.fromkeys(("thousand million", "mil millones", "mil milhões"), (9,)),
    "mil": (3, 6),
    **dict.fromkeys(_list("billion billions bln"), (9, 12)),
}
_SIGNS = {key.casefold(): codes for key, codes in _SIGNS.items()}
_SCALES = {key.casefold(): powers for key, powers in _SCALES.items()}
_LETTERS = frozenset("km")  # scales that are units of length as well: only beside a currency

# Words that hold scale and currency.
_COMPOUNDS = {
    "mkr": ("m", "kr"),
    "tkr": ("tusen", "kr"),
    "keur": ("k", "EUR"),
    "meur": ("m", "EUR"),
    "mdeur": ("md", "EUR"),
    "mft": ("m", "Ft"),
}

_ABOUT = """about|ok|around|approx|approximately|circa|ca|cca|c|~|≈|etwa|rund|ungefähr|cirka|omkring
|environ|около|приблизително|περίπου|noin|okoli|oko|około|okolo|približne|přibližně|aprox
|aproximadamente|aproximativ|cerca de|circa|körülbelül|kb|umbes|apmēram|apie|ongeveer"""
_BOUND = """up to|max|maximum|maximal|до|bis|bis zu|jusqu'à|hasta|fino a|až|až do|do|até|έως|tot
|op til|upp till|enintään|kuni|līdz|iki|până la|pana la|legfeljebb|over|more than|at least|min
|minimum|over|над|über|mehr als|plus de|more than|from|от|less than|under|<|>|≤|≥"""
_TAX = """vat|excl vat|excluding vat|exclusive of vat|ex vat|without vat|net of vat|incl vat
|including vat|with vat|без ддс|с ддс|bez dph|s dph|vč dph|včetně dph|vrátane dph|bez pdv|s pdv
|ohne mwst|inkl mwst|exkl mwst|inkl ust|ht|ttc|hors taxes|iva incluido|iva esclusa|iva inclusa
|sin iva|sem iva|com iva|bez pvn|ar pvn|be pvm|su pvm|fără tva|fara tva|cu tva|bez vat|z vat
|gross|net|brutto|netto|bruto|neto|bruttó|nettó|excl btw|incl btw|exkl moms|ekskl moms|inkl moms"""
_SUM = """total|in total|total of|overall|общо|insgesamt|gesamt|totale|celkem|łącznie|ukupno
|skupaj|σύνολο|yhteensä|totalt|totaal|kokku|kopā|iš viso|összesen|spolu|celkom"""
_GLUE = "de|d'|di|of|in"

# Phrases that may stand beside an amount, and what they say of it.
_PHRASES = {
    phrase.casefold(): why
    for table, why in (
        (_ABOUT, "rounds it"),
        (_BOUND, "makes it a bound, not the amount itself"),
        (_TAX, "is about tax"),
        (_SUM, "says that it is a sum"),
        (_GLUE, "is a filler"),
    )
    for phrase in table.replace("\n", "").split("|")
}

# --- the shape of the text ------------------------------------------------------------------

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


class _Number(NamedTuple):
    """A number: its groups of digits, and the marks between them."""

    groups: tuple[str, ...]
    marks: str
    dash: str  # the mark before a dash that stands for no decimals: "50,-"
    dash_printed: str
    minus: str
    printed: str


class _Settled(NamedTuple):
    """What a number says: its readings (whole, decimals, decimal mark) and the evidence."""

    readings: tuple[tuple[str, str, str], ...]
    why: str
    outside: bool = False  # the evidence does not stand in the number


class _Words(NamedTuple):
    """The words around a number: what each of them is."""

    signs: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    kept: str = ""  # the text without the dropped words


class _Seen(NamedTuple):
    """The parts of an amount, found around its one number."""

    number: _Number
    words: _Words
    powers: tuple[int, ...]
    currencies: tuple[str, ...]


class _Steps:
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


class _Unread(Exception):
    """Why a text is not an amount."""


def read_money(
    raw: str,
    *,
    decimal: Mark | None = None,
    because: str = "",
    currency: str | None = None,
) -> Reading:
    """Read an amount: decimal digits as printed, and the ISO 4217 code of its currency.

    Decimals stay as printed ("240000.0" is not padded), a minus stays; scale words are counted
    out. ``decimal`` is evidence from outside (siblings, the site), and counts only where the
    number itself is silent; ``because`` says what it is. ``currency`` is what the label states.

    >>> read_money("153956,87 Eur").value
    Money(amount='153956.87', currency='EUR')
    >>> read_money("84 268, 00 EUR excl. VAT").value
    Money(amount='84268.00', currency='EUR')
    >>> read_money("1,2 млн. лв.").value
    Money(amount='1200000', currency='BGN')

    A mark before exactly three digits can be both marks; nothing is guessed:

    >>> [money.amount for money in read_money("344.862 €").readings]
    ['344.862', '344862']
    >>> read_money("344.862 €", decimal=Mark.COMMA, because="286.330,00 € beside it").value
    Money(amount='344862', currency='EUR')

    What is no amount stays unread, and the last step says why:

    >>> read_money("100 000 – 200 000 €").steps[-1]
    Step(name='leave', result='100 000 – 200 000 €', why='two or more numbers')
    """
    steps = _Steps(raw)
    try:
        _prepare(steps)
        seen = _look(steps.text)
        settled = _settle(seen.number)
        _refuse_bare(seen, currency)
    except _Unread as reason:
        steps.to("leave", steps.text, str(reason), always=True)
        return Reading(None, tuple(steps.taken))
    return _valued(seen, _with_evidence(settled, decimal, because), currency, steps)


def proves_mark(raw: str) -> Mark | None:
    """Say which decimal mark an amount proves by itself, for siblings that prove nothing.

    A mark that is repeated parts thousands, so it proves the other one.

    >>> proves_mark("153956,87 Eur"), proves_mark("1,234.56"), proves_mark("50,000,000")
    (<Mark.COMMA: ','>, <Mark.POINT: '.'>, <Mark.POINT: '.'>)
    >>> proves_mark("1.234 €") is proves_mark("18.07.2024") is proves_mark("1 000 €") is None
    True
    """
    steps = _Steps(raw)
    try:
        _prepare(steps)
        seen = _look(steps.text)
        settled = _settle(seen.number)
        _refuse_bare(seen, None)
    except _Unread:
        return None
    marks = {mark for _, _, mark in settled.readings}
    mark = marks.pop() if len(marks) == 1 else ""
    return Mark(mark) if mark else None


# --- text -> parts --------------------------------------------------------------------------


def _prepare(steps: _Steps) -> None:
    text = steps.text.strip()
    if len(text) > LIMIT:
        steps.to("cut", text[:LIMIT], f"more than {LIMIT} characters")
        raise _Unread("no amount is so long, and a cut one may be another")
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


def _look(text: str) -> _Seen:
    shares = tuple(_PERCENT.findall(text))
    plain = _PERCENT.sub("", text) if shares else text
    numbers = list(_NUMBER.finditer(plain))
    if len(numbers) != 1:
        raise _Unread("two or more numbers" if numbers else "no number")
    start, end = numbers[0].span()
    dash = _DASH.match(plain, end)
    after = plain[dash.end() if dash else end :]
    minus, before = _minus(plain[:start])
    if any(side.count("(") != side.count(")") for side in (before, after)):
        raise _Unread("the number stands in brackets")
    if before.endswith((".", ",")) and not before[-2:-1].isalpha():
        raise _Unread("a mark stands before the first digit")  # ".50" is not 50
    number = _number(numbers[0][0], minus, dash)
    words = _sorted_words(_split(before), _split(after), number.printed)
    words = words._replace(dropped=words.dropped + shares)
    return _Seen(number, words, _powers(words.scales), _currencies(words.signs))


def _minus(before: str) -> tuple[str, str]:
    # A hyphen before a blank is a bullet, and a dash is a range: neither is a minus.
    if before.endswith(("-", "−")):
        return "-", before[:-1]
    if before.startswith(("-", "−")) and before[1:2] not in ("", " "):
        return "-", before[1:]
    return "", before


def _number(digits: str, minus: str, dash: re.Match[str] | None) -> _Number:
    marks = "".join(mark for mark in digits if not mark.isdigit())
    end = dash[0] if dash else ""
    printed = minus + digits + end
    for mark in set(marks):
        digits = digits.replace(mark, "|")
    return _Number(tuple(digits.split("|")), marks, dash[1] if dash else "", end, minus, printed)


def _split(text: str) -> list[str]:
    words: list[str] = []
    for found in _WORD.findall(text):
        word = found.replace(" ", "")  # "US $"
        words += () if word in _IGNORED else _COMPOUNDS.get(word.casefold(), (word,))
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
            if kind == "scale" and _key(phrase) in _LETTERS and not (is_after and index == 0):
                raise _Unread(f"“{phrase}” does not stand beside the number")
            found[kind].append(phrase)
            kept += [] if kind == "phrase" else [phrase]
            index += phrase.count(" ") + 1
    signs, scales, dropped = (tuple(found[kind]) for kind in ("sign", "scale", "phrase"))
    return _Words(signs, scales, dropped, " ".join(kept))


def _longest(words: list[str]) -> tuple[str, str]:
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size])
        if _scale(phrase):
            return phrase, "scale"
        if _candidates(phrase):
            return phrase, "sign"
        if _key(phrase) in _PHRASES:
            return phrase, "phrase"
    raise _Unread(f"“{words[0]}” is no word of an amount")


def _key(phrase: str) -> str:
    return " ".join(word.rstrip(".") for word in phrase.casefold().split(" "))


def _scale(phrase: str) -> tuple[int, ...]:
    return _SCALES.get(phrase.casefold()) or _SCALES.get(_key(phrase)) or ()


def _candidates(phrase: str) -> tuple[str, ...]:
    """Give the currencies that a word or sign can mean."""
    key = _key(phrase)
    if key in _SIGNS:
        return _SIGNS[key]
    code = key.upper()
    if code in _CODES:
        return (code,)
    if len(phrase) == 3 and phrase.isascii() and phrase.isalpha() and phrase.isupper():
        # Slow to import, and such codes are rare.
        from babel.numbers import list_currencies

        return (code,) if code in list_currencies() else ()
    return ()


def _powers(scales: tuple[str, ...]) -> tuple[int, ...]:
    if len(scales) > 1:
        raise _Unread(f"two scale words: {', '.join(scales)}")
    return _scale(scales[0]) if scales else (0,)


def _currencies(signs: tuple[str, ...]) -> tuple[str, ...]:
    if not signs:
        return ()
    tables = [_candidates(sign) for sign in signs]
    common = tuple(code for code in tables[0] if all(code in table for table in tables))
    if not common:
        raise _Unread(f"two currencies: {', '.join(signs)}")
    return common


# --- what the number itself says ------------------------------------------------------------

_OTHER = {Mark.COMMA: Mark.POINT, Mark.POINT: Mark.COMMA}


def _settle(number: _Number) -> _Settled:
    """Say what the marks of a number are, from the number alone."""
    groups, marks, last = number.groups, number.marks, number.marks[-1:]
    if len(groups[0]) > 1 and groups[0].startswith("0"):
        raise _Unread("no amount starts with a nought")
    if number.dash and number.dash not in marks:
        return _Settled(
            (_whole(groups, marks, number.dash),), "the dash after it stands for no decimals"
        )
    if not marks or last in " '" or (marks.count(last) == len(marks) > 1) or number.dash:
        # "CHF 1.500.-": one mark for thousands and before the dash proves no decimal mark.
        mark = _OTHER[Mark(last)] if last and last in ",." and not number.dash else ""
        return _Settled((_whole(groups, marks, mark),), "it is repeated")
    whole, _, _ = _whole(groups[:-1], marks[:-1], last)
    decimals = (whole, groups[-1], last)
    if len(marks) > 1:
        return _Settled((decimals,), "it is the last of two kinds of marks")
    if len(groups[1]) != 3:
        return _Settled((decimals,), "thousands have three digits")
    if whole == "0" or len(whole) > 3:
        return _Settled((decimals,), f"no thousands mark follows “{whole}”")
    thousands = (whole + groups[1], "", str(_OTHER[Mark(last)]))
    return _Settled(
        (decimals, thousands), "one mark before three digits parts thousands or decimals"
    )


def _whole(groups: tuple[str, ...], marks: str, mark: str) -> tuple[str, str, str]:
    """Join groups of thousands; whatever is grouped otherwise is no amount."""
    same = len(set(marks)) == 1 and marks[0] != mark
    if not marks or (same and _are_thousands(groups)):
        return "".join(groups), "", mark
    raise _Unread("not grouped as an amount is (a date, a code)")


def _are_thousands(groups: tuple[str, ...]) -> bool:
    return len(groups[0]) <= 3 and groups[0] != "0" and all(len(g) == 3 for g in groups[1:])


def _refuse_bare(seen: _Seen, currency: str | None) -> None:
    """Refuse a number that nothing shows to be money."""
    if seen.currencies or currency or seen.number.dash:
        return
    groups, marks = seen.number.groups, seen.number.marks
    if seen.words.scales:
        if _key(seen.words.scales[0]) in _LETTERS:
            raise _Unread("a letter without a currency is a unit of something else")
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
            raise _Unread(f"no currency: {why}")


def _with_evidence(settled: _Settled, decimal: Mark | None, because: str) -> _Settled:
    chosen = tuple(reading for reading in settled.readings if reading[2] == decimal)
    if len(settled.readings) == 1 or not chosen:
        return settled
    return _Settled(chosen, because or "as evidence from outside says", outside=True)


# --- parts -> value -------------------------------------------------------------------------


def _valued(seen: _Seen, settled: _Settled, label: str | None, steps: _Steps) -> Reading:
    number, words = seen.number, seen.words
    if words.dropped:
        steps.to("drop", words.kept, _why_dropped(words.dropped))
    code, why = _currency(seen, label)
    unit = " ".join(filter(None, (*words.scales, code or " ".join(words.signs))))
    why_named = why or "the currency goes last"
    steps.to("name", f"{number.printed} {unit}", why_named, always=bool(why))
    if len(settled.readings) == 1:
        _steps_to_digits(number, settled, unit, steps)
    found = {
        Money(number.minus + _scaled(whole, decimals, power), code)
        for power in seen.powers
        for whole, decimals, _ in settled.readings
    }
    readings = tuple(sorted(found, key=_size, reverse=bool(number.minus)))
    if len(readings) > 1:
        steps.to("doubt", steps.text, _why_doubtful(seen, settled), always=True)
        return Reading(None, tuple(steps.taken), readings)
    if words.scales:
        result = f"{readings[0].amount} {unit.removeprefix(words.scales[0]).strip()}"
        steps.to("scale", result, f"“{words.scales[0]}” is 10^{seen.powers[0]}")
    return Reading(readings[0], tuple(steps.taken))


def _steps_to_digits(number: _Number, settled: _Settled, unit: str, steps: _Steps) -> None:
    whole, decimals, mark = settled.readings[0]
    end = f"{mark}{decimals}" if decimals else number.dash_printed
    parting = number.marks.replace(mark or "|", "")[:1]
    thousands = "a blank" if parting == " " else f"“{parting}”"
    because = "" if decimals or parting in " '" else f": {settled.why}"
    steps.to("group", f"{number.minus}{whole}{end} {unit}", f"{thousands} parts thousands{because}")
    why = (
        f"“{mark}” is the decimal mark: {settled.why}" if mark else "a dash stands for no decimals"
    )
    result = f"{number.minus}{_pointed(whole, decimals)} {unit}"
    steps.to("point", result, why, always=settled.outside and bool(decimals))


def _why_dropped(dropped: tuple[str, ...]) -> str:
    return "; ".join(f"“{phrase}” {_PHRASES.get(_key(phrase), 'is a share')}" for phrase in dropped)


def _why_doubtful(seen: _Seen, settled: _Settled) -> str:
    whys = [settled.why] if len(settled.readings) > 1 else []
    if len(seen.powers) > 1:
        powers = " or ".join(f"10^{power}" for power in seen.powers)
        whys.append(f"“{seen.words.scales[0]}” is {powers}: languages differ")
    return "; ".join(whys)


def _currency(seen: _Seen, label: str | None) -> tuple[str | None, str]:
    """Give the currency, and why it is the one (or why none is)."""
    codes, printed = seen.currencies, " ".join(seen.words.signs)
    if not codes:
        return label, "the label states the currency" if label else ""
    if label in codes and (label,) != codes:
        return label, f"“{printed}” can be {label}, which the label states"
    if len(codes) > 1:
        return None, f"“{printed}” can be {', '.join(codes)}: currency not known"
    if label and label != codes[0]:
        return codes[0], f"“{printed}” is printed, though the label states {label}"
    return codes[0], "" if printed == codes[0] else f"“{printed}” is {codes[0]}"


def _pointed(whole: str, decimals: str) -> str:
    return f"{whole}.{decimals}" if decimals else whole


def _scaled(whole: str, decimals: str, power: int) -> str:
    """Move the decimal point to the right; nothing but digits is touched."""
    if not power:
        return _pointed(whole, decimals)
    moved = decimals.ljust(power, "0")
    return _pointed((whole + moved[:power]).lstrip("0") or "0", moved[power:])


def _size(money: Money) -> tuple[int, str]:
    whole = money.amount.lstrip("-").partition(".")[0]
    return len(whole), money.amount
