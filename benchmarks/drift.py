"""Drift: true cause against found cause, over scrapes with one labelled change each.

Run it with `python benchmarks/drift.py [RUNS [DIRECTORY]]` in the environment that gpkit is
installed in: over generated sites, or over the text dumps of one real site in a directory.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests/drift"))

import matrix


def main() -> None:
    """Print the confusion matrix, macro F1, and what went wrong."""
    runs = int(sys.argv[1]) if sys.argv[1:] else 200
    site = Path(sys.argv[2]) if sys.argv[2:] else None
    start = time.perf_counter()
    found = matrix.confusion(runs) if site is None else matrix.confusion_of(site, runs)
    counts, wrong, causes = found
    print(matrix.shown(counts, causes))
    print(f"\nmacro F1 {matrix.macro_f1(counts, causes):.3f} over {runs} runs a cause", end=" ")
    print(f"({time.perf_counter() - start:.0f} s)")
    for cause, seed, said in wrong:
        print(f"- {cause}, seed {seed}: {said}")


if __name__ == "__main__":
    main()
