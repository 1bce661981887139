"""An Excel workbook: sheets practices, values and sections; frozen headers, filters, no formula.

Words are always words, never a formula and never a link; whole days are dates; years, lines, and
amounts that a spreadsheet can hold exactly are numbers. A text too long for a cell is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from gpkit.errors import GpkitError
from gpkit.exporters import needed
from gpkit.exporters._cells import Column, Long, Wide
from gpkit.model import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gpkit.exporters import How
    from gpkit.model import Practice

SHAPES = ("wide",)
SUFFIXES = (".xlsx",)
OPTIONS = ("columns", "lang")
WRITES = "file"
EXTRA = "xlsx"
NEEDS = ("xlsxwriter",)
KEEPS = "title, language, date, summary, all facets, raw words with their lines, prose"
LOSES = "evidence, other places, readings of ambiguous words; with --columns: all other sheets"

LONGEST = 32_767  # characters of a cell
ROWS = 2**20
SECTIONS = ("id", "position", "heading", "role", "text")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST = date(1900, 3, 1)  # before, Excel counts a day too many
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # no clock in the file
_EXACT = 15  # digits that a number of a spreadsheet holds
# Not allowed in XML at all, not even escaped as _xFFFE_ by the library.
_NO_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")

Cell = str | int | date | Money


def export(practices: Iterable[Practice], how: How, out: Path) -> None:
    """Write the workbook, row by row."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise needed("xlsx", EXTRA) from error
    settings = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": False,
    }
    with xlsxwriter.Workbook(out, settings) as book:
        book.set_properties({"title": "Good practices", "created": _MADE.replace(tzinfo=None)})
        sheets = _sheets(book, how)
        for practice in practices:
            for sheet in sheets:
                sheet.write(practice)
        for sheet in sheets:
            sheet.close()


def cells(wide: Wide, practice: Practice) -> Iterator[Cell]:
    """Give the typed cells of the sheet ``practices``."""
    (row,) = wide.rows(practice)
    for column, text in zip(wide.columns, row, strict=True):
        yield _typed(practice, column, text)


def text_of(cell: Any) -> str:
    """Give a typed cell as the words that CSV has for it.

    >>> text_of(Money("10.50", "EUR")), text_of(date(2024, 7, 18)), text_of(2018)
    ('10.50 EUR', '2024-07-18', '2018')
    """
    if isinstance(cell, Money):
        return f"{cell.amount} {cell.currency}" if cell.currency else cell.amount
    return "" if cell is None else str(cell)


def _typed(practice: Practice, column: Column, text: str) -> Cell:
    if column.kind == "integer":
        return int(text)
    if column.kind == "date" and _DAY.fullmatch(text):
        day = date.fromisoformat(text) if _is_day(text) else None
        return day if day and day >= _FIRST else text
    values = practice.facets.get(column.name, ()) if column.facet else ()
    if len(values) == 1 and isinstance(values[0], int):
        return values[0]
    if len(values) == 1 and isinstance(values[0], Money) and _is_exact(values[0].amount):
        return values[0]
    return text


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_exact(amount: str) -> bool:
    return len(amount.lstrip("-0").replace(".", "")) <= _EXACT


class _Sheet:
    """A sheet: its header, then rows one after another."""

    def __init__(self, book: Any, name: str, header: list[str]) -> None:
        self._book = book
        self._name = name
        self._formats: dict[str, Any] = {}
        self._sheet = book.add_worksheet(name)
        self._header = header
        self._row = 0
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_column(0, 0, 30)
        self._sheet.set_column(1, len(header) - 1, 18)
        self.add(header, self._format("", bold=True))

    def write(self, practice: Practice) -> None:
        """Write what the sheet has of a practice."""
        for row in self.rows(practice):
            self.add(row, None, practice.id)

    def rows(self, practice: Practice) -> Iterator[Iterable[Cell]]:
        """Give the rows of a practice."""
        raise NotImplementedError

    def add(self, row: Iterable[Cell], style: Any = None, practice: str = "") -> None:
        """Add a row."""
        if self._row >= ROWS:
            raise GpkitError(
                f"{practice}: the sheet {self._name} is full, it holds {ROWS:,} rows",
                "Choose fewer practices with --where or --family, or use --format sqlite.",
            )
        for place, cell in enumerate(row):
            self._cell(place, cell, style, practice)
        self._row += 1

    def close(self) -> None:
        """Set the filter over all rows."""
        self._sheet.autofilter(0, 0, max(self._row - 1, 1), len(self._header) - 1)

    def _cell(self, place: int, cell: Cell, style: Any, practice: str) -> None:
        sheet, row = self._sheet, self._row
        if isinstance(cell, Money):
            sheet.write_number(row, place, float(cell.amount), self._money(cell))
        elif isinstance(cell, date):
            sheet.write_datetime(row, place, cell, self._format("yyyy-mm-dd"))
        elif isinstance(cell, int):
            sheet.write_number(row, place, cell)
        elif cell:
            self._refuse_long(cell, place, practice)
            sheet.write_string(row, place, _NO_XML.sub("\ufffd", cell), style)

    def _money(self, money: Money) -> Any:
        decimals = len(money.amount.partition(".")[2])
        number = "#,##0" + f".{'0' * decimals}" * bool(decimals)
        return self._format(f"{number} [${money.currency}]" if money.currency else number)

    def _format(self, number: str, **how: Any) -> Any:
        if number not in self._formats:
            given = {"num_format": number} if number else {}
            self._formats[number] = self._book.add_format({**given, **how})
        return self._formats[number]

    def _refuse_long(self, cell: str, place: int, practice: str) -> None:
        length = len(cell.encode("utf-16-le")) // 2  # as spreadsheets count
        if length <= LONGEST:
            return
        name = self._header[place]
        raise GpkitError(
            f"{practice}: {self._name}, {name}: {length:,} characters, and a cell of a workbook "
            f"holds {LONGEST:,}",
            "Nothing was written. Choose columns without it (--columns id,title,country: the sheet "
            "practices only), or use --format csv.",
        )


class _Practices(_Sheet):
    def __init__(self, book: Any, how: How) -> None:
        self._wide = Wide(how)
        super().__init__(book, "practices", self._wide.header())

    def rows(self, practice: Practice) -> Iterator[Iterable[Cell]]:
        yield cells(self._wide, practice)


class _Values(_Sheet):
    def __init__(self, book: Any, how: How) -> None:
        self._long = Long(how)
        super().__init__(book, "values", self._long.header())

    def rows(self, practice: Practice) -> Iterator[Iterable[Cell]]:
        for *row, line in self._long.rows(practice):
            yield (*row, int(line))


class _Sections(_Sheet):
    def __init__(self, book: Any) -> None:
        super().__init__(book, "sections", list(SECTIONS))

    def rows(self, practice: Practice) -> Iterator[Iterable[Cell]]:
        for number, section in enumerate(practice.sections, 1):
            yield (practice.id, number, section.heading or "", section.role, section.text)


def _sheets(book: Any, how: How) -> list[_Sheet]:
    if how.columns:
        return [_Practices(book, how)]
    return [_Practices(book, how), _Values(book, how), _Sections(book)]
