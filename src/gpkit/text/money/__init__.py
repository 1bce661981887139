"""Amounts of money as pages print them, read to decimal digits and a currency.

Never a float, and never a guess: what a mark means is settled by the number itself or by evidence
from outside, else the amount is ambiguous and every reading is given. Words around the number
must be known: a sentence that holds an amount is no amount.
"""

from __future__ import annotations

from gpkit.model import Money, Reading
from gpkit.text.money._number import Mark, Number, Settled, Unread, settle
from gpkit.text.money._parts import LIMIT, Seen, Steps, look, prepare, refuse_bare
from gpkit.text.money._words import PHRASES, key

__all__ = ["LIMIT", "Mark", "proves_mark", "read_money"]


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
    steps = Steps(raw)
    try:
        seen, settled = _understood(steps, currency)
    except Unread as reason:
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
    try:
        _, settled = _understood(Steps(raw), None)
    except Unread:
        return None
    marks = {mark for _, _, mark in settled.readings}
    mark = marks.pop() if len(marks) == 1 else ""
    return Mark(mark) if mark else None


def _understood(steps: Steps, currency: str | None) -> tuple[Seen, Settled]:
    """Take an amount apart, as far as it is one by itself.

    Raises:
        Unread: it is none.
    """
    prepare(steps)
    seen = look(steps.text)
    settled = settle(seen.number)
    refuse_bare(seen, currency)
    return seen, settled


def _with_evidence(settled: Settled, decimal: Mark | None, because: str) -> Settled:
    chosen = tuple(reading for reading in settled.readings if reading[2] == decimal)
    if len(settled.readings) == 1 or not chosen:
        return settled
    return Settled(chosen, because or "as evidence from outside says", outside=True)


def _valued(seen: Seen, settled: Settled, label: str | None, steps: Steps) -> Reading:
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


def _steps_to_digits(number: Number, settled: Settled, unit: str, steps: Steps) -> None:
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
    return "; ".join(f"“{phrase}” {PHRASES.get(key(phrase), 'is a share')}" for phrase in dropped)


def _why_doubtful(seen: Seen, settled: Settled) -> str:
    whys = [settled.why] if len(settled.readings) > 1 else []
    if len(seen.powers) > 1:
        powers = " or ".join(f"10^{power}" for power in seen.powers)
        whys.append(f"“{seen.words.scales[0]}” is {powers}: languages differ")
    return "; ".join(whys)


def _currency(seen: Seen, label: str | None) -> tuple[str | None, str]:
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
