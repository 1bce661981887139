"""What matching promises, whatever the practices."""

from itertools import pairwise

import match_pairs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpkit import match
from gpkit.match import blocks, titles
from gpkit.match.features import features
from gpkit.match.prose import packed, similarity, sketch
from gpkit.match.score import score
from gpkit.match.weights import KINDS
from gpkit.store.codec import from_plain

PLAIN, _ = match_pairs.labelled("DEVELOPED", 3, each=4)
PRACTICES = [from_plain(data) for data in PLAIN]
FEATURES = [features(practice) for practice in PRACTICES]


def practice(number, **fields):
    base = {
        "id": f"generic/x{number:03}",
        "family": "generic",
        "title": None,
        "sections": [],
        "facets": {},
        "provenance": {
            "dump": "x.txt",
            "sha256": f"{number:016}" + "0" * 48,
            "parser": "generic",
            "lines": [1, 2],
        },
    }
    if text := fields.pop("text", ""):
        base["sections"] = [{"heading": None, "role": "summary", "text": text}]
    return from_plain({**base, **fields})


def kinds(one, other):
    return {e.kind for e in match.between(practice(1, **one), practice(2, **other)).evidence}


@given(st.permutations(range(len(PRACTICES))))
def test_the_order_of_practices_does_not_matter(order):
    assert match.match(PRACTICES[i] for i in order[:40]) == match.match(
        PRACTICES[i] for i in sorted(order[:40])
    )


@given(st.sampled_from(FEATURES), st.sampled_from(FEATURES))
def test_the_sides_do_not_matter(one, other):
    there, back = score(one, other), score(other, one)
    assert there.score == back.score
    assert {e.kind for e in there.evidence} == {e.kind for e in back.evidence}


@given(st.sampled_from(FEATURES), st.sampled_from(FEATURES))
def test_a_score_is_a_share_and_its_evidence_is_in_the_table(one, other):
    found = score(one, other)
    assert 0 <= found.score <= 1
    for e in found.evidence:
        assert abs(e.weight) <= abs(KINDS[e.kind].weight)
        assert (e.weight >= 0) == (KINDS[e.kind].weight >= 0)


def test_every_kind_of_evidence_is_met():
    met = {e.kind for a in FEATURES for b in FEATURES if a.id < b.id for e in score(a, b).evidence}
    met |= kinds(
        {"text": "(POCU/860/3/12/143177)"}, {"text": "POCU/860/3/12/143177 POCU/861/3/12/143178"}
    )
    met |= kinds({"title": "RAKO"}, {"title": "ROKA"}) | kinds(
        {"title": "CCDI one"}, {"title": "CCID two"}
    )
    dates = {"start_date": ["2020-03-01"]}
    met |= kinds({"facets": dates}, {"facets": {**dates, "end_date": ["2021-04-01"]}})
    met |= kinds({"text": "See www.rakoproject.eu."}, {"text": "Look: https://rakoproject.eu/"})
    money = {"facets": {"eu_grant": [{"amount": "153956.87", "currency": "EUR"}]}}
    met |= kinds(money, money)
    met |= {e.kind for e in score(FEATURES[0], FEATURES[0]).evidence}
    assert sorted(KINDS.keys() - met) == []


def test_what_was_decided_is_not_proposed_again():
    first = match.match(PRACTICES).proposals
    decided = {match.pair(p.right, p.left) for p in first[:5]}
    again = match.match(PRACTICES, decided).proposals
    assert list(again) == [p for p in first if (p.left, p.right) not in decided]


def test_proposals_are_sorted_and_each_pair_comes_once():
    found = match.match(PRACTICES, min_score=0.2).proposals
    assert list(found) == sorted(found, key=lambda p: (-p.score, p.left, p.right))
    assert len({(p.left, p.right) for p in found}) == len(found)
    assert all(p.left < p.right and p.score >= 0.2 for p in found)


# Facts of real duplicates and look-alikes ---------------------------------------------------------

PAIRS = [
    # (one, other, whether proposed)
    (
        "national copies",
        {"title": "Project Women4IT Latvia"},
        {"title": "Women4IT Lithuania"},
        False,
    ),
    ("robots", {"title": "Eurobot 2019"}, {"title": "Let’s eurorobot together!"}, False),
    ("robots", {"title": "Euro robots FAR"}, {"title": "Eurobot 2019"}, False),
    ("robots", {"title": "Euro robots FAR"}, {"title": "Let’s eurorobot together!"}, False),
    (
        "an acronym and a country, in two languages",
        {"title": "Iniciativa CCDI", "language": "pt", "facets": {"country": ["PT"]}},
        {"title": "Digitální dovednosti s CCDI", "language": "cs", "facets": {"country": ["PT"]}},
        True,
    ),
    (
        "two registers",
        {
            "title": "Digital Competence Lift",
            "language": "en",
            "facets": {"country": ["SE"], "start_date": ["2023-09-01"], "end_date": ["2026-03-31"]},
        },
        {
            "title": "Digitalt Kompetenslyft",
            "language": "sv",
            "facets": {"country": ["SE"], "start_date": ["2023-09-01"], "end_date": ["2026-03-31"]},
        },
        True,
    ),
    (
        "one code",
        {
            "title": "Умения за малки фирми",
            "text": "Договор BG05M9OP001-4.001-0135-C02 за обучение",
        },
        {"title": "Skills for SMEs", "text": "Contract BG05M9OP001-4.001-0135"},
        True,
    ),
    (
        "a title of two sites",
        {"title": "i-DIGital Stories of Home"},
        {"title": "I dig stories of home"},
        False,
    ),
]


@pytest.mark.parametrize(("name", "one", "other", "proposed"), PAIRS)
def test_facts(name, one, other, proposed):
    found = match.match([practice(1, **one), practice(2, **other)])
    assert bool(found.proposals) == proposed


@pytest.mark.parametrize("country", ["BG", "LV"])
def test_one_text_under_two_countries_is_two_practices(country):
    text = " ".join(f"word{i}" for i in range(80))
    title = "Women4IT for the labour market"
    sides = [
        practice(i, title=title, text=text, facets={"country": [c]})
        for i, c in ((1, "LT"), (2, country))
    ]
    assert match.match(sides).proposals == ()
    same = [s._replace(facets={"country": ("LT",)}) for s in sides]
    assert match.match(same).proposals[0].score > 0.99


def test_the_number_of_a_page_is_not_that_of_its_records():
    url = "https://example.eu/?p=123"
    one, other = (practice(n, title=t) for n, t in ((1, "Robots of Kavala"), (2, "Ships of Porto")))
    here, there = (p._replace(provenance=p.provenance._replace(url=url)) for p in (one, other))
    assert match.between(here, there).score >= 0.5
    same_dump = there._replace(provenance=here.provenance)
    assert match.between(here, same_dump).score < 0.01


TITLES = [
    ("Sparks initiative", "SPARKS", {"title"}),
    ("Digital Skills for Bulgarian SMEs Programme", "Digital Skills for Bulgarian SMEs", {"title"}),
    ("Connected Lithuania", "Conected Lithuania", {"title-near"}),
    ("Coding with ‘Granny’ – a course", "Coding with 'Granny' - a course", {"title"}),
    ("Robots for Farmers, Module 1", "Robots for Farmers, Module 2", {"number-other"}),
    ("Strategy 2015-2020", "Strategy 2020-2025", {"number-other"}),
    ("Meet and Code in Plovdiv", "Meet and Code in Varna", {"word-other"}),
    ("Teach the Teachers", "Ships and Harbours", {"title-other"}),
    ("Grandparents Online", "Grandparents Online 2", {"sequel", "title-near"}),
    (
        "A Key Ring of Badges for those who",
        "A Key Ring of Badges for those who teach",
        {"title-near"},
    ),
    (None, "Sparks", set()),
]


@pytest.mark.parametrize(("one", "other", "found"), TITLES)
def test_titles(one, other, found):
    sides = titles.prepare(one), titles.prepare(other)
    assert {k for k, _ in titles.compare(*sides, translated=False)} == found
    assert {k for k, _ in titles.compare(*sides[::-1], translated=False)} == found


# Blocks -------------------------------------------------------------------------------------------


def test_a_key_of_too_many_is_skipped_and_reported():
    many = [practice(i, title="Digital Academy") for i in range(blocks.LIMIT + 1)]
    found = match.match(many)
    assert found.proposals == ()
    assert ("title", "digitalacademy", blocks.LIMIT + 1) in found.skipped


def test_pairs_are_few():
    plain, _ = match_pairs.labelled("DEVELOPED", 4, each=20)
    found = match.match(map(from_plain, plain))
    assert found.compared < found.practices**2 / 2 / 20


# Prose --------------------------------------------------------------------------------------------


@given(st.integers(0, 100))
def test_the_similarity_of_prose_is_about_its_share_of_word_pairs(kept):
    one = [f"w{i}" for i in range(400)]
    other = one[: 4 * kept] + [f"v{i}" for i in range(400 - 4 * kept)]
    pairs = [set(pairwise(side)) for side in (one, other)]
    true = len(pairs[0] & pairs[1]) / len(pairs[0] | pairs[1])
    found = similarity(*(packed(sketch(" ".join(side))) for side in (one, other)))
    assert abs(found - true) < 0.17  # four standard deviations


def test_typography_does_not_count():
    one = "“Made in Bulgaria” – the Union’s programme for those who work in small shops… " * 3
    other = (
        '"Made in Bulgaria" - the Union\'s programme for those who\u00a0work in small shops... ' * 3
    )
    assert sketch(one) == sketch(other)
