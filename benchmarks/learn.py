"""How `gpkit learn` grows: two pages of HTML with many short paragraphs, twice as many each time.

Run it with `python benchmarks/learn.py [paragraphs ...]` in the environment that gpkit is
installed in. Either all paragraphs stand on both pages, or none does; seconds of CPU.
"""

from __future__ import annotations

import argparse
import gc
import time

from gpkit.documents import pages
from gpkit.learn import learn

SHAPES = {
    "on both pages": "<p>word{number}</p>\n",
    "on one page alone": "<p>w{number} of {page}</p>\n",
}
FRAME = (
    "<h1>Practice {page}</h1><p>Good practices of the libraries of the north</p>"
    "<p>A service of the council of the towns</p>\n"
)


def documents(shape: str, paragraphs: int) -> list:
    """Make two pages."""
    found = []
    for page in ("One", "Two"):
        body = "".join(shape.format(number=n, page=page) for n in range(paragraphs))
        data = f"<html><body>{FRAME.format(page=page)}{body}</body></html>".encode()
        found.append(pages.read(pages.Dump(f"{page}.html", data)))
    return found


def main() -> None:
    """Print a Markdown table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("paragraphs", nargs="*", type=int, default=[37_500, 75_000, 150_000])
    gc.set_threshold(50_000, 20, 20)  # as the command sets it
    print("| paragraphs | CPU s |", "us a paragraph |\n|---|---|---|")
    for words, shape in SHAPES.items():
        for paragraphs in options.parse_args().paragraphs:
            both = documents(shape, paragraphs)
            start = time.process_time()
            draft = learn(both, "site")
            took = time.process_time() - start
            assert draft.marks, "nothing is learnt"
            print(f"| {paragraphs:,}, {words} | {took:.2f} | {took / paragraphs / 2e-6:.0f} |")


if __name__ == "__main__":
    main()
