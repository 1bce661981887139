"""Tables by column in text: a row of names, and below it rows of what they name.

Cells are parted by bars, by tabs, or by two blanks and more under each other. The first row names
the columns only where something says so: a rule below it, numbers or dates in a column whose
first cell is none, or a name that the authority knows. Else it is a row like the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gpkit.model import Claim, Role
from gpkit.parsers._forms import Kind, is_pair, is_rule, is_typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.parsers._forms import Form
    from gpkit.parsers._known import Known

_NAME = 45  # characters of the name of a column
_WIDE = 8  # columns of a table of facts; in a wider one, names say more than the cells below
_LINE = 2000  # characters of a row; what is longer is no line of a table
_PAIR = 2  # columns of a table of labels and values
_OFF = 2  # characters by which the cells of a column stand apart
_SPACED = re.compile(r"\S+(?: \S+)*")

Cells = tuple[tuple[int, str], ...]  # of a row: where each begins, and its words


class Table(NamedTuple):
    """A table of text: its lines, and what stands in it."""

    end: int  # the index behind its last form
    line: int  # of the names
    names: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]  # line and cells of each row
    rules: tuple[int, ...]  # lines that only draw

    @property
    def lines(self) -> tuple[int, ...]:
        """All its lines, in no order."""
        return (self.line, *self.rules, *(line for line, _ in self.rows))

    def title(self, known: Known) -> int:
        """Give the column of titles: named so, or else the first whose words all differ."""
        for column, name in enumerate(self.names):
            if any(facet == "title" for facet, *_ in known.authority.facets_of(name)):
                return column
        for column in range(len(self.names)):
            cells = [cells[column] for _, cells in self.rows]
            if all(cells) and len({*cells}) == len(cells) and not any(map(is_typed, cells)):
                return column
        return 0


def tables_of(forms: Sequence[Form], known: Known) -> list[Table]:
    """Find the tables of a text; a page of HTML says itself what its tables are."""
    if forms and forms[0].hint is not None and forms[0].hint.path:
        return []
    found: list[Table] = []
    index = 0
    while index < len(forms):
        table = _table(forms, index, known)
        if table is not None:
            found.append(table)
        index = table.end if table else index + 1
    return found


def is_list(tables: Sequence[Table], forms: Sequence[Form]) -> bool:
    """Tell tables whose rows are records from one within a record.

    They have several rows each, and say more than the prose around them.
    """
    if not tables or any(len(table.rows) < 2 for table in tables):
        return False
    inside = {line for table in tables for line in table.lines}
    prose = sum(
        len(form.words) for form in forms if form.kind is Kind.PROSE and form.at.line not in inside
    )
    return prose < sum(len(cell) for table in tables for _, row in table.rows for cell in row)


def _table(forms: Sequence[Form], start: int, known: Known) -> Table | None:
    """Read the table that begins at a form, None where none does.

    What says nothing is given up at the first row that shows it: a text of rows alone would else
    be read again from each of its lines.
    """
    mark = _mark(forms[start].at.text)
    head = _cells(forms[start].at.text, mark)
    if len(head) < 2 or is_rule(forms[start].at.words) or not _can_name(head):
        return None
    names = tuple(words for _, words in head)
    is_ruled = start + 1 < len(forms) and is_rule(forms[start + 1].at.words)
    is_named = is_ruled or (len(names) > 2 and any(map(known.is_label, names)))
    if not is_named and len(names) < 3:  # "Start | 2019" over "End | 2021" are pairs
        return None
    rows: list[tuple[int, tuple[str, ...]]] = []
    rules: list[int] = []
    typed = set(range(len(names)))  # columns of which all cells so far are typed, or empty
    end = start + 1
    while end < len(forms):
        at = forms[end].at
        if is_rule(at.words):
            rules.append(at.line)
        elif cells := _under(head, _cells(at.text, mark), mark):
            rows.append((at.line, cells))
            typed = {n for n in typed if not cells[n] or is_typed(cells[n])}
            if not is_named and not typed:
                return None
        else:
            break
        end += 1
    headless = _is_headless(names, rows, known)
    if len(names) == _PAIR and not headless and _is_of_pairs(rows):
        # What names the columns names no value.
        rows, end = [], start + 2
        return Table(end, forms[start].at.line, names, (), tuple(rules[:1])) if is_ruled else None
    told = is_named or any(cells[n] for n in typed for _, cells in rows)
    if not rows or not told or headless:
        return None
    return Table(end, forms[start].at.line, names, tuple(rows), tuple(rules))


def _is_of_pairs(rows: Sequence[tuple[int, tuple[str, ...]]]) -> bool:
    """Tell labels and values under "Field" and "Value": each row says something else."""
    labels = [cells[0] for _, cells in rows]
    typed = sum(is_typed(cells[1]) for _, cells in rows)
    told = any(map(is_typed, labels)) or len({*labels}) < len(labels)
    return len(rows) > _PAIR and not told and 0 < typed < len(rows)


def _is_headless(
    names: tuple[str, ...], rows: Sequence[tuple[int, tuple[str, ...]]], known: Known
) -> bool:
    """Tell a label and its value, where a table has to have names, from names of columns."""
    if len(names) != _PAIR:
        return False
    named = sum(known.is_label(cells[0]) for _, cells in rows)
    return known.is_label(names[0]) and not known.is_label(names[1]) and 2 * named >= len(rows) > 0


def _mark(text: str) -> str:
    """Tell what parts the cells of a line: a bar, a tab, or blanks."""
    return next((mark for mark in "|\t" if mark in text.strip()), "")


def _cells(text: str, mark: str) -> Cells:
    """Cut a line into cells, the empty ones between marks too."""
    if len(text) > _LINE or mark not in text:
        return ()
    if not mark:
        return tuple((found.start(), found[0]) for found in _SPACED.finditer(text))
    inner = text.strip()
    if mark == "|":
        inner = inner.removeprefix("|").removesuffix("|")
    return tuple((place, part.strip()) for place, part in enumerate(inner.split(mark)))


def _can_name(head: Cells) -> bool:
    words = [cell for _, cell in head]
    short = all(cell and len(cell) <= _NAME for cell in words)
    return short and len({*words}) == len(words) and not any(map(_is_no_name, words))


def _is_no_name(words: str) -> bool:
    return is_typed(words) or is_pair(words) or words.endswith((".", ","))


def _under(head: Cells, cells: Cells, mark: str) -> tuple[str, ...]:
    """Give the cell under each name; () where a line is no row of the table."""
    if not cells or any(is_pair(words) for _, words in cells):
        return ()
    if mark:
        return tuple(words for _, words in cells) if len(cells) == len(head) else ()
    places = dict(cells)
    found = []
    for place, _ in head:
        near = [at for at in places if abs(at - place) <= _OFF]
        found.append(places.pop(near[0]) if near else "")
    filled = sum(map(bool, found))
    return tuple(found) if not places and filled > 1 else ()


# Claims -------------------------------------------------------------------------------------------


def claims_of_table(table: Table) -> Iterator[Claim]:
    """Claim a table that is part of one record."""
    yield Claim(table.line, Role.DETAILS, table.names)
    yield from rules_of(table)
    for line, cells in table.rows:
        yield Claim(line, Role.VALUE, columns=_columns(table, cells))


def claim_of_row(table: Table, row: int, title: int) -> Claim:
    """Claim a row that is a record of its own."""
    line, cells = table.rows[row]
    if not cells[title]:
        return Claim(line, Role.VALUE, columns=_columns(table, cells))
    return Claim(line, Role.TITLE, (cells[title],), columns=_columns(table, cells))


def rules_of(table: Table) -> Iterator[Claim]:
    """Claim the lines that only draw."""
    for line in table.rules:
        yield Claim(line, Role.NOISE, reason="line of a table that only draws")


def _columns(table: Table, cells: Sequence[str]) -> tuple[tuple[str, int, str], ...]:
    return tuple((name, table.line, cell) for name, cell in zip(table.names, cells, strict=True))


class Names(NamedTuple):
    """The names of the columns of a page's HTML tables."""

    cells: dict[int, tuple[str, int]]  # by line: the name of the cell's column, and its line
    heads: frozenset[int]  # lines of names


def names_of(forms: Sequence[Form]) -> Names:
    """Give the names of the columns of a page's tables.

    A table names its columns by cells that are marked as names, more than one in the row
    above all others. A cell of several lines has parts of its own, which its column does not name.
    """
    heads: dict[str, _Head] = {}
    found: dict[tuple[str, str, int], list[int]] = {}
    for form in forms:
        way = _CELL.match(form.hint.path) if form.hint and "/t" in form.hint.path else None
        if way is None:
            continue
        table, row, kind, place = way.groups()
        head = heads.setdefault(table, _Head(row, {}, {}))
        seen = head.seen.setdefault(row, {"th": 0, "td": 0})
        seen[kind] = int(place)
        column = seen["th"] + seen["td"]
        if kind == "th" and head.row == row:
            head.names.setdefault(column, (form.words, form.at.line))
        elif kind == "td" and head.row != row and head.is_read and column in head.names:
            found.setdefault((table, row, column), []).append(form.at.line)
    cells = {
        lines[0]: heads[table].names[column]
        for (table, _, column), lines in found.items()
        if len(lines) == 1
    }
    named = {table for table, *_ in found}
    lines = (line for table in named for _, line in heads[table].names.values())
    return Names(cells, frozenset(lines))


def in_columns(claims: Sequence[Claim], names: Names) -> list[Claim]:
    """Put the cells of an HTML table under the names of their columns."""
    found = []
    for claim in claims:
        if claim.line in names.heads:
            words = claim.values or (claim.label,)
            found.append(Claim(claim.line, Role.DETAILS, words))
        elif claim.line in names.cells and (words := claim.values or (claim.label,)):
            column = (*names.cells[claim.line], words[0])
            is_title = claim.role is Role.TITLE
            cell = claim if is_title else Claim(claim.line, Role.VALUE)
            found.append(cell._replace(columns=(column,)))
        else:
            found.append(claim)
    return found


class _Head(NamedTuple):
    row: str  # the first one
    names: dict[int, tuple[str, int]]  # by column: words and line
    seen: dict[str, dict[str, int]]  # of each row: the last cell of each kind

    @property
    def is_read(self) -> bool:
        return 1 < len(self.names) <= _WIDE


_CELL = re.compile(
    r"(.*/table\[\d+\])((?:/t(?:head|body|foot)\[\d+\])?/tr\[\d+\])/(t[hd])\[(\d+)\](?:/(?!.*table)|$)"
)
