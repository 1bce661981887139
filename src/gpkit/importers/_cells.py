"""Cells that are no facet, and whether a cell still says what it said."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from gpkit.errors import GpkitError
from gpkit.importers import _words
from gpkit.store.corrections import FIELDS


def field(name: str, cell: str) -> str:
    """Read a cell that is no facet.

    Raises:
        GpkitError: a correction cannot change it, or not to that.
    """
    if name not in FIELDS:
        raise GpkitError(
            f"{name} cannot be corrected", f"What can: {', '.join(FIELDS)} and the facets."
        )
    if not cell:
        raise GpkitError(f"{name} cannot be cleared, only changed", "Put the right words there.")
    if name == "published" and not _words.is_date(cell):
        raise GpkitError(
            f"published: {cell!r} is no date", "Write it as 2024-07-18, 2024-07 or 2024."
        )
    return cell


def same(cell: str, before: str, kind: str) -> bool:
    """Tell whether a cell says what it said; spreadsheets change line ends and digits."""
    if kind == "money" and cell != before:
        return _amount(cell) == _amount(before)
    return lines(cell) == lines(before)


def lines(cell: str) -> str:
    """Give a cell as every program would write it: line ends, and characters that are none."""
    return (
        cell.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\ufffe", "\ufffd")
        .replace("\uffff", "\ufffd")
    )


def _amount(cell: str) -> object:
    digits, _, currency = cell.partition(" ")
    try:
        return Decimal(digits).normalize(), currency
    except InvalidOperation:
        return cell
