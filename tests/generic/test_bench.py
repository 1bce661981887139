"""Real pages, where they are at hand: GPKIT_BENCH names the folder that holds them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from gpkit.pipeline import read_dump

sys.path.insert(0, str(Path(__file__).parent))
from nonsense import Nonsense
from test_pages import roles

SEEDS = Path(__file__).parents[2] / "data" / "raw"
BENCH = Path(os.environ.get("GPKIT_BENCH", "/nowhere"))

# The share of lines that are read alike when their words are nonsense. What is missing is where
# form alone leaves two readings, and a word that the authority knows settles it.
FLOORS = {"text": 0.99, "dumps": 0.998}
SEED_FLOOR = 0.95


def alike(path: Path) -> tuple[int, int]:
    text, nonsense = path.read_text("utf-8"), Nonsense(1)
    one = roles(read_dump(text.encode(), path.name, "generic"), nonsense)
    two = roles(read_dump(nonsense.text(text).encode(), path.name, "generic"))
    return sum(a == b for a, b in zip(one, two, strict=True)), len(one)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda p: p.stem)
def test_seeds_read_the_same_as_their_family(path: Path) -> None:
    data = path.read_bytes()
    one, two = read_dump(data, path.name, "generic"), read_dump(data, path.name)
    assert [p.title for p in one.practices] == [p.title for p in two.practices]
    assert [p.facets for p in one.practices] == [p.facets for p in two.practices]
    assert [p.provenance.lines for p in one.practices] == [
        p.provenance.lines for p in two.practices
    ]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda p: p.stem)
def test_seeds_in_nonsense(path: Path) -> None:
    same, lines = alike(path)
    assert same >= SEED_FLOOR * lines


@pytest.mark.xfail(
    strict=True,
    reason="form alone cannot tell a value that all records share ('Level' / 'Basic' / 'Middle') "
    "from a label, nor the last of two labels without values from a title",
)
def test_each_line_of_the_seeds_in_nonsense() -> None:
    counts = [alike(path) for path in sorted(SEEDS.glob("*.txt"))]
    assert [same for same, _ in counts] == [lines for _, lines in counts]


needs_bench = pytest.mark.skipif(not BENCH.is_dir(), reason="GPKIT_BENCH is not set")


@needs_bench
@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_bench_in_nonsense(kind: str) -> None:
    counts = [alike(path) for path in sorted((BENCH / "cases" / kind).glob("*.txt"))]
    assert sum(same for same, _ in counts) >= FLOORS[kind] * sum(lines for _, lines in counts)


@needs_bench
@pytest.mark.xfail(
    strict=True,
    reason="a block in which no line is a number, an address or a pair, and no name is like "
    "another, looks like a menu (2 pages); of 'a' / 'Web site' / 'Start date' / '2020' the second "
    "is a value of 'a' as well as a label without one (13 pages)",
)
@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_each_line_of_the_bench_in_nonsense(kind: str) -> None:
    counts = [alike(path) for path in sorted((BENCH / "cases" / kind).glob("*.txt"))]
    assert [same for same, _ in counts] == [lines for _, lines in counts]


@needs_bench
def test_labels_and_values_of_the_bench_in_nonsense() -> None:
    """What people read on the pages, against what is read when their words are nonsense."""
    gold = json.loads((BENCH / "cases" / "gold.json").read_text("utf-8"))
    wanted, got, both = 0, 0, 0
    for name, page in sorted(gold.items()):
        words = Nonsense(1)
        text = words.text((BENCH / "cases" / "text" / f"{name}.txt").read_text("utf-8"))
        found = read_dump(text.encode(), f"{name}.txt", "generic").practices
        ours = {(said(o.label), said(v.raw)) for p in found for o in p.observed for v in o.values}
        theirs = {
            (said(words.text(label)), said(words.text(value)))
            for label, values in page["labels"].items()
            for value in values
        }
        labels = {said(words.text(label)) for label in page["labels"]}
        ours = {pair for pair in ours if pair[0] in labels}
        wanted, got, both = wanted + len(theirs), got + len(ours), both + len(ours & theirs)
    assert 2 * both / (wanted + got) >= 0.99


def said(words: str) -> str:
    return " ".join(words.lower().split()).strip(" :;,.-")
