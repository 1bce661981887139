"""CSV to the byte, and the guard on what is no formula: it adds nothing where nothing is due."""

import csv
import io
import string

import makers
import pytest

from gpkit.exporters import How
from gpkit.exporters.csv import export, guard, header, restore
from gpkit.model import Observed, ObservedValue

SIGNS = "=+-@＝＋－＠"
HARMLESS = sorted({*string.printable, *"äЖ中🚀“”’€"} - {*SIGNS, *"'\t\r\n\x0b\x0c"})


def test_a_character_that_starts_no_formula_is_left_alone():
    for character in HARMLESS:
        for before in ("", "a, ", "a;", "a\t"):
            assert guard(f"{before}{character}1") == f"{before}{character}1"


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_behind_a_letter_is_no_formula(sign):
    for character in set(HARMLESS) - set(' ",;'):
        for words in (f"{character}{sign}1", f"a;{character}{sign}1"):
            assert guard(words) == words


@pytest.mark.parametrize("blank", ["", *' "\x00\x08\x1b\x20\u00a0\u3000\u200b\u200f\u2060\ufeff'])
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_behind_what_is_not_seen_is_one(blank, sign):
    cell = f"{blank}{sign}1"
    assert guard(cell) == f"'{cell}"
    assert guard(f"a;{cell}") == f"a;'{cell}"
    assert restore(guard(cell)) == cell


def seen(label, *raws):
    return Observed(label, "country", 4, tuple(ObservedValue(raw, 5, None, ()) for raw in raws))


def test_rows_of_one_practice_stand_below_each_other_and_nothing_between():
    one = makers.practice(5)._replace(
        id="bees/wax", observed=(seen("Where", "=1", "b, c"), seen("X"))
    )
    one = one._replace(provenance=one.provenance._replace(dump="d.txt"))
    out = io.StringIO(newline="")
    export([one, one._replace(id="bees/two")], How("long"), out)
    assert out.getvalue() == (
        "id,facet,value,label,raw,dump,line\r\n"
        "bees/wax,country,,Where,'=1,d.txt,5\r\n"
        'bees/wax,country,,Where,"b, c",d.txt,5\r\n'
        "bees/wax,country,[],X,,d.txt,4\r\n"
        "bees/two,country,,Where,'=1,d.txt,5\r\n"
        'bees/two,country,,Where,"b, c",d.txt,5\r\n'
        "bees/two,country,[],X,,d.txt,4\r\n"
    )


def test_a_wide_table_is_read_back_row_by_row():
    practices = [makers.practice(number) for number in (3, 4, 5)]
    out = io.StringIO(newline="")
    export(practices, How("wide"), out)
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert tuple(rows[0]) == header()
    assert {len(row) for row in rows} == {len(header())}
    assert [restore(row[0]) for row in rows] == ["id", *(one.id for one in practices)]
