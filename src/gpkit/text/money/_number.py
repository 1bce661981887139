"""What the marks of a number are, from the number alone."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re


class Mark(StrEnum):
    """The mark before the decimals."""

    COMMA = ","
    POINT = "."


class Unread(Exception):
    """Why a text is not an amount."""


class Number(NamedTuple):
    """A number: its groups of digits, and the marks between them."""

    groups: tuple[str, ...]
    marks: str
    dash: str  # the mark before a dash that stands for no decimals: "50,-"
    dash_printed: str
    minus: str
    printed: str


class Settled(NamedTuple):
    """What a number says: its readings (whole, decimals, decimal mark) and the evidence."""

    readings: tuple[tuple[str, str, str], ...]
    why: str
    outside: bool = False  # the evidence does not stand in the number


def number_of(digits: str, minus: str, dash: re.Match[str] | None) -> Number:
    """Part the digits of a number at its marks."""
    marks = "".join(mark for mark in digits if not mark.isdigit())
    end = dash[0] if dash else ""
    printed = minus + digits + end
    for mark in set(marks):
        digits = digits.replace(mark, "|")
    return Number(tuple(digits.split("|")), marks, dash[1] if dash else "", end, minus, printed)


_OTHER = {Mark.COMMA: Mark.POINT, Mark.POINT: Mark.COMMA}


def settle(number: Number) -> Settled:
    """Say what the marks of a number are, from the number alone."""
    groups, marks, last = number.groups, number.marks, number.marks[-1:]
    if len(groups[0]) > 1 and groups[0].startswith("0"):
        raise Unread("no amount starts with a nought")
    if number.dash and number.dash not in marks:
        return Settled(
            (_whole(groups, marks, number.dash),), "the dash after it stands for no decimals"
        )
    if not marks or last in " '" or (marks.count(last) == len(marks) > 1) or number.dash:
        # "CHF 1.500.-": one mark for thousands and before the dash proves no decimal mark.
        mark = _OTHER[Mark(last)] if last and last in ",." and not number.dash else ""
        return Settled((_whole(groups, marks, mark),), "it is repeated")
    whole, _, _ = _whole(groups[:-1], marks[:-1], last)
    decimals = (whole, groups[-1], last)
    if len(marks) > 1:
        return Settled((decimals,), "it is the last of two kinds of marks")
    if len(groups[1]) != 3:
        return Settled((decimals,), "thousands have three digits")
    if whole == "0" or len(whole) > 3:
        return Settled((decimals,), f"no thousands mark follows “{whole}”")
    thousands = (whole + groups[1], "", str(_OTHER[Mark(last)]))
    return Settled(
        (decimals, thousands), "one mark before three digits parts thousands or decimals"
    )


def _whole(groups: tuple[str, ...], marks: str, mark: str) -> tuple[str, str, str]:
    """Join groups of thousands; whatever is grouped otherwise is no amount."""
    same = len(set(marks)) == 1 and marks[0] != mark
    if not marks or (same and _are_thousands(groups)):
        return "".join(groups), "", mark
    raise Unread("not grouped as an amount is (a date, a code)")


def _are_thousands(groups: tuple[str, ...]) -> bool:
    return len(groups[0]) <= 3 and groups[0] != "0" and all(len(g) == 3 for g in groups[1:])
