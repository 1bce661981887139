"""A table that comes back: in which language it is, and which column is which."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from gpkit.errors import GpkitError
from gpkit.exporters._cells import EMPTY, LONG, columns
from gpkit.exporters._labels import Labels, languages, near
from gpkit.importers import _words

_LOOK = 200  # rows that tell the language of a table


class Sheet(NamedTuple):
    """A table as it was found."""

    name: str
    rows: list[list[str]]


def columns_of(rows: list[list[str]], sheet: str) -> tuple[str, list[str]]:
    """Tell in which language a table is, and give its columns by id.

    Raises:
        GpkitError: its header names what is no column, one twice, or no ``id``.
    """
    header = [cell.strip() for cell in rows[0]] if rows else []
    while header and not header[-1]:
        header.pop()
    fixed = {c.name: c.name for c in columns() if not c.facet} | {name: name for name in LONG}
    found: list[tuple[int, Labels, list[str]]] = []
    for language in ("", *languages()):
        labels = Labels(language)
        known = {labels.facet(c.name): c.name for c in columns() if c.facet} | fixed
        if all(cell in known for cell in header):
            names = [known[cell] for cell in header]
            found.append((_misses(rows[1:_LOOK], names, labels), labels, names))
            if not found[-1][0]:
                break
    if not found:
        every = [*fixed, *(c.name for c in columns())]
        strange = next(cell for cell in header if cell not in every)
        raise GpkitError(f"{sheet}: there is no column {strange!r}", near(strange, every))
    _, labels, names = min(found, key=lambda each: each[0])
    return labels.language, _checked(names, sheet)


def _misses(rows: list[list[str]], names: list[str], labels: Labels) -> int:
    """Count the cells with words that are no labels of a language: *Land* is in four of them."""
    missed = 0
    facets = {label: facet for facet, label in labels.facets().items()}
    for row in rows:
        cells = dict(zip(names, row, strict=False))
        if "facet" in names:
            facet = facets.get(cells.get("facet", ""), "")
            missed += bool(cells.get("facet")) and not facet
            cells = {facet: cells.get("value", "")}
        missed += sum(_is_strange(facet, cell, labels) for facet, cell in cells.items())
    return missed


def _is_strange(facet: str, cell: str, labels: Labels) -> bool:
    named = labels.concepts(facet)
    if not named or cell in ("", EMPTY):
        return False
    names = set(named.values() if labels.language else named)
    return not names.issuperset(_words.pieces(cell, names))


def _checked(names: list[str], sheet: str) -> list[str]:
    twice = [name for name, often in Counter(names).items() if often > 1]
    if twice:
        raise GpkitError(f"{sheet}: two columns {twice[0]!r}", "Keep one of the two.")
    if "id" not in names:
        raise GpkitError(f"{sheet}: no column id", "It says which practice a row is of; keep it.")
    if "value" in names and "facet" not in names:
        raise GpkitError(f"{sheet}: a column value, and none facet", "Keep the column facet.")
    return names
