"""Titles and bylines: what the URL of a page says, kinds of pages, words that carry a byline."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gpkit.documents.pages import Dump
from gpkit.pipeline import Read, read_dump
from gpkit.pipeline.read import read_page

sys.path.insert(0, str(Path(__file__).parent))
from nonsense import Nonsense
from pages import PROSE

URL = "https://pages.example/resource/open-lessons-of-forty-schools/"
NAMED = "open-lessons-of-forty-schools"


def read(text: str, url: str | None = None) -> Read:
    return read_page(Dump("page.txt", text.encode(), url=url), "generic")


def title(text: str, url: str | None = None) -> str | None:
    [practice] = read(text, url).practices
    witness = practice.evidence.title
    return witness.raw if witness else None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Digital skills resource", NAMED),  # the kind of the page
        ("Good Practices", NAMED),
        ("Open lessons of forty schools", "Open lessons of forty schools"),
        ("Open lessons", "Open lessons"),
        ("Уроци на четиридесет училища за всички", "Уроци на четиридесет училища за всички"),
    ],
)
def test_the_url_tells_a_title_from_the_kind_of_a_page(line: str, found: str) -> None:
    assert title(f"{line}\n\n{PROSE}\n\n{PROSE}", URL) == found


def test_a_page_without_a_title_is_named_by_its_url() -> None:
    [practice] = read(f"{PROSE}\n\n{PROSE}\n\n{PROSE}", URL).practices
    assert practice.evidence.title is not None
    assert (practice.evidence.title.raw, practice.evidence.title.line) == (NAMED, 0)
    assert practice.provenance.confidence >= 0.5
    assert "a title in its URL (+0.15)" in practice.provenance.reasons


def test_never_by_the_words_of_a_picture() -> None:
    page = f'<body><img alt="A logo of ours"><p>{PROSE}</p><p>{PROSE}</p></body>'
    [practice] = read_dump(page.encode(), "page.html", "generic").practices
    assert practice.title is None


def byline(line: str, more: str = "") -> list[list[str]]:
    head = "Green servers for small towns"
    found = read(f"{head}\n{line}\n{head}\n\n18.07.2024\n\n{PROSE}\n\n{more}").practices
    return [[term.raw for term in p.evidence.byline] for p in found]


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("By Bulgaria, Public, News", ["Bulgaria", "Public", "News"]),  # known without its carrier
        ("Von Österreich, Recht", ["Österreich", "Recht"]),
        ("Czech Republic, Public", ["Czech Republic", "Public"]),  # known as it is
        ("Anna, Berta, News", ["Anna", "Berta", "News"]),
    ],
)
def test_words_that_carry_a_byline(line: str, terms: list[str]) -> None:
    assert byline(line) == [terms]


@pytest.mark.parametrize("words", [str, Nonsense(2).text], ids=["words", "nonsense"])
def test_a_word_that_opens_all_bylines_carries_them(words: object) -> None:
    assert callable(words)
    names = ("Green servers for small towns", "A night school for carpenters")
    line = (
        "By Anna of the green house, Berta of the long bridge, News of the valley and the sea, "
        "Ideas that many have"
    )
    page = "\n\n".join(f"{n}\n{line}\n{n}\n\n18.07.2024\n\n{PROSE}\n\n{PROSE}" for n in names)
    found = read(words(page)).practices
    assert len(found) == 2
    wanted = [words(term) for term in line.removeprefix("By ").split(", ")]
    assert [[term.raw for term in p.evidence.byline] for p in found] == [wanted, wanted]


def test_a_count_below_each_value_is_no_label() -> None:
    values = ("1,681,338.15 Euro", "76.93 percent", "1 April 2016", "The ministry of a region")
    page = "Knowledge for small firms\n\n" + "".join(f"{v}\n0 references\n" for v in values)
    [practice] = read(page + PROSE).practices
    assert practice.provenance.confidence < 0.5
    assert "one label, again and again (-0.50)" in practice.provenance.reasons
