"""Pages of many shapes: titles, labels, values, and the same when the words are nonsense."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gpkit.errors import NoPractice
from gpkit.model import Role
from gpkit.pipeline import Read, read_dump

sys.path.insert(0, str(Path(__file__).parent))
from nonsense import Nonsense
from pages import EMPTY, PAGES, Page

NAMES = sorted(PAGES)
LEVELS = 0.5


def read(text: str) -> Read:
    return read_dump(text.encode(), "page.txt", "generic")


def tight(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def seen(found: Read) -> tuple[tuple[str | None, dict[str, list[str]]], ...]:
    return tuple(
        (p.title, {o.label: [v.raw for v in o.values] for o in p.observed}) for p in found.practices
    )


@pytest.mark.parametrize("name", NAMES)
def test_labels_values_and_titles(name: str) -> None:
    assert seen(read(PAGES[name].text)) == PAGES[name].records


@pytest.mark.parametrize("name", NAMES)
def test_without_blank_lines(name: str) -> None:
    assert seen(read(tight(PAGES[name].text))) == PAGES[name].records


@pytest.mark.parametrize("name", [n for n in NAMES if PAGES[n].published])
def test_published(name: str) -> None:
    assert [p.published for p in read(PAGES[name].text).practices] == [PAGES[name].published]


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_form_not_words(name: str, seed: int) -> None:
    nonsense = Nonsense(seed)
    page: Page = PAGES[name]
    assert roles(read(nonsense.text(page.text))) == roles(read(page.text), nonsense)


def roles(found: Read, nonsense: Nonsense | None = None) -> list[object]:
    """What each line is; prose may be heading or text, where the authority knows headings."""
    say = nonsense.text if nonsense else str
    return [
        (
            e.line,
            Role.TEXT if e.claim.role is Role.HEADING else e.claim.role,
            say(e.claim.label),
            tuple(map(say, e.claim.values)),
            e.record,
        )
        for e in found.entries
    ]


@pytest.mark.parametrize("name", sorted(EMPTY))
def test_no_practice(name: str) -> None:
    try:
        found = read(EMPTY[name])
    except NoPractice:
        return
    assert all(p.provenance.confidence < LEVELS for p in found.practices)
