"""The ledger: what each line of a dump is. Every non-blank line is claimed exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, NoReturn, overload

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


_NAMES, _OF_A_LABEL = (Role.LABEL, Role.PAIR), (Role.VALUE, Role.LABEL, Role.PAIR)


class BrokenLedger(Exception):
    """A parser claimed a line twice, a blank line, or words that are not on the line."""


class Ledger(Sequence[Entry]):
    """An entry for each line of a document, in order.

    Lines that no claim names have the role ``unclaimed``: never silent, always a finding. What is
    kept is the claim of each line; entries are made of them for those who look at lines, which
    reading a dump into practices does not.
    """

    def __init__(self, document: Document, parsed: Parsed, claims: Sequence[Claim | None]) -> None:
        self._document = document
        self._parsed = parsed
        self._claims = claims

    @cached_property
    def _entries(self) -> list[Entry]:
        owners = dict(_owners(self._parsed))
        return [
            Entry(number, text, claim or _rest(number, text), *owners.get(number, (None, None)))
            for number, (text, claim) in enumerate(
                zip(self._document.lines, self._claims, strict=True), 1
            )
        ]

    @cached_property
    def unclaimed(self) -> tuple[int, ...]:
        """The numbers of the lines that nobody claimed."""
        lines = self._document.lines
        free = [index for index, claim in enumerate(self._claims) if claim is None]
        return tuple([index + 1 for index in free if lines[index] and not lines[index].isspace()])

    @property
    def claimed(self) -> int:
        """The number of lines that are claimed."""
        return len(self._claims) - self._claims.count(None)

    def __len__(self) -> int:
        return len(self._claims)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        return self._entries[index]


def ledger(document: Document, parsed: Parsed) -> Ledger:
    """Give what each line of a document is.

    Raises:
        BrokenLedger: a defect of the parser; says which line.
    """
    lines, last = document.lines, len(document.lines)
    found: list[Claim | None] = [None] * last
    for claims in (parsed.noise, *[record.claims for record in parsed.records]):
        for claim in claims:
            line, _, values, label, _, _, more, columns = claim
            if not 1 <= line <= last:
                _broken(document, line, "does not exist")
            if found[line - 1] is not None:
                _broken(document, line, "is claimed twice")
            text = lines[line - 1]
            if not text or text.isspace():
                _broken(document, line, "is blank, and claimed")
            for words in (*values, label):
                if words not in text:
                    _broken(document, line, _LACKS)
            if more or columns:
                _check_cells(document, claim)
            found[line - 1] = claim
    return Ledger(document, parsed, found)


_LACKS = "lacks words that are claimed for it"


def _check_cells(document: Document, claim: Claim) -> None:
    """Check the further labels and the cells on a line."""
    lines, text = document.lines, document.line(claim.line)
    further = [words for name, found in claim.more for words in (name, *found)]
    if not all(words in text for words in (*further, *(cell for *_, cell in claim.columns))):
        _broken(document, claim.line, _LACKS)
    for name, at, _ in claim.columns:
        if not 1 <= at <= len(lines) or name not in lines[at - 1]:
            _broken(document, at, "lacks the name of a column")


def _broken(document: Document, line: int, what: str) -> NoReturn:
    raise BrokenLedger(f"{document.name}: line {line} {what}")


def unclaimed(entries: Ledger) -> tuple[int, ...]:
    """Give the numbers of the lines that nobody claimed."""
    return entries.unclaimed


def _owners(parsed: Parsed) -> Iterator[tuple[int, tuple[int | None, str | None]]]:
    """Give of each line that is claimed the record and the label that it belongs to."""
    for claim in parsed.noise:
        yield claim.line, (None, None)
    for number, record in enumerate(parsed.records, 1):
        label = None
        for claim in record.claims:
            role = claim.role
            if role in _NAMES:
                label = claim.label
            yield claim.line, (number, label if role in _OF_A_LABEL else None)


def _rest(number: int, text: str) -> Claim:
    return Claim(number, Role.UNCLAIMED) if text.strip() else _blank(number)


@lru_cache(maxsize=5_000)  # every second line of a dump is empty
def _blank(number: int) -> Claim:
    return Claim(number, Role.BLANK)
