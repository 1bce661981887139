"""erasmusly.com: one Erasmus+ project a page; each value sits inside a carrier sentence.

Two layouts: title, "General information for the ...", labels; or the title a third time before
the labels, with the date on which the aggregator imported the page and a bare counter. The
project's own title may be empty, and the summary has headings and bullets of its own, so the
labels behind it are found from the end of the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.model import Claim, Parsed, Record, Role
from gpkit.parsers._layouts import Numbered, behind, chrome, content, headed_prose, value
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.text.dates import Order

ORDER: Order | None = None
REQUIRED = ("erasmus_key_action", "erasmus_action_type", "call_year", "erasmus_topic")

_OPENING = "General information for the "
_CLOSING = "Erasmus Project"
CLUES = (_CLOSING,)
_GRANT, _COORDINATOR = "EU Grant (Eur)", "Project Coordinator"
_TITLE, _SUMMARY, _PARTNERS = "Project Title", "Project Summary", "Project Partners"

# Label -> the sentence that carries its value. In the order in which the page prints them.
CARRIERS = {
    _TITLE: "",
    "Project Key Action": "This project related with these key action:",
    "Project Action Type": "This project related with this action type :",
    "Project Call Year": "This project’s Call Year is",
    "Project Topics": "This project is related with these Project Topics:",
}
TAIL_CARRIERS = {
    _GRANT: "Funding of the project from EU:",
    _COORDINATOR: "",
    _PARTNERS: "",
}
_FREE = (_COORDINATOR, _PARTNERS)  # these take any words
_MANY = {"Project Topics": ";"}  # commas, slashes and dashes are part of a topic
_IMPORTED = re.compile(r"[A-Z][a-z]{2,8} \d{1,2}, \d{4} \d{1,2}:\d\d [ap]m")


def recognises(document: Document) -> bool:
    """Recognise the opening sentence, and the first label of the page behind it."""
    words = [at.words for at in content(document)[:8]]
    opening = next((i for i, w in enumerate(words[:3]) if _is_opening(w)), None)
    return opening is not None and _TITLE in words[opening : opening + 5]


def parse(document: Document, authority: Authority) -> Parsed:
    """Read the project of a page (or of each page, where several were glued together)."""
    lines = content(document)
    noise = tuple(claim for at in lines if (claim := chrome(at)))
    lines = [at for at in lines if not chrome(at)]
    openings = [i for i, at in enumerate(lines) if _is_opening(at.words)]
    if not openings:
        return Parsed("erasmusly", (), noise)
    ends = [0, *(opening + 1 for opening in openings)]  # no page begins in the one before
    starts = [_start(lines, i, end) for i, end in zip(openings, ends, strict=False)]
    spans = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    records = tuple(Record(tuple(_claims(s, authority)), s[0].line, s[-1].line) for s in spans)
    return Parsed("erasmusly", records, noise)


def _is_opening(words: str) -> bool:
    return words.startswith(_OPENING) and words.endswith(_CLOSING)


def _start(lines: Sequence[Numbered], opening: int, end: int) -> int:
    """Find the first line of a page: its title, if that stands before the opening sentence.

    ``end`` is where the opening before it ends.
    """
    titled = opening > end and fold(lines[opening - 1].words) in fold(lines[opening].words)
    torn = (
        titled
        and opening > end + 1
        and fold(lines[opening - 2].words) in fold(lines[opening].words)
    )
    return opening - 1 - torn if titled else opening


def _claims(lines: Sequence[Numbered], authority: Authority) -> Iterator[Claim]:
    words = [at.words for at in lines]
    first = words.index(_TITLE) if _TITLE in words else len(lines)
    summary = words.index(_SUMMARY, first) if _SUMMARY in words[first:] else len(lines)
    tail = _tail(words, summary)
    yield from _head(lines[:first])
    yield from _carried(lines[first:summary], CARRIERS)
    if summary < len(lines):
        yield Claim(lines[summary].line, Role.HEADING, (_SUMMARY,))
    prose = [at for at in lines[summary + 1 : tail] if not _is_damaged(at.words)]
    yield from headed_prose(prose, authority)
    yield from _carried(lines[tail:], TAIL_CARRIERS)


def _tail(words: Sequence[str], summary: int) -> int:
    """Find the labels behind the summary from the end: the prose may hold the same words."""
    tail = len(words)
    for label in reversed(TAIL_CARRIERS):
        places = [i for i in range(summary + 1, tail) if words[i] == label]
        tail = places[-1] if places else tail
    # Partners never stand without a coordinator: alone, they are words of the summary.
    tail = tail if _COORDINATOR in words[tail:] or _GRANT in words[tail:] else len(words)
    while tail < len(words) and words[tail - 1] == words[tail]:
        tail -= 1  # a label that stands twice
    return tail


def _is_damaged(words: str) -> bool:
    """Tell a label that has lost its line end, a carrier or an opening that has lost its label.

    Such a line is no prose and no value: it stays unclaimed.
    """
    if words.startswith(_OPENING) or words.endswith(_CLOSING):
        return True
    if words.startswith("EU Grant") and _GRANT.startswith(words):
        return words != _GRANT
    carried = any(c and behind(words, c) is not None for c in TAIL_CARRIERS.values())
    return carried or (words.startswith(_GRANT) and words != _GRANT)


def _head(lines: Sequence[Numbered]) -> Iterator[Claim]:
    """Claim title, opening sentence, title again, date of import and counter."""
    for at in lines:
        if _is_opening(at.words):
            yield Claim(at.line, Role.TITLE, (_title(at.words.removeprefix(_OPENING)),))
        elif at.words.endswith(_CLOSING):
            yield Claim(at.line, Role.TITLE, (_title(at.words),))
        elif _IMPORTED.fullmatch(at.words):
            reason = "date on which the aggregator imported the page, no date of the project"
            yield Claim(at.line, Role.NOISE, reason=reason)
        elif at.words.isdigit():
            yield Claim(at.line, Role.NOISE, reason="counter of the aggregator")


def _title(words: str) -> str:
    return words.removesuffix(_CLOSING).strip()


def _carried(lines: Sequence[Numbered], carriers: dict[str, str]) -> Iterator[Claim]:
    """Claim labels that stand alone, each with its value inside a carrier below it."""
    label = ""
    for at in lines:
        if at.words in carriers:
            label = at.words
            yield Claim(at.line, Role.LABEL, label=label)
        elif label not in _FREE or not _is_damaged(at.words):
            yield Claim(at.line, Role.VALUE, tuple(_values(at, label, carriers.get(label, ""))))


def _values(at: Numbered, label: str, carrier: str) -> Iterator[str]:
    words = value(at) if label == _PARTNERS else at.words
    carried = behind(words, carrier)
    words = words if carried is None else carried
    for part in words.split(_MANY[label]) if label in _MANY else (words,):
        if part.strip():
            yield part.strip()
