"""Codes by their form alone: one line a case."""

import pytest

from gpkit.match.codes import FORMS, addresses, codes, own_number

CASES = [
    ("2017-1-TR01-KA204-046226", "erasmus", "2017-1-TR01-KA204-046226"),
    ("no. 2018-1-ES01-KA229-050123_3,", "erasmus", "2018-1-ES01-KA229-050123"),
    ("2021-1-BG01-KA220-ADU-000033567", "erasmus", "2021-1-BG01-KA220-ADU-000033567"),
    ("(2017–1–TR01–KA204–046226)", "erasmus", "2017-1-TR01-KA204-046226"),
    ("539399-LLP-1-2013-1-TR-LEONARDO-LMP", "llp", "539399-LLP-1-2013-1-TR-LEONARDO-LMP"),
    ("2013-1-TR1-LEO05-47549", "llp", "2013-1-TR1-LEO05-47549"),
    ("BG05M9OP001-4.001-0135-C02", "bg", "BG05M9OP001-4.001-0135"),
    ("BG05M9OP001-4.001-0135-C01.", "bg", "BG05M9OP001-4.001-0135"),
    ("ВG05М9ОР001-4.001-0135", "bg", "BG05M9OP001-4.001-0135"),  # В, М, О, Р are Cyrillic
    ("процедура BG05M9OP001-4.001 „Партньорства“", "call", "BG05M9OP001-4.001"),
    ("CZ.03.1.51/0.0/0.0/17_055/0007097", "cz", "CZ.03.1.51/0.0/0.0/17_055/0007097"),
    ("POWR.02.10.00-00-3000/18", "pl", "POWR.02.10.00-00-3000/18"),
    ("FERS.01.03-IP.09-0001/23", "pl", "FERS.01.03-IP.09-0001/23"),
    ("POCU/860/3/12/143177", "ro", "POCU/860/3/12/143177"),
    ("EFOP-3.2.4-16-2016-00001", "hu", "EFOP-3.2.4-16-2016-00001"),
    ("09.4.3-ESFA-V-834-01-0001", "lt", "09.4.3-ESFA-V-834-01-0001"),
    ("8.4.1.0/16/I/001", "lv", "8.4.1.0/16/I/001"),
    ("UP.03.1.1.03.0001", "hr", "UP.03.1.1.03.0001"),
    ("2014-2020.5.01.17-0123", "ee", "2014-2020.5.01.17-0123"),
    ("POISE-03-4639-FSE-000123", "pt", "POISE-03-4639-FSE-000123"),
    ("CUP J12H18000450007", "it", "J12H18000450007"),
    ("Diarienummer 22-043-S01", "esf-se", "22-043-S01"),
    ("RF-YOUTH-0001", "eea", "RF-YOUTH-0001"),
    ("Project Nr. 2017-1-094", "eea-number", "2017-1-094"),
    ("PGI05930", "interreg", "PGI05930"),
    ("DIGITAL-2023-SKILLS-05-CYBERACADEMY", "call", "DIGITAL-2023-SKILLS-05-CYBERACADEMY"),
    ("ERASMUS-EDU-2022-PI-FORWARD-LOT1", "call", "ERASMUS-EDU-2022-PI-FORWARD-LOT1"),
    ("HORIZON-CL2-2021-HERITAGE-01", "call", "HORIZON-CL2-2021-HERITAGE-01"),
    ("EAC/A02/2019", "call", "EAC/A02/2019"),
    ("Grant agreement No 101100123", "grant", "101100123"),
]
NO_CODES = [
    "",
    "18.07.2024 |",
    "2018-2020",
    "2023-09-01",
    "Tel. +359 2 954 1234",
    "1.400 members, 960 libraries",
    "from 22-04-2023 on",
    "COVID-19 and Women4IT",
    "CODE-WEEK-2023",
    "DIGITAL-SKILLS",
    "153956,87 Eur",
    "grants of 101100123 euro",
    "page 2017-1",
    "ISBN 978-92-76-12345-6",
]
ADDRESSES = [
    ("https://www.erasmusly.com/?p=13844", "erasmusly.com#13844"),
    ("erasmusly.com/sparks-erasmus-project-13844.html", "erasmusly.com#13844"),
    ("https://skaitmeninekoalicija.lt/index.php/en/node/291", "skaitmeninekoalicija.lt#291"),
    ("https://kohesio.ec.europa.eu/en/projects/Q7362510", "Q7362510"),
    ("https://example.eu/?page=2", None),
    ("https://example.eu/practice-2023", None),
]


@pytest.mark.parametrize(("text", "kind", "key"), CASES)
def test_a_code_is_told_by_its_form(text, kind, key):
    assert [(c.kind, c.key) for c in codes(text)] == [(kind, key)]


@pytest.mark.parametrize("text", NO_CODES)
def test_no_code(text):
    assert list(codes(text)) == []


@pytest.mark.parametrize(("url", "key"), ADDRESSES)
def test_two_addresses_of_one_post_have_one_number(url, key):
    assert [c.key for c in addresses(url)] == ([key] if key else [])


def test_every_form_has_a_case():
    assert {form.kind for form in FORMS} <= {kind for _, kind, _ in CASES}


@pytest.mark.parametrize(
    ("words", "kind", "key"),
    [
        ("22-043-S01", "esf-se", "22-043-S01"),
        ("2017-1-094", "eea-number", "2017-1-094"),
        ("ab 17 / 3", "number", "AB 17 / 3"),
    ],
)
def test_the_number_that_a_label_announces(words, kind, key):
    assert own_number(words)[:2] == (kind, key)
