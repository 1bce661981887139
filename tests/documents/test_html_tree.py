"""HTML as lines, held against a tree of the same page that another way of lxml builds."""

import gzip
import os
from collections import Counter
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gpkit.documents import html

WORDS = ["one", "Two", "2008", "2h", " ", "\n  ", "a\u00a0b", "• x", "&lt;", "é 𝒳", "- y", "x.  z"]
NAMES = [
    *(
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "nav",
        "table",
        "tr",
        "td",
        "th",
        "dl",
        "dt",
        "dd",
        "h2",
        "pre",
    ),
    *("b", "i", "span", "a", "sub", "em", "section", "br", "label", "script", "select", "option"),
]
ATTRIBUTES = ["", "", "", " class=x", " hidden", " style='color: red'", " style='display: none'"]

elements = st.recursive(
    st.sampled_from(WORDS),
    lambda inner: st.builds(
        lambda name, attribute, parts: f"<{name}{attribute}>{''.join(parts)}</{name}>",
        st.sampled_from(NAMES),
        st.sampled_from(ATTRIBUTES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)
pages = st.lists(elements, max_size=6).map(lambda parts: f"<body><div>{''.join(parts)}</div>")


def tree_of(text):
    """Give the tree, without what no reader sees."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = etree.fromstring(text.encode(), parser)
    for element in list(tree.iter()):
        if element.tag in html._UNSEEN or html._hidden(element.tag, element.attrib):
            for inside in element.iter():  # the element stays: it counts among its siblings
                inside.text = None
                inside.tail = inside.tail if inside is element else None
    return tree


def squeezed(text):
    """Take out blanks, and the dashes that begin items."""
    return "".join(text.split()).replace("-", "")


@settings(max_examples=300, deadline=None)
@given(pages)
def test_lines_have_the_characters_of_the_tree_and_paths_lead_to_them(text):
    tree, page = tree_of(text), html.read(text, "x")
    assert squeezed("".join(page.lines)) == squeezed("".join(tree.itertext()))
    for line, hint in zip(page.lines, page.hints, strict=True):
        (element,) = tree.xpath(hint.path)
        assert squeezed(line) in squeezed("".join(element.itertext()))


@settings(max_examples=300, deadline=None)
@given(pages, st.integers(0, 400), st.sampled_from(["<", "</div>", "<p>", '"', "<td>", "</html>"]))
def test_a_page_broken_anywhere_loses_no_character_and_has_a_hint_for_each_line(text, at, with_):
    """The tree drops what stands behind ``</html>``, so we may have more than it has."""
    text = text[:at] + with_ + text[at:]
    tree, page = tree_of(text), html.read(text, "x")
    assert len(page.lines) == len(page.hints)
    theirs = Counter(squeezed("".join(tree.itertext())))
    assert not theirs - Counter(squeezed("".join(page.lines)))


def test_a_body_that_a_damaged_page_opens_again_goes_on_where_it_ended():
    page = html.read("<p>a</html>&lt;<head><body><p>b", "x")
    paths = [hint.path for hint in page.hints if hint.path.count("/") > 1]
    assert paths == ["/html/body/p[1]", "/html/body/p[2]"]


# Real pages ---------------------------------------------------------------------------------------

BENCH = Path(os.environ.get("GPKIT_BENCH", "/nowhere"))
FILES = sorted(BENCH.rglob("*.html.gz"))[::5]


@pytest.mark.skipif(not FILES, reason="GPKIT_BENCH is not set")
@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_no_word_of_a_real_page_is_glued_to_the_next(file):
    text = gzip.decompress(file.read_bytes()).decode("utf-8", "replace")
    tree = tree_of(text)
    for element in tree.iter(*html._BLOCKS):
        element.text = f"\n{element.text or ''}"
        element.tail = f"\n{element.tail or ''}"
        if len(element):
            element[-1].tail = f"{element[-1].tail or ''}\n"
    page = html.read(text, "x")
    lines = "\n".join(line for line, hint in zip(*page[:2], strict=True) if hint.kind != "alt")
    assert not word_ends("".join(tree.itertext())) - word_ends(lines)


def word_ends(text):
    """Give how many characters stand before each word end."""
    return set(accumulate(len(word) for word in text.replace("-", "").split()))
