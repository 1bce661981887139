"""Amounts: what they say, when they say two things, and what is no amount at all."""

from __future__ import annotations

import subprocess
import sys
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpkit.model import Money, Reading
from gpkit.text.money import LIMIT, Mark, proves_mark, read_money


def said(reading: Reading) -> str:
    """Give a reading in one line: "12.50 EUR", "1.234 EUR | 1234 EUR", "-" for nothing."""
    values = (reading.value,) if reading.value is not None else reading.readings
    words = [f"{m.amount} {m.currency or '?'}" for m in values if isinstance(m, Money)]
    return " | ".join(words) or "-"


DEVELOPED_ON = [
    # seen on pages
    ("153956,87 Eur", "153956.87 EUR"),
    ("€ 10,000,000.00", "10000000.00 EUR"),
    ("2 382 460,56 €", "2382460.56 EUR"),
    ("84 268, 00 EUR excl. VAT", "84268.00 EUR"),
    ("84 268, 00 EUR", "84268.00 EUR"),
    ("959 353,50 € (40%)", "959353.50 EUR"),
    ("EUR 5,988,156.64", "5988156.64 EUR"),
    ("1,681,338.15 Euro", "1681338.15 EUR"),
    ("€ 50000,-", "50000 EUR"),
    ("€50.000,--", "50000 EUR"),
    ("50,000,000", "50000000 ?"),
    ("112527.93", "112527.93 ?"),
    ("240000.0 EUR", "240000.0 EUR"),
    ("255 708,00", "255708.00 ?"),
    ("198069 EUR", "198069 EUR"),
    ("286.330,00 €", "286330.00 EUR"),
    ("962 842,11 €", "962842.11 EUR"),
    ("1,234.56", "1234.56 ?"),
    ("1 234 567,89 €", "1234567.89 EUR"),
    ("344.862 €", "344.862 EUR | 344862 EUR"),
    ("205.279 €", "205.279 EUR | 205279 EUR"),
    ("1,234", "1.234 ? | 1234 ?"),
    # marks
    ("12,5 €", "12.5 EUR"),
    ("12,50 €", "12.50 EUR"),
    ("12.5 €", "12.5 EUR"),
    ("12,5000 €", "12.5000 EUR"),
    ("0.125", "0.125 ?"),
    ("0,125 €", "0.125 EUR"),
    ("0.5 EUR", "0.5 EUR"),
    ("1234.567", "1234.567 ?"),
    ("1234,567 €", "1234.567 EUR"),
    ("1.234.567 €", "1234567 EUR"),
    ("1,234,567 €", "1234567 EUR"),
    ("1.234.567,8 €", "1234567.8 EUR"),
    ("1,234,567.890 €", "1234567.890 EUR"),
    ("1.234,567 €", "1234.567 EUR"),
    ("1 234.50 €", "1234.50 EUR"),
    ("1'234.50 CHF", "1234.50 CHF"),
    ("1’234’567.85 CHF", "1234567.85 CHF"),
    ("1'234 EUR", "1234 EUR"),
    ("12 345 €", "12345 EUR"),
    ("12\u00a0345 €", "12345 EUR"),
    ("12\u202f345 €", "12345 EUR"),
    ("12\u2009345,60\u00a0€", "12345.60 EUR"),
    ("1 000 000 000 €", "1000000000 EUR"),
    ("100 €", "100 EUR"),
    ("7 €", "7 EUR"),
    ("0 €", "0 EUR"),
    ("2018 €", "2018 EUR"),
    ("123456789 EUR", "123456789 EUR"),
    ("999,999 EUR", "999.999 EUR | 999999 EUR"),
    ("1.000 EUR", "1.000 EUR | 1000 EUR"),
    # dashes and signs
    ("500,- €", "500 EUR"),
    ("500,– €", "500 EUR"),
    ("500,— Kč", "500 CZK"),
    ("1.000,- kr", "1000 ?"),
    ("CHF 500.-", "500 CHF"),
    ("CHF 1'500.--", "1500 CHF"),
    ("CHF 1.500.-", "1500 CHF"),
    ("12 500,- Kč", "12500 CZK"),
    ("5.000.000,- EUR", "5000000 EUR"),
    ("-500 €", "-500 EUR"),
    ("−500 €", "-500 EUR"),
    ("-€500", "-500 EUR"),
    ("€-500", "-500 EUR"),
    ("-1.000 €", "-1000 EUR | -1.000 EUR"),
    ("-1 234,50 EUR", "-1234.50 EUR"),
    # currencies
    ("€1", "1 EUR"),
    ("1€", "1 EUR"),
    ("EUR1000", "1000 EUR"),
    ("1000eur", "1000 EUR"),
    ("1000 EURO", "1000 EUR"),
    ("1000 euros", "1000 EUR"),
    ("€ 1000 EUR", "1000 EUR"),
    ("1 000 евро", "1000 EUR"),
    ("1000 eurot", "1000 EUR"),
    ("1000 ευρώ", "1000 EUR"),
    ("1000 ΕΥΡΩ", "1000 EUR"),
    ("1000 eiro", "1000 EUR"),
    ("1000 eurų", "1000 EUR"),
    ("1000 euri", "1000 EUR"),
    ("1000 ewro", "1000 EUR"),
    ("1000 evrov", "1000 EUR"),
    ("1000 eura", "1000 EUR"),
    ("1000 euroa", "1000 EUR"),
    ("1000 euró", "1000 EUR"),
    ("200 лв.", "200 BGN"),
    ("200 лева", "200 BGN"),
    ("200 BGN", "200 BGN"),
    ("bgn 200", "200 BGN"),
    ("200 Kč", "200 CZK"),
    ("200 Kc\u030c", "200 CZK"),
    ("200 korun", "200 CZK"),
    ("200 Ft", "200 HUF"),
    ("200 forint", "200 HUF"),
    ("200 zł", "200 PLN"),
    ("200 złotych", "200 PLN"),
    ("PLN 1 200 000", "1200000 PLN"),
    ("200 lei", "200 RON"),
    ("200 RON", "200 RON"),
    ("200 kn", "200 HRK"),
    ("200 Lt", "200 LTL"),
    ("200 Ls", "200 LVL"),
    ("1 000 kr", "1000 ?"),
    ("1 000 kronor", "1000 SEK"),
    ("1 000 SEK", "1000 SEK"),
    ("DKK 1 000", "1000 DKK"),
    ("£1,000.00", "1000.00 GBP"),
    ("£1,000", "1.000 GBP | 1000 GBP"),
    ("$5,000.00", "5000.00 ?"),
    ("$5,000", "5.000 ? | 5000 ?"),
    ("US$ 5,000.00", "5000.00 USD"),
    ("US $5,000,000", "5000000 USD"),
    ("$500 USD", "500 USD"),
    ("500 dollars", "500 ?"),
    ("INR 5 000", "5000 INR"),
    ("5 000 ZAR", "5000 ZAR"),
    ("500 ALL", "500 ALL"),
    ("(EUR) 500", "500 EUR"),
    ("500 (EUR)", "500 EUR"),
    ("EUR: 500", "500 EUR"),
    # scale words
    ("EUR 1.5 million", "1500000 EUR"),
    ("2,5 Mio. €", "2500000 EUR"),
    ("1,2 млн. лв.", "1200000 BGN"),
    ("1,2 млн лева", "1200000 BGN"),
    ("3 mld. Kč", "3000000000 CZK"),
    ("€2m", "2000000 EUR"),
    ("€ 1.2bn", "1200000000 EUR"),
    ("500k EUR", "500000 EUR"),
    ("500 k€", "500000 EUR"),
    ("2 M€", "2000000 EUR"),
    ("500 kEUR", "500000 EUR"),
    ("1 million euros", "1000000 EUR"),
    ("12.5 million", "12500000 ?"),
    ("EUR 5 million", "5000000 EUR"),
    ("EUR million 5.2", "5200000 EUR"),
    ("0.5 million EUR", "500000 EUR"),
    ("0,05 Mio. €", "50000 EUR"),
    ("1.2345678 million EUR", "1234567.8 EUR"),
    ("1.500 million EUR", "1500000 EUR | 1500000000 EUR"),
    ("3 Milliarden Euro", "3000000000 EUR"),
    ("2 miliarde de lei", "2000000000 RON"),
    ("2 milioane de euro", "2000000 EUR"),
    ("2 millions d'euros", "2000000 EUR"),
    ("2 millions d’euros", "2000000 EUR"),
    ("3 millones de euros", "3000000 EUR"),
    ("3 mil millones de euros", "3000000000 EUR"),
    ("5 thousand million EUR", "5000000000 EUR"),
    ("5 mil. Kč", "5000000 CZK"),
    ("5 mil €", "5000 EUR | 5000000 EUR"),
    ("1 billion euros", "1000000000 EUR | 1000000000000 EUR"),
    ("2 milijuna eura", "2000000 EUR"),
    ("2,3 mln zł", "2300000 PLN"),
    ("300 tys. zł", "300000 PLN"),
    ("300 tis. Kč", "300000 CZK"),
    ("300 хил. лв.", "300000 BGN"),
    ("5 Mkr", "5000000 ?"),
    ("15 mkr.", "15000000 ?"),
    ("1,5 εκατ. ευρώ", "1500000 EUR"),
    ("1,5 δισ. ευρώ", "1500000000 EUR"),
    ("20 χιλιάδες ευρώ", "20000 EUR"),
    ("2 milijardas eurų", "2000000000 EUR"),
    ("2 miljoonaa euroa", "2000000 EUR"),
    ("2 miljonit eurot", "2000000 EUR"),
    ("2 miljoner kronor", "2000000 SEK"),
    ("2 millió Ft", "2000000 HUF"),
    ("20 mila euro", "20000 EUR"),
    ("-1.5 million EUR", "-1500000 EUR"),
    # words around
    ("about 500 €", "500 EUR"),
    ("ca.500 €", "500 EUR"),
    ("Fr.500", "500 ?"),
    ("ca. 500 €", "500 EUR"),
    ("approx. EUR 500", "500 EUR"),
    ("~ 500 €", "500 EUR"),
    ("up to 10 000 €", "10000 EUR"),
    ("Up to EUR 10 million", "10000000 EUR"),
    ("до 10 000 лв. без ДДС", "10000 BGN"),
    ("500 € excl. VAT", "500 EUR"),
    ("500 € (excl. VAT)", "500 EUR"),
    ("500 € incl. VAT", "500 EUR"),
    ("500 Kč bez DPH", "500 CZK"),
    ("Total: 500 €", "500 EUR"),
    ("500 € in total", "500 EUR"),
    ("jusqu’à 500 €", "500 EUR"),
    ("bis zu 500 €", "500 EUR"),
    ("rund 2,5 Mio. Euro", "2500000 EUR"),
    # typography
    ("  500 €  ", "500 EUR"),
    ("500 €.", "500 EUR"),
    ("500 €;", "500 EUR"),
    ("500&nbsp;&euro;", "500 EUR"),
    ("5\u00ad00 €", "500 EUR"),
    ("\ufeff500 €", "500 EUR"),
    ("500  €", "500 EUR"),
    ("500\t€", "500 EUR"),
    ("€ 500  \u200b", "500 EUR"),
    ("€ 500\t&shy;", "500 EUR"),
]

# Written after the code stood, and never developed on; what failed at first is marked.
HELD_OUT = [
    ("EUR 112 527.93", "112527.93 EUR"),
    ("112.527,93 EUR", "112527.93 EUR"),
    ("112,527.93 EUR", "112527.93 EUR"),
    ("112527,93€", "112527.93 EUR"),
    ("€112.527", "112.527 EUR | 112527 EUR"),
    ("EUR 3 000 000", "3000000 EUR"),
    ("EUR 3.000.000", "3000000 EUR"),
    ("3,000,000 EUR", "3000000 EUR"),
    ("3'000'000 Fr.", "3000000 ?"),
    ("Fr. 250.--", "250 ?"),
    ("CHF 250'000.00", "250000.00 CHF"),
    ("SFr. 12.50", "12.50 CHF"),
    ("49 999,99 zł", "49999.99 PLN"),
    ("49.999,99 PLN", "49999.99 PLN"),
    ("ok. 50 tys. zł", "50000 PLN"),  # failed at first: a word not known
    ("1,5 mln euro", "1500000 EUR"),
    ("1,5 mld zł", "1500000000 PLN"),
    ("15 milionów złotych", "15000000 PLN"),
    ("4 500 000 Kč", "4500000 CZK"),
    ("4,5 mil. Kč", "4500000 CZK"),
    ("cca 4,5 milionu korun", "4500000 CZK"),
    ("max. 300 000 Kč", "300000 CZK"),
    ("20 miliard Kč", "20000000000 CZK"),
    ("120 000 EUR s DPH", "120000 EUR"),
    ("2 milióny eur", "2000000 EUR"),
    ("35 000 eur", "35000 EUR"),
    ("35.000,00 kn", "35000.00 HRK"),
    ("3,4 milijuna kuna", "3400000 HRK"),
    ("3,4 mlrd. eura", "3400000000 EUR"),
    ("2 milijona evrov", "2000000 EUR"),
    ("12 500 000 Ft", "12500000 HUF"),
    ("12,5 millió forint", "12500000 HUF"),
    ("12,5 milliárd Ft", "12500000000 HUF"),
    ("12,5 Mrd Ft", "12500000000 HUF"),
    ("1.250.000 lei", "1250000 RON"),
    ("1,25 milioane lei", "1250000 RON"),
    ("29,2 miliarde euro", "29200000000 EUR"),
    ("500 mii lei", "500000 RON"),
    ("над 10 млн. лв.", "10000000 BGN"),
    ("около 1,5 млрд. евро", "1500000000 EUR"),
    ("15 хиляди лева", "15000 BGN"),
    ("98 765,43 лв. с ДДС", "98765.43 BGN"),
    ("98765.43 лв", "98765.43 BGN"),
    ("BGN 1 955 830.00", "1955830.00 BGN"),
    ("2,5 Milliarden EUR", "2500000000 EUR"),
    ("ca. 2,5 Mrd. €", "2500000000 EUR"),
    ("250 Tsd. Euro", "250000 EUR"),
    ("250.000,00 Euro brutto", "250000.00 EUR"),
    ("Insgesamt 250.000,50 €", "250000.50 EUR"),
    ("250 000 € HT", "250000 EUR"),
    ("environ 1,3 million d'euros", "1300000 EUR"),
    ("54 milliards d’euros", "54000000000 EUR"),
    ("54 Md€", "54000000000 EUR"),
    ("54 Mds €", "54000000000 EUR"),
    ("750 millones de euros", "750000000 EUR"),
    ("750 M€", "750000000 EUR"),
    ("191,5 miliardi di euro", "191500000000 EUR"),
    ("6,74 miliardi di euro", "6740000000 EUR"),
    ("750 mila euro", "750000 EUR"),
    ("16,6 mil milhões de euros", "16600000000 EUR"),
    ("30 milhões de euros", "30000000 EUR"),
    ("€ 1,2 miljard", "1200000000 EUR"),
    ("€ 75.000,-", "75000 EUR"),
    ("ongeveer 2 miljoen euro", "2000000 EUR"),
    ("15 mio. kr.", "15000000 ?"),
    ("2,5 mia. kr.", "2500000000 ?"),
    ("500.000 DKK ekskl. moms", "500.000 DKK | 500000 DKK"),  # failed at first: "ekskl."
    ("SEK 2 500 000", "2500000 SEK"),
    ("2,5 miljoner SEK", "2500000 SEK"),
    ("2,5 miljarder kronor", "2500000000 SEK"),
    ("1,5 milj. euroa", "1500000 EUR"),
    ("1,5 miljardia euroa", "1500000000 EUR"),
    ("45 000 euroa", "45000 EUR"),
    ("2,2 miljardit eurot", "2200000000 EUR"),
    ("45 tūkst. eiro", "45000 EUR"),
    ("1,8 miljardi eiro", "1800000000 EUR"),
    ("45 tūkst. Eur", "45000 EUR"),
    ("2,2 mlrd. eurų", "2200000000 EUR"),
    ("3,85 mln. Eur", "3850000 EUR"),
    ("30,5 δισεκατομμύρια ευρώ", "30500000000 EUR"),
    ("έως 5.000,00 €", "5000.00 EUR"),
    ("20 miljun ewro", "20000000 EUR"),
    ("€20 milliún", "20000000 EUR"),
    ("£2.5m", "2500000 GBP"),
    ("£2.5 billion", "2500000000 GBP | 2500000000000 GBP"),
    ("EUR 4.2 mn", "4200000 EUR"),
    ("Approximately € 1.75 million", "1750000 EUR"),
    ("more than EUR 250 million", "250000000 EUR"),
    ("EUR 99,999.99 (85%)", "99999.99 EUR"),
    ("EUR 99,999.99 (85 %) excl. VAT", "99999.99 EUR"),
    ("€ 60.000,– excl. btw", "60000 EUR"),
    ("EURO 60.000,00", "60000.00 EUR"),
    ("60000.00 Euros", "60000.00 EUR"),
    ("60000,00 Eur.", "60000.00 EUR"),
    ("60,000.00 (EUR)", "60000.00 EUR"),
]

NO_MONEY = [
    "",
    " ",
    "-",
    "€",
    "EUR",
    "n/a",
    "Public",
    "one million euros",
    "2018",
    "1999",
    "5000",
    "7",
    "150000",
    "046226",
    "101083912",
    "18.07.2024",
    "18.07.24",
    "18.7.2024",
    "18.07.",
    "18.07",
    "07.2024",
    "2018.09",
    "01/10/2018",
    "2018-09-01",
    "2017 - 2018",
    "2017 2018",
    "July 18, 2024",
    "18 July 2024",
    "10.30",
    "10:30",
    "2.1",
    "DigComp 2.2",
    "40%",
    "40 %",
    "(40%)",
    "12,5 %",
    "100 000 – 200 000 €",
    "100 000-200 000 €",
    "€ 100 to € 200",
    "100 000 € / 200 000 €",
    "1 000 EUR (1 956 BGN)",
    "+359 2 123 4567",
    "02 123 456",
    "0888 123 456",
    "601 123 456",
    "(02) 123 456",
    "2017-1-TR01-KA204-046226",
    "BG05M9OP001-4.001-0135-C02",
    "KA204 500",
    "Funding of the project from EU: 153956,87 Eur",
    "The budget is 500 €",
    "500 € per month",
    "500 €/month",
    "500 participants",
    "500 km",
    "500 m",
    "500 k",
    "€ 500 km",
    "5 m²",
    "1 000 € m",
    "10, 20 EUR",
    "10, 20, 30 EUR",
    "1,2,3",
    "1,23,456 €",
    "12,34.56 €",
    "1 2345 €",
    "1234 567 €",
    "1.234 567 €",
    "1 234'567 €",
    "1.234,567,890 €",
    "12\t345 €",
    "12  345 €",
    "500 EUR BGN",
    "€ 500 лв.",
    "5 k million EUR",
    "007 EUR",
    "00,50 €",
    "- 500 €",
    "– 500 €",
    "+500 €",
    "(500 €)",
    "500 € (",
    "10²€",
    ".50 €",
    "€ .50",
    ",50 €",
    "-.50 €",
    ".5 million €",
    "--500 €",
    "€ 10,000¹",
    "٥٠٠ €",
    "１００ €",
    "½ million €",
    "1e6 €",
    "all 500",
    "try 500",
    "500 ABC",
    "500 SME",
    "192.168.1.10",
    "9" * 300 + " €",
    "500 €" + " x" * 200,
]


@pytest.mark.parametrize(("raw", "expected"), DEVELOPED_ON)
def test_developed_on(raw: str, expected: str) -> None:
    assert said(read_money(raw)) == expected


@pytest.mark.parametrize(("raw", "expected"), HELD_OUT)
def test_held_out(raw: str, expected: str) -> None:
    assert said(read_money(raw)) == expected


@pytest.mark.parametrize("raw", NO_MONEY)
def test_no_money(raw: str) -> None:
    reading = read_money(raw)
    assert reading.value is None
    assert reading.readings == ()
    assert reading.steps[-1].name == "leave"
    assert reading.steps[-1].why
    assert proves_mark(raw) is None


@pytest.mark.parametrize("raw", ["344.862 €", "1.234", "€ 1.500", "-1.234 EUR"])
def test_evidence_settles_what_the_number_leaves_open(raw: str) -> None:
    thousands = read_money(raw, decimal=Mark.COMMA, because="1,5 beside it")
    decimals = read_money(raw, decimal=Mark.POINT, because="1.5 beside it")
    both = read_money(raw).readings
    assert {thousands.value, decimals.value} == set(both)
    assert len(both) == 2
    for reading in (thousands, decimals):
        assert any("beside it" in step.why for step in reading.steps)


@pytest.mark.parametrize("raw", ["1.234,56 €", "12,50 €", "1,234,567 €", "0,125 €", "1234,567 €"])
@pytest.mark.parametrize("mark", [None, *Mark])
def test_a_number_that_speaks_needs_no_evidence(raw: str, mark: Mark | None) -> None:
    reading = read_money(raw, decimal=mark, because="said elsewhere")
    assert reading == read_money(raw)


@pytest.mark.parametrize(
    ("raw", "label", "expected"),
    [
        ("112527.93", "EUR", "112527.93 EUR"),
        ("2018", "EUR", "2018 EUR"),
        ("150000", "EUR", "150000 EUR"),
        ("601 123 456", "EUR", "601123456 EUR"),
        ("2.5", "EUR", "2.5 EUR"),
        ("2 m", "EUR", "2000000 EUR"),
        ("1.234", "EUR", "1.234 EUR | 1234 EUR"),
        ("1 000 kr", "SEK", "1000 SEK"),
        ("1 000 kr", "DKK", "1000 DKK"),
        ("1 000 kr", "EUR", "1000 ?"),
        ("$500", "USD", "500 USD"),
        ("500 PLN", "EUR", "500 PLN"),
        ("18.07.2024", "EUR", "-"),
        ("40%", "EUR", "-"),
        ("046226", "EUR", "-"),
        ("", "EUR", "-"),
    ],
)
def test_the_label_states_the_currency(raw: str, label: str, expected: str) -> None:
    assert said(read_money(raw, currency=label)) == expected


def test_a_printed_currency_that_the_label_contradicts_is_said() -> None:
    steps = read_money("500 PLN", currency="EUR").steps
    assert "though the label states EUR" in steps[0].why


@pytest.mark.parametrize(
    ("raw", "mark"),
    [
        ("153956,87 Eur", Mark.COMMA),
        ("1,234.56", Mark.POINT),
        ("1.234,56", Mark.COMMA),
        ("2,5 Mio. €", Mark.COMMA),
        ("EUR 1.5 million", Mark.POINT),
        ("50,000,000", Mark.POINT),
        ("1.234.567 €", Mark.COMMA),
        ("€ 50000,-", Mark.COMMA),
        ("CHF 500.-", Mark.POINT),
        ("CHF 1.500.-", None),
        ("84 268, 00 EUR", Mark.COMMA),
        ("0.125", Mark.POINT),
        ("1234,567 €", Mark.COMMA),
        ("1.234", None),
        ("1.234 €", None),
        ("1 000 000 €", None),
        ("1'000 CHF", None),
        ("500 €", None),
        ("5 mil €", None),
        ("2,5 mil €", Mark.COMMA),
        ("2.1", None),
    ],
)
def test_proves_mark(raw: str, mark: Mark | None) -> None:
    assert proves_mark(raw) == mark


ORDER = ("unescape", "tidy", "join", "drop", "name", "group", "point", "scale")
STYLES = {  # thousands mark, decimal mark, pattern
    "de": (".", ",", "{} €"),
    "fr": ("\u202f", ",", "{} €"),
    "fr-old": ("\u00a0", ",", "{} EUR"),
    "en": (",", ".", "€{}"),
    "bg": (" ", ",", "{} EUR"),
    "sv": ("\u00a0", ",", "{} euro"),
    "pl": ("\u00a0", ",", "{} EUR"),
    "ch": ("’", ".", "EUR {}"),
    "plain-point": ("", ".", "{} EUR"),
    "plain-comma": ("", ",", "{} Eur"),
}


def printed(whole: int, decimals: str, style: str) -> str:
    thousands, mark, pattern = STYLES[style]
    digits = f"{whole:,}".replace(",", thousands)
    return pattern.format(digits + (mark + decimals if decimals else ""))


@given(
    st.integers(0, 10**13),
    st.from_regex(r"([0-9]{1,2})?", fullmatch=True),
    st.sampled_from(sorted(STYLES)),
    st.sampled_from([None, "known"]),
)
def test_an_amount_is_read_or_said_to_be_ambiguous(
    whole: int, decimals: str, style: str, evidence: str | None
) -> None:
    meant = Money(f"{whole}.{decimals}" if decimals else str(whole), "EUR")
    raw = printed(whole, decimals, style)
    mark = Mark(STYLES[style][1])
    reading = read_money(raw, decimal=mark if evidence else None, because="the style")
    marks = sum(character in ",." for character in raw)
    if evidence or decimals or marks != 1:
        assert reading.value == meant
    else:
        assert reading.value == meant or meant in reading.readings
    assert proves_mark(raw) in (None, mark)


@pytest.mark.parametrize("raw", [raw for raw, expected in DEVELOPED_ON if "|" not in expected])
def test_steps_can_be_replayed(raw: str) -> None:
    reading = read_money(raw)
    assert isinstance(reading.value, Money)
    if reading.value.currency is None:
        return  # digits alone are no money
    names = [step.name for step in reading.steps]
    assert names == sorted(names, key=ORDER.index)
    for step in reading.steps:
        again = read_money(step.result)
        values = (again.value, *again.readings)
        assert reading.value in values
    if names:
        last = reading.steps[-1].result.split(" ")
        assert Decimal(last[0].replace(",", ".")) == Decimal(reading.value.amount)


@given(st.text(alphabet="0123456789., '-€EURkm\u00a0()%&;", max_size=60) | st.text())
def test_total_and_digits_only(raw: str) -> None:
    reading = read_money(raw)
    for money in (reading.value, *reading.readings):
        if money is not None:
            assert isinstance(money, Money)
            digits = money.amount.removeprefix("-").replace(".", "", 1)
            assert digits.isascii()
            assert digits.isdigit()
    amounts = [Decimal(m.amount) for m in reading.readings if isinstance(m, Money)]
    assert amounts == sorted(set(amounts))
    assert len(amounts) != 1


def test_long_input_is_cut_and_said() -> None:
    reading = read_money("1 " * LIMIT + "€")
    assert [step.name for step in reading.steps] == ["cut", "leave"]
    assert reading.steps[0].result == ("1 " * LIMIT)[:LIMIT].strip()
    assert said(read_money(" " * 1000 + "500 €" + " " * 1000)) == "500 EUR"


@pytest.mark.parametrize(
    "unit", ["1", "1,", "1 ", "1.1", " ", "(", "a", "a.", "-", "&", "us $", "€"]
)
def test_no_input_takes_long(unit: str) -> None:
    for raw in (unit * LIMIT, (unit * LIMIT)[:LIMIT], "500 €" + unit * 100_000):
        start = time.process_time()
        read_money(raw)
        assert time.process_time() - start < 5


def test_the_plain_path_imports_no_babel() -> None:
    code = (
        "import sys; from gpkit.text.money import read_money as r;"
        "r('153956,87 Eur'); r('€ 5'); r('5 EUR'); r('no money'); r('1,2 млн. лв.');"
        "sys.exit('babel' in sys.modules or 'decimal' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_sizes_of_the_tables() -> None:
    assert len(DEVELOPED_ON) >= 150
    assert len(HELD_OUT) >= 75
    assert len(NO_MONEY) >= 40
    assert not {raw for raw, _ in DEVELOPED_ON} & {raw for raw, _ in HELD_OUT}
