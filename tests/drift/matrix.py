"""Runs of `gpkit drift` over generated scrapes, and the table of what was found."""

import random
from collections import Counter

import generator
import real_pages

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
    """Count (true cause, found cause) over generated sites."""
    return _counted(runs, generator.CAUSES, report)


def confusion_of(folder, runs):
    """Count (true cause, found cause) over the pages of a real site."""
    site = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}

    def on_site(cause, seed):
        return drift(*(side(pages) for pages in real_pages.scenario(cause, seed, site)))

    return _counted(runs, real_pages.CAUSES, on_site)


def _counted(runs, causes, reported):
    counts = Counter()
    wrong = []
    for cause in causes:
        for seed in range(runs):
            main = reported(cause, seed).main
            found = main.value if main else "none"
            counts[cause, found] += 1
            if found != cause:
                wrong.append((cause, seed, found))
    return counts, wrong, causes


def macro_f1(counts, causes):
    scores = []
    for cause in causes:
        right = counts[cause, cause]
        found = sum(counts[other, cause] for other in causes)
        there = sum(number for (true, _), number in counts.items() if true == cause)
        scores.append(2 * right / (found + there) if found + there else 0)
    return sum(scores) / len(scores)


def shown(counts, causes):
    columns = generator.CAUSES
    head = "| true \\ found | " + " | ".join(columns) + " |"
    rows = [
        f"| {cause} | " + " | ".join(str(counts[cause, c]) for c in columns) + " |"
        for cause in causes
    ]
    return "\n".join([head, "|---" * (len(columns) + 1) + "|", *rows])
