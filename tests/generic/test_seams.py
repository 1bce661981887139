"""Several pages in one text file: what stands between them, and what an author drew in one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gpkit.pipeline import Read, read_dump

sys.path.insert(0, str(Path(__file__).parent))
from nonsense import Nonsense
from pages import PROSE

TITLES = ("Tablets at the ferry landing", "Robots read with pupils", "Night lessons for nurses")
TOWNS = ("Ghent", "Graz", "Turku")
PAGES = tuple(
    f"{title}\n\nTown\n{town}\nBegun\n{2015 + n}\n\n{PROSE}\n\n{PROSE} {title}.\n"
    for n, (title, town) in enumerate(zip(TITLES, TOWNS, strict=True))
)
LINE = "=" * 60
URL = "https://pages.example/p/{}"
JOINED = {
    "addresses": "\n".join(f"URL: {URL.format(n)}\n\n{page}" for n, page in enumerate(PAGES)),
    "addresses as headings": "\n".join(f"### {URL.format(n)}\n{p}" for n, p in enumerate(PAGES)),
    "addresses between lines": "\n".join(
        f"{LINE}\n{URL.format(n)}\n{LINE}\n{page}" for n, page in enumerate(PAGES)
    ),
    "addresses in lines": "\n".join(
        f"--- {URL.format(n)} ---\n{page}" for n, page in enumerate(PAGES)
    ),
    "long lines": f"\n{LINE}\n".join(PAGES),
    "short lines, and labels that recur": "\n---\n\n".join(PAGES),
    "form feeds, and labels that recur": "\f".join(PAGES),
    "form feeds on lines of their own": "\n\f\n".join(PAGES),
}


def read(text: str) -> Read:
    return read_dump(text.encode(), "pages.txt", "generic")


@pytest.mark.parametrize("words", [str, Nonsense(4).text], ids=["words", "nonsense"])
@pytest.mark.parametrize("name", sorted(JOINED))
def test_each_page_is_a_record(name: str, words: object) -> None:
    assert callable(words)
    text = JOINED[name]
    found = read(words(text) if "address" not in name else text)
    say = words if "address" not in name else str
    assert [p.title for p in found.practices] == [say(title) for title in TITLES]
    assert [[v.raw for o in p.observed for v in o.values] for p in found.practices] == [
        [say(town), str(2015 + n)] for n, town in enumerate(TOWNS)
    ]
    for practice in found.practices:
        assert LINE not in "".join(section.text for section in practice.sections)


@pytest.mark.parametrize("count", [2, 3])
def test_pages_without_labels(count: int) -> None:
    bare = [f"{URL.format(n)}\n\n{t}\n\n{PROSE}\n\n{PROSE}\n" for n, t in enumerate(TITLES[:count])]
    assert [p.title for p in read("\n".join(bare)).practices] == [*TITLES[:count]]


ONE = {
    "lines below headings": f"{TITLES[0]}\n{'=' * 28}\n\n{PROSE}\n\nWhat came of it\n"
    f"{'-' * 15}\n\n{PROSE}\n",
    "short lines between sections": f"{TITLES[0]}\n\n{PROSE}\n\n---\n\nLater\n\n{PROSE}\n",
    "form feeds between printed pages": f"{TITLES[0]}\n\n{PROSE}\n\f{PROSE}\n\fLater\n\n{PROSE}\n",
    "addresses in the text": f"{TITLES[0]}\n\n{PROSE}\n\n{URL.format(1)}\n\n{PROSE}\n\n"
    f"{URL.format(2)}\n\n{PROSE}\n",
    "one address above it": f"URL: {URL.format(1)}\n\n{TITLES[0]}\n\n{PROSE}\n\n{PROSE}\n",
}


@pytest.mark.parametrize("name", sorted(ONE))
def test_one_page_is_one_record(name: str) -> None:
    [practice] = read(ONE[name]).practices
    assert practice.title == TITLES[0]
