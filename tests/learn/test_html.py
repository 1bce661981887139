"""Pages of HTML with menus, banners, breadcrumbs and links to other pages; and their text."""

from __future__ import annotations

import re
import sys
from functools import partial
from pathlib import Path

import pytest

import support
from gpkit.authority import load
from gpkit.documents import pages
from gpkit.learn import learn
from gpkit.learn.compare import compare
from gpkit.ledger import ledger, unclaimed
from gpkit.normalize import practices
from gpkit.parsers._declared import read_text

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent / "generic"))
import sites  # noqa: E402
from html_sites import SITES, Site, menu  # noqa: E402
from nonsense import Nonsense  # noqa: E402
from test_learn import entries  # noqa: E402

NAMES = sorted(SITES)
# Lists known by their markup alone: their text has nothing that recurs in each record.
LISTS = {"cards", "headed", "rows", "tabled"}
# A label among items, with its values as items below it, is told by the markup alone.
NESTED = {"box"}


def documents(site, numbers, change=str):
    return [
        pages.read(pages.Dump(f"page-{n:02}.html", change(site.pages[n]).encode())) for n in numbers
    ]


def as_text(found):
    dumps = (pages.Dump(d.name.replace("html", "txt"), "\n".join(d.lines).encode()) for d in found)
    return [pages.read(dump) for dump in dumps]


def halves(site):
    half = len(site.pages) // 2
    return range(half), range(half, len(site.pages))


def family(found):
    return read_text(learn(found, "my-site").text(), Path("my-site.yaml"))


def check(parser, document, wanted):
    assert parser.recognises(document)
    parsed = parser.parse(document, load())
    assert [document.line(n) for n in unclaimed(ledger(document, parsed))] == []
    found = practices(document, parsed, load(), parser.ORDER)
    assert [p.title for p in found] == [w.title for w in wanted]
    for practice, want in zip(found, wanted, strict=True):
        seen = {entry.label: [value.raw for value in entry.values] for entry in practice.observed}
        # In text, a heading above an address looks like a label above its values.
        known = want.labels if document.hints else {**want.labels, "Kontakt": seen.get("Kontakt")}
        assert {k: v for k, v in known.items() if v is not None} == seen


@pytest.mark.parametrize("name", NAMES)
def test_pages_held_back_are_read(name):
    site = SITES[name]
    first, rest = halves(site)
    parser = family(documents(site, first))
    for document, number in zip(documents(site, rest), rest, strict=True):
        check(parser, document, site.practices[number])


@pytest.mark.parametrize("name", sorted({*NAMES} - LISTS - NESTED))
def test_their_text_is_read(name):
    site = SITES[name]
    first, rest = halves(site)
    parser = family(as_text(documents(site, first)))
    for document, number in zip(as_text(documents(site, rest)), rest, strict=True):
        check(parser, document, site.practices[number])


@pytest.mark.parametrize("name", NAMES)
def test_links_are_no_labels_and_no_marks(name):
    draft = learn(documents(SITES[name], range(4)[: len(SITES[name].pages) // 2]), "my-site")
    links = {*re.findall(r"<a [^>]*>([^<]*)</a>", SITES[name].pages[0])}
    said = {entry.words for entry in (*draft.labels, *draft.headings, *draft.marks)}
    assert said.isdisjoint(links)
    assert draft.outside
    assert all(entry.reason and entry.where[1] for entry in (*draft.outside, *draft.noise))


@pytest.mark.parametrize("name", NAMES)
def test_a_value_that_never_varies_is_no_label(name):
    draft = learn(documents(SITES[name], halves(SITES[name])[0]), "my-site")
    assert "Norway" not in {entry.words for entry in (*draft.labels, *draft.headings)}


# Form, not words ----------------------------------------------------------------------------------


def in_nonsense(html, nonsense):
    pieces = re.split(r"(<[^>]*>)", html)
    return "".join(p if p.startswith("<") else nonsense.text(p) for p in pieces)


@pytest.mark.parametrize("kind", [documents, lambda *args: as_text(documents(*args))])
@pytest.mark.parametrize("name", NAMES)
def test_the_same_is_learnt_from_nonsense(name, kind):
    site = SITES[name]
    nonsense = Nonsense(4)
    first = halves(site)[0]
    plain, other = kind(site, first), kind(site, first, partial(in_nonsense, nonsense=nonsense))
    assert entries(learn(other, "my-site")) == entries(learn(plain, "my-site"), nonsense.text)


# Beside the generic parser ------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_read_worse_than_by_the_generic_parser(name):
    found = documents(SITES[name], range(len(SITES[name].pages)))
    compared = compare(family(found[: len(found) // 2]), found, load())
    assert compared.fewer() == []
    assert not compared.is_worse()


def test_a_family_that_reads_less_is_told():
    site = SITES["cards"]
    found = documents(site, range(4))
    text = "family: my-site\nmarks: [All ideas, Next page]\ntitle: at All ideas\n"
    compared = compare(read_text(text, Path("my-site.yaml")), found, load())
    assert compared.fewer() == [0, 1, 2, 3]
    assert compared.is_worse()


def test_a_family_that_reads_the_same_is_told():
    found = [
        pages.read(pages.Dump(f"{n}", t.encode())) for n, t in enumerate(sites.SITES["colon"].pages)
    ]
    assert compare(family(found), found, load()).is_equal()


# Limits -------------------------------------------------------------------------------------------


def large(n):
    """Give a page of 150 KB, most of it menus and links, as real pages are."""
    text = SITES["blog"].pages[n].replace("</body>", f"{menu('Once more', 1400)}</body>")
    return text + "<!-- what a page prints beside its words -->" * 2400


def test_ten_large_pages_take_less_than_a_second():
    site = Site([large(n) for n in range(10)], [])
    assert all(len(page) > 150_000 for page in site.pages)
    assert support.seconds(lambda: learn(documents(site, range(10)), "my-site")) < 1
