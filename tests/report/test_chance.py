"""What is called telling: chance alone gets so far in less than one case in twenty."""

import math
import random
from itertools import product

import pytest
from catalogues import made

from gpkit.exporters._labels import Labels
from gpkit.report import gaps
from gpkit.report.chance import chance
from gpkit.report.gaps import TELLING, Gap
from gpkit.report.words import by_chance

EN = Labels("en")
COUNTRIES = ("BG", "LV", "MT", "EE", "FI", "SE", "DK", "PL", "CZ", "AT", "IT", "ES", "PT", "FR")


def by_hand(places, missing):
    """Go through all ways in which places are empty."""
    total = 0.0
    for empty in product((True, False), repeat=len(places)):
        if math.fsum(p for p, e in zip(places, empty, strict=True) if e) >= missing - 1e-9:
            odds = (
                math.exp(-p) if e else 1 - math.exp(-p) for p, e in zip(places, empty, strict=True)
            )
            total += math.prod(odds)
    return total


@pytest.mark.parametrize("seed", range(30))
def test_chance_is_what_going_through_all_ways_gives(seed):
    """Rounded up by little, never down."""
    random_ = random.Random(seed)
    places = [
        random_.expovariate(random_.choice([0.3, 1, 4])) for _ in range(random_.randint(1, 9))
    ]
    left_out = random_.sample(places, random_.randint(1, len(places)))
    missing = math.fsum(left_out)
    found, true = chance(places, missing), by_hand(places, missing)
    assert true - 1e-9 <= found <= by_hand(places, missing * (1 - len(places) / 500)) + 1e-9


def test_three_expected_and_none_found():
    assert chance([3.0], 3.0) == pytest.approx(math.exp(-3))
    assert chance([5.0, 2.5, 2.5], 5.0) == pytest.approx(1 - (1 - math.exp(-5)) ** 2)
    assert chance([0.0, 3.0], 3.0) == pytest.approx(math.exp(-3))


def unrelated(seed, number, concepts):
    """Make practices whose countries have nothing to do with their audiences."""
    random_ = random.Random(seed)
    weights = [random_.expovariate(1) + 0.1 for _ in COUNTRIES]
    return [
        made(
            n,
            facets={
                "country": tuple(random_.choices(COUNTRIES, weights)),
                "target_audience": (random_.choice(concepts),),
            },
        )
        for n in range(number)
    ]


def test_where_nothing_is_related_few_are_called_telling():
    """Five concepts in 200 catalogues of 40 to 120 practices: at most one row in twenty."""
    concepts = ["a", "b", "c", "d", "e"]
    looked, large, told = 0, 0, 0
    for seed in range(200):
        found = gaps.gaps(unrelated(seed, 40 + seed % 80, concepts), EN)
        looked += len(concepts)
        large += sum(gap.expected >= TELLING for gap in found)
        told += sum(gap.is_telling for gap in found)
    assert large > looked / 10  # expecting three of them is nothing to speak of
    assert told <= looked / 20


def test_seven_practices_leave_out_half_of_fourteen_countries_at_least():
    practices = [
        made(n, facets={"country": (country,), "target_audience": ("many",)})
        for n, country in enumerate(COUNTRIES * 5)
    ]
    practices += [
        made(100 + n, facets={"country": (country,), "target_audience": ("few",)})
        for n, country in enumerate(COUNTRIES[::2])
    ]
    (gap,) = [gap for gap in gaps.gaps(practices, EN) if gap.concept == "few"]
    assert (gap.practices, len(gap.missing)) == (7, 7)
    assert gap.expected > TELLING
    assert gap.chance > 0.3
    assert not gap.is_telling


def test_a_concept_in_one_country_only_is_telling():
    practices = [
        made(n, facets={"country": (country,), "target_audience": ("many",)})
        for n, country in enumerate(COUNTRIES * 3)
    ]
    practices += [
        made(100 + n, facets={"country": ("BG",), "target_audience": ("few",)}) for n in range(8)
    ]
    (gap,) = [gap for gap in gaps.gaps(practices, EN) if gap.concept == "few"]
    assert gap.is_telling
    assert len(gap.missing) == 13


@pytest.mark.parametrize(
    ("odds", "words"), [(0.0, "under 1 %"), (0.004, "under 1 %"), (0.049, "5 %"), (1.0, "100 %")]
)
def test_chance_in_words(odds, words):
    assert by_chance(Gap("a", "A", "x", "X", "b", "B", (), 1, 1, 4.0, odds)) == words
