r"""CSV (RFC 4180, UTF-8): one row a practice, or with ``long`` one row a value.

A facet that is present without a known value is ``[]``, an absent one an empty cell. Values are
joined by ``; `` in the order of the page. A cell that a spreadsheet would run as a formula gets an
apostrophe in front; so does a cell that begins with one, so that `restore` gives back the words.
Lost: sections, and the raw words (``long`` has them).
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from gpkit.authority import load
from gpkit.model import Money, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from gpkit.model import Practice, Value

SHAPES: tuple[str, ...] = ("wide", "long")
JOINED = "; "
EMPTY = "[]"

_ABOUT = ("id", "family", "title", "language", "published", "summary")
_SOURCE = ("url", "fetched", "dump", "first_line", "last_line")
LONG = ("id", "facet", "value", "label", "raw", "dump", "line")

# What spreadsheets take for a formula: also behind blanks, and in full width.
_FORMULA = re.compile(r"'|[ \u00a0]{0,100}[=+\-@\t\r\n＝＋－＠]")


def header() -> tuple[str, ...]:
    """Give the columns of the wide shape, in their fixed order."""
    return (*_ABOUT, *_facets(), *_SOURCE)


def export(practices: Iterable[Practice], shape: str, out: TextIO) -> None:
    """Write the header, then a row for each practice (wide) or each value (long)."""
    writer = csv.writer(out)
    writer.writerow(LONG if shape == "long" else header())
    for practice in practices:
        rows = _long(practice) if shape == "long" else (_wide(practice),)
        writer.writerows([guard(cell) for cell in row] for row in rows)


def guard(cell: str) -> str:
    """Make a cell inert; `restore` undoes it.

    >>> guard("=1+1"), guard("'quoted'"), guard("plain")
    ("'=1+1", "''quoted'", 'plain')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """Give back the words of a cell that `guard` wrote.

    >>> restore(guard("=1+1"))
    '=1+1'
    """
    return cell.removeprefix("'")


def shown(value: Value) -> str:
    """Write a value in one cell.

    >>> shown(Money("153956.87", "EUR")), shown(Organisation("FUNDACJA TECHSOUP", "PL"))
    ('153956.87 EUR', 'FUNDACJA TECHSOUP (PL)')
    """
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}" if value.currency else value.amount
    if isinstance(value, Organisation):
        return f"{value.name} ({value.country})" if value.country else value.name
    return str(value)


def _facets() -> tuple[str, ...]:
    authority = load()
    kinds = ((facet, authority.facet(facet).kind) for facet in authority.facets())
    return tuple(facet for facet, kind in kinds if kind not in ("title", "period"))


def _wide(practice: Practice) -> Iterator[str]:
    for name in _ABOUT:
        yield getattr(practice, name) or ""
    for facet in _facets():
        values = practice.facets.get(facet)
        yield "" if values is None else JOINED.join(map(shown, values)) or EMPTY
    source = practice.provenance
    yield from (source.url or "", source.fetched or "", source.dump)
    yield from map(str, source.lines)


def _long(practice: Practice) -> Iterator[tuple[str, ...]]:
    for entry in practice.observed:
        facet, dump = entry.facet or "", practice.provenance.dump
        if not entry.values:
            yield (practice.id, facet, EMPTY, entry.label, "", dump, str(entry.line))
        for value in entry.values:
            concept = "" if value.concept is None else shown(value.concept)
            line = str(value.line)
            yield (practice.id, facet, concept, entry.label, value.raw, dump, line)
