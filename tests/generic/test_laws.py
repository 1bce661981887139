"""Whatever the lines are: each is claimed once, in time that grows with their number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import support
from gpkit import ledger
from gpkit.authority import load
from gpkit.model import Document, Hint
from gpkit.parsers import generic
from gpkit.text.lines import split_lines

WORDS = st.sampled_from(
    [
        *("Level", "Country:", "|", "Start", "date", "2020", "14.06.2024", "-", "•", "Open"),
        *("data.", "digital", "Skills", "for,", "all:", "https://a.example/b", "\t", "1.", "("),
        *(")", ":", "Title", "40%", "and", "a@b.eu", "©", "№", "...", "?"),
    ]
)
LINES = st.lists(st.one_of(st.lists(WORDS, max_size=30).map(" ".join), st.text(max_size=80)))
PATHS = st.lists(
    st.sampled_from(["div[1]", "div[2]", "ul[1]", "li[1]", "li[2]", "li[3]", "a[1]", "h2[1]"]),
    max_size=5,
).map(lambda steps: "/html/body" + "".join(f"/{step}" for step in steps))
HINTS = st.builds(
    Hint,
    st.sampled_from(["heading", "item", "dt", "dd", "th", "td", "link", "alt", "text"]),
    st.integers(0, 3),
    PATHS,
)


def check(document: Document) -> None:
    parsed = generic.parse(document, load())
    entries = ledger.ledger(document, parsed)  # raises where a line is claimed twice
    for record in parsed.records:
        assert record.claims
        assert all(record.first <= claim.line <= record.last for claim in record.claims)
        assert 0 <= record.confidence <= 1
    if parsed.records:
        inside = {e.line for e in entries if e.record}
        for record in parsed.records:
            lines = range(record.first, record.last + 1)
            rest = {n for n in lines if document.line(n).strip()} - inside
            assert all(entries[n - 1].claim.reason for n in rest)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_each_line_is_claimed_once(lines: list[str]) -> None:
    check(Document("any.txt", "0" * 64, split_lines("\n".join(lines))))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), HINTS)))
def test_each_line_of_a_tree_is_claimed_once(page: list[tuple[str, Hint]]) -> None:
    page = [(words, hint) for words, hint in page if words.strip()]
    lines, hints = (tuple(w for w, _ in page), tuple(h for _, h in page))
    check(Document("any.html", "0" * 64, lines, hints=hints))


def _seconds(lines: list[str]) -> float:
    document = Document("long.txt", "0" * 64, tuple(lines))
    return support.seconds(lambda: generic.parse(document, load()), tries=2)


LONG = {
    "short lines": lambda i: f"Words {i % 977}",
    "one line": lambda _: "Level",
    "pairs": lambda i: f"Label {i % 50}: value {i}",
    "prose": lambda i: f"They met {i} times. " * 8,
    "records": lambda i: ("A title of its own", "Town", "Year", f"{i}")[i % 4],
    "items": lambda i: f"  • item {i}",
    "numbers": lambda i: f"{i}.",
    "numbered": lambda i: f"{i + 1}. A title",
    "dates": lambda i: ("14.06.2024", "A title", "They met. " * 12)[i % 3],
    "one word each": lambda i: f"w{i}",
    "colons": lambda _: ": : :" * 20,
    "bars": lambda _: "a | " * 90,
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", sorted(LONG))
def test_time_grows_with_the_lines(shape: str) -> None:
    make = LONG[shape]
    short = _seconds([make(i) for i in range(10_000)])
    long = _seconds([make(i) for i in range(100_000)])
    assert long < 30 * short + 0.5


def test_a_line_without_end() -> None:
    for mark in ("a ", "|", ":", "1", "-", "/", "@", "a@", "http://a "):
        assert _seconds([mark * 300_000, "Level", "Basic"]) < 2
