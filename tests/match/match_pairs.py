# ruff: noqa: E501, SIM905 - tables of words, and calls that read better on one line
"""Labelled pairs of practices: the same, or look-alikes. It imports nothing of gpkit.

Each kind below is made from a fact about real duplicates and look-alikes: national copies of one
programme, yearly editions, translations that share nothing but an acronym, cut titles ... What is
one practice is known here; gpkit has to find it out. Practices are plain data, as in JSON exports.
"""

import json
import random
import unicodedata
from pathlib import Path

# Prose of our own, two sets that share no sentence and no title. Slots: {name} the project, {org}
# who leads it, {partner}, {city}, {other} a second city, {g} people, {t} things, {n} {m} {k}
# numbers, {y} a year.
WORDS = json.loads(Path(__file__).with_name("match_words.json").read_text("utf-8"))
COUNTRIES = {"BG": "Bulgaria", "LV": "Latvia", "LT": "Lithuania", "RO": "Romania", "SE": "Sweden", "GR": "Greece", "CZ": "Czechia", "PT": "Portugal",
             "PL": "Poland", "DE": "Germany", "IE": "Ireland", "IT": "Italy", "EE": "Estonia", "HR": "Croatia"}  # fmt: skip
FAMILIES = [
    "digitalalliance-bg",
    "dsjp",
    "digitalskillsjobs-se",
    "digikoalice-cz",
    "erasmusly",
    "generic",
    "eskills-mt",
    "unite-it",
    "esf-se",
    "kohesio",
]
THOUSANDS = {"en": ",", "de": ".", "el": ".", "pt": ".", "ro": "."}  # the others: a blank
LATIN = "a b v g d e zh z i y k l m n o p r s t u f h c".split()
CYRILLIC = "а б в г д е ж з и й к л м н о п р с т у ф х ц".split()
GREEK = {"a": "α", "b": "μπ", "c": "κ", "d": "ντ", "e": "ε", "g": "γκ", "h": "χ", "i": "ι", "k": "κ", "l": "λ", "m": "μ", "n": "ν", "o": "ο", "p": "π",
         "r": "ρ", "s": "σ", "t": "τ", "u": "ου", "v": "β", "y": "υ", "z": "ζ", "f": "φ", "w": "γου", "j": "τζ", "x": "ξ", "q": "κ"}  # fmt: skip


class Maker:
    """Makes projects, and pages about them."""

    def __init__(self, which, seed):
        self.r = random.Random(f"{which}-{seed}")
        self.w = WORDS[which]
        self.number = 0
        self.practices = []
        self.pairs = []  # (left id, right id, same, kind)
        self.used = set()

    # Projects ---------------------------------------------------------------------------------

    def project(self, **fixed):
        r, w = self.r, self.w
        cities = [r.choice([r.choice(w["cities"]), self.place(), self.place()]) for _ in range(2)]
        orgs = [self.body() for _ in range(3)]
        year = r.randint(2015, 2024)
        made = {
            "name": self.name(),
            "org": orgs[0],
            "partner": orgs[1],
            "third": orgs[2],
            "city": cities[0],
            "other": cities[1],
            "third_city": self.place(),
            "person": f"{r.choice(w['people']).split()[0]} {self.place()}",
            "y": year,
            "group": r.randrange(8),
            "thing": r.randrange(8),
            "n": r.randint(1_050, 9_900),
            "m": r.randint(110, 980),
            "k": r.randint(11, 99),
            "country": r.choice(sorted(COUNTRIES)),
            "start": f"{year}-{r.randint(1, 12):02}-{r.choice(['01', '15', '01'])}",
            "end": f"{year + 2}-{r.randint(1, 12):02}-{r.choice(['28', '15', '30'][:2])}",
            "grant": f"{r.randint(30_000, 900_000)}.{r.randint(10, 99)}",
            "seed": r.random(),
        }
        made["code"] = self.code(made)
        return {**made, **fixed}

    def name(self):
        """Make up a name that no other project has: an acronym, or a blend of words."""
        r = self.r
        stem, more = r.choice(self.w["names"]), ""
        mixed = (
            r.choice(self.w["mixed"]) + r.choice(["", "EU", "Plus"]) if r.random() < 0.35 else ""
        )
        while True:
            name = r.choice(
                [
                    stem[:2] + syllable(r).upper() + more + stem[-1],
                    syllable(r).upper() + more + stem[-3:],
                ]
            )
            if mixed:
                name = (syllable(r) + more.casefold()).capitalize() + mixed
            if name not in self.used:
                self.used.add(name)
                return name
            more += syllable(r).upper()

    def place(self):
        return (syllable(self.r) + syllable(self.r) + syllable(self.r)).capitalize()

    def body(self):
        """Make up an organisation: the words of a real kind, and a name."""
        kind = self.r.choice(self.w["orgs"])
        first, *rest = kind.split()
        return self.r.choice(
            [
                f"{first} {self.place()}",
                " ".join([self.place(), *rest]) if rest else f"{first} {self.place()}",
            ]
        )

    def code(self, made):
        r, year, country = self.r, made["y"], made["country"]
        return r.choice(
            [
                f"{year}-1-{country}01-KA{r.choice(['201', '204', '226'])}-{r.randint(10_000, 99_999):06}",
                f"BG05M9OP001-4.00{r.randint(1, 9)}-{r.randint(10, 999):04}-C0{r.randint(1, 3)}",
                f"POCU/{r.randint(100, 999)}/3/{r.randint(1, 12)}/{r.randint(100_000, 199_999)}",
                f"{year % 100}-{r.randint(10, 999):03}-S0{r.randint(1, 3)}",
            ]
        )

    # Pages ------------------------------------------------------------------------------------

    def languages(self):
        return sorted(self.w["prose"])

    def title(self, p, language="en"):
        return self.w["titles"][language].format(
            name=p["name"], g=self.w["groups"][language][p["group"]]
        )

    def prose(self, p, language="en", least=0.6, salt=""):
        """Tell of a project; another salt picks other sentences of the same language."""
        r = random.Random(f"{p['seed']}{language}{salt}")
        said = self.w["prose"][language]
        kept = [s for s in said if r.random() < least] or said[:3]
        groups, things = self.w["groups"][language], self.w["things"][language]
        mark = THOUSANDS.get(language, "\u00a0")
        lines = []
        for sentence in kept:
            lines.append(
                sentence.format(
                    name=p["name"],
                    **{
                        key: in_script(p[key], language)
                        for key in ("org", "partner", "city", "other", "person")
                    },
                    y=p["y"],
                    g=r.choice([groups[p["group"]], r.choice(groups)]),
                    t=things[p["thing"]],
                    n=f"{p['n']:,}".replace(",", mark),
                    m=p["m"],
                    k=p["k"],
                )
            )
            lines.append(self.own_words(r, p, language, salt))
        return "\n".join(lines)

    def own_words(self, r, p, language, salt):
        """Say what no other project says; without meaning, and of the length of a sentence."""
        own = random.Random(f"{p['seed']}{language}{salt}{r.random()}")
        letters = in_script if language in ("bg", "el") else lambda word, _: word
        said = " ".join(
            letters(syllable(own) + syllable(own), language) for _ in range(own.randint(12, 24))
        )
        return said.capitalize() + "."

    def page(
        self,
        p,
        family,
        language="en",
        *,
        title=None,
        text=None,
        facets=(),
        url=None,
        published=None,
    ):
        """Make a page about a project, as the practice that a site's family makes of it."""
        self.number += 1
        shown = self.title(p, language) if title is None else title
        id_ = f"{family}/p{self.number:05}"
        told = self.prose(p, language) if text is None else text
        self.practices.append(
            {
                "id": id_,
                "family": family,
                "title": shown or None,
                "language": language,
                "published": published,
                "summary": told.split("\n")[0],
                "sections": [{"heading": None, "role": "summary", "text": told}],
                "facets": {key: self.value(p, key) for key in facets},
                "observed": [],
                "provenance": {
                    "dump": f"{self.number:05}.txt",
                    "sha256": f"{self.number:016}" + "0" * 48,
                    "parser": family,
                    "url": url,
                    "lines": [1, 9],
                },
            }
        )
        return id_

    def value(self, p, facet):
        return {
            "country": [p["country"]],
            "organisation": [{"name": p["org"]}],
            "coordinator": [{"name": p["org"].upper(), "country": p["country"]}],
            "partner": [{"name": p["partner"]}, {"name": p["third"]}],
            "call_year": [p["y"]],
            "start_date": [p["start"]],
            "end_date": [p["end"]],
            "project_number": [p["code"]],
            "eu_grant": [{"amount": p["grant"], "currency": "EUR"}],
            "total_budget": [{"amount": p["grant"], "currency": "EUR"}],
        }[facet]

    def same(self, kind, *ids):
        self._label(kind, ids, same=True)

    def apart(self, kind, *ids):
        self._label(kind, ids, same=False)

    def _label(self, kind, ids, *, same):
        for i, one in enumerate(ids):
            self.pairs += [(*sorted((one, other)), same, kind) for other in ids[i + 1 :]]

    # The same practice --------------------------------------------------------------------------

    def copies(self):
        """One text on two sites, typed otherwise; once in three an older, shorter version."""
        p = self.project()
        text = self.prose(p)
        lines = text.split("\n")
        if self.r.random() < 0.35:
            del lines[self.r.randrange(1, len(lines))]
        title = self.title(p)
        other = self.r.choice(
            [title, title.upper(), retyped(title), title.replace("skills", "Skills"), ""]
        )
        self.same(
            "copies",
            self.page(p, "digitalalliance-bg", text=text, facets=("country",)),
            self.page(p, "dsjp", title=other, text=retyped("\n".join(lines))),
        )

    def translated(self):
        """Two languages; the acronym stands in both titles, the country in most facets."""
        p = self.project()
        one, other = self.two_languages()
        facets = [("country",), self.r.choice([("country",), ("country",), ()])]
        self.same(
            "translated",
            self.page(p, "dsjp", one, facets=facets[0]),
            self.page(p, "digikoalice-cz", other, facets=facets[1]),
        )

    def misspelt(self):
        """As above, with two letters of the acronym swapped on one side."""
        p = self.project(
            name=syllable(self.r).upper() + syllable(self.r).upper() + self.r.choice("DKLT")
        )
        name = p["name"]
        typo = name[:-2] + name[-1] + name[-2]
        one, other = self.two_languages()
        self.same(
            "misspelt",
            self.page(p, "dsjp", one, facets=("country",)),
            self.page({**p, "name": typo}, "eskills-mt", other, facets=("country",)),
        )

    def coded(self):
        """The code in a facet and in the prose, once without its version or in Cyrillic letters."""
        p = self.project()
        one, other = self.two_languages()
        code = p["code"].removesuffix("-C01").removesuffix("-C02").removesuffix("-C03")
        if code.startswith("BG") and self.r.random() < 0.5:
            code = code.replace("B", "В").replace("M", "М").replace("O", "О").replace("P", "Р")
        text = f"{self.prose(p, other)}\n({code})"
        named = {**p, "name": f"{p['city']} {p['partner']}"}
        self.same(
            "coded",
            self.page(p, "generic", one, facets=("project_number",)),
            self.page(named, "unite-it", other, text=text),
        )

    def bridged(self):
        """A short title, other words in one language, and the coordinator named in the prose."""
        p = self.project(
            name=syllable(self.r).capitalize() + self.r.choice(self.w["single"]).casefold()
        )
        title = self.r.choice(["{} initiative", "{}", "The {} project"]).format(p["name"])
        self.same(
            "bridged",
            self.page(
                p,
                "digitalalliance-bg",
                title=title,
                text=self.prose(p, salt="a", least=0.6) + f"\nAll of it was led by {p['org']}.",
                facets=(),
            ),
            self.page(
                p,
                "erasmusly",
                title=self.r.choice([p["name"], p["name"].upper()]),
                text=self.prose({**p, "thing": (p["thing"] + 1) % 8}, salt="b", least=0.5),
                facets=("coordinator", "partner", "call_year", "eu_grant"),
            ),
        )

    def cut(self):
        """A title that one site cut short."""
        p = self.project()
        title = f"{self.title(p)} in the mountains and by the sea of the whole region"
        self.same(
            "cut",
            self.page(p, "dsjp", title=title, text=self.prose(p, salt="x")),
            self.page(
                p,
                "generic",
                title=title[: self.r.randint(30, 55)].rstrip(),
                text=self.prose(p, salt="y"),
                facets=("country",),
            ),
        )

    def registered(self):
        """Two registers in two languages: cognate titles, the same days, the same money or body."""
        p = self.project(country="SE")
        shown = self.r.choice(
            [
                ("Digital Lift {}", "Digitalt lyft {}"),
                ("Competence for {}", "Kompetens för {}"),
                ("Network {} North", "Nätverk {} Norr"),
            ]
        )
        facets = ("country", "start_date", "end_date")
        self.same(
            "registered",
            self.page(
                p,
                "kohesio",
                "en",
                title=shown[0].format(p["city"]),
                facets=(*facets, "total_budget"),
            ),
            self.page(
                p,
                "esf-se",
                "sv",
                title=shown[1].format(p["city"]),
                facets=(*facets, self.r.choice(["organisation", "total_budget"]), "project_number"),
            ),
        )

    def own_site(self):
        """A page that links to the project's own site, and that site."""
        p = self.project()
        host = "".join(c for c in p["name"].casefold() if c.isalnum()) + "-project.eu"
        title = self.title(p)
        self.same(
            "own site",
            self.page(
                p,
                "erasmusly",
                text=f"{self.prose(p, salt='a', least=0.6)}\nSee www.{host} for more.",
                facets=("coordinator", "call_year"),
            ),
            self.page(
                p,
                "generic",
                title=self.r.choice([p["name"], f"{p['name']} – about us", title]),
                text=self.prose(p, salt="b", least=0.6),
                url=f"https://{host}/",
            ),
        )

    def posted(self):
        """One post under its two addresses, once with a title that was mended since."""
        p = self.project()
        number = self.r.randint(10_000, 40_000)
        text, title = self.prose(p), self.title(p)
        self.same(
            "posted",
            self.page(p, "erasmusly", text=text, url=f"https://www.erasmusly.com/?p={number}"),
            self.page(
                p,
                "generic",
                title=title.replace("digital", "dgital"),
                text=text.split("\n")[0],
                url=f"https://www.erasmusly.com/x-erasmus-project-{number}.html",
            ),
        )

    def reworded(self):
        """One event in other words of one language: title, month and place are kept."""
        p = self.project()
        title = (
            f"{self.place()} {self.r.choice(self.w['events'])} of {p['city']}, December {p['y']}"
        )
        self.same(
            "reworded",
            self.page(p, "eskills-mt", title=title, text=self.prose(p, salt="a", least=0.5)),
            self.page(
                p,
                "generic",
                title=retyped(title),
                text=self.prose({**p, "thing": (p["thing"] + 3) % 8}, salt="b", least=0.5),
            ),
        )

    def called(self):
        """A call on two sites: its code, and titles alike."""
        p = self.project()
        code = self.call(p)
        title = f"Call for {self.w['groups']['en'][p['group']]} of the {p['name']} academy"
        self.same(
            "called",
            self.page(
                p, "dsjp", title=title, text=f"{self.prose(p, salt='a', least=0.5)}\nTopic: {code}"
            ),
            self.page(
                p,
                "generic",
                title=self.r.choice([title, title.upper(), f"{title} ({code})"]),
                text=f"{self.prose(p, salt='b', least=0.5)}\n{code}.",
            ),
        )

    # Look-alikes --------------------------------------------------------------------------------

    def national(self):
        """National copies of one programme: one name, one text, two countries."""
        one, other = self.r.sample(sorted(COUNTRIES), 2)
        p = self.project(country=one)
        q = {
            **p,
            "country": other,
            "city": p["other"],
            "other": p["city"],
            "m": p["m"] + 7,
            "k": p["k"] + 2,
        }
        shape = self.r.choice(["{} project {}", "{} – {}", "{} in {}"])
        facets = self.r.choice([("country",), (), ("country", "project_number")])
        self.apart(
            "national copies",
            *(
                self.page(
                    x, "dsjp", title=shape.format(x["name"], COUNTRIES[x["country"]]), facets=facets
                )
                for x in (p, q)
            ),
        )

    def alike(self):
        """Three projects with one word in their titles: three coordinators, one topic."""
        base = syllable(self.r).capitalize() + self.r.choice(self.w["bases"]).casefold()
        year = self.r.randint(2016, 2020)
        half = len(base) // 2 + 1
        ids = []
        for shape in self.w["bot"]:
            p = self.project(y=year)
            title = shape.format(
                base=base, low=base.casefold(), first=base[:half], last=base[half:], y=year
            )
            ids.append(
                self.page(
                    {**p, "name": base},
                    "erasmusly",
                    title=title,
                    facets=("coordinator", "partner", "call_year"),
                )
            )
        self.apart("one word", *ids)

    def editions(self):
        """Yearly editions of one event, with nearly the same text; once in two languages."""
        p = self.project()
        q = {**p, "y": p["y"] + 1, "n": p["n"] + 13, "m": p["m"] + 5}
        event, tongue = (
            f"{self.place()} {self.r.choice(self.w['events'])}",
            self.r.choice(["en", "en", "de"]),
        )
        shape = self.r.choice(["{} {}", "{}, {} edition", "{} in the year {}"])
        facets = self.r.choice([(), ("country", "organisation")])
        self.apart(
            "editions",
            self.page(p, "dsjp", title=shape.format(event, p["y"]), facets=facets),
            self.page(
                q,
                self.r.choice(["dsjp", "eskills-mt"]),
                tongue,
                title=shape.format(event, q["y"]),
                facets=facets,
            ),
        )

    def one_body(self):
        """Two projects of one organisation in one country and partnership."""
        p = self.project()
        q = self.project(org=p["org"], partner=p["partner"], city=p["city"], country=p["country"])
        q["group"], q["thing"] = (p["group"] + 3) % 8, (p["thing"] + 3) % 8
        tongues = self.r.choice([("en", "en"), self.two_languages()])
        facets = ("organisation", "country")
        self.apart(
            "one organisation",
            self.page(p, "digitalalliance-bg", tongues[0], facets=facets),
            self.page(q, "dsjp", tongues[1], facets=facets),
        )

    def series(self):
        """Parts of a series: one text but for the number."""
        p = self.project()
        name = f"{self.r.choice(self.w['series'])} of {self.place()}"
        shape = self.r.choice(["{} – Module {}", "{}, part {}", "{} {}"])
        steps = self.r.choice([("1", "2"), ("I", "II"), ("II", "III"), ("A", "B")])
        self.apart(
            "series",
            *(
                self.page(p, "generic", title=shape.format(name, step), facets=("organisation",))
                for step in steps
            ),
        )

    def towns(self):
        """One event in two towns, with one text."""
        p = self.project()
        q = {**p, "city": p["third_city"], "other": p["city"], "m": p["m"] + 31, "k": p["k"] + 3}
        event = f"{self.place()} {self.r.choice(self.w['events'])}"
        self.apart(
            "towns",
            *(
                self.page(
                    x,
                    "digitalalliance-bg",
                    title=f"{event} {self.r.choice(['in', 'of'])} {x['city']}",
                    facets=("country",),
                )
                for x in (p, q)
            ),
        )

    def one_call(self):
        """Two projects that answered one call in one year."""
        p, q = self.project(), self.project()
        code = self.call(p)
        self.apart(
            "one call",
            *(
                self.page(
                    x, "dsjp", text=f"{self.prose(x)}\nFunded under {code}.", facets=("country",)
                )
                for x in (p, q)
            ),
        )

    def general(self):
        """A general title in two countries."""
        one, other = self.r.sample(sorted(COUNTRIES), 2)
        title = self.r.choice(self.w["general"])
        pages = [
            self.page(self.project(country=c), f, title=title, facets=("country", "organisation"))
            for c, f in ((one, "dsjp"), (other, "eskills-mt"))
        ]
        self.apart("general title", *pages)

    def renewed(self):
        """An older instrument and its successor: related, not the same."""
        p = self.project()
        title = (
            f"{self.w['strategy'].format(g=self.w['groups']['en'][p['group']])} of {self.place()}"
        )
        q = self.project(country=p["country"], org=p["org"], group=p["group"])
        q["y"], q["start"], q["end"] = p["y"] + 5, f"{p['y'] + 5}-01-01", f"{p['y'] + 9}-12-31"
        shape = self.r.choice(["{} {}", "{} (since {})"])
        self.apart(
            "successor",
            *(
                self.page(
                    x, "dsjp", title=shape.format(title, x["y"]), facets=("country", "start_date")
                )
                for x in (p, q)
            ),
        )

    def same_days(self):
        """Two projects of one programme: the same days, country and fund, in two languages."""
        p = self.project(country="SE")
        q = self.project(country="SE", start=p["start"], end=p["end"], y=p["y"])
        facets = ("country", "start_date", "end_date")
        self.apart(
            "same days",
            self.page(p, "kohesio", "en", facets=(*facets, "total_budget")),
            self.page(q, "esf-se", "sv", facets=(*facets, "organisation", "project_number")),
        )

    # --------------------------------------------------------------------------------------------

    def sequel(self):
        """A project, and the one that came after it."""
        p = self.project()
        q = self.project(
            name=p["name"] + self.r.choice(["2", " 2", " II", " 2.0"]),
            org=p["org"],
            group=p["group"],
            y=p["y"] + 3,
        )
        self.apart("sequel", self.page(p, "dsjp", facets=("country",)), self.page(q, "generic"))

    def boilerplate(self):
        """Two projects of one programme, whose pages tell of the programme in the same words."""
        p, q = self.project(), self.project()
        common = self.prose(self.project(), salt="programme")
        self.apart(
            "boilerplate",
            *(
                self.page(x, "generic", text=f"{common}\n{self.prose(x, least=0.4)}")
                for x in (p, q)
            ),
        )

    def two_languages(self):
        return tuple(self.r.sample(self.languages(), 2))

    def call(self, p):
        word = "".join(self.r.choice("ABCDEFGHKLMNPRST") for _ in range(7))
        return self.w["call"].format(y=p["y"], d=self.r.randint(1, 9), word=word)


SAME = (
    "copies",
    "translated",
    "misspelt",
    "coded",
    "bridged",
    "cut",
    "registered",
    "own_site",
    "posted",
    "reworded",
    "called",
)
APART = (
    "national",
    "alike",
    "editions",
    "one_body",
    "series",
    "towns",
    "one_call",
    "general",
    "renewed",
    "same_days",
    "sequel",
    "boilerplate",
)


def labelled(which, seed, each=16):
    """Give practices as plain data, and pairs of them: left, right, whether one, and of what kind."""
    maker = Maker(which, seed)
    for _ in range(each):
        for kind in (*SAME, *APART):
            getattr(maker, kind)()
    return maker.practices, maker.pairs


def syllable(r):
    return (
        r.choice("b c d f g k l m n p r s t v z br dr gr kl pl st tr".split())
        + r.choice("a e i o u".split())
        + r.choice(["", "", "n", "r", "l", "s"])
    )


# Noise --------------------------------------------------------------------------------------------


def retyped(text):
    """Type a text with straight quotes, hyphens and blanks where a careful hand did not."""
    for curly, straight in (
        ("“", '"'),
        ("”", '"'),
        ("’", "'"),
        ("‘", "'"),
        ("–", "-"),
        (" – ", "\u00a0- "),
    ):
        text = text.replace(curly, straight)
    return text


def in_script(text, language):
    """Write a name in the letters of a language, as its pages do with half of all names."""
    if language == "bg" and len(text) % 2:
        return transliterate(text, dict(zip(LATIN, CYRILLIC, strict=True)))
    if language == "el" and len(text) % 3 == 0:
        return transliterate(text, GREEK)
    return text


def transliterate(text, letters):
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(
        letters.get(c.casefold(), c).upper() if c.isupper() else letters.get(c, c) for c in plain
    )
