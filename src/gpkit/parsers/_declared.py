"""Families that a user's repository declares: ``families/<family>.yaml``, read by fixed lines.

The file names lines that recur on every page of one site: its marks, labels, headings and noise,
and places beside such a line ("1 below Status") where a record opens or its title stands. What
lies between the fixed lines is told by form, as the generic parser does it.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.model import Claim, Parsed, Record, Role
from gpkit.parsers._claims import _block as block_claims
from gpkit.parsers._claims import settled
from gpkit.parsers._clues import State
from gpkit.parsers._forms import Form, Kind, bare, forms, is_date, row
from gpkit.parsers._known import Known
from gpkit.parsers._layouts import Numbered, chrome, content, headed_prose
from gpkit.parsers._pages import address, is_of
from gpkit.text.dates import Order
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from gpkit.authority import Authority
    from gpkit.model import Document
    from gpkit.store.yamlio import Loaded

Span = tuple[int, int]

KEYS = (
    "family",
    "hosts",
    "marks",
    "needs",
    "record",
    "title",
    "published",
    "labels",
    "headings",
    "noise",
    "order",
    "required",
)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLACE = re.compile(r"(?:at|([1-9]) (above|below)) (\S.*)")


class Pattern(NamedTuple):
    """A fixed line; a ``*`` stands for words that change."""

    words: str

    def match(self, words: str) -> str | None:
        """Give the words that change (all of them where none do); None for another line.

        >>> Pattern("Service: *").match("Service: Mona"), Pattern("Year").match("Year:")
        ('Mona', 'Year:')
        >>> Pattern("By * today").match("By us"), Pattern("Year").match("Years")
        (None, None)
        """
        head, star, tail = self.words.partition("*")
        if not star:
            return words if fold(words) == fold(self.words) else None
        size = len(words) - len(head) - len(tail)
        plain = words.replace("\u00a0", " ")
        if size < 1 or not plain.startswith(head) or not plain.endswith(tail):
            return None
        return words[len(head) : len(head) + size].strip() or None


class Place(NamedTuple):
    """A line that stands so many lines below (or above: less than 0) a fixed one."""

    offset: int
    pattern: Pattern

    def find(self, lines: Sequence[Numbered]) -> list[tuple[int, str]]:
        """Give the indexes that the place names, and the words there that count."""
        found = []
        for index, at in enumerate(lines):
            words = self.pattern.match(at.words)
            there = index + self.offset
            if words is not None and 0 <= there < len(lines):
                found.append((there, lines[there].words if self.offset else words))
        return found


class Declaration(NamedTuple):
    """What a family file says."""

    family: str
    hosts: frozenset[str] = frozenset()
    marks: tuple[Pattern, ...] = ()
    needs: int = 0  # marks that must stand on a page; 0: all of them
    record: Place | None = None  # None: one record a page
    title: Place | str = "first"
    published: Place | str = "none"
    labels: tuple[str, ...] = ()
    headings: tuple[Pattern, ...] = ()
    noise: tuple[tuple[Pattern, str], ...] = ()
    order: str = ""
    required: tuple[str, ...] = ()


class Declared:
    """A parser made of a declaration."""

    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration
        self.ORDER: Order | None = Order[declaration.order.upper()] if declaration.order else None
        self.REQUIRED = declaration.required
        self.HOSTS = declaration.hosts

    def recognises(self, document: Document) -> bool:
        """Recognise the host of the site, or enough of its marks."""
        return is_of(document, self.declaration.hosts, self._marked)

    def missing(self, lines: Sequence[Numbered]) -> list[Pattern]:
        """Give the marks that do not stand on a page."""
        keys = {fold(at.words) for at in lines if len(at.words) < 200}
        return [
            mark
            for mark in self.declaration.marks
            if (
                not any(mark.match(at.words) for at in lines)
                if "*" in mark.words
                else fold(mark.words) not in keys
            )
        ]

    def _marked(self, lines: Sequence[Numbered]) -> bool:
        marks = len(self.declaration.marks)
        there = marks - len(self.missing(lines))
        return marks > 0 and there >= (self.declaration.needs or marks)

    def parse(self, document: Document, authority: Authority) -> Parsed:
        """Read a document by its fixed lines."""
        lines = content(document)
        noise = self._noise(lines, document)
        spans = self._spans(lines, noise)
        pieces = [_Piece(self.declaration, lines[a:b], noise, document) for a, b in spans]
        records = [record for piece in pieces if (record := piece.record(authority))]
        return Parsed(self.declaration.family, tuple(records), tuple(sorted(noise.values())))

    def _noise(self, lines: Sequence[Numbered], document: Document) -> dict[int, Claim]:
        """Claim the lines that the file calls noise, and furniture of any site; by line."""
        found = {}
        for at in lines:
            hint = document.hints[at.line - 1] if document.hints else None
            why = next((why for p, why in self.declaration.noise if p.match(at.words)), "")
            if not why and hint is not None and hint.kind == "alt":
                why = "alternative text of an image"
            claim = Claim(at.line, Role.NOISE, reason=why) if why else chrome(at)
            if claim:
                found[at.line] = claim
        return found

    def _spans(self, lines: Sequence[Numbered], noise: Mapping[int, Claim]) -> list[Span]:
        """Give the lines of each record; what stands above the first belongs to none."""
        live = [index for index, at in enumerate(lines) if at.line not in noise]
        place = self.declaration.record
        if not live:
            return []
        starts = {index for index, _ in place.find(lines)} if place else {live[0]}
        if place and place.offset > 0:
            starts.add(live[0])
        ends = [*sorted(starts), len(lines)]
        return [(a, b) for a, b in pairwise(ends) if any(a <= index < b for index in live)]


# A record -----------------------------------------------------------------------------------------

_REACH = 40  # lines from a label to the next within which all short lines are its values
_TAIL = 5  # short lines at the end of a record that are values of its last label
_AGAIN = 8  # lines below a title within which it is printed again
_NAMES = (State.LABEL, State.COLON, State.PAIR)
_VALUES = (Kind.SHORT, Kind.TYPED, Kind.ITEM, Kind.LONG, Kind.ROW)


class _Piece:
    """The lines of one record on their way to claims."""

    def __init__(
        self,
        declaration: Declaration,
        lines: Sequence[Numbered],
        noise: Mapping[int, Claim],
        document: Document,
    ) -> None:
        self._says = declaration
        self._lines = lines
        self._forms = forms([at for at in lines if at.line not in noise], document.hints)
        self._index = {form.at.line: index for index, form in enumerate(self._forms)}
        self._place = [i for i, at in enumerate(lines) if at.line not in noise]
        self._labels = frozenset(map(fold, declaration.labels))
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
            first = self._forms[0].words if self._forms and place == "first" else ""
            spots = [(0, first)] if first else []
        for index, words in spots:
            if index is not None and self._can_be_title(index):
                return Claim(self._forms[index].at.line, Role.TITLE, (self._unnamed(index, words),))
        return None

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
            if is_apart or index in found or self._forms[index].kind is Kind.PROSE:
                return index
        return end

    def _is_tail(self, start: int, reach: int, end: int) -> bool:
        """Tell whether only a few short lines stand between the last label and the end."""
        short = all(self._forms[i].kind in _VALUES for i in range(start, reach))
        return reach == end == len(self._forms) and end - start <= _TAIL and short

    def _is_heading(self, index: int) -> bool:
        below = self._forms[index + 1 : index + 2]
        return bool(below) and below[0].kind is Kind.PROSE and self._forms[index].kind is Kind.SHORT


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


# The file -----------------------------------------------------------------------------------------


def names(folder: Path) -> dict[str, Path]:
    """Give the declared families of a folder: name to file."""
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def read(path: Path) -> Declared:
    """Read a family file.

    Raises:
        GpkitError: it is broken; names the file, the line and the column.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _problem(path, (1, 1), f"no readable text ({error})") from error
    return read_text(text, path)


def read_text(text: str, path: Path) -> Declared:
    """Read the text of a family file that lies, or will lie, at a path.

    Raises:
        GpkitError: as `read`.
    """
    from gpkit.store.yamlio import YamlProblem, load

    try:
        loaded = load(text)
    except YamlProblem as error:
        raise _problem(path, (error.line, error.column), str(error)) from error
    return Declared(_Reader(path, loaded).declaration())


def is_name(family: str) -> bool:
    """Tell whether words can name a family: they become part of ids and paths.

    >>> is_name("my-site"), is_name("My site"), is_name("../up")
    (True, False, False)
    """
    return len(family) <= 60 and _NAME.fullmatch(family) is not None


def _problem(path: Path, where: tuple[int, int], what: str, hint: str = "") -> GpkitError:
    line, column = where
    hint = hint or "Mend that line, or learn the site again: gpkit learn DUMP..."
    return GpkitError(f"{path.as_posix()}:{line}:{column}: {what}", hint)


class _Reader:
    """Reads the keys of a file, each with its mark."""

    def __init__(self, path: Path, loaded: Loaded) -> None:
        self._path = path
        self._loaded = loaded

    def declaration(self) -> Declaration:
        data = self._loaded.data
        if not isinstance(data, dict):
            raise self._wrong((), "a family file is a mapping of keys", "Begin: family: my-site")
        for key in data:
            if key not in KEYS:
                raise self._wrong((key,), f"unknown key {key!r}", f"Known: {', '.join(KEYS)}.")
        self._data: dict[str, Any] = data
        found = Declaration(
            self._family(),
            frozenset(host.removeprefix("www.") for host in self._list("hosts")),
            tuple(map(Pattern, self._list("marks"))),
            self._needs(),
            self._record(),
            self._place("title", ("first", "none"), "first"),
            self._place("published", ("first date", "none"), "none"),
            self._list("labels"),
            tuple(map(Pattern, self._list("headings"))),
            self._noise(),
            self._one_of("order", ("dmy", "mdy", "ymd")),
            self._list("required"),
        )
        if not found.hosts and len(found.marks) < 2:
            what = "a site is known by its hosts, or by two marks or more"
            raise self._wrong(("marks",) if "marks" in data else (), what)
        return found

    def _family(self) -> str:
        family = self._data.get("family", self._path.stem)
        if not isinstance(family, str) or not is_name(family):
            hint = "Use small letters, digits and dashes: family: my-site"
            raise self._wrong(("family",), f"{family!r} cannot name a family", hint)
        if family != self._path.stem:
            what = f"the file of the family {family!r} must be called {family}.yaml"
            raise self._wrong(("family",), what)
        return family

    def _list(self, key: str) -> tuple[str, ...]:
        value = self._data.get(key, [])
        if not isinstance(value, list):
            raise self._wrong((key,), f"{key} is a list", f"Write below {key}: - One line")
        for index, item in enumerate(value):
            if isinstance(item, (list, dict)) or not str(item).strip():
                raise self._wrong((key, index), f"{key} is a list of lines of the page")
        return tuple(str(item).strip() for item in value)

    def _needs(self) -> int:
        value, marks = self._data.get("needs", 0), len(self._list("marks"))
        if isinstance(value, int) and (value == 0 or 2 <= value <= marks):
            return value
        raise self._wrong(("needs",), f"needs is a number from 2 to {marks}, the count of marks")

    def _record(self) -> Place | None:
        place = self._place("record", ("page",), "page")
        return place if isinstance(place, Place) else None

    def _place(self, key: str, words: tuple[str, ...], default: str) -> Place | str:
        value = self._data.get(key, default)
        match = _PLACE.fullmatch(value) if isinstance(value, str) else None
        if value in words:
            return str(value)
        if match is None:
            hint = f"Write {', '.join(words)}, at LINE, 1 above LINE or 2 below LINE."
            raise self._wrong((key,), f"{value!r} names no place", hint)
        offset = int(match[1] or 0) * (-1 if match[2] == "above" else 1)
        return Place(offset, Pattern(match[3]))

    def _noise(self) -> tuple[tuple[Pattern, str], ...]:
        value = self._data.get("noise", {})
        if not isinstance(value, dict):
            hint = "Write below noise: Skip to main content: skip link"
            raise self._wrong(("noise",), "noise is a mapping: a line, and why it is noise", hint)
        for line, reason in value.items():
            if isinstance(reason, (list, dict)) or not str(reason).strip():
                raise self._wrong(("noise", line), "a reason is missing", "Say why it is noise.")
        return tuple((Pattern(line), str(reason)) for line, reason in value.items())

    def _one_of(self, key: str, known: tuple[str, ...]) -> str:
        value = self._data.get(key, "")
        if value and value not in known:
            raise self._wrong((key,), f"{value!r} is no {key}", f"Known: {', '.join(known)}.")
        return str(value)

    def _wrong(self, key: tuple[str | int, ...], what: str, hint: str = "") -> GpkitError:
        return _problem(self._path, self._loaded.mark(key), what, hint)
