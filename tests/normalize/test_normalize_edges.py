"""From raw words to values and from claims to a practice: one case a line, evidence included."""

from __future__ import annotations

import pytest

from gpkit import normalize
from gpkit.authority import load
from gpkit.model import (
    Claim,
    Document,
    Evidence,
    Money,
    Observed,
    ObservedValue,
    Organisation,
    Parsed,
    Practice,
    Reading,
    Record,
    Role,
    Section,
    Step,
    Term,
    Witness,
)
from gpkit.normalize import practices
from gpkit.normalize import values as read_values
from gpkit.normalize.values import Page, call_year, in_programme, known, read, split
from gpkit.text.dates import Order

KNOWN = load()
GERMAN = "Dieses Projekt verbindet die Schulen der Region mit den Betrieben vor Ort."
ENGLISH = "This project joins the schools of the region with the companies of the town."
FINNISH = "Tämä hanke yhdistää alueen koulut ja yritykset, ja kaikki oppivat toisiltaan paljon."
DAY, MONTH, BOTH = "13/02/2019", "02/13/2019", "03/04/2019"


def document(text: str = "", **more: object) -> Document:
    return Document("page.txt", "0af", tuple(text.split("\n")), **more)  # type: ignore[arg-type]


def page(*raws: str, text: str = "", order: Order | None = None, role: Role = Role.VALUE) -> Page:
    """Give a page on which raw values stand, on lines 1, 2 and so on."""
    claims = tuple(Claim(n, role, (raw,)) for n, raw in enumerate(raws, 1))
    return Page(document(text), Parsed("site", (Record(claims, 1, 9),)), KNOWN, order)


# Evidence of a page -------------------------------------------------------------------------------

ORDERS = {  # the page, and how it writes numeric dates
    "nothing tells": (page(), (None, "")),
    "English tells nothing": (page(text=ENGLISH), (None, "")),
    "German does": (
        page(text=GERMAN),
        (Order.DMY, "dates in this language (de) put the day first"),
    ),
    "the site does": (page(order=Order.MDY), (Order.MDY, "the site site writes the day first")),
    "one date does": (page(BOTH, DAY), (Order.DMY, "13/02/2019 on line 2")),
    "the first of two does": (page(DAY, "14/02/2019"), (Order.DMY, "13/02/2019 on line 1")),
    "a date before the site": (page(MONTH, order=Order.DMY), (Order.MDY, "02/13/2019 on line 1")),
    "a date that was published": (
        page(DAY, role=Role.PUBLISHED),
        (Order.DMY, "13/02/2019 on line 1"),
    ),
    "a date behind a label": (page(DAY, role=Role.PAIR), (Order.DMY, "13/02/2019 on line 1")),
    "a date in the text": (page(DAY, role=Role.TEXT), (None, "")),
    "contradiction": (page(DAY, MONTH), (None, "the dates on the page contradict each other")),
    "a date among letters": (page(f"it began on {DAY}"), (None, "")),
    "half letters": (page(f"on fr sat {DAY}"), (None, "")),
    "59 characters": (page(DAY + " " * 49 + "1"), (None, "")),
}


@pytest.mark.parametrize("name", ORDERS)
def test_order_of_dates(name: str) -> None:
    at, expected = ORDERS[name]
    assert at.order == expected


@pytest.mark.parametrize(
    ("raw", "numeric"), [("12ab", True), ("12abc", False), ("123", True), ("abc", False)]
)
def test_half_of_the_characters_are_digits(raw: str, numeric: bool) -> None:
    assert read_values._is_numeric(raw) is numeric
    assert page(raw)._numeric == ([(raw, 1)] if numeric else [])


@pytest.mark.parametrize(("length", "counts"), [(59, True), (60, False)])
def test_long_words_prove_nothing(length: int, counts: bool) -> None:
    assert bool(page("1" * length)._numeric) is counts


def test_values_without_words_and_values_from_the_last_line_up() -> None:
    claims = (
        Claim(1, Role.VALUE),
        Claim(2, Role.VALUE, ("12", "13")),
        Claim(3, Role.PAIR, ("14",)),
    )
    at = Page(document(), Parsed("site", (Record(claims, 1, 3),)), KNOWN)
    assert at._numeric == [("14", 3), ("13", 2), ("12", 2)]
    assert at.found_on(2) == {"12", "13"}
    assert at.found_on(4) == set()


@pytest.mark.parametrize(
    ("raws", "mark"),
    [
        ((), (None, "")),
        (("1.234,50",), (",", "1.234,50 on line 1")),
        (("1.234", "1,234.50"), (".", "1,234.50 on line 2")),
        (("1.234,50", "1,234.50"), (None, "")),
    ],
)
def test_decimal_mark(raws: tuple[str, ...], mark: object) -> None:
    assert page(*raws).decimal == mark


def test_language() -> None:
    assert page(text=GERMAN).language == "de"
    assert page().language is None


# Values -------------------------------------------------------------------------------------------

MATCH, READ = "match", "date"
VALUES = {  # the page, the facet, the words: the value or readings, and the last step
    "a date": (page(), "start_date", DAY, "2019-02-13", Step(READ, "2019-02-13")),
    "a date in doubt": (
        page(),
        "start_date",
        BOTH,
        ("2019-03-04", "2019-04-03"),
        Step(READ, "2019-03-04 or 2019-04-03"),
    ),
    "a date beside another": (
        page(DAY),
        "start_date",
        BOTH,
        "2019-04-03",
        Step(READ, "2019-04-03", "order=dmy"),
    ),
    "words with the language of the page": (
        page(text=FINNISH),
        "start_date",
        "joskus",
        None,
        Step(READ, "", "order=dmy language=fi"),
    ),
    "a date on a page with a language": (
        page(text=GERMAN),
        "start_date",
        BOTH,
        "2019-04-03",
        Step(READ, "2019-04-03", "order=dmy"),
    ),
    "marks that are no date": (page(DAY), "start_date", "--", None, Step(READ, "")),
    "a date, scrambled": (
        page(),
        "start_date",
        "2019&#45;02&#45;13",
        "2019-02-13",
        Step(READ, "2019-02-13"),
    ),
    "a year": (page(), "call_year", "2019", 2019, Step("year", "2019")),
    "the year of a date": (page(), "call_year", DAY, 2019, Step("year", "2019")),
    "a year in doubt": (page(), "call_year", "words", None, Step(READ, "")),
    "a period": (page(), "period", "2018-2020", "2018/2020", Step("period", "2018/2020")),
    "a period with no end": (page(), "period", "2018 -", "2018/", Step("period", "2018/")),
    "a period with no start": (page(), "period", "until 2018", "/2018", Step("period", "/2018")),
    "a period of words": (page(), "period", "words", None, Step("period", "")),
    "a period in doubt": (
        page(),
        "period",
        "03/04/2019 - 2020",
        ("2019-03-04", "2019-04-03"),
        Step("period", "2019-03-04 or 2019-04-03"),
    ),
    "a period on a page with an order": (
        page(DAY, text=ENGLISH),
        "period",
        f"{BOTH} - 2020",
        "2019-04-03/2020",
        Step("period", "2019-04-03/2020", "order=dmy language=en"),
    ),
    "money": (page(), "total_budget", "12 EUR", Money("12", "EUR"), Step("money", "12 EUR")),
    "a bare number": (page(), "total_budget", "12.50", None, Step("money", "")),
    "money with decimals": (
        page(),
        "total_budget",
        "1,234.50",
        Money("1234.50"),
        Step("money", "1234.50"),
    ),
    "money beside other": (
        page("1.234,50"),
        "total_budget",
        "1.234",
        Money("1234"),
        Step("money", "1234", "decimal=,"),
    ),
    "money in doubt": (
        page(),
        "total_budget",
        "1.234",
        (Money("1.234"), Money("1234")),
        Step("money", "1.234 or 1234"),
    ),
    "an organisation": (
        page(),
        "coordinator",
        "House of Code (Portugal)",
        Organisation("House of Code", "PT"),
        Step("organisation", "House of Code PT"),
    ),
    "an organisation, repaired": (
        page(),
        "coordinator",
        "Bees &amp; Co",
        Organisation("Bees & Co"),
        Step("organisation", "Bees & Co"),
    ),
    "free text": (
        page(),
        "website",
        "a.example",
        "a.example",
        Step("keep", "a.example", "free text"),
    ),
    "free text, repaired": (
        page(),
        "website",
        "bees &amp; co",
        "bees & co",
        Step("keep", "bees & co", "free text"),
    ),
    "a concept": (
        page(),
        "digital_skill_level",
        "Basic",
        "basic",
        Step(MATCH, "basic", "pref label (en); scheme=digital_skill_level"),
    ),
    "a concept, repaired": (
        page(),
        "digital_skill_level",
        "Grundl\u00c3\u00a4ggande",
        "basic",
        Step(MATCH, "basic", "pref label (sv); scheme=digital_skill_level"),
    ),
    "no concept": (
        page(),
        "digital_skill_level",
        "Words",
        None,
        Step(MATCH, "", "no form reads like this; scheme=digital_skill_level"),
    ),
    "no concept, and long": (
        page(),
        "digital_skill_level",
        "W" * 200,
        None,
        Step(MATCH, "", "no form reads like this; scheme=digital_skill_level"),
    ),
    "several concepts": (
        page(text=ENGLISH),
        "erasmus_key_action",
        "KA2",
        ("ka2_2014", "ka2_2021"),
        Step(MATCH, "ka2_2014 or ka2_2021", "a form of 2 concepts; scheme=erasmus_key_action"),
    ),
}


@pytest.mark.parametrize("name", VALUES)
def test_values(name: str) -> None:
    at, facet, raw, expected, last = VALUES[name]
    found = read(raw, facet, at)
    value, readings = (None, expected) if type(expected) is tuple else (expected, ())
    assert (found.value, found.readings, found.steps[-1]) == (value, readings, last)


REPAIRED = {
    "website": (" bees &amp; co", ["entities", "keep"]),
    "coordinator": ("Bees &amp; Co", ["entities", "organisation"]),
    "country": ("Ã–sterreich", ["mojibake", "match"]),
    "start_date": ("Bees &amp; co", ["entities", "none", "date"]),
    "period": ("2018 &#45; 2020", ["entities", "start", "precision", "end", "precision", "period"]),
}


@pytest.mark.parametrize("facet", REPAIRED)
def test_repairs_are_told_first(facet: str) -> None:
    raw, steps = REPAIRED[facet]
    assert [step.name for step in read(raw, facet, page()).steps] == steps


def test_words_that_are_sound_are_read_once() -> None:
    assert [step.name for step in read("Words", "start_date", page()).steps] == ["none", "date"]


@pytest.mark.parametrize(
    ("label", "currency"),
    [("EU Grant (Eur)", "EUR"), ("EURO", "EUR"), ("European grant", None), ("Grant", None)],
)
def test_a_label_states_the_currency(label: str, currency: str | None) -> None:
    found = read("1,234.50", "eu_grant", page(), label)
    assert found.value == Money("1234.50", currency)
    assert found.steps[-1].why == (f"currency={currency}" if currency else "")


@pytest.mark.parametrize(
    ("words", "scheme", "found"),
    [
        ("Basic", "digital_skill_level", True),
        ("Ã–sterreich", "country", True),
        ("Words", "digital_skill_level", False),
        ("W&amp;S", "digital_skill_level", False),
    ],
)
def test_known(words: str, scheme: str, found: bool) -> None:
    assert known(words, scheme, KNOWN) is found


@pytest.mark.parametrize(
    ("raw", "facet", "parts"),
    [
        ("Basic, Advanced", "digital_skill_level", ("Basic", "Advanced")),
        ("Basic; Advanced", "digital_skill_level", ("Basic", "Advanced")),
        ("Basic | Advanced", "digital_skill_level", ("Basic", "Advanced")),
        ("Basic/Advanced/", "digital_skill_level", ("Basic", "Advanced")),
        ("Basic,", "digital_skill_level", ("Basic,",)),
        ("Basic, Words", "digital_skill_level", ("Basic, Words",)),
        ("Basic", "digital_skill_level", ("Basic",)),
        ("Basic" + ", Basic" * 40, "digital_skill_level", ("Basic",) * 41),
        ("Malta and Italy", "country", ("Malta", "Italy")),
        ("Malta, Atlantis", "country", ("Malta, Atlantis",)),
        ("Basic, Advanced", None, ("Basic, Advanced",)),
        ("Malta, Italy", "website", ("Malta, Italy",)),
    ],
)
def test_split(raw: str, facet: str | None, parts: tuple[str, ...]) -> None:
    assert split(raw, facet, page()) == parts


@pytest.mark.parametrize(
    ("words", "code"), [("Malta", "MT"), ("EL", "GR"), ("Other", None), ("Atlantis", None)]
)
def test_country_of(words: str, code: str | None) -> None:
    assert read_values.country_of(words, KNOWN) == code


def test_language_settles_a_form_of_two_concepts() -> None:
    en, de = (Said(*said) for said in (("one", "en"), ("two", "de")))
    told = Words({None: (en, de), "de": (de,), "fr": (en,), "en": (en, de)})
    expected = Step("match", "two", "the page is in this language; scheme=s language=de")
    assert read_values._match_in("de", "x", "s", (en, de), told) == Reading("two", (expected,))  # type: ignore[arg-type]
    for language in ("fr", "en", None):
        found = read_values._match_in(language, "x", "s", (en, de, en), told)  # type: ignore[arg-type]
        step = Step("match", "one or two", "a form of 2 concepts; scheme=s")
        assert found == Reading(None, (step,), ("one", "two"))
    assert read_values._match("x", "s", "de", told).value == "two"  # type: ignore[arg-type]


class Said:
    """A term that stands for a concept in one language."""

    def __init__(self, concept: str, language: str) -> None:
        self.concept, self.language = concept, language


class Words:
    """An authority of one form."""

    def __init__(self, found: dict[str | None, tuple[Said, ...]]) -> None:
        self.found = found

    def concepts_of(self, _scheme: str, _words: str, language: str | None = None) -> object:
        return self.found[language]


# Programmes ---------------------------------------------------------------------------------------

KA2 = Reading(None, (Step("match", "x"),), ("ka2_2014", "ka2_2021"))


@pytest.mark.parametrize(
    ("year", "value", "why"),
    [
        (2013, None, ""),
        (2014, "ka2_2014", "the programme of 2014-2020; year=2014"),
        (2020, "ka2_2014", "the programme of 2014-2020; year=2020"),
        (2021, "ka2_2021", "the programme of 2021-2027; year=2021"),
        (2027, "ka2_2021", "the programme of 2021-2027; year=2027"),
        (2028, None, ""),
        (None, None, ""),
    ],
)
def test_in_programme(year: int | None, value: str | None, why: str) -> None:
    found = in_programme(KA2, year)
    assert found == (Reading(value, (*KA2.steps, Step("call year", value, why))) if value else KA2)


def test_two_codes_of_one_programme_stay_in_doubt() -> None:
    both = Reading(None, (), ("a", "b", "c_21"))
    assert in_programme(both, 2015) == both
    assert in_programme(both, 2022).value == "c_21"


def entry(facet: str | None, *concepts: object, label: str = "Label") -> Observed:
    values = tuple(ObservedValue(str(c), 3, c) for c in concepts)  # type: ignore[arg-type]
    return Observed(label, facet, 2, values)


@pytest.mark.parametrize(
    ("entries", "year"),
    [
        ([], None),
        ([entry("call_year", 2018)], 2018),
        ([entry("call_year", 2018, 2018)], 2018),
        ([entry("call_year", 2018, 2019)], None),
        ([entry("call_year", "2018")], None),
        ([entry("start_date", 2018)], None),
    ],
)
def test_call_year(entries: list[Observed], year: int | None) -> None:
    assert call_year(entries) == year


# Practices ----------------------------------------------------------------------------------------


def value(line: int, *raws: str, facet: str = "") -> Claim:
    return Claim(line, Role.VALUE, raws, facet=facet)


def label(line: int, name: str) -> Claim:
    return Claim(line, Role.LABEL, label=name)


def pair(line: int, name: str, *raws: str) -> Claim:
    return Claim(line, Role.PAIR, raws, name)


def text(line: int, words: str) -> Claim:
    return Claim(line, Role.TEXT, (words,))


def practice(*claims: Claim, family: str = "site", address: str = "") -> Practice:
    record = Record(claims, 1, 9, address, 0.5, ("a reason",))
    found = document(url="https://a.example", fetched="2020-01-01", encoding="latin-1")
    [made] = practices(found, Parsed(family, (record,)), KNOWN)
    return made


def seen(*claims: Claim) -> list[tuple[str, str | None, int, list[tuple[str, int, object]]]]:
    return [
        (o.label, o.facet, o.line, [(v.raw, v.line, v.concept) for v in o.values])
        for o in practice(*claims).observed
    ]


ENTRIES = {
    "a label and its values": (
        (label(1, "Level"), value(2, "Basic"), value(3, "Words")),
        [("Level", "digital_skill_level", 1, [("Basic", 2, "basic"), ("Words", 3, None)])],
    ),
    "an empty label": ((label(1, "Level"),), [("Level", "digital_skill_level", 1, [])]),
    "pairs": (
        (pair(1, "Level", "Basic"), value(2, "Advanced"), pair(3, "Unheard", "of")),
        [
            (
                "Level",
                "digital_skill_level",
                1,
                [("Basic", 1, "basic"), ("Advanced", 2, "advanced")],
            ),
            ("Unheard", None, 3, [("of", 3, None)]),
        ],
    ),
    "a value that is two": (
        (pair(1, "Level", "Basic, Advanced"),),
        [("Level", "digital_skill_level", 1, [("Basic", 1, "basic"), ("Advanced", 1, "advanced")])],
    ),
    "a value above all labels": (
        (value(1, "Words"), value(2, "More"), label(3, "Level")),
        [
            ("", None, 1, [("Words", 1, None), ("More", 2, None)]),
            ("Level", "digital_skill_level", 3, []),
        ],
    ),
    "a value that the parser knows": (
        (label(1, "Level"), value(2, "Malta", facet="country"), value(3, "Italy")),
        [
            ("Level", "digital_skill_level", 1, []),
            ("", "country", 2, [("Malta", 2, "MT"), ("Italy", 3, "IT")]),
        ],
    ),
    "more on a line": (
        (pair(1, "Level", "Basic")._replace(more=(("Country", ("Malta", "Italy")), ("New", ()))),),
        [
            ("Level", "digital_skill_level", 1, [("Basic", 1, "basic")]),
            ("Country", "country", 1, [("Malta", 1, "MT"), ("Italy", 1, "IT")]),
            ("New", None, 1, []),
        ],
    ),
    "columns of a table": (
        (
            Claim(2, Role.VALUE, ("no",), columns=(("Level", 1, "Basic"),)),
            Claim(3, Role.VALUE, columns=(("Level", 1, "Advanced"),)),
            Claim(4, Role.VALUE, columns=(("Level", 1, ""), ("Country", 1, ""))),
            Claim(5, Role.VALUE, columns=(("Country", 4, "Malta"),)),
        ),
        [
            (
                "Level",
                "digital_skill_level",
                1,
                [("Basic", 2, "basic"), ("Advanced", 3, "advanced")],
            ),
            ("Country", "country", 1, []),
            ("Country", "country", 4, [("Malta", 5, "MT")]),
        ],
    ),
    "a label that was misread": (
        (pair(1, "&#76;evel", "Basic"),),
        [("&#76;evel", "digital_skill_level", 1, [("Basic", 1, "basic")])],
    ),
    "claims that are no facets": ((text(1, "Words"), Claim(2, Role.ITEM, ("One",))), []),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_entries(name: str) -> None:
    claims, expected = ENTRIES[name]
    assert seen(*claims) == expected


TWO = KNOWN.facets_of("Zielgruppe")


@pytest.mark.parametrize("facet", [facet for facet, *_ in TWO])
def test_a_label_of_two_facets_is_settled_by_its_values(facet: str) -> None:
    own = KNOWN.label(facet, KNOWN.concepts(facet)[0])
    assert own is not None
    assert seen(pair(1, "Zielgruppe", own))[0][1] == facet
    assert seen(pair(1, "Zielgruppe", "Words"))[0][1] == TWO[0][0]


def test_codes_of_two_programmes_are_settled_by_the_year() -> None:
    found = practice(
        pair(1, "Key action", "KA2"), pair(2, "Call year", "2022"), pair(3, "Level", "Words")
    )
    assert found.facets == {
        "digital_skill_level": (),
        "erasmus_key_action": ("ka2_2021",),
        "call_year": (2022,),
    }
    [action, *_] = found.observed
    assert action.values == (ObservedValue("KA2", 1, "ka2_2021"),)
    [open_] = practice(pair(1, "Key action", "KA2")).observed
    assert open_.values == (ObservedValue("KA2", 1, None, ("ka2_2014", "ka2_2021")),)


@pytest.mark.parametrize(
    ("entries", "facets"),
    [
        ([], {}),
        (
            [entry("country", "MT", "IT"), entry("country", "MT", "EE")],
            {"country": ("MT", "IT", "EE")},
        ),
        ([entry(None, "MT"), entry("title", "A choir")], {}),
        ([entry("country", None)], {"country": ()}),
        ([entry("period", "2018/2020")], {"start_date": ("2018",), "end_date": ("2020",)}),
        ([entry("period", "2018/")], {"start_date": ("2018",), "end_date": ()}),
        ([entry("period", "/2020")], {"start_date": (), "end_date": ("2020",)}),
        (
            [entry("country", "MT"), entry("digital_skill_level", "basic")],
            {"digital_skill_level": ("basic",), "country": ("MT",)},
        ),
    ],
)
def test_facets(entries: list[Observed], facets: dict[str, tuple[object, ...]]) -> None:
    found = normalize.facets_of(entries, KNOWN)
    assert found == facets
    assert [*found] == [*facets]


TITLE = Claim(1, Role.TITLE, ("A choir",))


@pytest.mark.parametrize(
    ("claims", "address", "title", "witness"),
    [
        ((TITLE, Claim(2, Role.TITLE, ("Bees",))), "", "A choir", Witness("A choir", 1)),
        ((text(1, "No"), TITLE._replace(line=2)), "a-b", "A choir", Witness("A choir", 2)),
        ((TITLE._replace(values=("",)),), "", None, None),
        ((pair(3, "Title", "Bees"),), "", "Bees", Witness("Bees", 3)),
        ((pair(3, "Title"),), "", None, None),
        ((pair(3, "Country", "Malta"),), "", None, None),
        ((pair(3, "Title", "Bees"), TITLE), "", "A choir", Witness("A choir", 1)),
        (
            (text(1, "Words"),),
            "a-choir",
            "A choir",
            Witness("a-choir", 0, "the page prints no title: these are the words of its URL"),
        ),
        (
            (TITLE._replace(values=("Bees &amp; co",)),),
            "",
            "Bees & co",
            Witness("Bees &amp; co", 1),
        ),
    ],
)
def test_titles(
    claims: tuple[Claim, ...], address: str, title: str | None, witness: Witness | None
) -> None:
    found = practice(*claims, address=address)
    assert (found.title, found.evidence.title) == (title, witness)


@pytest.mark.parametrize(
    ("claims", "published", "witness"),
    [
        ((), None, None),
        ((Claim(2, Role.PUBLISHED),), None, None),
        (
            (text(1, "Words"), Claim(2, Role.PUBLISHED, (DAY,)), Claim(3, Role.PUBLISHED, ("x",))),
            "2019-02-13",
            Witness(DAY, 2, "day first: no other order is a date"),
        ),
        ((Claim(2, Role.PUBLISHED, ("May 2019",)),), "2019-05", Witness("May 2019", 2)),
        (
            (Claim(2, Role.PUBLISHED, (BOTH,)),),
            None,
            Witness(BOTH, 2, None, ("2019-03-04", "2019-04-03")),
        ),
        ((Claim(2, Role.PUBLISHED, ("words",)),), None, Witness("words", 2)),
    ],
)
def test_dates(claims: tuple[Claim, ...], published: str | None, witness: Witness | None) -> None:
    found = practice(TITLE, *claims)
    assert (found.published, found.evidence.published) == (published, witness)


def test_bylines() -> None:
    words = ("Malta", "Public", "Other", "Basic", "Level", "Words")
    found = practice(text(1, "Words"), Claim(2, Role.BYLINE, words)).evidence
    assert found.byline_line == 2
    assert found.byline == (
        Term("Malta", "country", "MT"),
        Term("Public", "funding_type", "public"),
        Term("Other", "country", "other"),
        Term("Basic", "digital_skill_level", "basic"),
        Term("Level", "digital_skill_level"),
        Term("Words"),
    )
    assert practice(text(1, "Words")).evidence == Evidence(sections=((1,),))


def heading(line: int, words: str) -> Claim:
    return Claim(line, Role.HEADING, (words,))


def test_sections() -> None:
    claims = (text(1, "First"), Claim(2, Role.ITEM, ("One",)), pair(3, "Level", "Basic"))
    more = (heading(4, "Results"), heading(5, "A room"), text(6, "Last"))
    found = practice(*claims, *more)
    assert found.sections == (
        Section(None, "summary", "First\n- One"),
        Section("Results", "results", ""),
        Section("A room", "other", "Last"),
    )
    assert found.evidence.sections == ((1, 2), (4,), (5, 6))
    assert found.summary == "First"
    assert practice(*more).summary == "Last"
    assert practice(TITLE).summary is None


def test_what_is_told_of_the_dump() -> None:
    found = practice(TITLE, text(2, ENGLISH)).provenance
    assert found[:4] == ("page.txt", "0af", "site", (1, 9))
    assert (found.url, found.fetched, found.encoding) == (
        "https://a.example",
        "2020-01-01",
        "latin-1",
    )
    assert (found.confidence, found.reasons, found.unclaimed) == (0.5, ("a reason",), ())
    made = practice(TITLE, text(2, ENGLISH))
    assert (made.id, made.family, made.language) == ("site/a-choir", "site", "en")
    assert practice(TITLE).language is None


def test_ids() -> None:
    told = "x" * 40
    site, generic = practice(TITLE, text(2, told)), practice(TITLE, text(2, told), family="generic")
    assert site.id == "site/a-choir"
    assert generic.id.startswith("generic/a-choir-")
    assert practice(text(2, told)).id != practice(text(2, f"{told}y")).id


SAME = (
    (text(2, "x" * 40), pair(3, "Level", "Basic")),
    (text(2, "x" * 40), pair(3, "Level", "Advanced")),
)
OTHER = (
    (text(2, "x" * 39), pair(3, "Level", "Basic")),
    (text(2, "x" * 39), pair(3, "Level", "Advanced")),
    (text(2, "x" * 39), pair(3, "Country", "Basic")),
    (text(2, "x" * 38), pair(3, "Level", "Basic")),
    (text(2, "x" * 39), heading(3, "A room"), pair(4, "Level", "Basic")),
    (text(2, "x" * 39), heading(3, "A hall"), pair(4, "Level", "Basic")),
    (pair(3, "Level", "Basic"),),
    (text(2, "None"), pair(3, "Level", "Basic")),
)


def test_prose_tells_practices_of_one_title_apart_or_else_all_their_words() -> None:
    same, other = (
        [practice(TITLE, *c, family="generic").id for c in all_] for all_ in (SAME, OTHER)
    )
    assert len({*same}) == 1
    assert len({*other}) == len(OTHER)


@pytest.mark.parametrize(
    ("starts", "unclaimed", "kept"),
    [
        ((3, 6), (4, 7), [(4,), (7,)]),
        ((3, 6), (1,), [(1,), ()]),
        ((3, 6), (3, 5, 6, 9), [(3, 5), (6, 9)]),
        ((6, 3), (4, 7), [(), (4, 7)]),
        ((3, 3), (3,), [(), (3,)]),
        ((3, 6), (), [(), ()]),
    ],
)
def test_lines_that_nobody_claimed(
    starts: tuple[int, ...], unclaimed: tuple[int, ...], kept: list[tuple[int, ...]]
) -> None:
    records = tuple(Record((text(n, "Words"),), n, n + 1) for n in starts)
    found = practices(document(), Parsed("site", records), KNOWN, None, unclaimed)
    assert [p.provenance.unclaimed for p in found] == kept
    bare = practices(document(), Parsed("site", records), KNOWN)
    assert all(p.provenance.unclaimed == () for p in bare)


def test_the_order_of_a_site_reads_its_dates() -> None:
    record = Record((Claim(1, Role.PUBLISHED, (BOTH,)),), 1, 1)
    [found] = practices(document(), Parsed("site", (record,)), KNOWN, Order.MDY)
    assert found.published == "2019-03-04"
