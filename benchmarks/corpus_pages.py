# ruff: noqa: D103 - the name of a template is the site's
"""The pages of all families, as small templates: lines with what each is, and what is true of them.

Written anew in the shape of the sites; `text` and `html` print the same lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from corpus_items import Value, Words

Line = tuple[str, str]  # h1, h2, p, li, or row (a line without blanks around it); words
Facets = dict[str, list[str]]


class Record(NamedTuple):
    """What is printed of a practice; the title is None where the page has none."""

    lines: list[Line]
    title: str | None
    facets: Facets


class Family(NamedTuple):
    """A site: its language, its share of all records, its template; ``head`` makes it a list."""

    name: str
    host: str
    languages: str
    share: int
    make: Callable[[Words], Record]
    head: tuple[Line, ...] = ()
    each: int = 1
    by_url: bool = False  # nothing in the words of a page tells the site


def rows(*pairs: str) -> list[Line]:
    return [("row", words) for words in pairs]


def items(words: Words, most: int = 5) -> list[Line]:
    return [("li", words.sentence()) for _ in range(words.chance.randint(2, most))]


def known(values: Iterable[Value]) -> list[str]:
    return [value.concept for value in values if value.concept]


def joined(values: Iterable[Value], by: str = ", ") -> str:
    return by.join(value.words for value in values)


def drawn(words: Words, *schemes: str) -> dict[str, list[Value]]:
    return {scheme: words.values(scheme) for scheme in schemes}


# Families --------------------------------------------------------------------------------------


BLOCK = {
    "target_audience": "Target audience",
    "digital_technology": "Digital technology",
    "digital_skill_level": "Level",
    "funding_type": "Funding of the good practice",
    "initiative_type": "Type of initiative of the good practice",
    "country": "Country providing the good practice",
}


def alliance(words: Words) -> Record:
    values, title = drawn(words, *BLOCK), words.title()
    seen = ["INSPIRATION: Good practices", *BLOCK.values(), *(v.words for v in values["country"])]
    lines: list[Line] = [("p", title), ("row", f"By {', '.join(sorted(seen))}No Comments")]
    lines += [("h1", title), ("p", f"{words.item.start:%d.%m.%Y} |"), ("p", words.paragraph())]
    lines += [("h2", "Aims and objectives"), ("p", words.paragraph(1, 2)), *items(words)]
    lines += [("h2", "Why is this a good practice?"), ("p", words.paragraph()), ("h2", "Details")]
    for scheme, label in BLOCK.items():
        lines += [("p", label), *(("p", value.words) for value in values[scheme])]
    lines += [("p", "Organisation providing the good practice"), ("p", words.body())]
    return Record(lines, title, {scheme: known(found) for scheme, found in values.items()})


def erasmus(words: Words) -> Record:
    title, year = words.title(), words.item.start.year
    key, action = words.value("erasmus_key_action"), words.value("erasmus_action_type")
    topics = words.values("erasmus_topic")
    lines: list[Line] = [("p", f"{title} Erasmus Project")]
    lines += [("h1", f"General information for the {title} Erasmus Project")]
    lines += [("h2", "Project Title"), ("p", title), ("h2", "Project Key Action")]
    lines += [("p", f"This project related with these key action: {key.words}")]
    lines += [("h2", "Project Action Type")]
    lines += [("p", f"This project related with this action type : {action.words}")]
    lines += [("h2", "Project Call Year"), ("p", f"This project’s Call Year is {year}")]
    lines += [("h2", "Project Topics")]
    lines += [("p", f"This project is related with these Project Topics: {joined(topics, '; ')}")]
    lines += [("h2", "Project Summary"), ("p", words.paragraph()), ("p", words.paragraph())]
    lines += [*items(words), ("h2", "EU Grant (Eur)")]
    lines += [
        ("p", f"Funding of the project from EU: {words.item.grant / 100:.2f} Eur".replace(".", ","))
    ]
    lines += [("h2", "Project Coordinator"), ("p", f"{words.body()} & Country: {country(words)}")]
    lines += [("h2", "Project Partners")]
    lines += [
        ("li", f"{partner} gGmbH") for partner in (words.item.name, words.item.name[::-1].title())
    ]
    facets = {"erasmus_key_action": known([key]), "erasmus_action_type": known([action])}
    return Record(lines, title, facets | {"erasmus_topic": known(topics), "call_year": [str(year)]})


def country(words: Words) -> str:
    return words.chance.choice(
        ("BG", "CZ", "DE", "EL", "FI", "FR", "IE", "IT", "LV", "PL", "PT", "SE")
    )


def ips(words: Words) -> Record:
    title, place = words.title(), words.value("country")
    tech = words.value("digital_technology")
    lines: list[Line] = [("h1", title)]
    lines += rows(f"Responsible organisation: {words.body()} (Local Government)")
    lines += [("row", words.paragraph()), ("row", "Status"), ("row", words.paragraph(1, 2))]
    lines += rows("Additional information", "Source", f"Register of {words.item.name}")
    lines += rows("Web site", f"https://{words.item.name.lower()}.example.org/", "Start/end date")
    lines += rows(f"{words.item.start.year} -", "Still active?", "Details", "Type", "Service")
    lines += rows("Technologies", tech.words, "Geographic extent", "Local")
    lines += rows("Geographic coverage", place.words, "Primary sector", "General public services")
    lines += rows("Activity", "General services.", "Cross-sector", "Yes", "Cross-border", "No")
    lines += [*rows("Service Type", "Internal support processes", "Status", "Pilot"), ("row", "")]
    return Record(lines, title, {"digital_technology": known([tech]), "country": known([place])})


def kohesio(words: Words) -> Record:
    item, title = words.item, words.title()
    money = f"{item.grant / 100:,.2f}".replace(",", " ").replace(".", ",")
    lines = rows("Kohesio: discover EU projects in your region", "", "project info")
    lines += rows(f"Start date: {item.start.day} {item.start:%B %Y}")
    lines += rows(f"End date: {item.end.day} {item.end:%B %Y}", "funding")
    lines += rows("Fund: European Social Fund Plus (ESF+)", f"Total budget: {money} €")
    lines += rows(f"EU contribution: {money} €", "programme", "Programming period: 2021-2027")
    lines += rows(
        "intervention field", "European Commission Topic", "European Commission Topic", ""
    )
    lines += [("h1", title), ("p", words.paragraph()), ("p", words.paragraph())]
    return Record(lines, title, {"start_date": [f"{item.start}"], "end_date": [f"{item.end}"]})


def esf(words: Words) -> Record:
    item, title = words.item, words.title()
    number = f"{item.start:%y}-{item.number % 900 + 100}-S{item.number % 90 + 10}"
    lines: list[Line] = [("h1", f"{number} - {title}")]
    lines += rows("Diarienummer:", number, "Namn:", title, "Startdatum:", f"{item.start}")
    lines += rows(
        "Slutdatum:", f"{item.end}", "Land som berörs:", "Sverige", "Berörd fond:", "ESF+"
    )
    lines += rows(
        "Program CCI:", "2021SE05SFPR", "Projektägare:", words.body(), "Region:", "Gotland"
    )
    lines += [*rows("Antal deltagare:", str(item.number % 400), ""), ("p", words.paragraph())]
    lines += [("p", words.paragraph()), *items(words)]
    dates = {"start_date": [f"{item.start}"], "end_date": [f"{item.end}"]}
    return Record(lines, title, {"country": ["SE"], **dates})


def glbulgaria(words: Words) -> Record:
    item, title = words.item, words.title()
    period = f"{item.start.year} г. – {item.end.year} г."
    lines: list[Line] = [("p", "Scroll Top"), ("h1", title)]
    lines += [*rows("Име на проекта:", title, "", "Период на изпълнение:", period), ("p", "")]
    lines += [("p", "Партньори:"), ("li", words.body()), ("li", f"Union {item.name}"), ("p", "")]
    lines += [*rows("Резюме:", words.paragraph(), ""), ("h2", words.heading("why"))]
    lines += [("p", words.paragraph())]
    return Record(lines, title, {})


def koalice(words: Words) -> Record:
    audience = words.value("target_audience")
    lines: list[Line] = [("h2", "Základní informace o organizaci")]
    lines += rows("Status: Člen", "Typ člena/příznivce: Jiné", "Téma: Digitální dovednosti")
    lines += rows("Geografický rozsah: Bulharsko", f"Cílová skupina: {audience.words}", "")
    lines += [
        ("h2", "O organizaci"),
        ("p", words.paragraph()),
        ("p", words.paragraph()),
        *items(words),
    ]
    return Record(lines, None, {"target_audience": known([audience]), "country": ["BG"]})


def platform(words: Words) -> Record:
    found = drawn(words, "target_audience", "digital_skill_level")
    lines = rows("Skip to main content", "Search by keyword", "National Coalitions", "")
    lines += [
        ("p", words.paragraph()),
        ("h2", "National coalition details"),
        ("row", "Target audience"),
    ]
    lines += rows(*(v.words for v in found["target_audience"]), "Digital skill level")
    lines += rows(*(v.words for v in found["digital_skill_level"]), "Geographic scope - Country")
    lines += rows("Estonia", "NC priorities", "")
    lines += [("p", words.paragraph()), *items(words), ("p", words.paragraph(2, 3))]
    return Record(lines, None, {k: known(v) for k, v in found.items()} | {"country": ["EE"]})


def romania(words: Words) -> Record:
    lines = [("p", "Bune Practici"), ("h1", words.title()), ("p", words.paragraph())]
    lines += [("h2", "Obiective"), ("p", words.paragraph()), *items(words)]
    return Record(lines, words.title(), {})


def sweden(words: Words) -> Record:
    months = "Januari Februari Mars April Maj Juni Juli Augusti September Oktober November December"
    start = words.item.start
    dated = f"{start.day:02} {months.split()[start.month - 1]} {start.year}, 12:10"
    lines = [
        ("h1", words.title()),
        ("p", dated),
        ("p", words.paragraph()),
        ("p", words.paragraph()),
    ]
    lines += [("p", f"Bildrättigheter: {words.body()} ©")]
    return Record(lines, words.title(), {})


def malta(words: Words) -> Record:
    lines = [("p", words.paragraph()), ("p", words.paragraph()), *items(words)]
    lines += [("h2", "Recent Organization")]
    lines += rows(f"{words.body()} December 5, 2023", f"Club {words.item.name} November 23, 2023")
    return Record(lines, None, {})


def interreg(words: Words) -> Record:
    lines = [("p", words.paragraph(1, 2)), ("p", words.paragraph()), ("p", words.paragraph())]
    lines += [("h2", "Resources needed"), ("p", words.paragraph())]
    lines += [("h2", "Evidence of success"), ("p", words.paragraph())]
    return Record(lines, None, {})


def opsi(words: Words) -> Record:
    lines = rows("Skip to content", "An official website of the OECD. Find out more")
    lines += [*rows("Created by the Public Governance Directorate", ""), ("h1", words.title())]
    lines += [("h2", "Innovative response"), ("p", words.paragraph()), ("p", words.paragraph())]
    lines += [("h2", "Specific issues addressed and anticipated impact"), ("p", words.paragraph())]
    return Record(lines, words.title(), {})


def lithuania(words: Words) -> Record:
    lines = [("p", words.paragraph()), ("p", words.paragraph()), *rows(words.body())]
    lines += rows(f"Library of {words.item.name}", "Target group", "Non-users and limited users")
    return Record(lines, None, {})


def unite(words: Words) -> Record:
    title, item = words.title(), words.item
    key, action = words.value("erasmus_key_action"), words.value("erasmus_action_type")
    places = words.values("country")
    lines: list[Line] = [("h2", f"{item.number % 9 + 1}. {title}")]
    lines += rows(f"Key Action: {key.words}", f"Action Type: {action.words}")
    lines += rows(
        f"Countries: {joined(places)}", f"Duration: {item.start:%B %Y} – {item.end:%B %Y}", ""
    )
    lines += [("p", words.paragraph()), *items(words)]
    return Record(lines, title, {"erasmus_key_action": known([key]), "country": known(places)})


def urbact(words: Words) -> Record:
    place = words.value("country")
    lines = [("li", f"{words.item.name} / {place.words}"), ("p", ""), ("p", words.title())]
    return Record(
        [*lines, ("p", words.paragraph(1, 2))], words.title(), {"country": known([place])}
    )


def plain(words: Words) -> Record:
    lines = [("h1", words.title()), ("p", words.paragraph()), ("h2", words.heading("aims"))]
    lines += [("p", words.paragraph()), ("h2", words.heading("results")), ("p", words.paragraph())]
    return Record(lines, words.title(), {})


def untitled(words: Words) -> Record:
    return Record([("p", words.paragraph()) for _ in range(4)], None, {})


def slovakia(words: Words) -> Record:
    start = words.item.start
    lines = [("h1", words.title()), ("p", f"{start.day}. mája {start.year}")]
    return Record([*lines, ("p", words.paragraph()), ("p", words.paragraph())], words.title(), {})


def colon(words: Words) -> Record:
    title, item, place = words.title(), words.item, words.value("country")
    level = words.value("digital_skill_level")
    lines = [("h1", title), ("p", words.paragraph()), *rows(f"Country: {place.words}")]
    lines += rows(f"Start date: {item.start}", f"End date: {item.end}", f"Level: {level.words}", "")
    lines += [("p", words.paragraph()), ("h2", words.heading("results")), ("p", words.paragraph())]
    return Record(lines, title, {"country": known([place])})


CATEGORY = (
    ("row", "Skip to main content"),
    ("p", "Category"),
    ("h1", "International good practice initiative"),
)
SERVICES = (("row", "Skip to main content"), ("p", "Category"))
PROJECTS = (
    ("h1", "European projects that bring screens into old workshops"),
    ("p", "They have shown what is possible, each in its own way."),
)
TOWNS = (
    ("h1", "URBACT Good Practices"),
    ("p", "Towns that have learnt something show it to towns that want to learn it."),
)
FAMILIES = (
    Family("digitalalliance-bg", "digitalalliance.bg", "en", 25, alliance, CATEGORY, 10),
    Family("erasmusly", "erasmusly.com", "en", 20, erasmus),
    Family("ips-cases", "ips-x.eu", "en", 12, ips, SERVICES, 10),
    Family("kohesio", "kohesio.ec.europa.eu", "en", 6, kohesio),
    Family("esf-se", "esf.se", "sv", 4, esf),
    Family("glbulgaria-bg", "glbulgaria.bg", "bg", 3, glbulgaria),
    Family("digikoalice-cz", "digikoalice.cz", "cs", 3, koalice),
    Family("dsjp", "digital-skills-jobs.europa.eu", "en", 4, platform),
    Family("digital-skills-romania-eu", "digital-skills-romania.eu", "ro", 2, romania),
    Family("digitalskillsjobs-se", "digitalskillsjobs.se", "sv", 2, sweden),
    Family("eskills-mt", "eskills.org.mt", "en", 1, malta),
    Family("interreg-europe", "interregeurope.eu", "en", 3, interreg),
    Family("oecd-opsi", "oecd-opsi.org", "en", 3, opsi),
    Family("skaitmeninekoalicija-lt", "skaitmeninekoalicija.lt", "en", 1, lithuania),
    Family("unite-it", "unite-it.eu", "en", 2, unite, PROJECTS, 5),
    Family("urbact", "urbact.eu", "en", 2, urbact, TOWNS, 10),
    Family("digitalcoalition-ie", "digitalcoalition.ie", "en", 1, plain, by_url=True),
    Family("digitalcoalition-cy", "digitalcoalition.gov.cy", "el", 1, untitled, by_url=True),
    Family("nationalcoalition-gr", "nationalcoalition.gov.gr", "el", 1, untitled, by_url=True),
    Family("digitalnakoalicia-sk", "digitalnakoalicia.sk", "sk", 1, slovakia, by_url=True),
    Family("generic", "practices.example", "en de fr pl", 3, colon),
)


# Printing --------------------------------------------------------------------------------------


def text(lines: Iterable[Line]) -> str:
    """Print lines as a scraper of text does: blanks around paragraphs, bullets for items."""
    return "\n".join(_text(list(lines))) + "\n"


def _text(lines: list[Line]) -> Iterator[str]:
    for index, (tag, words) in enumerate(lines):
        yield f"  • {words}" if tag == "li" else words
        after = lines[index + 1][0] if index + 1 < len(lines) else tag
        if words and (tag in {"h1", "h2", "p"} or after not in {tag, "row"}):
            yield ""


def html(lines: Iterable[Line], title: str | None) -> str:
    """Print lines as a page with the usual things around them."""
    tags = {"row": "div"}
    body = (f"<{t}>{escape(w)}</{t}>" for tag, w in lines if w for t in (tags.get(tag, tag),))
    whole = "\n".join(body).replace("<li>", "<ul><li>").replace("</li>", "</li></ul>")
    whole = whole.replace("</ul>\n<ul>", "\n")
    head = f'<meta charset="utf-8"><title>{escape(title or "Page")}</title>'
    head += "<style>body { margin: 0 } .card { float: left }</style><script>var a = 1 < 2;</script>"
    body_ = f"<body><main>\n{whole}\n</main></body>"
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n{body_}</html>\n"
