"""List pages in HTML: records are the elements that repeat, and never the navigation."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gpkit.errors import NoPractice
from gpkit.pipeline import read_dump

sys.path.insert(0, str(Path(__file__).parent))
from nonsense import Nonsense
from pages import PROSE

TITLES = (
    "Swimming lessons by drone",
    "A choir of old telephones",
    "The bakery that lends books",
    "Bees on the town hall roof",
    "Robots in the village school",
)
NAV = "<nav><ul>" + "".join(f"<li><a href=/{n}>Menu {n}</a>" for n in range(30)) + "</ul></nav>"
FOOT = (
    "<footer><ul>" + "".join(f"<li><a href=/{n}>Foot {n}</a>" for n in range(9)) + "</ul></footer>"
)


def each(form: str) -> str:
    return "".join(
        form.format(title=title, n=n, prose=PROSE[: 90 + 20 * n]) for n, title in enumerate(TITLES)
    )


LISTS = {
    "items": "<ul>"
    + each("<li><a href=/{n}><h3>{title}</h3></a><p>{prose}</p><span>{n} May</span></li>")
    + "</ul>",
    "articles": each("<article><h2><a href=/{n}>{title}</a></h2><p>{prose}</p></article>"),
    "rows of a table": "<table>"
    + each("<tr><td>{n}</td><td><a href=/{n}>{title}</a></td><td>{prose}</td></tr>")
    + "</table>",
    "siblings": "<div>" + each("<h3><a href=/{n}>{title}</a></h3><p>{prose}</p>") + "</div>",
    "two rows each": "<table>"
    + each("<tr><td>{n}.</td><td><a href=/{n}>{title}</a></td></tr><tr><td>{prose}</td></tr>")
    + "</table>",
    "nested lists": "<ul>"
    + each(
        "<li><a href=/{n}>{title}</a><p>{prose}</p><ul><li>one {n}</li><li>two {n}</li></ul></li>"
    )
    + "</ul>",
    "wrapped in divs": each(
        "<div><div><div><a href=/{n}>{title}</a></div><div>{prose}</div></div></div>"
    ),
}


def page(body: str) -> bytes:
    return f"<html><body>{NAV}<main><h1>Our list</h1>{body}</main>{FOOT}</body></html>".encode()


@pytest.mark.parametrize("name", sorted(LISTS))
def test_records(name: str) -> None:
    found = read_dump(page(LISTS[name]), "list.html", "generic").practices
    assert [p.title for p in found] == list(TITLES)
    for number, practice in enumerate(found):
        assert any(PROSE[: 90 + 20 * number].strip() in s.text for s in practice.sections)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_form_not_words(name: str) -> None:
    words = Nonsense(5)
    form = each_nonsense(LISTS[name], words)
    found = read_dump(page(form), "list.html", "generic").practices
    assert [p.title for p in found] == [words.text(title) for title in TITLES]


def each_nonsense(html: str, words: Nonsense) -> str:
    for title in TITLES:
        html = html.replace(title, words.text(title))
    for n in reversed(range(len(TITLES))):
        html = html.replace(PROSE[: 90 + 20 * n], words.text(PROSE[: 90 + 20 * n]))
    return html


FACTS = {
    "dl": "<dl><dt>Town</dt><dd>Graz</dd><dt>Year</dt><dd>2020</dd>"
    "<dt>Kind</dt><dd>Music</dd></dl>",
    "table": "<table><tr><th>Town</th><td>Graz</td></tr><tr><th>Year</th><td>2020</td></tr>"
    "<tr><th>Kind</th><td>Music</td></tr></table>",
    "paragraphs": "<p>Town: Graz</p><p>Year: 2020</p><p>Kind: Music</p>",
}


@pytest.mark.parametrize("name", sorted(FACTS))
def test_facts_are_no_list(name: str) -> None:
    body = f"{FACTS[name]}<p>{PROSE}</p><h2>Later</h2><p>{PROSE}</p><h2>Then</h2><p>{PROSE}</p>"
    [practice] = read_dump(page(body), "facts.html", "generic").practices
    assert practice.title == "Our list"
    assert [(o.label, [v.raw for v in o.values]) for o in practice.observed] == [
        ("Town", ["Graz"]),
        ("Year", ["2020"]),
        ("Kind", ["Music"]),
    ]


def test_navigation_alone_is_no_record() -> None:
    try:
        found = read_dump(page(""), "empty.html", "generic").practices
    except NoPractice:
        return
    assert all(p.provenance.confidence < 0.5 for p in found)
