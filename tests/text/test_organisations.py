"""Names of organisations, the countries beside them, and keys for comparing them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpkit.model import Organisation, Reading
from gpkit.text.organisations import fold_organisation, read_organisation

COUNTRIES = {
    **{
        code: code
        for code in ("PL", "LT", "DE", "IT", "AT", "SL", "SA", "AS", "AD", "AG", "ES", "BG")
    },
    "EL": "GR",
    "UK": "GB",
    "Lithuania": "LT",
    "Austria": "AT",
    "Poland": "PL",
    "Georgia": "GE",
    "Bosnia and Herzegovina": "BA",
    "България": "BG",
    "Korea, Republic of": "KR",
}


def read(raw: str) -> Reading:
    return read_organisation(raw, country_of=COUNTRIES.get)


@pytest.mark.parametrize(
    ("raw", "name", "country"),
    [
        # name and country
        ("FUNDACJA TECHSOUP & Country: PL", "FUNDACJA TECHSOUP", "PL"),
        ("A & B & Country: EL", "A & B", "GR"),
        ("A & Country: B & Country: UK", "A & Country: B", "GB"),
        ("A (x) & Country: PL;", "A (x)", "PL"),
        ("A & Country: Atlantis", "A", None),
        ("A & Country:", "A", None),
        ("UAB Skaitmena(LT)", "UAB Skaitmena", "LT"),
        ("UAB Skaitmena (LT)", "UAB Skaitmena", "LT"),
        ("UAB Skaitmena (Lithuania)", "UAB Skaitmena", "LT"),
        ("Skaitmena (VDA) (LT)", "Skaitmena (VDA)", "LT"),
        ("Skaitmena, Lithuania", "Skaitmena", "LT"),
        ("A, B, and C, Bosnia and Herzegovina", "A, B, and C", "BA"),
        ("Фондация, България", "Фондация", "BG"),
        (
            "Unternehmensservice Portal, Austria (Central-Government)",
            "Unternehmensservice Portal",
            "AT",
        ),
        ("A (B), Austria (C)", "A (B)", "AT"),
        # only a name
        ("Humans in the Loop", "Humans in the Loop", None),
        ("Fondacija Mozaik;", "Fondacija Mozaik", None),
        ("Fondacija  Mozaik ,", "Fondacija Mozaik", None),
        ("Haus des Stiftens gGmbH", "Haus des Stiftens gGmbH", None),
        ("SOCIALTECHNO IMPRESA SOCIALE srl", "SOCIALTECHNO IMPRESA SOCIALE srl", None),
        ("Research and Development & Sons", "Research and Development & Sons", None),
        ("Ministry of Labour, Family and Youth", "Ministry of Labour, Family and Youth", None),
        ("Foundation (FX)", "Foundation (FX)", None),
        ("Agency (Central-Government)", "Agency (Central-Government)", None),
        ("Digital - Poland", "Digital - Poland", None),
        ("Digital Poland", "Digital Poland", None),
        ("Soluciones, SL", "Soluciones, SL", None),
        ("Consult, S.A.", "Consult, S.A.", None),
        ("Digitaal, AS", "Digitaal, AS", None),
        ("Digit, s.r.o.", "Digit, s.r.o.", None),
        ("Poland", "Poland", None),
        ("PL", "PL", None),
        ("Korea, Republic of", "Korea, Republic of", None),
        ("(LT)", "(LT)", None),
        (", Austria", "Austria", None),
        ("A )", "A )", None),
        ("A (", "A (", None),
    ],
)
def test_read(raw: str, name: str, country: str | None) -> None:
    assert read(raw).value == Organisation(name, country)


@pytest.mark.parametrize("raw", ["", " ", ";", "-", " , ; "])
def test_nothing(raw: str) -> None:
    assert read(raw).value is None


def test_a_code_that_is_the_name_in_short_is_ambiguous() -> None:
    reading = read("Department of Information Technology (IT)")
    assert reading.value is None
    assert reading.readings == (
        Organisation("Department of Information Technology (IT)"),
        Organisation("Department of Information Technology", "IT"),
    )
    assert reading.steps[-1].name == "doubt"


def test_steps_lead_to_the_name() -> None:
    reading = read(" Portal,  Austria (Central-Government);")
    assert [(step.name, step.result) for step in reading.steps] == [
        ("tidy", "Portal, Austria (Central-Government)"),
        ("drop", "Portal, Austria"),
        ("part", "Portal"),
    ]
    assert reading.steps[-1].why == "“Austria” is AT"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Fondacija X d.o.o.", "fondacija x"),
        ("FONDACIJA X, d. o. o.", "fondacija x"),
        ("Digit s.r.o.", "digit"),
        ("Digit, spol. s r.o.", "digit"),
        ("Digit spol. s r. o.", "digit"),
        ("Digit a.s.", "digit"),
        ("Digit, a. s.", "digit"),
        ("Digit sp. z o.o.", "digit"),
        ("Digit Sp. z o. o.", "digit"),
        ("Digit S.p.A.", "digit"),
        ("Digit S.r.l.", "digit"),
        ("SOCIALTECHNO IMPRESA SOCIALE srl", "socialtechno"),
        ("Digit ООД", "digit"),
        ("„Дигит“ ЕООД", "дигит"),
        ("UAB „Digit“", "digit"),
        ("SIA Digit", "digit"),
        ("OÜ Digit", "digit"),
        ("Digit OÜ", "digit"),
        ("Digit Oy", "digit"),
        ("Digit ApS", "digit"),
        ("Digit A/S", "digit"),
        ("Digit B.V.", "digit"),
        ("Digit N.V.", "digit"),
        ("Digit GmbH & Co. KG", "digit"),
        ("Digit gGmbH", "digit"),
        ("Digit e.V.", "digit"),
        ("Digit, Lda.", "digit"),
        ("Digit, S.L.", "digit"),
        ("Digit Kft.", "digit"),
        ("Digit Zrt.", "digit"),
        ("Digit VZW", "digit"),
        ("Digit ASBL", "digit"),
        ("Digit, z.s.", "digit"),
        ("Digit o.p.s.", "digit"),
        ("Digit Ltd.", "digit"),
        ("Les Ateliers du Bocage", "les ateliers du bocage"),
        ("St. Mary’s  School", "st mary's school"),
        ("Digital.bg", "digital.bg"),
        ("SIA", "sia"),
        ("d.o.o.", "d.o.o"),
        ("SA SA", "sa"),
        ("", ""),
        (";", ""),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold_organisation(name) == key


@given(st.text(max_size=80))
def test_total_and_stable(raw: str) -> None:
    reading = read(raw)
    if isinstance(reading.value, Organisation):
        assert reading.value.name
        assert reading.value.name in " ".join(raw.split())
    assert bool(reading.value) == any(map(str.isalnum, raw)) or reading.readings
    key = fold_organisation(raw)
    assert " ".join(key.split()) == key


@pytest.mark.parametrize("unit", ["(", ")", " & Country: ", ",", "a ", "GmbH ", "s. ", "SIA "])
def test_linear(unit: str) -> None:
    raw = unit * (200_000 // len(unit))
    start = time.process_time()
    read(raw)
    fold_organisation(raw)
    assert time.process_time() - start < 5
