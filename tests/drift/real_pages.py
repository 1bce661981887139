"""The same causes on pages that others wrote: text dumps of one site, one record a page.

It imports nothing of gpkit either: a label is a short line that most pages have, a value a short
line behind a label that several pages have.
"""

import itertools
import random
import re
from collections import Counter

CAUSES = ("none", "content", "template", "vocabulary", "outage")
SAMPLE = 40
DATED = re.compile(r"\d{4}")


def lines_of(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def labels_of(pages):
    """Find lines that most pages have behind their furniture, and that something follows."""
    counts = Counter(line for text in pages.values() for line in set(lines_of(text)))
    usual = [w for w, n in counts.items() if 10 * n >= 9 * len(pages) and len(w) < 40]
    varied = {w: set() for w in usual}
    for text in pages.values():
        lines = lines_of(text)
        for line, after in itertools.pairwise(lines):
            if line in varied:
                varied[line].add(after)
    return sorted(w for w, behind in varied.items() if len(behind) > 2)


def values_of(pages, labels):
    """Find values that at least eight pages have, and that name no time."""
    counts = Counter()
    for text in pages.values():
        lines = lines_of(text)
        behind = {b for a, b in itertools.pairwise(lines) if a in labels}
        counts.update(v for v in behind if v not in labels and not DATED.search(v))
    return sorted(v for v, n in counts.items() if n >= 8 and 3 < len(v) < 60)


def replaced(pages, old, new):
    """Print one line for another wherever it stands alone."""
    line = re.compile(rf"^([^\S\n]*){re.escape(old)}([^\S\n]*)$", re.MULTILINE)
    return {n: line.sub(lambda m: m[1] + new + m[2], text) for n, text in pages.items()}


def content(pages, rng):
    for name in rng.sample(sorted(pages), rng.randint(1, 6)):
        lines = pages[name].splitlines()
        long = [i for i, line in enumerate(lines) if len(line) > 120]
        if long:
            lines[rng.choice(long)] = (
                f"Another paragraph, about what has been since {rng.random()}."
            )
            pages[name] = "\n".join(lines)
    return pages


def outage(pages, rng):
    error = rng.choice(("403 Forbidden\nYou cannot see this.", "Log in\nPassword", ""))
    return pages | dict.fromkeys(rng.sample(sorted(pages), rng.randint(1, 30)), error)


def scenario(cause, seed, site):
    """Give pages before and after; the new scrape has other blank lines and line ends."""
    rng = random.Random(f"{cause}-{seed}")
    old = {name: site[name] for name in rng.sample(sorted(site), min(SAMPLE, len(site)))}
    labels = labels_of(old)
    new = dict(old)
    if cause == "template":
        new = replaced(new, rng.choice(labels), "What this is about")
    elif cause == "vocabulary":
        new = replaced(new, rng.choice(values_of(old, labels)), "Quite another word")
    elif cause in ("content", "outage"):
        new = {"content": content, "outage": outage}[cause](new, rng)
    return old, {
        n: text.replace("\n", "\r\n") + "\r\n" if text else text for n, text in new.items()
    }
