"""HTML as lines: where they end, what they say, which hint they bear."""

import contextlib
import time

import pytest

from gpkit.documents import html
from gpkit.documents.html import MAX_PATH
from gpkit.documents.markup import is_html
from gpkit.errors import Unreadable
from gpkit.limits import DEFAULTS

NBSP = "\u00a0"

# A page, and its lines with the kinds of their hints.
LINES = [
    ("<p>one</p><p>two", ["text one", "text two"]),
    ("one<br>two<br/><br>three", ["text one", "text two", "text three"]),
    ("<div>one<div>two</div>three</div>", ["text one", "text two", "text three"]),
    ("<p>a <b>bold</b><i>ly</i> word</p>", ["text a boldly word"]),
    ("<span>By A</span><span>No Comments</span>", ["text By ANo Comments"]),
    ("<h1>Title</h1><h3>Sub<br>title</h3>", ["heading1 Title", "heading3 Sub", "heading3 title"]),
    ("<ul><li>one<li>two</ul>", ["item1 - one", "item1 - two"]),
    ("<ol><li>one<ul><li>in</ul>after</ol>", ["item1 - one", "item2 - in", "text after"]),
    ("<ul><li><p>one</p><p>more</p></ul>", ["item1 - one", "text more"]),
    ("<ul><li>• one<li>– two<li>-three</ul>", ["item1 • one", "item1 – two", "item1 - -three"]),
    ("<ul><li><h3>Card</h3><p>Words</ul>", ["heading3 Card", "text Words"]),
    ("<ul><li></li></ul><p>x", ["text x"]),
    ("<nav><ul><li><a>Home</a></ul></nav>", ["item1 Home"]),
    ("<dl><dt>Level<dd>Basic<dd><p>High<p>est</dl>", ["dt Level", "dd Basic", "dd High", "dd est"]),
    ("<table><tr><th>Start<td>2018<td></table>", ["th Start", "td 2018"]),
    ("<table><tr><td><h2>T</h2>x<ul><li>y</ul></table>", ["heading2 T", "td x", "item1 - y"]),
    ("<p><a href=x>all</a></p>", ["link all"]),
    ("<p><a href=x>not</a> all</p>", ["text not all"]),
    ("<a href=x><div>block</div></a>", ["link block"]),
    ("<li><a href=x>linked</a>", ["item0 - linked"]),
    ("<h2><a href=x>T</a></h2>", ["heading2 T"]),
    ("<p><img alt='A flag'></p><p>x", ["alt A flag", "text x"]),
    ("<p>Go <img alt='→'> on", ["text Go on"]),
    ("<button>One</button><button>Two</button>", ["text One", "text Two"]),
    ("<select><option>A<option>B</select>", ["text A", "text B"]),
    ("<details><summary>More</summary>Words</details>", ["text More", "text Words"]),
    ("<p hidden=until-found>folded", ["text folded"]),
    ("<body style='display:none'><p>seen after a script", ["text seen after a script"]),
    ("<p>A&amp;B &lt;x&gt; &eacute; &#8364; &#x80;", ["text A&B <x> é € €"]),
    ("text alone", ["text text alone"]),
    ("", []),
    ("<p></p><p> \n</p>", []),
]  # fmt: skip

# What is no line, and under which name it is counted.
LEFT_OUT = [
    ("<script>var x = 1</script>", "script"),
    ("<style>p {color: red}</style>", "style"),
    ("<template><p>x</template>", "template"),
    ("<noscript>Turn it on</noscript>", "noscript"),
    ("<head><title>A page</title></head>", "title"),
    ("<p hidden>x</p>", "hidden"),
    ("<p aria-hidden=true>x</p>", "hidden"),
    ("<div style='color: red; Display : none'><p>x<p>y</div>", "hidden"),
    ("<svg><text>x</text></svg>", "svg"),
    ("<iframe>no frames</iframe>", "iframe"),
    ("<p><!-- x --><?php x ?></p>", None),
]

BLANKS = [
    ("<p>  one \n\t two  </p>", ["one two"]),
    ("<p>one<span> two</span> <b>three </b> four", ["one two three four"]),
    (f"<p>one{NBSP}{NBSP}two {NBSP} three", [f"one{NBSP}{NBSP}two {NBSP} three"]),
    (f"<p>{NBSP}</p><p>x", ["x"]),
    ("<p>&nbsp;one", [f"{NBSP}one"]),
    ("<p>a\u2003b\u200bc\x0bd\u0085e", ["a\u2003b\u200bc\x0bd\u0085e"]),
    ("<pre>  one\n    two\n\nthree </pre>", ["  one", "    two", "three "]),
    ("<pre>one&#13;two\r\nthree</pre>", ["one", "two", "three"]),
    ("<p>one&#10;two&#13;three", ["one two three"]),
    ("<textarea> a\n b</textarea>", [" a", " b"]),
]


def shown(page):
    for line, hint in zip(page.lines, page.hints, strict=True):
        level = hint.level if hint.kind in ("heading", "item") else ""
        yield f"{hint.kind}{level} {line}"


@pytest.mark.parametrize(("text", "lines"), LINES, ids=[row[0][:40] for row in LINES])
def test_lines(text, lines):
    assert list(shown(html.read(text, "x"))) == lines


@pytest.mark.parametrize(("text", "name"), LEFT_OUT, ids=[row[0][:30] for row in LEFT_OUT])
def test_what_is_left_out_is_counted(text, name):
    page = html.read(f"{text}<p>seen", "x")
    assert page.lines == ("seen",)
    assert [what for what, _ in page.left_out] == ([name] if name else [])


@pytest.mark.parametrize(("text", "lines"), BLANKS, ids=[ascii(row[0])[:40] for row in BLANKS])
def test_blanks(text, lines):
    assert list(html.read(text, "x").lines) == lines


def test_paths_count_among_siblings_of_one_name():
    page = html.read("<body><h2>a</h2><ul><li>b<li>c</ul><ul><li><a>d</a></ul><h2>e", "x")
    assert [hint.path for hint in page.hints] == [
        "/html/body/h2[1]",
        "/html/body/ul[1]/li[1]",
        "/html/body/ul[1]/li[2]",
        "/html/body/ul[2]/li[1]/a[1]",
        "/html/body/h2[2]",
    ]


def test_a_path_leads_to_what_is_around_the_whole_line():
    text = "<p><b>Label:</b> value</p><p><i><b>all</b></i></p><p><b>one</b><b>two</b>"
    paths = [hint.path for hint in html.read(text, "x").hints]
    assert paths == ["/html/body/p[1]", "/html/body/p[2]/i[1]/b[1]", "/html/body/p[3]"]


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("<p><b>Country</b> Poland</p>", 6),
        ("<li><span>Start</span>\n <span>1  May <i>2021</i></span>", 10),
        ("<p><i><b>Topic</b></i>&nbsp;: Lending", 10),
        ("<div><span>Year</span><span>2021</span></div>", 4),
        ("<p>Go <b>on</b> now</p>", 0),
        ("<p><b>All of it</b></p>", 0),
        ("<p><a href=x><b>Country</b></a> Poland</p>", 0),
    ],
)
def test_what_stands_behind_the_first_element_of_a_line(text: str, tail: int) -> None:
    [hint] = html.read(text, "page").hints
    assert hint.tail == tail


def test_what_is_left_out_counts_among_siblings():
    page = html.read("<div hidden>x</div><div>y</div><script>z</script><p hidden>x</p><p>y", "x")
    assert [hint.path for hint in page.hints] == ["/html/body/div[2]", "/html/body/p[2]"]


def test_the_tree_agrees_with_the_paths():
    from lxml import etree

    text = "<div><table><tr><td>a<td>b<tr><td>c</table><p>d<p>e<div>f</div></div><dl><dt>g<dd>h"
    tree = etree.fromstring(text, etree.HTMLParser())
    page = html.read(text, "x")
    assert len(page.lines) == 8
    for line, hint in zip(page.lines, page.hints, strict=True):
        (element,) = tree.xpath(hint.path)
        assert "".join(element.itertext()).strip() == line


@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0" encoding="utf-16"?>', "\ufeff"])
def test_xhtml_is_read_whatever_it_declares(declaration):
    text = (
        f'{declaration}<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Ниво</p></body></html>'
    )
    assert html.read(text, "x").lines == ("Ниво",)


def test_surrogates_do_no_harm():
    assert html.read("<p>a\ud800b&#xD800;c", "x").lines == ("a?b\ufffdc",)


def test_soup_is_made_by_lxml():
    soup = html.soup("<p>one<p>two")
    assert soup.builder.NAME == "lxml"
    assert [p.get_text() for p in soup.find_all("p")] == ["one", "two"]


# What is HTML -------------------------------------------------------------------------------------

IS = [
    "<!DOCTYPE html><p>x", "\ufeff\n <html>", "<li>one</li>", "<h2 class='x'>T</h2>",
    "<!-- x --><p>",
    "<a href='x'>y</a>", "<?xml version='1.0'?>\n<html>", "<BODY BGCOLOR=white>", "<br/>", "<td>x",
    "Warning: mysql_connect() in x.php\n<!DOCTYPE html><html><body><p>x</p></body></html>",
]  # fmt: skip
IS_NOT = [
    "", "Title\nText", "<click here> to go on", "< 5 years", "<3 this", "a < b and c > d", "<abbr",
    "How a page begins: <html> and then <body>", "<?xml version='1.0'?><rss></rss>", "<Title of it",
    "<b", "<p",
]  # fmt: skip


@pytest.mark.parametrize("text", IS)
def test_this_is_html(text):
    assert is_html(text)


@pytest.mark.parametrize("text", IS_NOT)
def test_this_is_text(text):
    assert not is_html(text)


# Limits and harm ----------------------------------------------------------------------------------


def test_a_page_of_many_elements_is_refused():
    assert len(html.read("<p>x" * (DEFAULTS.nodes - 10), "x").lines) == DEFAULTS.nodes - 10
    with pytest.raises(Unreadable, match="200000 elements"):
        html.read("<p>x" * (DEFAULTS.nodes + 1), "x")


def test_a_large_page_is_refused():
    with pytest.raises(Unreadable, match="8 MiB"):
        html.read("<p>" + "x" * DEFAULTS.page, "x")


def test_a_long_line_is_refused():
    with pytest.raises(Unreadable, match="line 2 is longer"):
        html.read("<p>x<p>" + "x" * (2**20 + 1), "x")


def test_a_page_nested_100_000_deep():
    page = html.read("<div>" * 100_000 + "in" + "</div>" * 100_000 + "<p>out", "x")
    assert page.lines == ("in", "out")
    assert page.hints[0].path.count("/") == MAX_PATH
    assert page.hints[1].path == "/html/body/p[1]"


MEGABYTE = 10**6
BOMBS = [
    "<!--", "<a ", "</", "<?", "<a b='", "<![CDATA[", "<div>", "<p>x", "<span>", "&", "&amp",
    "<table>", "<select>", "<script>", "<svg><title>", "<ul><li>", "<a><b><i>", "<form><b>", "<",
    "\0", "&#xD800;", "<td>x", "<p a=1 ", "<pre>\n", " ", "<br>x", "<img alt=x>", "<h1>", "<dt>x",
]  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_megabyte_made_to_harm(bomb):
    start = time.process_time()
    with contextlib.suppress(Unreadable):
        html.read(bomb * (MEGABYTE // len(bomb)), "x")
    assert time.process_time() - start < 10


def test_time_grows_with_the_page_and_no_faster():
    for shape in ("<p>word <b>bold</b>", "<div>x", "<ul><li>x", "<td>x", "<i>x</i>\n"):
        took = [timed(shape * (size // len(shape))) for size in (50_000, 800_000)]
        assert took[1] / took[0] < 3 * 16, shape  # the square would be 256


def timed(text):
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        with contextlib.suppress(Unreadable):
            html.read(text, "x")
        best = min(best, time.process_time() - start)
    return best
