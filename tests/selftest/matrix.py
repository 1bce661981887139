"""Print what became of the mutants of every case: python tests/selftest/matrix.py"""

import sys
from collections import Counter
from pathlib import Path

from gpkit.selftest.run import cases, selftest

CASES = Path(__file__).parents[1] / "cases"
VERDICTS = ("right", "reported", "slip")


def main():
    families, mutations = Counter(), Counter()
    names = sorted(path.name for path in CASES.iterdir() if path.is_dir())
    for family in names:
        for result in selftest(cases(CASES, family), 0, None):
            families[family, result.verdict] += 1
            mutations[result.mutation, result.verdict] += 1
    table("family", families)
    table("mutation", mutations)


def table(title, counted):
    out = sys.stdout
    out.write(f"\n| {title} | mutants | right | reported | slips |\n|---|---|---|---|---|\n")
    for name in dict.fromkeys(name for name, _ in counted):
        row = [counted[name, verdict] for verdict in VERDICTS]
        out.write(f"| {name} | {sum(row)} | {' | '.join(map(str, row))} |\n")


if __name__ == "__main__":
    main()
