"""Counts, expected bounds, and the rule that checks them."""

import json

import pytest
from test_diff import made, write

from gpkit.stats import Fill, bounds, fill, stats
from support import gpkit


def practices(number, filled, empty=0):
    for n in range(number):
        facets = {"country": ("BG",)} if n < filled else {}
        facets |= {"country": ()} if filled <= n < filled + empty else {}
        yield made(n, "erasmusly")._replace(facets=facets)


def test_fill_has_three_values():
    assert fill(practices(10, 6, 3)) == {"country": Fill(6, 3, 1)}


def test_stats_of_the_seeds(catalogue):
    found = json.loads(gpkit("stats", "--format", "json").out)
    site = found["digitalalliance-bg"]
    assert site["practices"] == 3
    assert site["facets"]["organisation"] == {"value": 1, "empty": 1, "absent": 1}
    assert site["concepts"]["country"] == {"BG": 2, "LV": 1, "other": 1}
    assert site["years"] == {"2024": 3}


def test_unknown_words_are_counted():
    practice = made(1)
    from gpkit.model import Observed, ObservedValue

    seen = Observed("Level", "digital_skill_level", 1, (ObservedValue("Odd", 2),))
    strange = Observed("Strange", None, 3, (ObservedValue("x", 4),))
    family = stats([practice._replace(observed=(seen, strange))])["generic"]
    assert family.unknown == {"digital_skill_level": {"Odd": 1}}
    assert family.labels == {"Strange": 1}


def test_small_samples_get_wide_bounds():
    few, lots = (bounds.derive(practices(n, n))["erasmusly"] for n in (4, 400))
    assert few.facets["country"].tolerance > 60
    assert lots.facets["country"].tolerance < 4


def test_what_was_counted_holds():
    for number, filled, empty in ((1, 1, 0), (7, 3, 2), (40, 39, 0), (300, 100, 100)):
        there = list(practices(number, filled, empty))
        assert list(bounds.check(bounds.derive(there), there)) == []


def test_a_field_that_vanishes_is_one_broken_bound():
    expected = bounds.derive(practices(40, 40))
    (broken,) = bounds.check(expected, practices(40, 2))
    assert broken[:5] == ("erasmusly", "country", "value", 100, 5)
    assert broken.counted == "2 of 40 practices"


def test_a_family_that_vanishes_is_a_broken_bound():
    (broken,) = bounds.check(bounds.derive(practices(2, 2)), [])
    assert (broken.facet, broken.was, broken.found) == (None, 2, 0)


@pytest.fixture
def shrunk(tmp_path, monkeypatch):
    """A store whose bounds were made of 40 full practices, and that lost a field since."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "data/normalized", practices(40, 40))
    assert gpkit("bounds", "--update").code == 0
    write(tmp_path / "data/normalized", practices(40, 2))
    return tmp_path


def test_validate_reports_a_broken_bound_at_its_line(shrunk):
    text = (shrunk / "data/bounds.yaml").read_text("utf-8")
    line = next(n for n, words in enumerate(text.splitlines(), 1) if "country:" in words)
    run = gpkit("validate", "--format", "json")
    assert run.code == 1
    found = [f for f in json.loads(run.out)["findings"] if f["rule"] == "expected-bounds"]
    assert [(f["path"], f["line"]) for f in found] == [("data/bounds.yaml", line)]
    assert found[0]["message"] == (
        "country of erasmusly: 5 % have a value (2 of 40 practices), expected 100 ± 19 %"
    )


def test_single_files_are_not_held_against_bounds(shrunk):
    run = gpkit("validate", "data/normalized/erasmusly/practice-1.yaml", "--fail-on", "never")
    assert "expected-bounds" not in run.out


def test_an_update_is_stable_and_mends_it(shrunk):
    assert "written" in gpkit("bounds", "--update").err
    assert "unchanged" in gpkit("bounds", "--update").err
    assert "0 bounds broken" in gpkit("bounds").err


def test_broken_bounds_say_where(shrunk):
    (shrunk / "data/bounds.yaml").write_text("erasmusly:\n  practices: many\n")
    run = gpkit("validate")
    assert run.code == 2
    assert "data/bounds.yaml" in run.err


def test_no_bounds_yet(catalogue):
    run = gpkit("bounds")
    assert run.code == 2
    assert "gpkit bounds --update" in run.err
