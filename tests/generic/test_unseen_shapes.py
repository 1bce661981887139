"""Pages whose sites nobody here has seen: what their software prints around and between facts.

The same shapes in several languages, as HTML, as the text of an extractor, and as terminal
browsers dump it. What is no fact must be prose, a date, or noise: never a label or a value.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from gpkit.model import Practice, Role
from gpkit.pipeline import Read, read_dump

sys.path.insert(0, str(Path(__file__).parent))
from nonsense import Nonsense
from pages import PROSA, PROSE, PROZA, PROZA_BG

ALSO = "What they made is open to everybody. Six towns along the coast have taken it up since then."


class Words(NamedTuple):
    title: str
    facts: dict[str, str]
    prose: str


LANGUAGES = {
    "English": Words(
        "Tablets at the ferry landing",
        {"Country": "Malta", "Start date": "1 May 2021", "Organisation": "Harbour library"},
        PROSE,
    ),
    "German": Words(
        "Tafeln am Anleger",
        {"Land": "Deutschland", "Laufzeit": "2019-2021", "Zielgruppe": "Ältere Menschen"},
        PROSA,
    ),
    "Polish": Words(
        "Tablety na przystani",
        {"Kraj": "Polska", "Data rozpoczęcia": "1 maja 2021", "Organizacja": "Biblioteka"},
        PROZA,
    ),
    "Bulgarian": Words(
        "Таблети на кея",
        {"Държава": "България", "Начална дата": "1 май 2021", "Целева група": "Възрастни"},
        PROZA_BG,
    ),
}
languages = pytest.mark.parametrize("language", sorted(LANGUAGES))


def html(words: Words, body: str) -> Read:
    page = f"<html><body><main><h1>{words.title}</h1>{body}</main></body></html>"
    return read_dump(page.encode(), "page.html", "generic")


def text(page: str) -> Read:
    return read_dump(page.encode(), "page.txt", "generic")


def rows(form: str, facts: dict[str, str]) -> str:
    return "".join(form.format(l=label, v=value) for label, value in facts.items())


def facts_of(practice: Practice) -> dict[str, str]:
    return {o.label: "; ".join(v.raw for v in o.values) for o in practice.observed}


def prose_of(practice: Practice) -> str:
    return "\n".join(f"{s.heading or ''}\n{s.text}" for s in practice.sections)


# Label and value in elements of their own, with nothing between them ------------------------------

APART = {
    "two spans": "<p><span class=label>{l}</span> <span>{v}</span></p>",
    "items": "<li><b>{l}</b> {v}</li>",
    "one paragraph": "<strong>{l}</strong> {v}<br>",
    "spans that touch": "<div><span>{l}</span><span>{v}</span></div>",
    "a dash of its own": "<p><em>{l}</em> — {v}</p>",
}


@languages
@pytest.mark.parametrize("shape", sorted(APART))
def test_a_label_in_an_element_of_its_own(shape: str, language: str) -> None:
    words = LANGUAGES[language]
    body = f"<p>{words.prose}</p><div>{rows(APART[shape], words.facts)}</div><p>{words.prose}</p>"
    [practice] = html(words, body).practices
    assert practice.title == words.title
    assert facts_of(practice) == words.facts


@pytest.mark.parametrize(
    "rows_of",
    [
        ("<li><b>Ana Kowalska</b> teacher</li>", "<li><b>Piotr Nowak</b> helper</li>"),
        (
            "<li><b>Trust</b> comes first in each of the towns.</li>",
            "<li><b>Time</b> is next.</li>",
        ),
        ("<p><b>40</b> schools</p>", "<p><b>120</b> teachers</p>"),
        ("<p><b>Poland</b> 2021</p>", "<p><b>Malta</b> 2022</p>"),
        ("<li><a href=/a>Country</a> Malta</li>", "<li><a href=/b>Start date</a> 2021</li>"),
        ("<p><b>H</b>ello 2021</p>", "<p><b>W</b>orld 2022</p>"),
    ],
)
def test_stressed_words_are_no_labels(rows_of: tuple[str, str]) -> None:
    words = LANGUAGES["English"]
    [practice] = html(words, f"<p>{PROSE}</p>{''.join(rows_of) * 2}<p>{PROSE}</p>").practices
    assert not practice.observed


@pytest.mark.xfail(strict=True, reason="with no number and no known label, people look like facts")
def test_labels_that_nothing_knows() -> None:
    words = LANGUAGES["English"]._replace(
        facts={"Where it runs": "Vurgo", "Made for": "Older neighbours", "Run by": "A library"}
    )
    body = f"<p>{PROSE}</p>{rows(APART['two spans'], words.facts)}<p>{PROSE}</p>"
    [practice] = html(words, body).practices
    assert facts_of(practice) == words.facts


# What a site adds to each page --------------------------------------------------------------------

NETWORKS = ("Facebook", "Twitter", "LinkedIn", "Click to share on WhatsApp (Opens in new window)")
SHARE = {
    "English": "Share this:",
    "German": "Teilen",
    "Polish": "Udostępnij",
    "Bulgarian": "Споделете",
}


@languages
@pytest.mark.parametrize("where", ["head", "facts", "foot"])
def test_links_that_share_a_page(where: str, language: str) -> None:
    words = LANGUAGES[language]
    share = "\n".join((SHARE[language], *NETWORKS))
    parts = {"head": "", "facts": "", "foot": "", where: f"\n{share}\n"}
    facts = rows("{l}: {v}\n", words.facts)
    found = text(
        f"{words.title}\n{parts['head']}\n{words.prose}\n\n{facts}{parts['facts']}\n{words.prose}\n"
        f"{parts['foot']}"
    )
    [practice] = found.practices
    assert practice.title == words.title
    assert facts_of(practice) == words.facts
    assert "Facebook" not in prose_of(practice)
    assert sum(c.reason == "links to share the page" for c in found.parsed.noise) == 5


def test_a_row_of_links_that_share_a_page() -> None:
    words = LANGUAGES["English"]
    facts = rows("{l}: {v}\n", words.facts)
    page = f"{words.title}\n\n{facts}Share: Facebook | X | E-mail\n\n{PROSE}"
    assert facts_of(text(page).practices[0]) == words.facts


@pytest.mark.parametrize(
    "lines", ["Tools\nFacebook\nTwitter", "Facebook: https://fb.example/a", "Share: 40 %"]
)
def test_networks_that_a_page_speaks_of(lines: str) -> None:
    found = text(f"Boats\n\n{PROSE}\n\nCountry: Malta\nStart date: 2021\n{lines}\n\n{PROSE}\n")
    assert all(c.reason != "links to share the page" for c in found.parsed.noise)


BYLINES = ("By Ana Borg | 4 March 2021", "4 March 2021 by Ana Borg Leave a comment")
DATES = {
    "Posted on March 4, 2021 by Ana Borg": "2021-03-04",
    "Published 4 March 2021 by Ana Borg": "2021-03-04",
    "Veröffentlicht am 4. März 2021 von Ana Borg": "2021-03-04",
    "Publié le 4 mars 2021 par Ana Borg": "2021-03-04",
    "Opublikowano: 4 marca 2021": "2021-03-04",
    "Публикувано на 4 март 2021 г.": "2021-03-04",
    "Δημοσιεύτηκε στις 4 Μαρτίου 2021": "2021-03-04",
    "Last updated: 4 March 2021": None,
    "Zuletzt aktualisiert am 4. März 2021": None,
    "Dernière mise à jour : 4 mars 2021": None,
}


@pytest.mark.parametrize("line", sorted(DATES))
@pytest.mark.parametrize("page", ["{t}\n\n{b}\n\n{p}\n", "{b}\n\n{t}\n\n{p}\n", "{t}\n{p}\n{b}"])
def test_the_line_that_dates_a_page(page: str, line: str) -> None:
    title = LANGUAGES["English"].title
    [practice] = text(page.format(t=title, b=line, p=f"{PROSE}\n\n{ALSO}")).practices
    assert (practice.title, practice.published) == (title, DATES[line])
    assert line not in prose_of(practice)


@pytest.mark.parametrize("line", BYLINES)
@pytest.mark.parametrize("page", ["{t}\n\n{b}\n\n{p}\n", "{b}\n\n{t}\n\n{p}\n"])
def test_the_byline_at_a_title(page: str, line: str) -> None:
    title = LANGUAGES["English"].title
    [practice] = text(page.format(t=title, b=line, p=f"{PROSE}\n\n{ALSO}")).practices
    assert (practice.title, practice.published) == (title, "2021-03-04")


@pytest.mark.parametrize(
    "line",
    [
        "Published in 2021 by the library, the booklet was read by all of them.",
        "On 4 March 2021 the library opened its doors to them.",
        "Updated lessons for all schools",
    ],
)
def test_sentences_that_date_no_page(line: str) -> None:
    [practice] = text(f"Boats that lend books\n\n{PROSE}\n\n{line}\n\n{PROSE}\n").practices
    assert practice.published is None
    assert line in prose_of(practice)


LINKS = ("Read more", "Visit website", "Mehr erfahren", "Czytaj więcej", "(opens in new window)")


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize(
    "shape",
    ["<p><b>{l}:</b> {v} <a href=/>{x}</a></p>", "<dt>{l}</dt><dd>{v} <a href=/>{x}</a></dd>"],
)
def test_a_link_behind_a_value_is_none_of_it(shape: str, link: str) -> None:
    words = LANGUAGES["English"]
    body = "".join(shape.format(l=label, v=v, x=link) for label, v in words.facts.items())
    [practice] = html(words, f"<p>{PROSE}</p><div>{body}</div><p>{PROSE}</p>").practices
    assert facts_of(practice) == words.facts


@languages
@pytest.mark.parametrize(
    "kind", ["Good practice", "CASE STUDY", "Gute Praxis", "Dobra praktyka", "Добра практика"]
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_kind_of_a_page_is_not_its_title(kind: str, language: str, gap: str) -> None:
    words = LANGUAGES[language]
    facts = gap.join(f"{label}: {value}" for label, value in words.facts.items())
    [practice] = text(gap.join((kind, words.title, words.prose, facts, words.prose))).practices
    assert practice.title == words.title
    assert facts_of(practice) == words.facts


def test_the_kind_of_a_page_above_a_short_title() -> None:
    words = LANGUAGES["English"]
    for facts in (rows("{l}\n{v}\n", words.facts), rows("{l}: {v}\n", words.facts)):
        [practice] = text(f"Good practice\nSmart ferry\n{facts}{PROSE}\n{PROSE}\n").practices
        assert (practice.title, facts_of(practice)) == ("Smart ferry", words.facts)


# Dumps of browsers in terminals -------------------------------------------------------------------

LYNX = """   #[1]Feed of the coast

   [2]Home > [3]Practices

     * [4]About us

                          {t}

   Country: [5]Malta, [6]Latvia
   Start date: 1 May 2021
   Organisation: [7]Harbour library

   The library of the harbour lends tablets to older neighbours and shows
   them how to [8]book a doctor. Forty of them take part, and each looks
   after three people in the town.

References

   Visible links:
   1. https://coast.example/feed
   2. https://coast.example/
   3. https://coast.example/p
   4. https://coast.example/a
   5. https://coast.example/mt
   6. https://coast.example/lv
   7. https://coast.example/lib
   8. https://coast.example/doctor
"""


@pytest.mark.parametrize("words", [str, Nonsense(3).text], ids=["words", "nonsense"])
def test_numbers_of_links_are_none_of_the_words(words: object) -> None:
    assert callable(words)
    title = LANGUAGES["English"].title
    found = text(LYNX.format(t=words(title)))
    [practice] = found.practices
    assert practice.title == words(title)
    assert facts_of(practice) == {
        "Country": "Malta; Latvia",
        "Start date": "1 May 2021",
        "Organisation": "Harbour library",
    }
    assert "coast.example" not in prose_of(practice)
    noise = [claim.reason for claim in found.parsed.noise]
    assert noise.count("list of the addresses of links") == 10


def test_labels_that_are_links() -> None:
    page = (
        f"Boats that lend books\n\n{PROSE}\n\n   [1]Country\n   [2]Malta\n\n   [3]Start date\n"
        f"   2021\n\n   [4]Organisation\n   [5]Harbour library\n\n{PROSE}\n\nReferences\n\n"
        + "".join(f"   {n}. https://coast.example/{n}\n" for n in range(1, 6))
    )
    [practice] = text(page).practices
    assert facts_of(practice) == {
        "Country": "Malta",
        "Start date": "2021",
        "Organisation": "Harbour library",
    }


@pytest.mark.parametrize(
    "row", ["   Skip to [1]main content", "   [1]Home   [2]Practices   [3]About us"]
)
def test_rows_of_links_above_the_title(row: str) -> None:
    words = LANGUAGES["English"]
    listed = "".join(f"   {n}. https://coast.example/{n}\n" for n in (1, 2, 3))
    hidden = "\n   Hidden links:\n   5. https://coast.example/5\n"
    facts = "".join(f"   {label}: {value}\n" for label, value in words.facts.items())
    page = f"{row}\n\n   {words.title}\n\n{facts}\n   {PROSE}\n\nReferences\n\n{listed}{hidden}"
    [practice] = text(page).practices
    assert practice.title == words.title
    assert facts_of(practice) == words.facts
    assert "coast.example" not in prose_of(practice)


def test_footnotes_stay() -> None:
    notes = "[1] Borg, A. (2020). Reading at the pier.\n[2] https://coast.example/pier\n"
    found = text(f"Boats that lend books\n\n{PROSE} [1]\n\n{PROSE} [2]\n\nSources\n\n{notes}")
    assert "Borg, A. (2020)" in prose_of(found.practices[0])
    assert all(c.role is not Role.NOISE for r in found.parsed.records for c in r.claims)


# Markup that says less than it could --------------------------------------------------------------

MARKDOWN = {
    "headings as labels": "# {t}\n\n## {l[0]}\n\n{v[0]}\n\n## {l[1]}\n\n{v[1]}\n\n"
    "## {l[2]}\n\n{v[2]}\n\n## What it is\n\n{p}\n\n{p}\n",
    "a table without names": "# {t}\n\n{p}\n\n| {l[0]} | {v[0]} |\n| --- | --- |\n"
    "| {l[1]} | {v[1]} |\n| {l[2]} | {v[2]} |\n\n{p}\n",
    "bold labels with no colon": "# {t}\n\n{p}\n\n**{l[0]}** {v[0]}\n\n**{l[1]}** {v[1]}\n\n"
    "**{l[2]}** {v[2]}\n\n{p}\n",
    "links with their addresses below": "# {t}\n\n{p}\n\n**{l[0]}:** [{v[0]}][1]\n"
    "**{l[1]}:** {v[1]}\n**{l[2]}:** [{v[2]}][2]\n\n{p}\n\n"
    "[1]: https://a.example/1\n[2]: https://a.example/2\n",
    "links as values": "# {t}\n\n{p}\n\n* **{l[0]}**: [{v[0]}](/a)\n* **{l[1]}**: {v[1]}\n"
    "* **{l[2]}**: [{v[2]}](https://b.example)\n\n{p}\n",
}


@languages
@pytest.mark.parametrize("shape", sorted(MARKDOWN))
def test_facts_of_markdown(shape: str, language: str) -> None:
    words = LANGUAGES[language]
    labels, values = [*words.facts], [*words.facts.values()]
    [practice] = text(
        MARKDOWN[shape].format(t=words.title, p=words.prose, l=labels, v=values)
    ).practices
    assert practice.title == words.title
    assert facts_of(practice) == words.facts


def test_sections_of_markdown_are_no_facts() -> None:
    parts = "".join(f"## {name}\n\n{PROSE}\n\n" for name in ("Country", "Start date", "Results"))
    assert not text(f"# Boats that lend books\n\n{parts}").practices[0].observed


@languages
def test_columns_that_the_markup_keeps(language: str) -> None:
    words = LANGUAGES[language]
    body = f"<p>{words.prose}</p><pre>{rows('{l:20}{v}%', words.facts)}</pre><p>{words.prose}</p>"
    [practice] = html(words, body.replace("%", "\n")).practices
    assert facts_of(practice) == words.facts


@languages
def test_the_only_second_heading_is_the_title(language: str) -> None:
    words = LANGUAGES[language]
    facts = f"<dl>{rows('<dt>{l}</dt><dd>{v}</dd>', words.facts)}</dl>"
    page = f"<div><h2>{words.title}</h2>{facts}<p>{words.prose}</p><h3>More</h3><p>{ALSO}</p></div>"
    [practice] = read_dump(page.encode(), "page.html", "generic").practices
    assert practice.title == words.title
    assert facts_of(practice) == words.facts


def test_labels_that_were_misread() -> None:
    wrong = "LÃ¤nder: Ã–sterreich\nTrÃ¤ger: HafenbÃ¼cherei\nZielgruppe: Ã„ltere Menschen\n"
    page = f"Tafeln am Anleger\n\n{PROSA}\n\n{wrong}\n{PROSA}\n"
    [practice] = text(page).practices
    assert practice.facets["country"] == ("AT",)
    assert [o.label for o in practice.observed] == ["LÃ¤nder", "TrÃ¤ger", "Zielgruppe"]


@pytest.mark.parametrize(
    "row",
    ["Print | Email", "Facebook | X | LinkedIn", "Drucken | E-Mail", "Condividi Facebook WhatsApp"],
)
def test_a_row_of_links_of_a_site(row: str) -> None:
    words = LANGUAGES["English"]
    facts = rows("{l}: {v}%", words.facts).replace("%", "\n")
    [practice] = text(f"{words.title}\n\n{row}\n\n{PROSE}\n\n{facts}\n{PROSE}\n").practices
    assert practice.title == words.title
    assert facts_of(practice) == words.facts
