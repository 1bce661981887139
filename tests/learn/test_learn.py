"""What is learnt from three pages of a site reads three others of it, and no page of another."""

from __future__ import annotations

import itertools
import re
import sys
from pathlib import Path

import pytest

import support
from gpkit.authority import load
from gpkit.documents.text import read
from gpkit.errors import GpkitError
from gpkit.learn import learn
from gpkit.ledger import ledger
from gpkit.normalize import practices
from gpkit.parsers._declared import read_text

sys.path.insert(0, str(Path(__file__).parent))
from sites import SITES

ROOT = Path(__file__).parents[1]
OTHERS = sorted([*ROOT.glob("negative/*.txt"), *ROOT.glob("cases/*/*/*.txt")])
NAMES = sorted(SITES)


def documents(site, numbers, change=str):
    return [read(change(SITES[site].pages[n]).encode(), f"page-{n}.txt") for n in numbers]


def learnt(site, numbers=(0, 1, 2), change=str):
    return learn(documents(site, numbers, change), "my-site")


def parser_of(site):
    return read_text(learnt(site).text(), Path("my-site.yaml"))


def told(parser, document):
    parsed = parser.parse(document, load())
    ledger(document, parsed)
    return practices(document, parsed, load(), parser.ORDER)


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("site", NAMES)
def test_pages_are_read(site, number):
    parser = parser_of(site)
    document = documents(site, [number])[0]
    assert parser.recognises(document)
    found = told(parser, document)
    wanted = SITES[site].practices[number]
    assert [p.title for p in found] == [w.title for w in wanted]
    for practice, want in zip(found, wanted, strict=True):
        seen = {entry.label: [value.raw for value in entry.values] for entry in practice.observed}
        assert seen == want.labels
        if want.date:
            assert practice.published == want.date


@pytest.mark.parametrize("site", NAMES)
def test_nothing_of_the_pages_learnt_from_is_left(site):
    parser = parser_of(site)
    for document in documents(site, range(3)):
        entries = ledger(document, parser.parse(document, load()))
        assert [e.text for e in entries if e.claim.role == "unclaimed"] == []


@pytest.mark.parametrize("site", NAMES)
def test_pages_of_other_sites_are_not_recognised(site):
    parser = parser_of(site)
    strangers = [document for other in NAMES if other != site for document in documents(other, [0])]
    strangers += [read(path.read_bytes(), path.name) for path in OTHERS]
    assert [d.name for d in strangers if parser.recognises(d)] == []


@pytest.mark.parametrize("site", NAMES)
def test_the_order_of_the_pages_does_not_matter(site):
    texts = {learnt(site, order).text() for order in itertools.permutations(range(3))}
    assert len(texts) == 1


def test_a_page_given_twice_counts_once():
    assert learnt("stacked", [0, 1, 2, 2, 0]).text() == learnt("stacked").text()


# Form, not words ----------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+")
_TURN = {
    letter: chr((ord(letter) - ord("a") + 7) % 26 + ord("a")) for letter in map(chr, range(97, 123))
}


def nonsense(text):
    """Replace each word by one of the same shape: letters are turned, lengths and cases stay."""

    def turned(match):
        return "".join(
            _TURN[c.lower()].upper() if c.isupper() and c.lower() in _TURN else _TURN.get(c, c)
            for c in match[0]
        )

    return _WORD.sub(turned, text)


def entries(draft, change=str):
    """Give what a draft says: the words that come from pages are changed, its own are not."""

    def place(entry):
        own = ("first", "first date", "h1")
        if entry is None or entry.words in own or entry.words.startswith(("each ", "from ", "in ")):
            return entry and (entry.words, entry.where)
        head, _, words = re.fullmatch(r"((?:at|\d (above|below)) )(.*)", entry.words).groups()
        return head + change(words), entry.where

    lists = (draft.marks, draft.labels, draft.headings)
    return [
        *[[(change(e.words), e.where) for e in entries] for entries in lists],
        [(change(e.words), e.reason, e.where) for e in draft.noise],
        *map(place, (draft.record, draft.title, draft.published, draft.end)),
        draft.outside,
        draft.order,
        draft.needs,
    ]


@pytest.mark.parametrize("site", NAMES)
def test_the_same_is_learnt_from_nonsense(site):
    assert entries(learnt(site, change=nonsense)) == entries(learnt(site), nonsense)


@pytest.mark.parametrize("site", NAMES)
def test_each_entry_rests_on_a_line(site):
    draft = learnt(site)
    pages = {d.name: d for d in documents(site, range(3))}
    single = [e for e in (draft.record, draft.title, draft.published) if e]
    for entry in [*draft.marks, *draft.labels, *draft.headings, *draft.noise]:
        words = entry.words.replace("*", "").strip()
        assert words in pages[entry.where[0]].line(entry.where[1])
    for entry in single:
        assert pages[entry.where[0]].line(entry.where[1]).strip()
    assert f"# {draft.labels[0].where[0]}:{draft.labels[0].where[1]}" in draft.text()


# Limits -------------------------------------------------------------------------------------------


def test_ten_pages_take_less_than_a_second():
    pages = [
        read(f"{text}\n{n}".encode(), f"{n}.txt")
        for n, text in enumerate(SITES["stacked"].pages * 2)
    ]
    assert support.seconds(lambda: learn(pages[:10], "my-site")) < 1


def test_one_page_of_one_record_is_not_enough():
    with pytest.raises(GpkitError, match="two different pages"):
        learnt("stacked", [0])


def test_pages_with_nothing_in_common_are_refused():
    pages = [documents(site, [0])[0] for site in ("stacked", "colon", "pairs")]
    with pytest.raises(GpkitError, match="too few to know the site by"):
        learn(pages, "my-site")


# Large pages --------------------------------------------------------------------------------------


def in_common(lines):
    """Two pages with a title each, and all other lines in common."""
    body = "\n".join(f"label number {number}" for number in range(lines))
    return [read(f"Title {name}\n{body}\n".encode(), f"{name}.txt") for name in ("One", "Two")]


def test_time_grows_evenly_with_what_pages_have_in_common():
    small, large = in_common(500), in_common(4_000)
    took = [support.seconds(lambda: learn(small, "my-site"))]
    took += [support.seconds(lambda: learn(large, "my-site"))]
    assert took[1] <= 8 * 3 * took[0]  # holding each line against all others takes 64 times
