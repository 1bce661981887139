"""What people changed in a table, against the practices of the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gpkit.errors import GpkitError
from gpkit.exporters import How
from gpkit.exporters._cells import EMPTY, Long, Wide, columns
from gpkit.exporters._labels import near
from gpkit.importers import _words
from gpkit.importers._cells import field, lines, same
from gpkit.importers._sheets import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gpkit.exporters._cells import Column
    from gpkit.exporters._labels import Labels
    from gpkit.importers._sheets import Sheet
    from gpkit.model import Practice, Value
    from gpkit.store.tree import Tree

_HINTS = 5  # ids that nobody knows


class Edit(NamedTuple):
    """What is to be otherwise with a practice."""

    practice: Practice
    fields: dict[str, str]
    facets: dict[str, tuple[Value, ...]]


class Found(NamedTuple):
    """All edits of a file, what of it could not be taken, and how many practices it names."""

    edits: list[Edit]
    problems: list[GpkitError]
    practices: int


def find(sheets: Iterable[Sheet], tree: Tree) -> Found:
    """Compare tables with the store; the first is the one that comes back.

    Raises:
        GpkitError: the first table has no column ``id``, or a column that is not known.
    """
    first, *others = sheets
    table = _Table(first, tree)
    edits = [edit for edit in table.edits() if edit.fields or edit.facets]
    for sheet in others:
        table.problems.extend(_unread(sheet, table))
    return Found(edits, table.problems, len(table.seen))


class _Table:
    def __init__(self, sheet: Sheet, tree: Tree) -> None:
        self.name = sheet.name
        self.tree = tree
        self.problems: list[GpkitError] = []
        self.seen: dict[str, Practice] = {}
        self._unknown = 0
        self._rows = [(n, row) for n, row in enumerate(sheet.rows, 1) if any(row)]
        self.language, self.names = columns_of([row for _, row in self._rows], sheet.name)
        del self._rows[:1]
        self._is_long = "value" in self.names

    def edits(self) -> Iterator[Edit]:
        """Give what each practice is to be, also where nothing is to change."""
        yield from self._long() if self._is_long else self._wide()

    # One row a practice ---------------------------------------------------------------------------

    def _wide(self) -> Iterator[Edit]:
        wide = Wide(How(language=self.language))
        known = {column.name: column for column in columns()}
        for number, row in self._rows:
            cells = dict(zip(self.names, [*row, *[""] * len(self.names)], strict=False))
            practice = self._practice(cells.pop("id"), number)
            if practice is None:
                continue
            if len(row) > len(self.names) and any(row[len(self.names) :]):
                self._problem(number, "more cells than the header has", "Quote the cell it is in.")
                continue
            edit = Edit(practice, {}, {})
            for name, cell in cells.items():
                self._take(edit, known[name], cell, wide, number)
            yield edit

    def _take(self, edit: Edit, column: Column, cell: str, wide: Wide, number: int) -> None:
        before = wide.cell(edit.practice, column)
        if same(cell, before, column.kind):
            return
        try:
            if column.facet:
                old = _words.known_as(
                    edit.practice.facets.get(column.name, ()), column.name, wide.labels
                )
                values = _words.values(column.name, cell, old, wide.labels)
                if values != edit.practice.facets.get(column.name):
                    edit.facets[column.name] = values
            else:
                edit.fields[column.name] = field(column.name, cell)
        except GpkitError as error:
            self._problem(number, f"{edit.practice.id}: {error}", error.hint)

    # One row a value ------------------------------------------------------------------------------

    def _long(self) -> Iterator[Edit]:
        long = Long(How("long", ("id", "facet", "value"), self.language))
        facets = {label: facet for facet, label in long.labels.facets().items()}
        facets |= {facet: facet for facet in facets.values()}
        by_id: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        place = {name: self.names.index(name) for name in ("id", "facet", "value")}
        for number, short in self._rows:
            row = [*short, *[""] * len(self.names)]
            by_id[row[place["id"]]].append((number, row[place["facet"]], row[place["value"]]))
        for practice_id, rows in by_id.items():
            practice = self._practice(practice_id, rows[0][0])
            if practice is not None:
                yield self._edited(practice, rows, long, facets)

    def _edited(
        self,
        practice: Practice,
        rows: list[tuple[int, str, str]],
        long: Long,
        facets: Mapping[str, str],
    ) -> Edit:
        edit = Edit(practice, {}, {})
        now: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, label, value in rows:
            if label and label not in facets:
                self._problem(number, f"there is no facet {label!r}", near(label, list(facets)))
            elif label:
                now[facets[label]].append((number, value))
        before: dict[str, list[str]] = defaultdict(list)
        for _, label, value in long.rows(practice):
            if label:
                before[facets[label]].append(value)
        for facet in {**before, **now}:
            there = [value for _, value in now[facet]]
            if there != before[facet]:
                self._take_values(edit, facet, now[facet], long.labels)
        return edit

    def _take_values(
        self, edit: Edit, facet: str, rows: list[tuple[int, str]], labels: Labels
    ) -> None:
        observed = (v.concept for o in edit.practice.observed if o.facet == facet for v in o.values)
        values = [*edit.practice.facets.get(facet, ()), *(v for v in observed if v is not None)]
        old = _words.known_as(values, facet, labels)
        taken: list[Value] = []
        for number, cell in rows:
            try:
                taken += [_words.one(facet, cell, old, labels)] if cell not in ("", EMPTY) else []
            except GpkitError as error:
                self._problem(number, f"{edit.practice.id}: {error}", error.hint)
                return
        edit.facets[facet] = tuple(dict.fromkeys(taken))

    # Rows and practices ---------------------------------------------------------------------------

    def _practice(self, practice_id: str, number: int) -> Practice | None:
        if practice_id in self.seen:
            self._problem(number, f"{practice_id} has a row already", "Keep one of the two.")
            return None
        try:
            found = self.tree.get(practice_id)
        except GpkitError as error:
            self._problem(number, str(error), "Ids are in the first column of an export.")
            return None
        if found is None:
            hint = self._near(practice_id)
            self._problem(number, f"there is no practice {practice_id!r}", hint)
            return None
        self.seen[practice_id] = found
        return found

    def _near(self, practice_id: str) -> str:
        """Give a hint for the first few ids that nobody knows: among 10,000 it takes a while."""
        self._unknown += 1
        if self._unknown > _HINTS:
            return ""
        ids = [p.relative_to(self.tree.root).with_suffix("") for p in self.tree.files()]
        return near(practice_id, [i.as_posix() for i in ids])

    def _problem(self, number: int, words: str, hint: str) -> None:
        self.problems.append(GpkitError(f"{self.name}, row {number}: {words}", hint))


def _unread(sheet: Sheet, table: _Table) -> Iterator[GpkitError]:
    """Name an edit in a sheet that does not come back; sorting one is no edit."""
    expected = _expected(sheet, table)
    if expected is None or not sheet.rows:
        return
    there = Counter(tuple(map(lines, row)) for row in sheet.rows[1:] if any(row))
    ours = Counter(tuple(map(lines, row)) for row in expected)
    for row in [*(there - ours), *(ours - there)][:1]:
        yield GpkitError(
            f"the sheet {sheet.name} was edited at {row[0]} ({', '.join(row[1:4])[:80]})",
            f"Only the sheet {table.name} comes back; make the change there.",
        )


def _expected(sheet: Sheet, table: _Table) -> list[list[str]] | None:
    practices = table.seen.values()
    if sheet.name == "values":
        long = Long(How("long", language=table.language))
        return [row for practice in practices for row in long.rows(practice)]
    if sheet.name == "sections":
        return [
            [practice.id, str(number), s.heading or "", s.role, s.text]
            for practice in practices
            for number, s in enumerate(practice.sections, 1)
        ]
    return None
