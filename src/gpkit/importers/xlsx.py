"""A workbook that people may have edited; the sheet ``practices`` comes back."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from gpkit.exporters import needed
from gpkit.importers import unreadable
from gpkit.importers._sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CURRENCY = re.compile(r"\[\$([A-Z]{3})[\]-]")
_BROKEN = (BadZipFile, KeyError, ValueError, OSError, TypeError, SyntaxError)


def sheets(path: Path) -> Iterator[Sheet]:
    """Give the tables of the workbook; formulas count as what they last came to."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise needed("xlsx", "xlsx") from error
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        found = [Sheet(s.title, [[_text(c) for c in row] for row in s.rows]) for s in book]
        book.close()
    except _BROKEN as error:
        raise unreadable(path, "workbook", error) from error
    yield from sorted(found, key=lambda sheet: sheet.name != "practices")


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        currency = _CURRENCY.search(cell.number_format or "")
        return f"{_digits(value)} {currency[1]}" if currency else _digits(value)
    return _unescaped(str(value))


def _digits(value: float) -> str:
    """Write a number without an exponent.

    >>> _digits(2018.0), _digits(153956.87), _digits(1e15)
    ('2018', '153956.87', '1000000000000000')
    """
    number = Decimal(repr(value))
    return f"{number.to_integral_value() if number == number.to_integral_value() else number:f}"


def _unescaped(text: str) -> str:
    from openpyxl.utils.escape import unescape

    return str(unescape(text)) if "_x" in text else text
