"""Values that name several countries."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpkit.text.countries import LIMIT, split_countries

NAMES = frozenset(
    [
        "Portugal",
        "Latvia",
        "Poland",
        "Belgium",
        "Bulgaria",
        "Montenegro",
        "Serbia",
        "Ireland",
        "Guinea-Bissau",
        "ES",
        "IT",
        "EL",
        "ET",
        "UN",
        "IR",
        "Германия",
        "България",
        "Österreich",
        "Deutschland",
        "Česko",
        "Slovensko",
        "United Kingdom",
        "Bosnia and Herzegovina",
        "Trinidad and Tobago",
        "Serbia and Montenegro",
        "Korea, Republic of",
        "Saint Helena, Ascension and Tristan da Cunha",
        "Босна и Херцеговина",
    ]
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "Portugal, Latvia, Poland, Belgium, United Kingdom  ",
            ["Portugal", "Latvia", "Poland", "Belgium", "United Kingdom"],
        ),
        ("ES,IT,EL", ["ES", "IT", "EL"]),
        ("ES / ET / IT", ["ES", "ET", "IT"]),
        ("UN - IR - ES", ["UN", "IR", "ES"]),
        ("Bulgaria / Latvia", ["Bulgaria", "Latvia"]),
        ("Bulgaria/Latvia", ["Bulgaria", "Latvia"]),
        ("Bulgaria and Latvia", ["Bulgaria", "Latvia"]),
        ("Bulgaria & Latvia", ["Bulgaria", "Latvia"]),
        ("Bulgaria; Latvia;", ["Bulgaria", "Latvia"]),
        ("Bulgaria – Latvia", ["Bulgaria", "Latvia"]),
        ("Bulgaria | Latvia | ", ["Bulgaria", "Latvia"]),
        ("Bulgaria, Latvia, and Poland", ["Bulgaria", "Latvia", "Poland"]),
        ("Германия и България", ["Германия", "България"]),
        ("Deutschland und Österreich", ["Deutschland", "Österreich"]),
        ("Česko a Slovensko", ["Česko", "Slovensko"]),
        ("Bosnia and Herzegovina", ["Bosnia and Herzegovina"]),
        ("Bosnia and Herzegovina and Latvia", ["Bosnia and Herzegovina", "Latvia"]),
        ("Latvia, Bosnia and Herzegovina, ES", ["Latvia", "Bosnia and Herzegovina", "ES"]),
        ("Босна и Херцеговина и България", ["Босна и Херцеговина", "България"]),
        ("Trinidad and Tobago", ["Trinidad and Tobago"]),
        ("Serbia and Montenegro", ["Serbia and Montenegro"]),
        ("Montenegro and Serbia", ["Montenegro", "Serbia"]),
        ("Korea, Republic of", ["Korea, Republic of"]),
        ("Korea, Republic of, Latvia", ["Korea, Republic of", "Latvia"]),
        (
            "ES, Saint Helena, Ascension and Tristan da Cunha, IT",
            ["ES", "Saint Helena, Ascension and Tristan da Cunha", "IT"],
        ),
        ("Guinea-Bissau", ["Guinea-Bissau"]),
        ("Latvia", ["Latvia"]),
        ("Latvia ", ["Latvia"]),
        # no list of countries
        ("Flag of Poland  Trójmiejski, Poland", ["Flag of Poland  Trójmiejski, Poland"]),
        ("Latvia, Atlantis", ["Latvia, Atlantis"]),
        ("Latvia and others", ["Latvia and others"]),
        ("Bosnia and Latvia", ["Bosnia and Latvia"]),
        ("Bulgaria Latvia", ["Bulgaria Latvia"]),
        ("Other", ["Other"]),
        (" , ", [","]),
        ("", [""]),
    ],
)
def test_split(raw: str, expected: list[str]) -> None:
    assert split_countries(raw, NAMES.__contains__) == tuple(expected)


@given(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=8), st.sampled_from(",;/|"))
def test_lists_come_back(names: list[str], mark: str) -> None:
    parts = split_countries(f"{mark} ".join(names), NAMES.__contains__)
    assert parts == tuple(names)


@given(st.text() | st.lists(st.sampled_from([*NAMES, "and", ",", "x"])).map(" ".join))
def test_parts_are_slices_in_order(raw: str) -> None:
    parts = split_countries(raw, NAMES.__contains__)
    start = 0
    for part in parts:
        assert raw.index(part, start) >= start
        start = raw.index(part, start) + len(part)
    assert parts == (raw.strip(),) or all(part in NAMES for part in parts)


@pytest.mark.parametrize("unit", ["Latvia,", ",", " and ", " ", "a ", "Latvia and "])
def test_linear(unit: str) -> None:
    for size in (LIMIT - 10, 1_000_000):
        start = time.process_time()
        split_countries("x" + unit * (size // len(unit)) + "x", NAMES.__contains__)
        assert time.process_time() - start < 5
