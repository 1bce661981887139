"""The ledger: what each line of a dump is. Every non-blank line is claimed exactly once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gpkit.model import Claim, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Document, Parsed


class Entry(NamedTuple):
    """One line of a dump and what it is; ``record`` counts from 1, None outside any record."""

    line: int
    text: str
    claim: Claim
    record: int | None
    label: str | None  # the label that the line belongs to


# An entry is made for each line of a dump; the class itself takes twice as long to make one.
_new = tuple.__new__
_DEFAULTS = Claim(0, Role.BLANK)[2:]
_NAMES, _OF_A_LABEL = (Role.LABEL, Role.PAIR), (Role.VALUE, Role.LABEL, Role.PAIR)


class BrokenLedger(Exception):
    """A parser claimed a line twice, a blank line, or words that are not on the line."""


def ledger(document: Document, parsed: Parsed) -> list[Entry]:
    """Give an entry for each line of a document, in order.

    Lines that no claim names have the role ``unclaimed``: never silent, always a finding.

    Raises:
        BrokenLedger: a defect of the parser; says which line.
    """
    claimed: dict[int, Entry] = {}
    lines, last = document.lines, len(document.lines)
    for number, claim, label in _claims(parsed):
        line = claim.line
        if not 1 <= line <= last:
            raise BrokenLedger(f"{document.name}: line {line} does not exist")
        if line in claimed:
            raise BrokenLedger(f"{document.name}: line {line} is claimed twice")
        text = lines[line - 1]
        if not text or text.isspace():
            raise BrokenLedger(f"{document.name}: line {line} is blank, and claimed")
        if not _holds(text, claim):
            raise BrokenLedger(f"{document.name}: line {line} lacks words that are claimed for it")
        for name, at, _ in claim.columns:
            if not 1 <= at <= last or name not in lines[at - 1]:
                raise BrokenLedger(f"{document.name}: line {at} lacks the name of a column")
        claimed[line] = _new(Entry, (line, text, claim, number, label))
    return [
        claimed.get(number) or (_rest(number, text) if text else _empty(number))
        for number, text in enumerate(lines, 1)
    ]


def _holds(text: str, claim: Claim) -> bool:
    """Tell whether all words of a claim stand on its line."""
    _, _, values, label, _, _, more, columns = claim
    for words in values:
        if words not in text:
            return False
    if label not in text:
        return False
    if not more and not columns:
        return True
    further = [words for name, found in more for words in (name, *found)]
    return all(words in text for words in (*further, *(cell for *_, cell in columns)))


def unclaimed(entries: list[Entry]) -> tuple[int, ...]:
    """Give the numbers of the lines that nobody claimed."""
    return tuple(e.line for e in entries if e.claim.role is Role.UNCLAIMED)


def _claims(parsed: Parsed) -> Iterator[tuple[int | None, Claim, str | None]]:
    for claim in parsed.noise:
        yield None, claim, None
    for number, record in enumerate(parsed.records, 1):
        label = None
        for claim in record.claims:
            role = claim.role
            if role in _NAMES:
                label = claim.label
            yield number, claim, label if role in _OF_A_LABEL else None


def _rest(number: int, text: str) -> Entry:
    role = Role.UNCLAIMED if text.strip() else Role.BLANK
    return _new(Entry, (number, text, _new(Claim, (number, role, *_DEFAULTS)), None, None))


@lru_cache(maxsize=5_000)  # every second line of a dump is empty
def _empty(number: int) -> Entry:
    return _rest(number, "")
