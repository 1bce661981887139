"""One record of a declared family: from lines to claims."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from gpkit.model import Claim, Record, Role
from gpkit.parsers._claims import _block as block_claims
from gpkit.parsers._claims import settled
from gpkit.parsers._clues import State
from gpkit.parsers._forms import Form, Kind, bare, forms, is_date, row
from gpkit.parsers._known import Known
from gpkit.parsers._layouts import Numbered, headed_prose
from gpkit.parsers._pages import address
from gpkit.parsers._places import Place
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.parsers._declared_family import Declaration

_REACH = 40  # lines from a label to the next within which all short lines are its values
_TAIL = 5  # short lines at the end of a record that are values of its last label
_AGAIN = 8  # lines below a title within which it is printed again
_NAMES = (State.LABEL, State.COLON, State.PAIR)
_VALUES = (Kind.SHORT, Kind.TYPED, Kind.ITEM, Kind.LONG, Kind.ROW)


class Piece:
    """The lines of one record on their way to claims."""

    def __init__(
        self,
        declaration: Declaration,
        lines: Sequence[Numbered],
        noise: Mapping[int, Claim],
        gone: Sequence[int],
        document: Document,
    ) -> None:
        self._says = declaration
        self._lines = lines
        live = [at for at in lines if at.line not in noise]
        keys = frozenset(map(fold, declaration.labels))
        self._forms = [_as_name(form, keys) for form in forms(live, document.hints)]
        self._index = {form.at.line: index for index, form in enumerate(self._forms)}
        # Among all lines of the page: what is no noise, nor gone from among them, is not adjacent.
        self._place = [
            i + bisect_left(gone, at.line) for i, at in enumerate(lines) if at.line not in noise
        ]
        self._labels = keys
        self._address = address(document) if declaration.record is None else ""

    def record(self, authority: Authority) -> Record | None:
        """Claim each line; what stands above the title and is nothing known stays unclaimed."""
        title = self._title()
        found = self._again(title) if title else {}
        found |= self._headings(found)
        states = self._states(authority, found)
        if date := self._published(states, found):
            found[self._index[date.line]] = date
        claims = list(found.values())
        start = self._index[title.line] if title else 0
        for is_block, group in groupby(
            (i for i in range(len(states)) if i not in found),
            lambda i: states[i] is not State.OUT,
        ):
            run = [i for i in group if is_block or i > start or not self._is_furniture(i, title)]
            piece = [self._forms[i] for i in run]
            if is_block:
                claims.extend(block_claims(piece, [states[i] for i in run]))
            else:
                claims.extend(self._prose(run, authority))
        return _as_record(claims, self._address) if claims else None

    def _is_furniture(self, index: int, title: Claim | None) -> bool:
        return title is not None and self._forms[index].kind is not Kind.PROSE

    def _prose(self, run: Sequence[int], authority: Authority) -> Iterator[Claim]:
        """Claim prose; a run ends where other lines stand between."""
        for _, group in groupby(enumerate(run), lambda pair: pair[1] - pair[0]):
            yield from headed_prose([self._forms[i].at for _, i in group], authority)

    def _headings(self, found: Mapping[int, Claim]) -> dict[int, Claim]:
        return {
            index: Claim(form.at.line, Role.HEADING, (form.words,))
            for index, form in enumerate(self._forms)
            if index not in found and any(p.match(form.words) for p in self._says.headings)
        }

    # The title ------------------------------------------------------------------------------------

    def _title(self) -> Claim | None:
        place = self._says.title
        if isinstance(place, Place):
            spots = [(self._index.get(self._lines[i].line), w) for i, w in place.find(self._lines)]
        else:
            found = self._first(place if isinstance(place, str) else "first")
            spots = [(found, self._forms[found].words)] if found is not None else []
        for index, words in spots:
            if index is not None and self._can_be_title(index):
                return Claim(self._forms[index].at.line, Role.TITLE, (self._unnamed(index, words),))
        return None

    def _first(self, place: str) -> int | None:
        """Give the line that a title without fixed lines beside it stands on."""
        top = (
            i
            for i, f in enumerate(self._forms)
            if f.hint and f.hint.level == 1 and f.hint.kind == "heading"
        )
        if place == "h1" and any(form.hint for form in self._forms):
            return next(top, None)
        return 0 if self._forms and place != "none" else None

    def _can_be_title(self, index: int) -> bool:
        form = self._forms[index]
        fixed = self._is_name(form) or any(p.match(form.words) for p in self._says.headings)
        return form.kind is not Kind.PROSE and not fixed

    def _unnamed(self, index: int, words: str) -> str:
        """Take off "Service: " where the page says elsewhere that this is a Service."""
        form = self._forms[index]
        if form.kind is not Kind.PAIR or words != form.words:
            return bare(form) if words == form.words else words
        named = any(other.key == form.key for other in self._forms if other is not form)
        return form.value if named else words

    def _again(self, title: Claim) -> dict[int, Claim]:
        """Claim the title, and the lines below that print it again; by index."""
        start, words = self._index[title.line], title.values[0]
        found = {start: title}
        for index in range(start + 1, min(start + _AGAIN, len(self._forms))):
            form = self._forms[index]
            if fold(form.words) == fold(words) and not self._is_name(self._forms[index - 1]):
                found[index] = Claim(form.at.line, Role.TITLE, (form.words,))
        return found

    def _published(self, states: Sequence[State], found: Mapping[int, Claim]) -> Claim | None:
        place = self._says.published
        if isinstance(place, Place):
            spots = [(self._index.get(self._lines[i].line), w) for i, w in place.find(self._lines)]
        elif place == "first date":
            spots = [(i, f.words) for i, f in enumerate(self._forms) if is_date(f.words)]
        else:
            return None
        for index, words in spots:
            if index is not None and index not in found and states[index] is State.OUT:
                line = self._forms[index].at.line
                return Claim(line, Role.PUBLISHED, (words.rstrip("| \u00a0"),))
        return None

    # The labels -----------------------------------------------------------------------------------

    def _is_name(self, form: Form) -> bool:
        if form.kind in (Kind.PAIRS, Kind.ROW):
            return any(fold(cell.partition(":")[0]) in self._labels for cell in row(form.words))
        return bool(form.key) and form.kind is not Kind.ITEM and form.key in self._labels

    def _states(self, authority: Authority, found: Mapping[int, Claim]) -> list[State]:
        """Tell what each line is for the blocks: the labels are known, the rest is form."""
        free = [index for index in range(len(self._forms)) if index not in found]
        known = Known(authority, self._forms, self._labels, records=3)
        states = [State.OUT] * len(self._forms)
        for _, group in groupby(enumerate(free), lambda pair: self._place[pair[1]] - pair[0]):
            run = [index for _, index in group]  # no noise stands between
            for index, state in zip(
                run, settled([self._forms[i] for i in run], known), strict=True
            ):
                states[index] = state
        names = {index: name for index in free if (name := self._name(index))}
        self._force(states, _once(names, self._forms), found)
        return states

    def _name(self, index: int) -> State | None:
        form = self._forms[index]
        if not self._is_name(form):
            return None
        pairs = (Kind.PAIR, Kind.PAIRS, Kind.ROW)
        return State.PAIR if form.kind in pairs else _ALONE.get(form.kind, State.LABEL)

    def _force(
        self, states: list[State], names: Mapping[int, State], found: Mapping[int, Claim]
    ) -> None:
        """Set the names, and make what stands between two of them values of the first."""
        for index, state in enumerate(states):
            if index in names:
                states[index] = names[index]
            elif state in (State.LABEL, State.COLON):
                states[index] = State.OUT if state is State.LABEL else state
        for index, after in pairwise([*sorted(names), len(states)]):
            reach = self._reach(index + 1, after, found)
            closed = after in names and reach == after and after - index <= _REACH
            closed = closed or self._is_tail(index + 1, reach, after)
            closed = closed and names[index] is not State.PAIR
            for place in range(index + 1, reach):
                stays = states[place] in (State.PAIR, State.COLON, State.OPENER)
                first = place == index + 1 and names[index] is not State.PAIR
                alone = self._forms[place].kind in _VALUES and not self._is_heading(place)
                if closed or (first and alone) or states[place] is State.VALUE:
                    states[place] = states[place] if stays else State.VALUE
                elif not stays:
                    states[place:reach] = [State.OUT] * (reach - place)
                    break

    def _reach(self, start: int, end: int, found: Mapping[int, Claim]) -> int:
        """Give where the values of a label end at the latest: at prose, or at a fixed line."""
        for index in range(start, end):
            is_apart = self._place[index] > self._place[index - 1] + 1  # noise stands between
            form = self._forms[index]
            headed = form.hint is not None and form.hint.kind == "heading"
            if is_apart or index in found or form.kind is Kind.PROSE or headed:
                return index
        return end

    def _is_tail(self, start: int, reach: int, end: int) -> bool:
        """Tell whether only a few short lines stand between the last label and the end."""
        short = all(self._forms[i].kind in _VALUES for i in range(start, reach))
        return reach == end == len(self._forms) and end - start <= _TAIL and short

    def _is_heading(self, index: int) -> bool:
        below = self._forms[index + 1 : index + 2]
        return bool(below) and below[0].kind is Kind.PROSE and self._forms[index].kind is Kind.SHORT


def _as_name(form: Form, labels: frozenset[str]) -> Form:
    """Take the bullet off an item that is a label, with its values as items below."""
    words = bare(form) if form.kind is Kind.ITEM else ""
    return named_item(form) if words and fold(words) in labels else form


def named_item(form: Form) -> Form:
    """Give an item as the line that it is without its bullet."""
    words = bare(form)
    at = form.at._replace(words=words)
    return form._replace(at=at, kind=Kind.SHORT, key=fold(words))


_ALONE = {Kind.OPEN: State.COLON}


def _once(names: Mapping[int, State], all_forms: Sequence[Form]) -> dict[int, State]:
    """Keep one line of those that say no more than one label: the one among other labels."""
    alone: dict[str, list[int]] = {}
    for index, state in names.items():
        if state is not State.PAIR:
            alone.setdefault(all_forms[index].key, []).append(index)
    kept = dict(names)
    for places in alone.values():
        others = [index for index in names if index not in places]
        best = min(places, key=lambda p: (sorted(abs(p - o) for o in others)[:3], p))
        for place in places:
            if place != best:
                del kept[place]
    return kept


def _as_record(claims: list[Claim], words: str) -> Record:
    claims.sort()
    titled = any(claim.role is Role.TITLE for claim in claims)
    first, last = claims[0].line, claims[-1].line
    return Record(tuple(claims), first, last, address="" if titled else words)
