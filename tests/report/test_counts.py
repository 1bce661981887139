"""Each figure of a report, on catalogues small enough to count by hand."""

import pytest
from catalogues import made

from gpkit.exporters._labels import Labels
from gpkit.model import Place
from gpkit.report import as_json, counts, gaps, report
from gpkit.report.grid import COLUMNS, EU27, PLACES, ROWS, bounds, step
from gpkit.report.words import named, sentence

EN = Labels("en")
ICT = "digital_skills_for_ict_professionals_and_other_digital_experts"
ALL = "digital_skills_for_all"


def test_a_practice_counts_once_for_each_value():
    practices = [
        made(1, facets={"country": ("BG", "LV")}),
        made(2, facets={"country": ("BG", "BG")}),
        made(3, facets={"country": ()}),
        made(4),
    ]
    (country,) = counts.facets(practices, EN)
    assert country.practices == 2
    assert [tuple(c) for c in country.counts] == [("BG", "Bulgaria", 2), ("LV", "Latvia", 1)]
    (rate,) = counts.rates(practices, EN)
    assert rate[2:] == (2, 1, 1)


@pytest.mark.parametrize(
    ("lang", "label"), [("en", "Bulgaria"), ("bg", "България"), ("de", "Bulgarien")]
)
def test_labels_are_those_of_the_language(lang, label):
    (country,) = counts.facets([made(1, facets={"country": ("BG",)})], Labels(lang))
    assert country.counts[0].label == label


def test_years_of_each_kind_of_date():
    practices = [
        made(1, published="2024-07-18", facets={"start_date": ("2018-09",), "call_year": (2018,)}),
        made(2, published="2024", facets={"start_date": ("2020",)}),
    ]
    found = {f.facet: [(c.key, c.number) for c in f.counts] for f in counts.years(practices, EN)}
    assert found == {
        "published": [("2024", 2)],
        "start_date": [("2018", 1), ("2020", 1)],
        "call_year": [("2018", 1)],
    }


def test_what_matters_most_comes_first():
    facets = {f: (load_first(f),) for f in ("industry", "funding_type", "country")}
    found = counts.facets([made(1, facets=facets)], EN)
    assert [f.facet for f in found] == ["country", "funding_type", "industry"]


def load_first(facet):
    from gpkit.authority import load

    return load().concepts(load().facet(facet).scheme)[0]


# Gaps ---------------------------------------------------------------------------------------------


def crossed(cells):
    """Make practices of {(country, audience): how many}."""
    return [
        made(10_000 * n + i, facets={"country": (country,), "target_audience": (audience,)})
        for n, ((country, audience), number) in enumerate(cells.items(), 1)
        for i in range(number)
    ]


def test_a_gap_is_what_chance_would_have_filled():
    practices = crossed({("BG", ALL): 10, ("BG", ICT): 10, ("LV", ALL): 10, ("MT", ALL): 10})
    (gap,) = [g for g in gaps.gaps(practices, EN) if g.concept == ICT]
    assert (gap.missing, gap.of, gap.practices) == (("Latvia", "Malta"), 3, 10)
    assert gap.expected == 5.0  # 10 of 40 have it, 20 of 40 are there: 10 * 20 / 40
    assert gap.is_telling
    assert sentence(gap) == (
        "No practice for Digital skills for ICT professionals and other digital experts"
        " in 2 of 3 countries"
    )


def test_few_practices_tell_little():
    (gap,) = gaps.gaps(crossed({("BG", ALL): 2, ("LV", ICT): 2, ("BG", ICT): 1}), EN)
    assert (gap.concept, gap.missing, gap.is_telling) == (ALL, ("Latvia",), False)


def test_what_a_page_does_not_say_is_no_gap():
    practices = crossed({("BG", ALL): 10, ("BG", ICT): 10})
    practices += [made(1, facets={"country": ("LV",)}), made(2, facets={"country": ("MT",)})]
    assert gaps.gaps(practices, EN) == ()


@pytest.mark.parametrize("value", ["other", "EU", "europe", "international", "unknown"])
def test_what_is_no_country_is_no_gap(value):
    assert gaps.gaps(crossed({("BG", ALL): 9, ("BG", ICT): 9, (value, ALL): 9}), EN) == ()


def test_the_most_telling_comes_first():
    practices = crossed(
        {("BG", ALL): 30, ("BG", ICT): 30, ("LV", ALL): 20, ("MT", ICT): 5, ("LV", "x"): 1}
    )
    found = gaps.gaps(practices, EN)
    assert [g.expected for g in found] == sorted((g.expected for g in found), reverse=True)
    assert found[0].concept == ICT


def test_member_states_without_a_practice():
    (country,) = gaps.unused(crossed({("BG", ALL): 1, ("CH", ALL): 1}), EN)[1:2]
    assert (country.facet, country.of, len(country.missing)) == ("country", 27, 26)
    assert "Bulgaria" not in country.missing


def test_a_table_of_two_facets_adds_up():
    cells = {("BG", ALL): 3, ("BG", ICT): 1, ("LV", ALL): 2}
    (cross,) = gaps.crosses(crossed(cells), EN)
    assert dict(cross.rows) == {"Bulgaria": (3, 1), "Latvia": (2, 0)}


def test_long_lists_are_cut_in_words():
    names = tuple(f"Country {n}" for n in range(14))
    gap = gaps.Gap("a", "A", "x", "X", "country", "Country", names, 20, 9, 4.0)
    assert named(gap).endswith("Country 11 and 2 more")


# The map ------------------------------------------------------------------------------------------


def test_every_member_state_has_its_own_square():
    assert set(EU27) <= set(PLACES)
    assert len(EU27) == 27
    assert len(set(PLACES.values())) == len(PLACES)
    assert all(column < COLUMNS and row < ROWS for column, row in PLACES.values())


@pytest.mark.parametrize(
    ("one", "direction", "other"),
    [
        ("NO", "north", "DK"),
        ("PT", "west", "ES"),
        ("IE", "west", "GB"),
        ("FI", "north", "EE"),
        ("EE", "north", "LV"),
        ("LV", "north", "LT"),
        ("BE", "west", "DE"),
        ("FR", "west", "CH"),
        ("IT", "north", "MT"),
        ("RO", "north", "BG"),
        ("BG", "north", "GR"),
    ],
)
def test_neighbours_lie_as_on_a_map(one, direction, other):
    axis = {"west": 0, "north": 1}[direction]
    assert PLACES[one][axis] < PLACES[other][axis]


@pytest.mark.parametrize("highest", [1, 2, 3, 5, 10, 97, 12_345])
def test_the_scale_takes_every_number_and_rises(highest):
    scale = bounds(highest)
    steps = [step(n, scale) for n in range(min(highest, 2000) + 1)]
    assert steps == sorted(steps)
    assert step(highest, scale) == len(scale) <= 4
    assert steps[:2] == [0, 1]


# Dumps --------------------------------------------------------------------------------------------


def test_a_dump_counts_once_wherever_a_practice_was_seen_on_it():
    """Two practices of one dump, a third of its own that was seen on a second page, too."""
    first, second, third = made(1), made(2), made(3)
    second = second._replace(provenance=first.provenance)
    place = Place("other.txt", "f" * 64, (1, 3))
    third = third._replace(provenance=third.provenance._replace(also=(place,)))
    assert report([first, second, third], EN).dumps == 3


# JSON ---------------------------------------------------------------------------------------------


def test_json_is_plain_data():
    import json

    data = as_json(report(crossed({("BG", ALL): 2, ("LV", ICT): 2}), EN))
    assert json.loads(json.dumps(data)) == data
    assert data["schema_version"] == 1
    assert data["facets"][0]["counts"][0] == {"key": "BG", "label": "Bulgaria", "number": 2}
