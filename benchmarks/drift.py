"""Drift: true cause against found cause, over generated scrapes with one labelled change each.

Run it with `python benchmarks/drift.py [RUNS]` in the environment that gpkit is installed in.
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
    start = time.perf_counter()
    counts, wrong = matrix.confusion(runs)
    print(matrix.shown(counts))
    print(f"\nmacro F1 {matrix.macro_f1(counts):.3f} over {runs} runs a cause", end=" ")
    print(f"({time.perf_counter() - start:.0f} s)")
    for cause, seed, found in wrong:
        print(f"- {cause}, seed {seed}: {found}")


if __name__ == "__main__":
    main()
