"""Pages in the shapes that sites print, in several languages, and what stands on them.

Each page: its text, and for each record the title, the date as printed, and each label with its
values. Prose is left to the ledger: what is no label and no value must be prose, or noise.
"""

from __future__ import annotations

from typing import NamedTuple


class Page(NamedTuple):
    text: str
    records: tuple[tuple[str | None, dict[str, list[str]]], ...]
    published: str | None = None


PROSE = (
    "The teachers of forty schools met each month for two years. They wrote lessons together, "
    "tried them in class and changed what did not work. All of them are open to everybody."
)
PROSA = (
    "Die Lehrkräfte von vierzig Schulen trafen sich zwei Jahre lang jeden Monat. Sie schrieben "
    "gemeinsam Lektionen, erprobten sie im Unterricht und änderten, was nicht ging."
)
PROZA = (
    "Nauczyciele czterdziestu szkół spotykali się co miesiąc przez dwa lata. Wspólnie pisali "
    "lekcje, próbowali ich w klasie i zmieniali to, co nie działało."
)
PROZA_CS = (
    "Učitelé čtyřiceti škol se dva roky scházeli každý měsíc. Společně psali lekce, zkoušeli je "
    "ve třídě a měnili, co nefungovalo. Všechny jsou otevřené každému."
)
PROSA_ES = (
    "El profesorado de cuarenta escuelas se reunió cada mes durante dos años. Escribieron juntos "
    "las lecciones, las probaron en clase y cambiaron lo que no funcionaba."
)
PROZA_BG = (
    "Учителите от четиридесет училища се срещаха всеки месец в продължение на две години. Те "
    "пишеха заедно уроци, изпробваха ги в клас и променяха това, което не работеше."
)
PROSA_SV = (
    "Lärarna från fyrtio skolor träffades varje månad i två år. De skrev lektioner tillsammans, "
    "provade dem i klassen och ändrade det som inte fungerade."
)

PAGES: dict[str, Page] = {
    "pairs under the title, in German": Page(
        f"Offene Werkstatt Nordstadt\nZeitraum: 2019-2021\nTräger: Verein Werkraum e.V.\n"
        f"Zielgruppe: Jugendliche\nStadt: Dortmund\n\n{PROSA}\n{PROSA}",
        (
            (
                "Offene Werkstatt Nordstadt",
                {
                    "Zeitraum": ["2019-2021"],
                    "Träger": ["Verein Werkraum e.V."],
                    "Zielgruppe": ["Jugendliche"],
                    "Stadt": ["Dortmund"],
                },
            ),
        ),
    ),
    "label with colon, value on the next line, in Swedish": Page(
        f"Digital brygga i Norrland\n\nDiarienummer:\n22-043-S01\nStartdatum:\n2023-09-01\n"
        f"Slutdatum:\n2026-03-31\nRegion:\nNorrbotten\nProjektägare:\nLULEÅ KOMMUN\n\n{PROSA_SV}",
        (
            (
                "Digital brygga i Norrland",
                {
                    "Diarienummer": ["22-043-S01"],
                    "Startdatum": ["2023-09-01"],
                    "Slutdatum": ["2026-03-31"],
                    "Region": ["Norrbotten"],
                    "Projektägare": ["LULEÅ KOMMUN"],
                },
            ),
        ),
    ),
    "labels with colons, some of them empty": Page(
        f"The reading bus of Tartu\n\n{PROSE}\n\nStart date:\n2020-01-15\nEnd date:\nCost:\n"
        "45 000 EUR\nPartners:\nLocation:\nTartu",
        (
            (
                "The reading bus of Tartu",
                {
                    "Start date": ["2020-01-15"],
                    "End date": [],
                    "Cost": ["45 000 EUR"],
                    "Partners": [],
                    "Location": ["Tartu"],
                },
            ),
        ),
    ),
    "facets before the title, groups between them": Page(
        "project info\nStart date: 1 September 2023\nEnd date: 31 March 2026\nfunding\n"
        "Fund: Social Fund Plus\nTotal budget: 2 382 460,56 €\nprogramme\n"
        f"Programming period: 2021-2027\n\nDigital Bridge Builders\n\n{PROSE}\n{PROSE}",
        (
            (
                "Digital Bridge Builders",
                {
                    "Start date": ["1 September 2023"],
                    "End date": ["31 March 2026"],
                    "Fund": ["Social Fund Plus"],
                    "Total budget": ["2 382 460,56 €"],
                    "Programming period": ["2021-2027"],
                },
            ),
        ),
    ),
    "facets first, further values on their own lines, in Czech": Page(
        "Základní údaje o příkladu\n\nStatus: Člen\nOblast: Informační technologie\n"
        "Rozsah: Bulharsko\nSkupina: Dovednosti pro pracovní sílu\nDovednosti pro odborníky\n\n"
        f"O příkladu dobré praxe\n\n{PROZA_CS}\n\n{PROZA_CS}",
        (
            (
                "Základní údaje o příkladu",
                {
                    "Status": ["Člen"],
                    "Oblast": ["Informační technologie"],
                    "Rozsah": ["Bulharsko"],
                    "Skupina": ["Dovednosti pro pracovní sílu", "Dovednosti pro odborníky"],
                },
            ),
        ),
    ),
    "labels with indented values": Page(
        f"Robots in the village school\n\n{PROSE}\n\nCountry\n    Estonia\n    Latvia\nTheme\n"
        "    Robotics\nCost\n    12 000 EUR",
        (
            (
                "Robots in the village school",
                {"Country": ["Estonia", "Latvia"], "Theme": ["Robotics"], "Cost": ["12 000 EUR"]},
            ),
        ),
    ),
    "several pairs on a line": Page(
        "Mobilne laboratorium kodowania\nKraj: PL | Rok: 2018 | Typ: szkoła\n"
        f"Budżet: 12 000 EUR | Partner: Fundacja Most\n\n{PROZA}\n{PROZA}",
        (
            (
                "Mobilne laboratorium kodowania",
                {
                    "Kraj": ["PL"],
                    "Rok": ["2018"],
                    "Typ": ["szkoła"],
                    "Budżet": ["12 000 EUR"],
                    "Partner": ["Fundacja Most"],
                },
            ),
        ),
    ),
    "a table of two columns, in Spanish": Page(
        f"Aula abierta de robótica rural\n\n{PROSA_ES}\n\nInicio | 2019\nFin | 2021\n"
        f"Municipio | Teruel\nEntidad | Fundación Puente\n\n{PROSA_ES}",
        (
            (
                "Aula abierta de robótica rural",
                {
                    "Inicio": ["2019"],
                    "Fin": ["2021"],
                    "Municipio": ["Teruel"],
                    "Entidad": ["Fundación Puente"],
                },
            ),
        ),
    ),
    "stacked, with numbers, in Bulgarian": Page(
        f"Отворени врати за програмиране\n\n{PROZA_BG}\n\nНачало\n2019-02-01\nКрай\n2020-12-31\n"
        "Бюджет\n45 000 лв.\nУебсайт\nhttps://example.org/otvoreni",
        (
            (
                "Отворени врати за програмиране",
                {
                    "Начало": ["2019-02-01"],
                    "Край": ["2020-12-31"],
                    "Бюджет": ["45 000 лв."],
                    "Уебсайт": ["https://example.org/otvoreni"],
                },
            ),
        ),
    ),
    "bulleted values under labels with colons": Page(
        f"Coding mothers of Porto\n\n{PROSE}\n\nPartners:\n  • City of Porto\n  • House of Code\n"
        "Topics:\n  • Web pages\n  • Data",
        (
            (
                "Coding mothers of Porto",
                {"Partners": ["City of Porto", "House of Code"], "Topics": ["Web pages", "Data"]},
            ),
        ),
    ),
    "facets in the middle of the prose": Page(
        f"Night school for carpenters\n\n{PROSE}\n\nLanguage: Finnish\nLength: 12 weeks\n"
        f"Fee: 120 EUR\n\n{PROSE}\n\n{PROSE}",
        (
            (
                "Night school for carpenters",
                {"Language": ["Finnish"], "Length": ["12 weeks"], "Fee": ["120 EUR"]},
            ),
        ),
    ),
    "facets twice": Page(
        f"Library of things Utrecht\nCity: Utrecht\nSince: 2016\n\n{PROSE}\n\n"
        f"Contact: Team Utrecht\nLicence: CC BY 4.0\n\n{PROSE}",
        (
            (
                "Library of things Utrecht",
                {
                    "City": ["Utrecht"],
                    "Since": ["2016"],
                    "Contact": ["Team Utrecht"],
                    "Licence": ["CC BY 4.0"],
                },
            ),
        ),
    ),
    "a date under the title": Page(
        f"Seniors teach seniors to pay online\n14 June 2024\n\n{PROSE}\n\n{PROSE}",
        (("Seniors teach seniors to pay online", {}),),
        "2024-06-14",
    ),
    "the title again under a byline": Page(
        f"Green servers for small towns\n\nBy Anna, Berta, News\nGreen servers for small towns\n\n"
        f"18.07.2024 |\n\n{PROSE}\n\n{PROSE}",
        (("Green servers for small towns", {}),),
        "2024-07-18",
    ),
    "a breadcrumb above the title": Page(
        f"Home / Practices / Repair cafés of Leuven\nRepair cafés of Leuven\n\n{PROSE}\n\n{PROSE}",
        (("Repair cafés of Leuven", {}),),
    ),
    "nothing but prose": Page(f"{PROSE}\n\n{PROSE}\n\nWhat came of it\n\n{PROSE}", ((None, {}),)),
    "prose with colons": Page(
        f"What the teachers told us\n\n{PROSE}\n\nThey did three things: {PROSE}\n\n{PROSE}",
        (("What the teachers told us", {}),),
    ),
    "prose with a list": Page(
        f"How to run a repair café\n\n{PROSE}\n\nYou will need:\n\n  • a room with light;\n"
        f"  • tools;\n  • tea.\n\n{PROSE}",
        (("How to run a repair café", {}),),
    ),
}


def _entry(title: str, city: str, year: str, kind: str) -> str:
    return (
        f"{title}\n\n{PROSE}\n\nFacts\n\nTown\n\n{city}\n\nFirst year\n\n{year}\n\nKind\n\n{kind}"
    )


PAGES["a dump of records with a stacked block"] = Page(
    "\n\n".join(
        (
            _entry("Swimming lessons by drone", "Malmö", "2018", "Sport"),
            _entry("A choir of old telephones", "Ghent", "2020", "Music"),
            _entry("The bakery that lends books", "Graz", "2021", "Reading"),
            _entry("Bees on the town hall roof", "Turku", "2017", "Nature"),
        )
    ),
    tuple(
        (title, {"Town": [town], "First year": [year], "Kind": [kind]})
        for title, town, year, kind in (
            ("Swimming lessons by drone", "Malmö", "2018", "Sport"),
            ("A choir of old telephones", "Ghent", "2020", "Music"),
            ("The bakery that lends books", "Graz", "2021", "Reading"),
            ("Bees on the town hall roof", "Turku", "2017", "Nature"),
        )
    ),
)
PAGES["a dump of records with pairs, in Polish"] = Page(
    "\n".join(
        f"{title}\nMiasto: {town}\nRok: {year}\nOpiekun: {keeper}\n{PROZA}"
        for title, town, year, keeper in (
            ("Cyfrowy autobus dla seniorów", "Radom", "2018", "Anna Maj"),
            ("Szkoła napraw nad rzeką", "Opole", "2019", "Jan Kos"),
            ("Nocna biblioteka rzeczy", "Lublin", "2021", "Ewa Lis"),
        )
    ),
    tuple(
        (title, {"Miasto": [town], "Rok": [year], "Opiekun": [keeper]})
        for title, town, year, keeper in (
            ("Cyfrowy autobus dla seniorów", "Radom", "2018", "Anna Maj"),
            ("Szkoła napraw nad rzeką", "Opole", "2019", "Jan Kos"),
            ("Nocna biblioteka rzeczy", "Lublin", "2021", "Ewa Lis"),
        )
    ),
)
PAGES["numbered records under a title"] = Page(
    f"Five projects that we like\n\n{PROSE}\n\n"
    + "\n\n".join(
        f"{number}. {title}\n\nCountries: {country}\nDuration: {years}\n\n{PROSE}"
        for number, title, country, years in (
            (1, "Computers for grandparents", "Portugal, Latvia", "2018 - 2021"),
            (2, "The talking newspaper", "Malta, Italy", "2016 - 2017"),
            (3, "Maps for everyone", "Finland", "2019 - 2020"),
        )
    ),
    tuple(
        (title, {"Countries": country.split(", "), "Duration": [years]})
        for title, country, years in (
            ("Computers for grandparents", "Portugal, Latvia", "2018 - 2021"),
            ("The talking newspaper", "Malta, Italy", "2016 - 2017"),
            ("Maps for everyone", "Finland", "2019 - 2020"),
        )
    ),
)

# Pages that hold no practice: none is found, or it is kept apart.
EMPTY: dict[str, str] = {
    "an error page": "404\n\nPage not found\n\nThe page that you look for is not here.\n\nBack",
    "a login wall": "Log in\n\nE-mail\n\nPassword\n\nForgot your password?\n\nSign in",
    "a contact page": (
        "Contact us\n\nOffice of the network\n\n12 Long Street\n\nPhone: +359 2 123 45 67\n\n"
        "E-mail: office@example.org\n\nOpening hours\n\nMonday to Friday"
    ),
    "a cookie page": (
        "We use cookies\n\nThis site uses cookies so that it can remember what you chose, and to "
        "count how many people read it.\n\nNecessary cookies\n\nCookies of third parties\n\nAccept"
    ),
    "an empty listing": "Search results\n\nFilter by\n\nLevel\n\nYear\n\nNo results",
    "an empty page of a shop": "Cart\n\nYour cart is empty",
    "a title alone": "Good practices of the network",
}
