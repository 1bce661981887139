"""What a family file says, and the parser that reads pages by it."""

from __future__ import annotations

import re
from functools import partial
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from gpkit.model import Claim, Parsed, Record, Role
from gpkit.parsers._claims import claims_of_entry
from gpkit.parsers._columns import in_columns, names_of
from gpkit.parsers._declared_record import Piece
from gpkit.parsers._forms import Kind, forms
from gpkit.parsers._known import Known
from gpkit.parsers._layouts import Numbered, chrome, content
from gpkit.parsers._pages import is_of
from gpkit.parsers._places import Element, Pattern, Place, Repeats, Span
from gpkit.text.dates import Order
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gpkit.authority import Authority
    from gpkit.model import Document, Hint
    from gpkit.parsers._forms import Form

_LINKS = 0.25  # of the lines of an element outside the records, that are links, at least


class Declaration(NamedTuple):
    """What a family file says."""

    family: str
    hosts: frozenset[str] = frozenset()
    marks: tuple[Pattern, ...] = ()
    needs: int = 0  # marks that must stand on a page; 0: all of them
    record: Place | Repeats | None = None  # None: one record a page
    title: Place | Element | str = "first"  # an element: inside of one that is a record
    published: Place | str = "none"
    end: Place | None = None  # the line below which no record goes on
    labels: tuple[str, ...] = ()
    headings: tuple[Pattern, ...] = ()
    noise: tuple[tuple[Pattern, str], ...] = ()
    outside: tuple[tuple[Element, str], ...] = ()
    order: str = ""
    required: tuple[str, ...] = ()


class Declared:
    """A parser made of a declaration."""

    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration
        self.ORDER: Order | None = Order[declaration.order.upper()] if declaration.order else None
        self.REQUIRED = declaration.required
        self.HOSTS = declaration.hosts
        if (clues := _clues(declaration)) is not None:
            self.CLUES = clues
        self._labels = frozenset(map(fold, declaration.labels))
        plain = [(fold(p.words), why) for p, why in declaration.noise if "*" not in p.words]
        self._plain = dict(reversed(plain))
        self._starred = [(p, why) for p, why in declaration.noise if "*" in p.words]

    def recognises(self, document: Document) -> bool:
        """Recognise the host of the site, or enough of its marks."""
        return is_of(document, self.declaration.hosts, self._marked)

    def missing(self, lines: Sequence[Numbered]) -> list[Pattern]:
        """Give the marks that do not stand on a page."""
        keys = {fold(at.words.removeprefix("- ")) for at in lines if len(at.words) < 200}
        return [
            mark
            for mark in self.declaration.marks
            if (
                not any(mark.match(at.words) for at in lines)
                if "*" in mark.words
                else fold(mark.words.removeprefix("- ")) not in keys
            )
        ]

    def _marked(self, lines: Sequence[Numbered]) -> bool:
        marks = len(self.declaration.marks)
        there = marks - len(self.missing(lines))
        return marks > 0 and there >= (self.declaration.needs or marks)

    def parse(self, document: Document, authority: Authority) -> Parsed:
        """Read a document by its fixed lines."""
        lines = content(document)
        aside = {claim.line: claim for claim in self._aside(lines, document.hints)}
        lines = [at for at in lines if at.line not in aside]
        noise = self._noise(lines, document)
        if isinstance(self.declaration.record, Repeats):
            parsed = self._listed(lines, noise, document, authority)
            return parsed._replace(noise=tuple(sorted([*parsed.noise, *aside.values()])))
        spans = self._spans(lines, noise)
        gone = sorted(aside)
        pieces = [Piece(self.declaration, lines[a:b], noise, gone, document) for a, b in spans]
        records = [record for piece in pieces if (record := piece.record(authority))]
        claims = tuple(sorted([*noise.values(), *aside.values()]))
        return Parsed(self.declaration.family, tuple(records), claims)

    # Noise ----------------------------------------------------------------------------------------

    def _noise(self, lines: Sequence[Numbered], document: Document) -> dict[int, Claim]:
        """Claim the lines that the file calls noise, and furniture of any site; by line."""
        hints = document.hints
        found = {}
        for at in lines:
            hint = hints[at.line - 1] if hints else None
            why = self._why(at.words)
            if not why and hint is not None and hint.kind == "alt":
                why = "alternative text of an image"
            claim = Claim(at.line, Role.NOISE, reason=why) if why else chrome(at)
            if claim:
                found[at.line] = claim
        return found

    def _aside(self, lines: Sequence[Numbered], hints: Sequence[Hint | None]) -> Iterator[Claim]:
        """Claim what stands outside of the records as a whole."""
        taken = {claim.line: claim for claim in self._below_the_end(lines)}
        if hints:
            taken |= {claim.line: claim for claim in self._outside(lines, hints)}
        yield from taken.values()

    def _why(self, words: str) -> str:
        plain = self._plain.get(fold(words[:400]), "") if self._plain else ""
        return plain or next((why for p, why in self._starred if p.match(words)), "")

    def _outside(self, lines: Sequence[Numbered], hints: Sequence[Hint | None]) -> Iterator[Claim]:
        """Claim the elements that the file calls furniture, unless one holds a known label."""
        for element, why in self.declaration.outside:
            for around, group in groupby(lines, partial(_around, element, hints)):
                inside = [*group] if around else []
                if inside and self._is_furniture(inside, hints):
                    yield from (Claim(at.line, Role.NOISE, reason=why) for at in inside)

    def _is_furniture(self, inside: Sequence[Numbered], hints: Sequence[Hint | None]) -> bool:
        if any(form.key in self._labels for form in forms(inside, hints)):
            return False
        return sum(is_link(hints[at.line - 1]) for at in inside) >= _LINKS * len(inside)

    def _below_the_end(self, lines: Sequence[Numbered]) -> Iterator[Claim]:
        place = self.declaration.end
        ends = [index for index, _ in place.find(lines)] if place else []
        if place and ends:
            reason = f"stands below {place.pattern.words!r}"
            for at in lines[ends[-1] :]:
                yield Claim(at.line, Role.NOISE, reason=reason)

    # Records --------------------------------------------------------------------------------------

    def _spans(self, lines: Sequence[Numbered], noise: Mapping[int, Claim]) -> list[Span]:
        """Give the lines of each record; what stands above the first belongs to none."""
        live = [index for index, at in enumerate(lines) if at.line not in noise]
        place = self.declaration.record
        if not live or isinstance(place, Repeats):
            return []
        starts = {index for index, _ in place.find(lines)} if place else {live[0]}
        if place and place.offset > 0:
            starts.add(live[0])
        ends = [*sorted(starts), len(lines)]
        return [(a, b) for a, b in pairwise(ends) if any(a <= index < b for index in live)]

    def _listed(
        self,
        lines: Sequence[Numbered],
        noise: dict[int, Claim],
        document: Document,
        authority: Authority,
    ) -> Parsed:
        """Read the records that are elements; what stands beside them is noise with a reason."""
        live = [at for at in lines if at.line not in noise]
        place = self.declaration.record
        spans = place.find(live, document.hints) if isinstance(place, Repeats) else []
        held = {index for start, end in spans for index in range(start, end)}
        found = forms(live, document.hints)
        known = Known(authority, found, self._labels, records=max(3, len(spans)))
        columns = names_of(forms(lines, document.hints))
        records = []
        for a, b in spans:
            entry = self._titled(found[a:b])
            claims = tuple(in_columns(claims_of_entry(entry, known), columns))
            records.append(Record(claims, live[a].line, live[b - 1].line))
        beside = [_beside(form.kind, form.at) for i, form in enumerate(found) if i not in held]
        return Parsed(
            self.declaration.family, tuple(records), tuple(sorted([*noise.values(), *beside]))
        )

    def _titled(self, entry: Sequence[Form]) -> list[Form]:
        """Mark the line of an entry that the file calls its title: it counts as its heading."""
        title, found = self.declaration.title, [*entry]
        if isinstance(title, Element):
            ways = [form.hint.path if form.hint else "" for form in entry]
            place = next(iter(title.inside(ways, self._depth())), None)
            if place is not None and (hint := entry[place].hint):
                top = hint._replace(kind="heading", level=0)
                found[place] = entry[place]._replace(hint=top)
        return found

    def _depth(self) -> int:
        place = self.declaration.record
        return place.element.way.count("/") if isinstance(place, Repeats) else 0


def _beside(kind: Kind, at: Numbered) -> Claim:
    what = "prose" if kind in (Kind.PROSE, Kind.LONG) else "short line"
    return Claim(at.line, Role.NOISE, reason=f"{what} beside the records of a list page")


def _around(element: Element, hints: Sequence[Hint | None], at: Numbered) -> str:
    hint = hints[at.line - 1]
    return element.around(hint.path) if hint else ""


def is_link(hint: Hint | None) -> bool:
    """Tell whether all of a line is one link."""
    return hint is not None and (hint.kind == "link" or "/a[" in hint.path)


def _clues(declaration: Declaration) -> tuple[str, ...] | None:
    """Give marks of which one at least stands on each page; None where none has a long word."""
    marks = [max(mark.words.split("*"), key=len) for mark in declaration.marks]
    spare = len(marks) - (declaration.needs or len(marks))
    marks.sort(key=lambda words: (-_longest(words), words))
    chosen = tuple(marks[: spare + 1])
    return chosen if all(_longest(words) > 3 for words in chosen) else None


def _longest(words: str) -> int:
    return max(map(len, _LETTERS.findall(words)), default=0)


_LETTERS = re.compile(r"[^\W\d_]+")
