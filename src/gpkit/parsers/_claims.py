"""From the states of the lines of one record to its claims."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from gpkit.model import Claim, Role
from gpkit.parsers._blocks import decode
from gpkit.parsers._bylines import bylines
from gpkit.parsers._clues import State
from gpkit.parsers._forms import Form, Kind, bare, is_date, is_typed, row
from gpkit.parsers._heads import (
    SURE,
    TITLE_LENGTH,
    Title,
    claims_of_head,
    date_of_head,
    furniture,
    title_of,
)
from gpkit.parsers._layouts import headed_prose
from gpkit.parsers._markdown import unlinked
from gpkit.parsers._references import unnumbered
from gpkit.parsers._shared import without_link
from gpkit.parsers._words import KINDS, MORE
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.parsers._known import Known

_NUMBER = re.compile(r"^\d{1,2}[.)] (?=\D)")  # "1. A title" in a list of numbered records
_HEADED = 2  # pairs below a title
_SURE = 3  # names that make a block sure
_TOP = 4  # lines
_NAMES = (State.LABEL, State.COLON, State.PAIR)


def claims_of(forms: Sequence[Form], known: Known, *, titled: bool) -> list[Claim]:
    """Claim each line of a record; ``titled``: its first line is known to be its title."""
    if titled:
        states = [State.OUT, *settled(forms[1:], known)]
        title: Title | None = Title(0, _NUMBER.sub("", bare(forms[0])), SURE)
    else:
        states = settled(forms, known)
        title = title_of(forms, states, known)
    if title is not None:
        head = claims_of_head(forms, states, title, known)
    else:
        head = date_of_head(forms, states)
    head |= bylines(forms, states, title.place if title else None, head)
    found = furniture(forms, states, title) | head
    found |= _links(forms, states, found)
    claims = list(found.values())
    for is_block, group in groupby(
        (i for i in range(len(forms)) if i not in found),
        lambda i: states[i] is not State.OUT,
    ):
        indexes = list(group)
        piece = [forms[i] for i in indexes]
        if is_block:
            claims.extend(_block(piece, [states[i] for i in indexes]))
        else:
            lines = [form.at for form in piece]
            claims.extend(headed_prose(lines, known.authority, _marked(piece)))
    return sorted(claims)


def _links(
    forms: Sequence[Form], states: Sequence[State], done: dict[int, Claim]
) -> dict[int, Claim]:
    """Claim lines that lead to more of the same as noise: no heading is one, nor a label's value.

    "More information" above prose is a heading.
    """
    found: dict[int, Claim] = {}
    for index, form in enumerate(forms):
        if form.key not in MORE or index in done or states[index] not in (State.OUT, State.VALUE):
            continue
        below = index + 1 < len(forms) and forms[index + 1].kind is Kind.PROSE
        named = index > 0 and states[index - 1] in (State.LABEL, State.COLON)
        if not (below or named or (form.hint and form.hint.kind == "heading")):
            reason = "link to more of the same"
            found[index] = Claim(form.at.line, Role.NOISE, reason=reason)
    return found


def _marked(forms: Sequence[Form]) -> frozenset[int]:
    """Give the lines that the markup calls headings."""
    return frozenset(
        form.at.line
        for form in forms
        if form.hint and form.hint.kind == "heading" and form.kind is not Kind.PROSE
    )


def claims_of_entry(forms: Sequence[Form], known: Known) -> list[Claim]:
    """Claim each line of one entry of a list: all of it is the entry's, nothing is furniture."""
    states = [State.OUT if s is State.OPENER else s for s in settled(forms, known)]
    title = _headline(forms) or title_of(forms, states, known) or _first_words(forms, states)
    if title is not None:
        states[title.place] = State.OUT
    claims: list[Claim] = []
    label: Form | None = None
    for index, (form, state) in enumerate(zip(forms, states, strict=True)):
        if title is not None and index == title.place:
            claims.append(Claim(form.at.line, Role.TITLE, (title.words,)))
        elif state is State.OUT:
            role = Role.ITEM if form.kind is Kind.ITEM else Role.TEXT
            claims.append(Claim(form.at.line, role, (bare(form),)))
        else:
            claims.extend(_block([form], [state], label))
        label = form if state in (State.LABEL, State.COLON) else label
    return claims


def _headline(forms: Sequence[Form]) -> Title | None:
    """Take the highest heading of an entry as its title."""
    level = {i: f.hint.level for i, f in enumerate(forms) if f.hint and f.hint.kind == "heading"}
    if not level:
        return None
    place = min(level, key=lambda i: (level[i], i))
    words = bare(forms[place])
    return Title(place, words, SURE) if len(words) <= TITLE_LENGTH else None


def _first_words(forms: Sequence[Form], states: Sequence[State]) -> Title | None:
    """Take the first line of words as the title, where nothing looks more like one."""
    for index, (form, state) in enumerate(zip(forms, states, strict=True)):
        words = bare(form)
        if state in (State.OUT, State.LABEL) and 3 < len(words) <= TITLE_LENGTH:
            return Title(index, words, 0.0)
    return None


def settled(forms: Sequence[Form], known: Known) -> list[State]:
    """Decode the blocks; one unproved label alone is none."""
    states = decode(forms, known)
    start = 0
    for is_out, group in groupby(states, lambda s: s is State.OUT):
        end = start + len(list(group))
        if not is_out and not _is_proved(forms[start:end], states[start:end], known):
            states[start:end] = [State.OUT] * (end - start)
        elif not is_out and (
            _is_headed(forms[start:end], states[start:end], known)
            or (start < _TOP and _is_of_kind(forms[start:end], states[start:end], known))
        ):
            states[start : start + 2] = [State.OUT] * 2
        start = end
    return _without_tail(forms, states, known)


def _is_headed(forms: Sequence[Form], states: Sequence[State], known: Known) -> bool:
    """Tell a kind of pages and a title, above pairs, from a label and its value among them."""
    if [*states[:3]] != [State.LABEL, State.VALUE, State.PAIR] or State.LABEL in states[1:]:
        return False
    if states.count(State.PAIR) < _HEADED or known.carries or forms[2].key == forms[1].key:
        return False
    return not any(_is_proof(forms[i], states[i], known) for i in (0, 1))


def _is_of_kind(forms: Sequence[Form], states: Sequence[State], known: Known) -> bool:
    """Tell what a page is, and its title below that, from a label with its value."""
    first = [*states[:2]] == [State.LABEL, State.VALUE]
    return first and forms[0].key in KINDS and not known.is_label(forms[0].words)


def _without_tail(forms: Sequence[Form], states: list[State], known: Known) -> list[State]:
    """Take the links at the foot of a text out of its blocks: short lines that nothing proves.

    Below prose, where a block stands above it already, two short lines are no label and value
    unless a number, a mark or a known word says so.
    """
    told = [i for i, form in enumerate(forms) if form.kind is Kind.PROSE]
    last = told[-1] + 1 if told else len(forms)
    if sum(state in _NAMES for state in states[:last]) < _SURE:
        return states
    tail = [i for i in range(last, len(forms)) if states[i] in (State.LABEL, State.VALUE)]
    if not any(_is_proof(forms[i], states[i], known) for i in tail):
        below = State.OUT
        for i in range(last, len(forms)):
            below = states[i] if states[i] is not State.VALUE else below
            if below in (State.LABEL, State.OUT):
                states[i] = State.OUT
    return states


def _is_proof(form: Form, state: State, known: Known) -> bool:
    if state is State.VALUE:
        return form.kind is Kind.TYPED
    if form.hint is not None and form.hint.kind in ("dt", "th"):
        return True
    return form.key in known.keys or form.key in known.kin or known.is_label(form.words)


def _is_proved(forms: Sequence[Form], states: Sequence[State], known: Known) -> bool:
    """Tell a block from a heading above a number: two names, or one that something confirms."""
    names = [f for f, s in zip(forms, states, strict=True) if s in _NAMES]
    if len(names) != 1:
        return len(names) > 1
    name = names[0]
    value = forms[-1]
    if value.kind is Kind.TYPED and value is not name and not is_date(value.words):
        return True
    if name.hint and name.hint.kind in ("dt", "th"):
        return True
    return (
        name.kind in (Kind.PAIRS, Kind.OPEN)
        or name.key in known.keys
        or known.is_label(name.label or name.words)
    )


def _block(
    forms: Sequence[Form], states: Sequence[State], label: Form | None = None
) -> Iterator[Claim]:
    for form, state in zip(forms, states, strict=True):
        if state is State.VALUE:
            yield Claim(form.at.line, Role.VALUE, tuple(values_of(form, label)))
        elif state is State.OPENER:
            yield Claim(form.at.line, Role.DETAILS, (form.words,))
        elif state is State.PAIR:
            yield _pair(form)
            label = None
        else:
            yield Claim(form.at.line, Role.LABEL, label=form.words.rstrip(" :"))
            label = form


def _pair(form: Form) -> Claim:
    line = form.at.line
    if form.kind is Kind.PAIR:
        return Claim(line, Role.PAIR, _inner(without_link(form.value)), form.label)
    cells = row(form.words)
    if form.kind is Kind.ROW:
        return Claim(line, Role.PAIR, cells[1:], cells[0].rstrip(" :"))
    (label, values), *more = [_cell(cell) for cell in cells]
    return Claim(line, Role.PAIR, values, label, more=tuple(more))


def _cell(cell: str) -> tuple[str, tuple[str, ...]]:
    label, _, value = cell.partition(":")
    return label.strip(), (value.strip(),) if value.strip() else ()


def values_of(form: Form, label: Form | None) -> Iterator[str]:
    """Give the values on a line: without the bullet and the sentence that carries them.

    A carrier repeats words of its label ("Call Year" / "The Call Year is 2018").
    """
    words = bare(form)
    if label is not None and label.kind is Kind.SHORT:
        words = _uncarried(words, label)
    words = without_link(words)
    if "; " in words and not words.endswith(".") and not is_typed(words):
        yield from (part for cut in words.split(";") if (part := cut.strip()))
    elif words:
        yield from _inner(words)


def _inner(words: str) -> tuple[str, ...]:
    """Take off what marks the links among values."""
    return unlinked(words) if "](" in words or "][" in words else unnumbered(words)


def _uncarried(words: str, label: Form) -> str:
    names = {word for word in label.key.split() if len(word) > 3}
    head, colon, value = words.partition(":")
    value = value.strip()
    if colon and value and not value.startswith("//") and not head[-1:].isdigit():
        shares = names & set(fold(head).split())
        return value if shares or (is_typed(value) and len(head) > 12) else words
    last = words.rsplit(None, 1)[-1]
    if len(names & set(fold(words).split())) > 1 and last != words and is_typed(last):
        return last
    return words
