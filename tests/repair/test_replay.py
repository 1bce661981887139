"""The steps of every value lead from the raw words to the stored value, again and again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpkit import parsers
from gpkit.authority import load
from gpkit.explain import explain_read
from gpkit.model import Reading, Step, Value
from gpkit.normalize.values import Page
from gpkit.pipeline import Read, read_dump
from gpkit.replay import replay

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "data/raw").glob("*.txt"))
CASES = sorted((ROOT / "tests/cases").glob("*/*/dump.txt"))


def stored(read: Read) -> list[tuple[str, Value | None, tuple[Value, ...]]]:
    """Raw words of each value with what is stored for it, in the order of explanations."""
    found: list[tuple[str, Value | None, tuple[Value, ...]]] = []
    for practice in read.practices:
        title, published = practice.evidence.title, practice.evidence.published
        found += [(title.raw, practice.title, ())] if title else []
        found += [(published.raw, practice.published, published.readings)] if published else []
        values = (value for entry in practice.observed for value in entry.values)
        found += [(value.raw, value.concept, value.readings) for value in values]
    return found


def explained(read: Read) -> list[tuple[str, tuple[Step, ...]]]:
    parser = parsers.parser(read.parsed.family)
    page = Page(read.document, read.parsed, load(), parser.ORDER)
    every = (one for practice in read.practices for one in explain_read(practice, page))
    return [(one.raw, one.steps) for one in every if one.raw is not None]


def assert_replays(read: Read) -> int:
    values = stored(read)
    for (raw, value, readings), (same, steps) in zip(values, explained(read), strict=True):
        assert raw == same
        assert replay(raw, steps) == Reading(value, (), readings), (raw, steps)
        assert value is None or value == raw or steps, raw
    return len(values)


def family_of(path: Path) -> str | None:
    return path.parts[-3] if path in CASES and path.parts[-3] == "generic" else None


@pytest.mark.parametrize("path", [*SEEDS, *CASES], ids=lambda path: f"{path.parent.name}")
def test_every_value_of_the_corpus_replays(path: Path) -> None:
    read = read_dump(path.read_bytes(), path.name, family_of(path))
    assert assert_replays(read) == len(stored(read))


# Generated pages ----------------------------------------------------------------------------------

DAMAGE = [
    str,
    lambda words: words.encode().decode("latin-1"),
    lambda words: words.replace(" ", "\u00a0"),
    lambda words: words.replace("&", "&amp;").replace("'", "&#39;"),
    lambda words: f"\u200b{words}\u202e",
    lambda words: words.replace("a", "a\u00ad"),
    lambda words: words.replace("á", "Ã"),
]
VALUES = {
    "Country": [
        "Bulgaria, Latvia",
        "Česko",
        "Österreich / Île-de-France",
        "EL",
        "Other",
        "Georgia",
    ],
    "Level": ["Basic", "Základní", "Междинно", "Basic, Middle", "Напреднал; Основни", "Expert?"],
    "Key Action": ["KA2", "JMO", "KA1", "Support for policy reform"],
    "Call Year": ["2018", "2022", "18.07.2021", "not yet"],
    "Start date": ["01.02.2024", "18.07.2024", "10. mája 2023", "dd.mm.2023", "5. listopada 2020"],
    "Project period": ["01/10/2018 – 30/09/2020", "2020 -", "April 2018 – September 2021"],
    "EU Grant (Eur)": ["153956,87", "344.862 €", "1 000,50 €", "€ 10,000,000.00", "nothing"],
    "Partners": ["FUNDACJA & Country: PL", "Lascò (IT)", "Fondacija Mozaik;", "theBulgarian (IT)"],
    "Project number": ["2018-1-PL01-KA204-051000", "n° 5", "R&D 7"],
    "An unknown label": ["words", "Основни"],
}
LINES = [
    (label, damage(words))
    for label, several in VALUES.items()
    for words in several
    for damage in DAMAGE
]


def page_of(block: list[str], title: str = "A title", family: str = "digitalalliance-bg") -> Read:
    byline = "By Bulgaria, Country providing the good practice, PublicNo Comments"
    lines = [title, byline, title, "18.07.2024", "Two libraries taught small firms.", "Details"]
    return read_dump("\n".join([*lines, *block]).encode("utf-8", "replace"), "page.txt", family)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(LINES), min_size=1, max_size=12),
    st.sampled_from(["A title", "TitulÃ¡", "R&amp;D in\u00a0schools", "theLatvian \u202eway"]),
    st.sampled_from(["generic", "digitalalliance-bg"]),
)
def test_every_value_of_a_generated_page_replays(
    pairs: list[tuple[str, str]], title: str, family: str
) -> None:
    block = [line for pair in pairs for line in pair]
    assert_replays(page_of(["Country", *block], title, family))


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(VALUES)), st.text(max_size=40)), max_size=8))
def test_every_value_of_a_wild_page_replays(pairs: list[tuple[str, str]]) -> None:
    block = [line for label, words in pairs for line in (label, words)]
    assert_replays(page_of(["Level", *block]))


# What a damaged page gives ------------------------------------------------------------------------


def one(label: str, words: str) -> tuple[Value | None, str, list[str]]:
    """What is stored for a value on a page: its concept, its raw words, and its steps."""
    read = page_of([label, words])
    value = read.practices[0].observed[0].values[0]
    return value.concept, value.raw, [step.name for step in explained(read)[-1][1]]


@pytest.mark.parametrize(
    ("label", "words", "value", "steps"),
    [
        ("Level", "ZÃ¡kladnÃ\u00ad", "basic", ["mojibake", "match"]),
        ("Level", "Basic\u00a0", "basic", ["match"]),  # read as it is: nothing to repair
        ("Level", "\u202eBasic", "basic", ["invisible", "match"]),
        ("Country", "Ð‘ÑŠÐ»Ð³Ð°Ñ€Ð¸Ñ\u008f", "BG", ["mojibake", "match"]),
        ("Country", "Ð‘ÑŠÐ»Ð³Ð°Ñ€Ð¸Ñ", None, ["match", "lost bytes"]),
        ("Project number", "nÂ° 5", "n° 5", ["mojibake", "keep"]),
        ("Project number", "R&amp;D", "R&D", ["entities", "keep"]),
    ],
)
def test_damaged_values(label: str, words: str, value: str | None, steps: list[str]) -> None:
    concept, raw, names = one(label, words)
    assert concept == value
    assert raw == words.strip()
    assert names == steps


def test_two_damaged_values_on_one_line() -> None:
    read = page_of(["Level", "ZÃ¡kladnÃ\u00ad, PokroÄ\u008dilÃ©"])
    values = read.practices[0].observed[0].values
    assert [value.concept for value in values] == ["basic", "advanced"]


def test_a_title_is_repaired_and_its_raw_words_stay() -> None:
    title = "DigitÃ¡lnÃ\u00ad R&amp;D"
    (practice,) = page_of(["Level", "Basic"], title).practices
    assert practice.title == "Digitální R&D"
    assert practice.evidence.title is not None
    assert practice.evidence.title.raw == title
    assert practice.id.startswith("digitalalliance-bg/digitalni-r-d")
