"""Invented sites as HTML: pages in one shape each, with all that real pages print around them.

The same furniture stands on every page: a long menu, a banner, a way back, a footer with links,
and a list of other pages that differs from page to page.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))
from sites import BODIES, CITIES, TITLES, Practice, Site, prose

if TYPE_CHECKING:
    from collections.abc import Callable

TOPICS = (
    *("Schools", "Libraries", "Farming", "Health care", "Small firms", "Town halls", "Museums"),
    *("Young people", "Older people", "Job seekers", "Women in technology", "Open data"),
    *("Cyber security", "Robotics", "Cloud services", "Basic skills", "Web design", "Funding"),
)
NOUNS = ("club", "network", "caravan", "workshop", "library", "festival", "archive", "school")
MAKERS = ("river", "mountain", "harbour", "garden", "railway", "forest", "market", "island")


def titles(count: int) -> list[str]:
    """Give titles that differ in length and form."""
    found = list(TITLES["en"])
    for n in range(count):
        maker, noun = MAKERS[n % 8], NOUNS[(n * 3 + n // 8) % 8]
        found.append(f"The digital {noun} of the {maker} number {n // 8 + 1}")
    return found[:count]


def menu(home: str, count: int = 60) -> str:
    items = "".join(
        f'<li><a href="/topic/{n}">{TOPICS[n % 18]}{"" if n < 18 else f" {n // 18 + 1}"}</a></li>'
        for n in range(count)
    )
    return f'<div class="top"><a href="/">{home}</a><div class="menu"><ul>{items}</ul></div></div>'


def related(n: int, names: list[str]) -> str:
    others = [names[(n + step) % len(names)] for step in (1, 2, 3, 5)]
    items = "".join(f'<li><a href="/idea/{name[:4]}">{escape(name)}</a></li>' for name in others)
    return f'<div class="more"><h3>You may also like</h3><ul>{items}</ul></div>'


FOOTER = (
    '<div class="foot"><div><h4>About us</h4><ul>'
    + "".join(f'<li><a href="/a/{n}">{TOPICS[n]} desk</a></li>' for n in range(12))
    + '</ul></div><div><h4>Legal matters</h4><ul><li><a href="/p">Privacy notice</a></li>'
    '<li><a href="/i">Imprint</a></li></ul></div><p>Printed by the valley press, 2024</p></div>'
)
BANNER = (
    '<div id="banner"><p>This site keeps small files on your device. You decide which of them.</p>'
    "<button>Accept all</button><button>Settings</button></div>"
)


def page(home: str, title: str, body: str, n: int, names: list[str], crumb: bool = True) -> str:
    links = '<a href="/">Start</a> / <a href="/ideas">Ideas</a>'
    way = f'<div class="way">{links} / {escape(title)}</div>' if crumb else ""
    return (
        f"<!DOCTYPE html><html><head><title>{escape(title)} | {home}</title></head><body>"
        f"{BANNER}{menu(home)}{way}<div class='content'>{body}</div>"
        f"{related(n, names)}{FOOTER}</body></html>"
    )


def paragraphs(lang: str, title: str, n: int) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in prose(lang, title, n))


def labels_of(n: int) -> dict[str, list[str]]:
    return {
        "Country": ["Norway"],  # the same everywhere, as on the site of one country
        "Town": [CITIES[n % 8]],
        "Run by": [BODIES[(2 * n + 1) % 7]],
        "Learners": [["Children"], ["Adults", "Seniors"], ["Teachers"], ["Adults"]][n % 4],
        "Paid by": [["The state"], ["Fees"], [], ["A lottery", "Fees"]][n % 4],
        "Begun in": [str(2009 + n)],
    }


def _site(form: Callable[[str, int, dict[str, list[str]]], str], home: str, lang: str) -> Site:
    names = list(TITLES[lang]) if lang != "en" else titles(12)
    pages, practices = [], []
    for n, title in enumerate(names):
        labels = labels_of(n)
        pages.append(page(home, title, form(title, n, labels), n, names))
        practices.append([Practice(title, labels)])
    return Site(pages, practices)


def _flat(labels: dict[str, list[str]], name: str, value: str) -> str:
    return "".join(
        f"<{name}>{label}</{name}>" + "".join(f"<{value}>{v}</{value}>" for v in values)
        for label, values in labels.items()
    )


def blog() -> Site:
    """A post with a date, headed prose, and a box of details below it."""

    def form(title: str, n: int, labels: dict[str, list[str]]) -> str:
        one, two = prose("en", title, n)
        box = "".join(
            f'<div class="f"><div class="l">{label}</div>'
            + "".join(f"<div>{v}</div>" for v in values)
            + "</div>"
            for label, values in labels.items()
        )
        return (
            f"<h1>{title}</h1><div>1{n % 10}.03.2022</div><h2>What was done</h2><p>{one}</p>"
            f"<h2>What came of it</h2><p>{two}</p><h2>Details</h2><div>{box}</div>"
        )

    return _site(form, "Valley of ideas", "en")


def facts() -> Site:
    """A definition list below the title."""

    def form(title: str, n: int, labels: dict[str, list[str]]) -> str:
        return f"<h1>{title}</h1><dl>{_flat(labels, 'dt', 'dd')}</dl>{paragraphs('de', title, n)}"

    return _site(form, "Ideenkarte Nord", "de")


def table() -> Site:
    """A table of two columns, the values of a row in one cell."""

    def form(title: str, n: int, labels: dict[str, list[str]]) -> str:
        rows = "".join(
            f"<tr><th>{label}</th><td>{'<br>'.join(values)}</td></tr>"
            for label, values in labels.items()
        )
        return f"<h1>{title}</h1>{paragraphs('pl', title, n)}<table>{rows}</table>"

    return _site(form, "Bank pomysłów", "pl")


def columns() -> Site:
    """Two columns: prose, and beside it paragraphs "Label: value"."""

    def form(title: str, n: int, labels: dict[str, list[str]]) -> str:
        side = "".join(
            f"<p><strong>{label}:</strong> {'; '.join(values)}</p>"
            for label, values in labels.items()
            if values
        )
        return (
            f'<h1>{title}</h1><div class="col">{paragraphs("en", title, n)}</div>'
            f'<div class="col">{side}</div>'
        )

    site = _site(form, "Handbook of good deeds", "en")
    kept = [
        [Practice(p.title, {k: ["; ".join(v)] for k, v in p.labels.items() if v}) for p in found]
        for found in site.practices
    ]
    return Site(site.pages, kept)


def box() -> Site:
    """Stacked headings and values as spans, above the title."""

    def form(title: str, n: int, labels: dict[str, list[str]]) -> str:
        rows = "".join(
            f"<li><span>{label}</span><ul>{''.join(f'<li>{v}</li>' for v in values)}</ul></li>"
            for label, values in labels.items()
            if values
        )
        return f"<h1>{title}</h1>{paragraphs('en', title, n)}<ul>{rows}</ul>"

    site = _site(form, "Almanac of classes", "en")
    kept = [
        [Practice(p.title, {k: v for k, v in p.labels.items() if v}) for p in found]
        for found in site.practices
    ]
    return Site(site.pages, kept)


def cards() -> Site:
    """A list page: ten cards, each with a linked heading, a line of prose and two facts."""
    names = titles(120)
    pages, practices = [], []
    for n in range(8):
        shown, found = [], []
        for k in range(10):
            m = 10 * n + k
            title = names[m]
            labels = {"Town": [CITIES[m % 8]], "Run by": [BODIES[(m + n) % 7]]}
            facts = "".join(f"<span>{key}: {value[0]}</span><br>" for key, value in labels.items())
            shown.append(
                f'<div class="card"><h3><a href="/i/{m}">{title}</a></h3>'
                f"<p>{prose('en', title, m)[n % 2]}</p>{facts}</div>"
            )
            found.append(Practice(title, labels))
        body = (
            f"<h1>All ideas</h1><div class='cards'>{''.join(shown)}</div><a href='#'>Next page</a>"
        )
        pages.append(page("Yearbook", "All ideas", body, n, names))
        practices.append(found)
    return Site(pages, practices)


def rows() -> Site:
    """A list page without headings: each entry an item with a link and lines below it."""
    names = titles(120)
    pages, practices = [], []
    for n in range(6):
        shown, found = [], []
        for k in range(7):
            m = 7 * n + k
            title = names[m]
            shown.append(
                f'<li><div><a href="/i/{m}">{title}</a></div><div>{CITIES[m % 8]}</div>'
                f"<div>{prose('en', title, m)[1]}</div></li>"
            )
            found.append(Practice(title, {}))
        pages.append(
            page("Register", "Register", f"<ol>{''.join(shown)}</ol>", n, names, crumb=False)
        )
        practices.append(found)
    return Site(pages, practices)


def shell(home: str, body: str) -> str:
    """Surround a page with a nested menu and a footer, in the elements meant for them."""
    items = "".join(
        f'<li><a href="/t/{n}">{topic}</a><ul>'
        + "".join(f'<li><a href="/t/{n}/{k}">{topic} {k}</a></li>' for k in range(3))
        + "</ul></li>"
        for n, topic in enumerate(TOPICS[:9])
    )
    offices = "".join(f'<li><a href="/o/{n}">{t} office</a></li>' for n, t in enumerate(TOPICS[9:]))
    return (
        f'<html><body><header><a href="/">{home}</a><nav><ul>{items}</ul></nav></header>'
        f"<main>{body}</main><footer><p>Printed in 2024 by {home}</p><ul>{offices}</ul></footer>"
        "</body></html>"
    )


def teasers() -> Site:
    """A definition list, and below it three teasers of other pages, with prose."""
    names = titles(10)
    pages, practices = [], []
    for n, title in enumerate(names):
        others = [(n + 3 * k) % 10 for k in (1, 2, 3)]
        more = "".join(
            f'<div><h3><a href="/r">{names[m]}</a></h3><p>{prose("en", names[m], m)[0]}</p></div>'
            for m in others
        )
        facts = f"<dl>{_flat(labels_of(n), 'dt', 'dd')}</dl>"
        body = f"<h1>{title}</h1>{paragraphs('en', title, n)}{facts}"
        pages.append(
            shell("Fjord of ideas", f"{body}<section><h2>More like this</h2>{more}</section>")
        )
        practices.append([Practice(title, labels_of(n))])
    return Site(pages, practices)


def linked() -> Site:
    """In a column before the title: bold labels, and lists of values that are links."""
    pages, practices = [], []
    for n, title in enumerate(titles(10)):
        side = "".join(
            f"<div><b>{label}</b><ul>"
            + "".join(f'<li><a href="/v">{value}</a></li>' for value in values)
            + "</ul></div>"
            for label, values in labels_of(n).items()
        )
        body = f"<div>{side}</div><div><h2>{title}</h2>{paragraphs('de', title, n)}</div>"
        pages.append(shell("Sammlung im Süden", body))
        practices.append([Practice(title, labels_of(n))])
    return Site(pages, practices)


def boxed() -> Site:
    """A kind above the title, labels with a colon, and a heading with an address below them."""
    pages, practices = [], []
    for n, title in enumerate([*TITLES["pl"], "Nowe szkoły w górach", "Mosty cyfrowe dla wsi"]):
        facts = "".join(
            f"<div><div>{label}:</div><div>{'<br>'.join(values)}</div></div>"
            for label, values in labels_of(n).items()
        )
        body = (
            f"<div><p>Dobra praktyka</p><h1>{title}</h1></div><h3>Opis</h3>"
            f"{paragraphs('pl', title, n)}<h3>Informacje</h3>{facts}"
            f"<h3>Kontakt</h3><p>ul. Długa {n + 1}, {CITIES[n % 8]}</p><p>biuro{n}@example.org</p>"
        )
        pages.append(shell("Baza praktyk", body))
        practices.append([Practice(title, labels_of(n))])
    return Site(pages, practices)


def headed() -> Site:
    """A list page without elements around its entries: headings, and what follows each."""
    names = titles(40)
    pages, practices = [], []
    for n in range(6):
        shown, found = [], []
        for m in range(6 * n, 6 * n + 6):
            town = CITIES[m % 8]
            head = f'<h2><a href="/i/{m}">{names[m]}</a></h2>'
            shown.append(f"{head}<p>{prose('en', names[m], m)[0]}</p><p>Town: {town}</p>")
            found.append(Practice(names[m], {"Town": [town]}))
        pages.append(shell("Yearbook", f"<h1>All of them</h1>{''.join(shown)}"))
        practices.append(found)
    return Site(pages, practices)


def row_of(m: int, title: str) -> Practice:
    return Practice(title, {"Name": [title], "Town": [CITIES[m % 8]], "Year": [str(2000 + m % 20)]})


def tabled() -> Site:
    """A list page that is a table with a row for each record."""
    names = titles(60)
    pages, practices = [], []
    for n in range(6):
        shown = [
            f'<tr><td><a href="/i/{m}">{names[m]}</a></td><td>{CITIES[m % 8]}</td>'
            f"<td>{2000 + m % 20}</td></tr>"
            for m in range(9 * n, 9 * n + 9)
        ]
        head = "<thead><tr><th>Name</th><th>Town</th><th>Year</th></tr></thead>"
        body = f"<h1>Register</h1><table>{head}<tbody>{''.join(shown)}</tbody></table>"
        pages.append(shell("Register of projects", body))
        practices.append([row_of(m, names[m]) for m in range(9 * n, 9 * n + 9)])
    return Site(pages, practices)


DETAILS = (blog, facts, table, columns, box, teasers, linked, boxed)
LISTS = (cards, rows, headed, tabled)
SITES = {site.__name__: site() for site in (*DETAILS, *LISTS)}
