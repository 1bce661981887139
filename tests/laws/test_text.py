"""Slugs, CSV cells and words for a terminal: safe whatever a title says."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpkit.exporters.csv import guard, restore
from gpkit.store.tree import Tree
from gpkit.text.clean import clean_title, one_line
from gpkit.text.slug import generic_slug, slug, title_key, untitled_slug
from strategies import ANY_STRING, HOSTILE, TITLE

ANY_TITLE = st.one_of(TITLE, ANY_STRING)
RESERVED = ["CON", "con", "NUL", "aux.", "com1", "LPT9", ".", "..", "-", "~", "a" * 200, "é" * 99]


@given(title=ANY_TITLE, line=ANY_STRING)
def test_a_slug_stays_in_its_alphabet(title, line):
    for made in (slug(title), generic_slug(title, line), untitled_slug(line)):
        assert re.fullmatch(r"[a-z0-9-]{1,80}", made)
        assert not made.startswith("-")


@given(one=ANY_TITLE, two=ANY_TITLE)
def test_same_slug_exactly_for_same_title(one, two):
    assert (slug(one) == slug(two)) == (title_key(one) == title_key(two))


VARIANTS = ["Code – the Coast", "CODE: the coast", "“Code” the coast!", "Code  the\u00a0coast"]


@pytest.mark.parametrize("title", VARIANTS)
def test_typing_does_not_change_a_slug(title):
    assert slug(title) == "code-the-coast"


@given(one=st.sampled_from(RESERVED + HOSTILE), two=st.sampled_from(RESERVED + HOSTILE))
def test_hostile_titles_keep_apart(one, two):
    assert (slug(one) == slug(two)) == (title_key(one) == title_key(two))


@pytest.mark.parametrize("title", RESERVED + HOSTILE)
def test_a_hostile_title_stays_in_the_tree(title, tmp_path):
    path = Tree(tmp_path).path(f"generic/{slug(title)}")
    assert path.parent == tmp_path / "generic"
    assert path.resolve().is_relative_to(tmp_path.resolve())
    assert path.stem.lower() not in ("con", "prn", "aux", "nul", "com1", "lpt9")


# CSV ----------------------------------------------------------------------------------------------


@given(cell=ANY_STRING)
def test_a_guarded_cell_is_restored(cell):
    assert restore(guard(cell)) == cell


@given(one=ANY_STRING, two=ANY_STRING)
def test_guarding_keeps_cells_apart(one, two):
    assert (guard(one) == guard(two)) == (one == two)


@given(cell=ANY_STRING)
def test_a_guarded_cell_is_no_formula(cell):
    assert guard(cell).lstrip(" \u00a0")[:1] not in set("=+-@\t\r\n＝＋－＠") - {""}


@given(row=st.lists(ANY_STRING, min_size=1, max_size=5))
def test_rows_are_read_back(row):
    out = io.StringIO(newline="")
    csv.writer(out).writerow([guard(cell) for cell in row])
    (back,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert [restore(cell) for cell in back] == row


# Terminal -----------------------------------------------------------------------------------------


@given(words=ANY_STRING)
def test_one_line_is_one_line_without_controls(words):
    shown = one_line(words)
    assert len(shown.splitlines()) <= 1
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


@given(words=ANY_STRING)
def test_a_clean_title_is_clean(words):
    assert clean_title(clean_title(words)) == clean_title(words)
