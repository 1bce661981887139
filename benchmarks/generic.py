"""Figures of the generic parser: how it reads real pages, their nonsense, and how fast.

Usage: python benchmarks/generic.py BENCH    (BENCH holds cases/ and lists/ and their score.py)
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from gpkit.authority import load
from gpkit.documents import text
from gpkit.parsers import generic
from gpkit.pipeline import read_dump

TESTS = Path(__file__).parents[1] / "tests" / "generic"
sys.path.insert(0, str(TESTS))
from nonsense import Nonsense  # noqa: E402
from test_pages import roles  # noqa: E402


def scores(bench: Path) -> None:
    """Score through the command line, with blank lines and without."""
    score = bench / "score.py"
    runs = [("cases", bench / "cases"), ("dumps", bench / "cases" / "dumps")]
    for tight in ([], ["--tight"]):
        for what, folder in runs:
            call = [sys.executable, score, *tight, "--family", "generic", what, folder]
            print(
                *tight,
                subprocess.run(call, capture_output=True, text=True, check=False).stdout,
                end="",
            )
    call = [sys.executable, score, "--family", "generic", "lists", bench / "lists"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    print(done.stdout or "lists: not scored (needs lxml and scipy)\n", end="")


def nonsense(bench: Path) -> None:
    """Count the lines that are read alike when all words are nonsense."""
    for kind in ("text", "dumps"):
        same = lines = 0
        for path in sorted((bench / "cases" / kind).glob("*.txt")):
            page, words = path.read_text("utf-8"), Nonsense(1)
            one = roles(read_dump(page.encode(), path.name, "generic"), words)
            two = roles(read_dump(words.text(page).encode(), path.name, "generic"))
            same += sum(a == b for a, b in zip(one, two, strict=True))
            lines += len(one)
        print(f"nonsense {kind}: {same / lines:.3f} of {lines} lines read alike")


def speed(bench: Path) -> None:
    """Time the parser alone, without decoding and normalising."""
    pages = [
        text.read(path.read_bytes(), path.name)
        for path in sorted((bench / "cases" / "text").glob("*.txt"))
    ]
    authority = load()
    start = time.perf_counter()
    for page in pages:
        generic.parse(page, authority)
    seconds = time.perf_counter() - start
    lines = sum(len(page.lines) for page in pages)
    print(
        f"speed: {seconds / lines * 1e6:.1f} us a line, {seconds / len(pages) * 1e3:.2f} ms a page"
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for measure in (scores, nonsense, speed):
        measure(Path(sys.argv[1]))
