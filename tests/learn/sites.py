"""Invented sites: pages in one shape each, and what stands on them.

The first three pages of a site are learnt from, the other three are held back.
"""

from __future__ import annotations

from typing import NamedTuple


class Practice(NamedTuple):
    title: str
    labels: dict[str, list[str]]
    date: str = ""


class Site(NamedTuple):
    pages: list[str]
    practices: list[list[Practice]]  # of each page


PROSE = {
    "en": (
        "The teachers of {n} schools met each month for two years. They wrote lessons together, "
        "tried them in class and changed what did not work, and {t} is what came of it.",
        "Everything is open to everybody. The lessons of {t} are used in {n} other schools by now, "
        "and the group goes on to meet twice a year to write down what has been learnt.",
    ),
    "de": (
        "Die Lehrkräfte von {n} Schulen trafen sich zwei Jahre lang jeden Monat. Sie schrieben "
        "gemeinsam Lektionen, erprobten sie im Unterricht und änderten, was nicht ging: {t}.",
        "Alles steht allen offen. Die Lektionen von {t} werden in {n} weiteren Schulen benutzt, "
        "und die Gruppe trifft sich weiterhin zweimal im Jahr.",
    ),
    "pl": (
        "Nauczyciele {n} szkół spotykali się co miesiąc przez dwa lata. Wspólnie pisali lekcje, "
        "próbowali ich w klasie i zmieniali to, co nie działało, aż powstał projekt {t}.",
        "Wszystko jest otwarte dla każdego. Z lekcji {t} korzysta już {n} innych szkół, a grupa "
        "nadal spotyka się dwa razy w roku.",
    ),
}

TITLES = {
    "en": (
        "Reading rooms for everyone",
        "The travelling code lab",
        "Grandparents go online together",
        "A maker bus for the valley",
        "Open data for small farms",
        "Night classes in web design",
        "Robots in the old mill",
        "First steps with spreadsheets",
        "Signing letters without paper",
        "Maps drawn by their villages",
        "One tablet for each nurse",
        "Learning to question machines",
    ),
    "de": (
        "Offene Werkstatt am Fluss",
        "Rechnen lernen mit Robotern",
        "Das wandernde Medienlabor",
        "Senioren lernen Tabellen kennen",
        "Neue Karten für alte Dörfer",
        "Abendkurse in Gestaltung",
    ),
    "pl": (
        "Otwarta pracownia nad rzeką",
        "Roboty w starym młynie",
        "Wędrowne laboratorium kodu",
        "Seniorzy poznają arkusze",
        "Nowe mapy starych wsi",
        "Wieczorne kursy grafiki",
    ),
}
CITIES = ("Tartu", "Brno", "Porto", "Ghent", "Lille", "Turku", "Graz", "Varna")
BODIES = (
    "Harbour Foundation",
    "City Library",
    "Institute of Crafts",
    "Valley Council",
    "Northern College",
    "School Board",
    "Women in Code",
)


def prose(lang: str, title: str, n: int) -> list[str]:
    return [text.format(n=20 + n, t=title) for text in PROSE[lang]]


def flat(labels: dict[str, list[str]]) -> list[str]:
    return [line for label, values in labels.items() for line in (label, *values)]


def stacked() -> Site:
    """Navigation, title, date, prose, a block of stacked labels (some empty), a footer."""
    pages, practices = [], []
    for n, title in enumerate(TITLES["en"][:6]):
        labels = {
            "Participating town": [CITIES[n % 8]],
            "Run by": [BODIES[n % 7]],
            "Age of learners": [["six to ten"], [], ["adults", "over sixty"]][n % 3],
            "Costs covered by": [["the town"], ["parents", "a lottery"], []][n % 3],
        }
        date = f"{13 + n}.0{n + 1}.2023"
        one, two = prose("en", title, n)
        lines = ["Learning Valley", "Home of ideas", "All ideas", title, date, one, two]
        lines += [*flat(labels), "Imprint of the valley", "Write to us", "Follow us"]
        pages.append("\n\n".join(lines))
        practices.append([Practice(title, labels, f"2023-0{n + 1}-{13 + n}")])
    return Site(pages, practices)


def colon() -> Site:
    """In German: title, pairs with a colon, headed prose, a line at the end."""
    pages, practices = [], []
    for n, title in enumerate(TITLES["de"]):
        labels = {
            "Träger": [BODIES[n % 7]],
            "Ort": [CITIES[(n + 2) % 8]],
            "Laufzeit": [f"{2012 + n}-{2014 + n}"],
            "Gefördert durch": [["Land", "Bund", "Stiftung Fluss"][n % 3]],
        }
        one, two = prose("de", title, n)
        pairs = [f"{label}: {values[0]}" for label, values in labels.items()]
        lines = ["Startseite", "Ideenkarte Nord", title, *pairs, "Worum es geht", one]
        pages.append("\n".join([*lines, "Was daraus wurde", two, "Nach oben zum Anfang"]))
        practices.append([Practice(title, labels)])
    return Site(pages, practices)


def pairs() -> Site:
    """In Polish: several pairs on one line below the title."""
    pages, practices = [], []
    for n, title in enumerate(TITLES["pl"]):
        labels = {
            "Miasto": [CITIES[(n + 1) % 8]],
            "Rok": [str(2015 + n)],
            "Prowadzi": [BODIES[(n + 3) % 7]],
        }
        line = " | ".join(f"{label}: {values[0]}" for label, values in labels.items())
        lines = ["Bank dobrych pomysłów", "Wszystkie pomysły", title, line]
        pages.append("\n".join([*lines, *prose("pl", title, n), "Stopka serwisu pomysłów"]))
        practices.append([Practice(title, labels)])
    return Site(pages, practices)


def facets_first() -> Site:
    """Facets above the title, which stands above a fixed heading."""
    pages, practices = [], []
    for n, title in enumerate(TITLES["en"][:6]):
        labels = {
            "Place of work": [CITIES[(n + 3) % 8]],
            "Form of help": [["advice", "money", "rooms"][n % 3]],
            "Number of people": [str(40 + 7 * n)],
        }
        lines = ["Register of ideas", "Search the register", *flat(labels), title]
        lines += ["What was done", *prose("en", title, n), "Back to the register"]
        pages.append("\n".join(lines))
        practices.append([Practice(title, labels)])
    return Site(pages, practices)


def several() -> Site:
    """Two records a page, each: title, stacked labels, prose."""
    pages, practices = [], []
    for n in range(6):
        lines, found = ["The yearbook of ideas"], []
        for m, title in enumerate(TITLES["en"][2 * n : 2 * n + 2]):
            k = 2 * n + m
            labels = {
                "Where it happened": [CITIES[k % 8]],
                "Who paid for it": [BODIES[(k + n) % 7]],
                "How many came": [str(31 + 3 * k)],
            }
            lines += [title, *flat(labels), *prose("en", title, k)]
            found.append(Practice(title, labels))
        pages.append("\n".join(lines))
        practices.append(found)
    return Site(pages, practices)


def framed() -> Site:
    """A breadcrumb, the title behind a fixed word, labels with a colon above their values."""
    pages, practices = [], []
    for n, title in enumerate(TITLES["de"]):
        labels = {
            "Gemeinde": [CITIES[(n + 5) % 8]],
            "Ansprechpartner": [BODIES[(n + 1) % 7]],
            "Kosten": [[f"{n + 3}.500 €"], [], [f"{n + 2}.750 €"]][n % 3],
            "Beginn": [f"{14 + n}.03.2021"],
        }
        lines = [f"Ideen > Alle > {title}", f"Idee: {title}", *prose("de", title, n)]
        for label, values in labels.items():
            lines += [f"{label}:", *values]
        pages.append("\n".join([*lines, "Diese Seite drucken", "Datenschutz und Recht"]))
        practices.append([Practice(title, labels)])
    return Site(pages, practices)


SITES = {site.__name__: site() for site in (stacked, colon, pairs, facets_first, several, framed)}
