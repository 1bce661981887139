"""Pages that no family knows: title, prose under headings, labels alone or before a colon.

A simple reader that keeps the ledger. It knows the labels of the authority, and pairs by their
form; where it is not sure, words are prose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Record, Role
from gpkit.parsers._layouts import Numbered, block_start, chrome, content, headed_prose, stacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED: tuple[str, ...] = ()

_TITLE_LENGTH = 200
_LABEL_LENGTH = 60
_RUN = 2  # lines of the form "Label: value" in a row that prove each other


def recognises(document: Document) -> bool:  # noqa: ARG001 - part of the protocol
    """Recognise nothing: what no family takes comes here anyway."""
    return False


def parse(document: Document, authority: Authority) -> Parsed:
    """Read a page as one record, if it has words enough to be one."""
    lines = content(document)
    noise = {at.line: claim for at in lines if (claim := chrome(at))}
    lines = [at for at in lines if at.line not in noise]
    if len(lines) < 2:
        return Parsed("generic", (), tuple(noise.values()))
    claims = tuple(_claims(lines, authority))
    record = Record(claims, lines[0].line, lines[-1].line)
    return Parsed("generic", (record,), tuple(noise.values()))


def _claims(lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    first = lines[0]
    titled = len(first.words) <= _TITLE_LENGTH and not _is_pair(first, authority)
    if titled:
        yield Claim(first.line, Role.TITLE, (first.words,))
        lines = lines[1:]
    block = block_start(lines, authority)
    prose = lines if block is None else lines[:block]
    yield from _pairs_and_prose(prose, authority)
    if block is not None:
        yield from stacked(lines[block:], authority)


def _pairs_and_prose(lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    """Claim lines of the form "Label: value"; what stands between them is prose."""
    pairs = [_is_pair(at, authority) or _in_run(lines, i) for i, at in enumerate(lines)]
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and pairs[end] == pairs[start]:
            continue
        piece = lines[start:end]
        yield from map(_pair, piece) if pairs[start] else headed_prose(piece, authority)
        start = end


def _pair(at: Numbered) -> Claim:
    label, _, value = at.words.partition(":")
    values = (value.strip(),) if value.strip() else ()
    return Claim(at.line, Role.PAIR, values, label.strip())


def _is_pair(at: Numbered, authority: Authority) -> bool:
    label, colon, _ = at.words.partition(":")
    return bool(colon) and len(label) <= _LABEL_LENGTH and bool(authority.facets_of(label))


def _in_run(lines: Sequence[Numbered], index: int) -> bool:
    run = 1
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(lines) and run <= _RUN and _looks_like_pair(lines[place]):
            run += 1
            place += step
    return run > _RUN and _looks_like_pair(lines[index])


def _looks_like_pair(at: Numbered) -> bool:
    label, colon, value = at.words.partition(":")
    return (
        bool(colon)
        and 1 < len(label) <= _LABEL_LENGTH
        and label[0].isupper()
        and len(label.split()) <= 6
        and (not value or value[0].isspace())
        and len(value) <= 120
    )
