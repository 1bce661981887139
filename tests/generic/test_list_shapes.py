"""List pages in many shapes of markup: how many of their records are read, and what is not yet."""

from __future__ import annotations

import pytest

from gpkit.errors import NoPractice
from gpkit.pipeline import read_dump

TITLES = (
    "Kite repair for beginners",
    "A map of quiet benches",
    "The midnight seed library",
    "Letters to a lighthouse",
    "Tandem rides for the blind",
    "Soup from leftover bread",
    "A museum in a suitcase",
)
TOLD = (
    "Neighbours meet on the first floor and sort what others throw away. Nobody pays for it.",
    "Volunteers marked two hundred places on foot and drew each of them by hand in one winter.",
    "Anyone may borrow a packet in spring and bring a packet back after the harvest of autumn.",
    "Pupils of three islands write each week and read the answers aloud in the harbour hall.",
    "Forty drivers share nine bicycles, and a bakery keeps them in its yard through the night.",
    "The cooks of four canteens collect loaves at closing time and cook for whoever comes by.",
    "A curator travels with one case to villages that have no bus, and opens it on the square.",
)
TOWNS = ("Ghent", "Turku", "Graz", "Split", "Lugo", "Varna", "Kaunas")
WORDS = ("Home page", "All our topics", "Coming events", "Contact us", "For the press", "Open jobs")
ITEMS = "".join(f"<li><a href=/m/{n}>{word}</a></li>" for n, word in enumerate(WORDS))
MENUS = {"nav": f"<nav><ul>{ITEMS}</ul></nav>", "div": f"<div class=menu><ul>{ITEMS}</ul></div>"}
FOOT = (
    "<div class=bottom><div><h4>About</h4><ul><li><a href=/x>Who we are</a></li>"
    "<li><a href=/y>How we work</a></li></ul></div><div><h4>Legal</h4><ul>"
    "<li><a href=/p>Privacy notice</a></li><li><a href=/i>Imprint</a></li></ul></div>"
    "<p>Printed in the valley, 2023</p></div>"
)


def one(form: str, n: int) -> str:
    return form.format(t=TITLES[n], p=TOLD[n], c=TOWNS[n], y=2014 + n, n=n + 1)


def each(form: str, numbers: range = range(7)) -> str:
    return "".join(one(form, n) for n in numbers)


def by_threes(form: str) -> str:
    rows = (each(form, range(n, min(n + 3, 7))) for n in range(0, 7, 3))
    return "".join(f"<div class=row>{row}</div>" for row in rows)


def with_adverts(form: str) -> str:
    advert = "<div class=ad><p>Advertisement</p><a href=/ad>Buy three lamps today</a></div>"
    return "".join(one(form, n) + advert * (n in (1, 4)) for n in range(7))


CARD = "<div><img src=x alt=pic><div><h3><a href=/{n}>{t}</a></h3><p>{p}</p><i>{c}</i></div></div>"
ARTICLE = "<article><h{0}><a href=/{{n}}>{{t}}</a></h{0}><p>{{p}}</p></article>"
FACETS = "".join(
    f"<div><h4>Filter {k}</h4><ul>"
    + "".join(f"<li><a href=/{k}/{n}>{town} {k}</a> ({n * 3})</li>" for n, town in enumerate(TOWNS))
    + "</ul></div>"
    for k in ("area", "harbour", "county")
)
SHAPES = {
    "grid of rows of three": by_threes(
        "<div class=col><h4><a href=/{n}>{t}</a></h4><p>{p}</p><a href=/{n}>Read more</a></div>"
    ),
    "cards without links": each("<div class=card><h3>{t}</h3><p>{p}</p><p>{c}, {y}</p></div>"),
    "terms that are links": "<dl>" + each("<dt><a href=/{n}>{t}</a></dt><dd>{p}</dd>") + "</dl>",
    "table with names": "<table><thead><tr><th>Name</th><th>Town</th><th>What</th></tr></thead>"
    + each("<tr><td><a href=/{n}>{t}</a></td><td>{c}</td><td>{p}</td></tr>")
    + "</table>",
    "table without names": "<table>"
    + each("<tr><td>{t}</td><td>{c}</td><td>{p}</td></tr>")
    + "</table>",
    "headings above prose and a fact": each("<h3>{t}</h3><p>{p}</p><p>{c} {y}</p>"),
    "linked headings above prose": each("<h2><a href=/{n}>{t}</a></h2><p>{p}</p>"),
    "numbered results": "<ol>"
    + each("<li><h3><a href=/{n}>{t}</a></h3><div>https://example.org/{n}</div><p>{p}</p></li>")
    + "</ol>",
    "results beside facets": f"<div>{FACETS}</div><div>"
    + each("<div><a href=/{n}>{t}</a><p>{p}</p><div>{c}, {y}</div></div>")
    + "</div>",
    "cards with adverts between": f"<div>{with_adverts(CARD)}</div>",
    "calendar": "<ul>"
    + each(
        "<li><div><span>{n}</span><span>May</span></div><div><a href=/{n}>{t}</a><p>{p}</p>"
        "<p>10:00 - 12:00, {c}</p></div></li>"
    )
    + "</ul>",
    "headings of two levels": each(ARTICLE.format(2), range(2))
    + each(ARTICLE.format(3), range(2, 7)),
    "fields of a content system": each(
        "<div class=row><div><span><a href=/{n}>{t}</a></span></div><div><b>Town: </b><span>{c}"
        "</span></div><div><b>Year: </b><span>{y}</span></div><div><p>{p}</p></div></div>"
    ),
    "facts in each": each(
        "<section><h3>{t}</h3><dl><dt>Town</dt><dd>{c}</dd><dt>Year</dt><dd>{y}</dd></dl>"
        "<p>{p}</p></section>"
    ),
    "tags in each": each(
        "<article><h3><a href=/{n}>{t}</a></h3><p>{p}</p><ul><li><a href=/t/{n}>on {c}</a></li>"
        "<li><a href=/u/{n}>of {y}</a></li></ul></article>"
    ),
    "parts that open": each("<details><summary>{t}</summary><p>{p}</p><p>Town: {c}</p></details>"),
    "paragraphs by twos": "<div>" + each("<p><a href=/{n}>{t}</a></p><p>{p}</p>") + "</div>",
    "links around cards": each("<a href=/{n}><div><h3>{t}</h3><p>{p}</p></div></a>"),
    "two lists": f"<h2>New</h2><div>{each(CARD, range(4))}</div>"
    f"<h2>Older</h2><div>{each(CARD, range(4, 7))}</div>",
    "a table of facts below each heading": each(
        "<h3>{t}</h3><table><tr><th>Town</th><td>{c}</td></tr><tr><th>Year</th><td>{y}</td></tr>"
        "</table><p>{p}</p>"
    ),
}
# A line says where it stands, and not that a part of it is a link: bullets look like prose.
HARD = {
    "items that begin with a link": "<ul>"
    + each("<li><a href=/{n}>{t}</a> <span>{p}</span></li>")
    + "</ul>",
    "bold words above prose": each("<p><strong>{t}</strong><br>{p}</p>"),
}


def f1(body: str, menu: str) -> float:
    page = f"<html><body>{menu}<main><h1>Our ideas</h1><p>Here they are.</p>{body}</main>{FOOT}"
    try:
        found = read_dump(page.encode(), "list.html", "generic").practices
    except NoPractice:
        return 0.0
    right = 0
    for title, told in zip(TITLES, TOLD, strict=True):
        for practice in found:
            texts = [section.text for section in practice.sections]
            texts += [value.raw for entry in practice.observed for value in entry.values]
            right += practice.title == title and any(told in text for text in texts)
    return 2 * right / (len(found) + len(TITLES))


@pytest.mark.parametrize("menu", sorted(MENUS))
@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_records_of_a_shape(shape: str, menu: str) -> None:
    assert f1(SHAPES[shape], MENUS[menu]) == 1.0


@pytest.mark.xfail(strict=True, reason="no hint says that a part of a line is a link or bold")
@pytest.mark.parametrize("shape", sorted(HARD))
def test_hard_shapes(shape: str) -> None:
    assert f1(HARD[shape], MENUS["nav"]) == 1.0


def test_sections_of_an_article_are_no_records() -> None:
    titles = ("How it began", "Who took part", "What came of it")
    parts = "".join(
        f"<section><h2>{title}</h2>{''.join(f'<p>{TOLD[n + k]}</p>' for k in range(n + 1))}"
        "</section>"
        for n, title in enumerate(titles)
    )
    page = f"<html><body><main><h1>{TITLES[6]}</h1>{parts}</main>{FOOT}"
    [practice] = read_dump(page.encode(), "article.html", "generic").practices
    assert practice.title == TITLES[6]
    assert not practice.observed
