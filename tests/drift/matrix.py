"""Runs of `gpkit drift` over generated scrapes, and the table of what was found."""

import random
from collections import Counter

import generator

from gpkit.diff.sides import Dump, Side, scrape
from gpkit.drift import drift
from gpkit.store import raw
from gpkit.store.codec import as_json, from_plain


def side(pages, name="scrape"):
    return scrape(name, [Dump(n, t.encode(), raw.NOWHERE) for n, t in sorted(pages.items())])


def report(cause, seed):
    old, new = (side(pages) for pages in generator.scenario(cause, seed))
    if cause == "parser":
        read = generator.parser(
            [as_json(p) for p in new.practices.values()], random.Random(f"parser {seed}")
        )
        new = Side("tree", {d["id"]: from_plain(d) for d in read})
    return drift(old, new)


def confusion(runs):
    """Count (true cause, found cause)."""
    counts = Counter()
    wrong = []
    for cause in generator.CAUSES:
        for seed in range(runs):
            main = report(cause, seed).main
            found = main.value if main else "none"
            counts[cause, found] += 1
            if found != cause:
                wrong.append((cause, seed, found))
    return counts, wrong


def macro_f1(counts, causes=generator.CAUSES):
    scores = []
    for cause in causes:
        right = counts[cause, cause]
        found = sum(counts[other, cause] for other in generator.CAUSES)
        there = sum(counts[cause, other] for other in generator.CAUSES)
        scores.append(2 * right / (found + there) if found + there else 0)
    return sum(scores) / len(scores)


def shown(counts):
    head = "| true \\ found | " + " | ".join(generator.CAUSES) + " |"
    rows = [
        f"| {cause} | " + " | ".join(str(counts[cause, c]) for c in generator.CAUSES) + " |"
        for cause in generator.CAUSES
    ]
    return "\n".join([head, "|---" * (len(generator.CAUSES) + 1) + "|", *rows])
