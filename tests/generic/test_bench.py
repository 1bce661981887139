"""Real pages, where they are at hand: GPKIT_BENCH names the folder that holds them."""

from __future__ import annotations

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
FLOORS = {"text": 0.9, "dumps": 0.99}


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
    assert same >= 0.85 * lines


@pytest.mark.skipif(not BENCH.is_dir(), reason="GPKIT_BENCH is not set")
@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_bench_in_nonsense(kind: str) -> None:
    counts = [alike(path) for path in sorted((BENCH / "cases" / kind).glob("*.txt"))]
    assert sum(same for same, _ in counts) >= FLOORS[kind] * sum(lines for _, lines in counts)
