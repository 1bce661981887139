"""Practices of our own making, with everything in them that a format may stumble over."""

import random
from functools import cache

from gpkit.authority import load
from gpkit.model import (
    Container,
    Evidence,
    Money,
    Observed,
    ObservedValue,
    Organisation,
    Place,
    Practice,
    Provenance,
    Section,
    Term,
    Witness,
)

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://e.example","x")',
    "=cmd|' /C calc'!A0",
    "\t=1",
    "  =1",
    "\u200b=1",
    "＝1",
    "'quoted'",
    '"double"',
    'a "b", c; d',
    "; ",
    "a; b",
    "[]",
    "one\ntwo",
    "one\r\ntwo",
    "one\rtwo",
    "\n",
    "a\u0085b",
    "a\u2028b\u2029c",
    "tab\there",
    "\x01\x02\x1b[31m",
    "\x7f\x9f",
    "_x0041_",
    "_x000D_",
    "שלום עולם",
    "rtl \u202e end",
    "emoji 🚀 👩‍👩‍👧",
    "e\u0301",
    "\ufeffbom",
    "\ufffe\uffff",
    "http://example.org/x",
    "mailto:a@b.example",
    "<script>alert(1)</script>",
    "<b>&amp;</b> ]]>",
    "[link](javascript:alert(1))",
    "# heading",
    "1. item",
    "- item",
    "---",
    "...",
    "null",
    "NO",
    "true",
    "1e3",
    "0012",
    "2024-01-31",
    "18/07/2024",
    "\\N",
    "\\",
    "${x}",
    "{{x}}",
    "%s",
    "' OR 1=1 --",
    "a" * 300,
    "Ελληνικά",
    "Български език",
    " leading and trailing ",
    "\u00a0nbsp\u00a0",
]
WORDS = ["digital", "skills", "for", "people", "in", "a", "small", "village", "library", "tablets"]
LONG_PROSE = 100_000


def words(random_, low=3, high=30):
    return " ".join(random_.choices(WORDS, k=random_.randint(low, high)))


def text(random_):
    """Words, hostile as often as not."""
    if random_.random() < 0.5:
        return words(random_)
    return random_.choice(["", words(random_) + " "]) + random_.choice(HOSTILE)


def long_text(random_, length=LONG_PROSE):
    line = f"{words(random_, 20, 40)} {random_.choice(HOSTILE)}\n"
    return (line * (length // len(line) + 1))[:length]


def value(random_, facet):
    known = load().facet(facet)
    if known.scheme:
        return random_.choice(load().concepts(known.scheme))
    year = random_.randint(1990, 2030)
    makers = {
        "date": lambda: random_.choice([f"{year}", f"{year}-05", f"{year}-05-17", "1850-01-01"]),
        "year": lambda: year,
        "money": lambda: Money(
            random_.choice(["153956.87", "0.10", "1500", "-5.00", "12345678901234567890.12"]),
            random_.choice(["EUR", "BGN", None]),
        ),
        "organisation": lambda: Organisation(text(random_), random_.choice(["PL", "BG", None])),
    }
    return makers.get(known.kind, lambda: text(random_))()


def facets_of_practices():
    facets = load().facets()
    return [f for f in facets if load().facet(f).kind not in ("title", "period")]


def facet_values(random_, facet):
    how_many = random_.choice([0, 1, 1, 1, 2, 3])
    return tuple(dict.fromkeys(value(random_, facet) for _ in range(how_many)))


def observed(random_, facet, values):
    seen = [ObservedValue(text(random_), n, v) for n, v in enumerate(values, 11)]
    if random_.random() < 0.2:
        seen.append(ObservedValue(text(random_), 30, None))
    if random_.random() < 0.1:
        seen.append(ObservedValue("01.02.2024", 31, None, ("2024-02-01", "2024-01-02")))
    return Observed(text(random_), facet, 10, tuple(seen))


def witness(random_):
    because = random_.choice([None, text(random_)])
    readings = random_.choice([(), ("2024-02-01", "2024-01-02")])
    return random_.choice([None, Witness(text(random_), random_.randint(0, 9), because, readings)])


def evidence(random_, sections):
    has_byline = random_.random() < 0.5
    terms = (Term(text(random_)), Term("Bulgaria", "country", "BG")) if has_byline else ()
    return Evidence(
        witness(random_),
        witness(random_),
        4 if has_byline else None,
        terms,
        tuple((n, n + 1) for n in range(len(sections))),
    )


def provenance(random_, number):
    container = Container(f"pages/{text(random_)}.warc", "c" * 64, number)
    places = (
        Place("other.txt", "b" * 64, (1, 2), ("title", "facets.country")),
        Place("third.txt", "d" * 64, (3, 4), (), container),
    )
    some = random_.random() < 0.5
    url = f"https://example.org/{number}?a=1&b={random_.choice(WORDS)}" if some else None
    return Provenance(
        f"{number:03}.txt",
        "a" * 64,
        "generic",
        (number + 1, number + 40),
        url,
        "2024-07-18T10:00:00Z" if some else None,
        random_.choice([None, "text/html"]),
        random_.choice([None, container]),
        random_.choice(["utf-8", "windows-1252"]),
        random_.choice([(), (3, 7)]),
        random_.choice([(), places]),
    )


def practice(number):
    """A practice that follows from its number."""
    random_ = random.Random(f"practice {number}")
    chosen = random_.sample(facets_of_practices(), random_.randint(0, 12))
    facets = {facet: facet_values(random_, facet) for facet in chosen}
    roles = ("summary", "aims", "results", "other")
    sections = tuple(
        Section(random_.choice([None, text(random_)]), random_.choice(roles), text(random_))
        for _ in range(random_.randint(0, 4))
    )
    if number % 40 == 7:
        sections += (Section("Long", "other", long_text(random_)),)
    return Practice(
        id=f"generic/practice-{number:05}",
        family="generic",
        title=random_.choice([None, text(random_)]),
        language=random_.choice([None, "en", "bg", "pt-BR"]),
        published=random_.choice([None, "2024", "2024-07", "2024-07-18", "1899-12-31"]),
        summary=sections[0].text if sections else None,
        sections=sections,
        facets=facets,
        observed=tuple(observed(random_, f, v) for f, v in facets.items()),
        evidence=evidence(random_, sections),
        provenance=provenance(random_, number),
        corrected=random_.choice([(), ("title", "facets.country")]),
    )


@cache
def practices(number):
    return tuple(practice(n) for n in range(number))


def short(found):
    """Practices that fit into a workbook."""
    return [p for p in found if all(len(s.text) < 30_000 for s in p.sections)]
