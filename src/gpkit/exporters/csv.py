r"""CSV (RFC 4180, UTF-8): one row a practice, or with ``long`` one row a value.

A facet that is present without a known value is ``[]``, an absent one an empty cell. Values are
joined by ``; `` in the order of the page. A cell that a spreadsheet would run as a formula gets an
apostrophe in front; so does a cell that begins with one, so that `restore` gives back the words.

The same holds behind each comma, semicolon, tab and line end inside a cell: where a spreadsheet
takes another separator than that of the file (Excel splits CSV at ``;`` in most of Europe), it cuts
there, and what follows is a cell of its own.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from gpkit.exporters._cells import columns, shown, table
from gpkit.exporters._parts import Parts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from gpkit.exporters import How
    from gpkit.model import Practice

__all__ = ["export", "guard", "header", "parts", "restore", "shown"]

SHAPES = ("wide", "long")
OPTIONS = ("columns", "lang")
SUFFIXES = (".csv",)
KEEPS = "title, language, date, summary, all facets, where each practice stood; long: raw words"
LOSES = "prose; wide: raw words; long: what is no facet; evidence, other places"

# What spreadsheets take for a formula, also behind blanks, quotes and what cannot be seen, and full
# width: at the start of a cell, and behind a separator (blanks there hold none: each is looked at).
_SIGNS = "=+\\-@＝＋－＠"
_START = re.compile(
    f"'|[\\s\\x00-\\x1b\"\\u200b-\\u200f\\u2060\\ufeff]*+[{_SIGNS}]|[ \\u00a0]*+[\\t\\r\\n]"
)
_BLANK = (
    '\\x00-\\x08\\x0b\\x0c\\x0e-\\x20"\\x85\\xa0\\u1680\\u2000-\\u200f\\u2028\\u2029\\u202f'
    "\\u205f\\u2060\\u3000\\ufeff"
)
_INSIDE = re.compile(f"([,;\\t\\r\\n])(?='|[{_BLANK}]*+[{_SIGNS}])")
_ADDED = re.compile(r"(\A|[,;\t\r\n])'")


def header() -> tuple[str, ...]:
    """Give the columns of the wide shape, in their fixed order."""
    return tuple(column.name for column in columns())


def export(practices: Iterable[Practice], how: How, out: TextIO) -> None:
    """Write the header, then a row for each practice (wide) or each value (long)."""
    parts(how).write(practices, out)


def parts(how: How) -> Parts:
    """Give the header, and the rows of each practice."""
    return apart(how, ",")


def apart(how: How, delimiter: str) -> Parts:
    """Give the parts of a table whose cells are apart by a delimiter."""
    lines = _Lines()
    writer = csv.writer(lines, delimiter=delimiter)
    chosen = table(how)

    def rows(practice: Practice) -> str:
        writer.writerows([guard(cell) for cell in row] for row in chosen.rows(practice))
        return lines.taken()

    writer.writerow([guard(cell) for cell in chosen.header()])
    return Parts(rows, lines.taken())


class _Lines:
    """Keeps the lines that are written until they are taken."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.write = self._lines.append

    def taken(self) -> str:
        """Give the lines, and forget them."""
        text = "".join(self._lines)
        self._lines.clear()
        return text


def guard(cell: str) -> str:
    """Make a cell inert; `restore` undoes it.

    >>> guard("=1+1"), guard("'quoted'"), guard("plain"), guard("a; =1")
    ("'=1+1", "''quoted'", 'plain', "a;' =1")
    """
    if not cell:  # most cells of a wide table
        return cell
    safe = _INSIDE.sub(r"\1'", cell)
    return f"'{safe}" if _START.match(cell) else safe


def restore(cell: str) -> str:
    """Give back the words of a cell that `guard` wrote.

    >>> restore(guard("=1+1")), restore(guard("a;'=1"))
    ('=1+1', "a;'=1")
    """
    return _ADDED.sub(r"\1", cell)
