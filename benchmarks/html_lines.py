"""The text of HTML pages: how fast, and with the same words?

    GPKIT_BENCH=DIRECTORY python benchmarks/html_lines.py

reads every ``*.html.gz`` below the directory. Speed (seconds of CPU, medians of rounds in which all
take their turn) is held against bs4 with lxml (``get_text``). The rows below "gpkit" are what any
engine would stand on: libxml2's events with nobody to take them, with functions that do nothing,
and, where selectolax is installed, lexbor's parser, its plain text, and a loop over its nodes.

Characters (without blanks, in their order), words (as a multiset) and word ends are held against
html5lib, which does as browsers do, where it is installed. gpkit parts neighbouring cells that a
page sets apart by its style alone (``are_cells``), so a word end of ours alone is counted apart
from one of theirs that we lack, which would be two words glued. What gpkit leaves out on purpose
(scripts, hidden elements, the title) is taken out of the other trees before they are compared.
"""

import gc
import gzip
import os
import statistics
import sys
import time
from collections import Counter
from itertools import accumulate
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import PreformattedString
from lxml import etree
from lxml import html as lxml_html

from gpkit.documents import html
from gpkit.documents.html import _UNSEEN, _hidden

ROUNDS = 5


def main():
    """Run both comparisons."""
    folder = os.environ.get("GPKIT_BENCH")
    if not folder:
        sys.exit("GPKIT_BENCH names no folder")
    files = sorted(Path(folder).rglob("*.html.gz"))
    pages = [gzip.decompress(file.read_bytes()).decode("utf-8", "replace") for file in files]
    size = sum(map(len, pages)) / len(pages) / 1000
    print(f"{len(pages)} pages of {size:.0f} kB on average")
    speed(pages)
    print()
    words(pages)


# Speed --------------------------------------------------------------------------------------------


class Deaf:
    """Takes no event of a parser."""

    def close(self):
        """Give nothing."""


class Idle(Deaf):
    """Takes every event of a parser, and does nothing: the least that a reader in Python takes."""

    def start(self, tag, attributes):
        """Do nothing."""

    def end(self, tag):
        """Do nothing."""

    def data(self, text):
        """Do nothing."""


def events(page, target):
    """Feed a target as gpkit feeds its own."""
    flags = {"recover": True, "remove_comments": True, "remove_pis": True}
    etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8", target=target, **flags))


def touched(parser):
    """Ask each node of lexbor's tree for its name, and nothing else."""
    return sum(node.tag is not None for node in parser.root.traverse(include_text=True))


def engines():
    """Name all ways to read a page."""
    ways = {
        "bs4+lxml get_text": lambda page: BeautifulSoup(page, "lxml").get_text(),
        "lxml text_content": lambda page: lxml_html.fromstring(page.encode()).text_content(),
        "gpkit lines and hints": lambda page: html.read(page, "page"),
        "libxml2 events, none taken": lambda page: events(page, Deaf()),
        "libxml2 events, all dropped": lambda page: events(page, Idle()),
    }
    try:
        from selectolax.lexbor import LexborHTMLParser as Lexbor
    except ImportError:
        return ways
    return ways | {
        "lexbor tree": Lexbor,
        "lexbor plain text": lambda page: Lexbor(page).text(),
        "lexbor, names of all nodes": lambda page: touched(Lexbor(page)),
    }


def speed(pages):
    """Time all engines in turns, so that they share what else the machine does."""
    gc.set_threshold(50_000, 20, 20)  # as the command sets it, for all of them
    ways = engines()
    took = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, engine in ways.items():
            start = time.process_time()
            for page in pages:
                engine(page)
            took[name].append(time.process_time() - start)
    base = statistics.median(took["bs4+lxml get_text"])
    for name, times in took.items():
        median = statistics.median(times)
        print(f"{name:28} {len(pages) / median:6.0f} pages/s {base / median:5.1f} x")


# Words --------------------------------------------------------------------------------------------


def words(pages):
    """Hold our words against those of two trees."""
    ours = [said(html.read(page, "page")) for page in pages]
    for builder in ("lxml", "html5lib"):
        try:
            theirs = [seen(BeautifulSoup(page, builder)) for page in pages]
        except Exception as error:  # noqa: BLE001 - it is not installed
            print(f"{builder}: {error}")
            continue
        same = [squeezed(one) == squeezed(two) for one, two in zip(ours, theirs, strict=True)]
        shares = [shared(one, two) for one, two in zip(ours, theirs, strict=True)]
        ends = [(word_ends(one), word_ends(two)) for one, two in zip(ours, theirs, strict=True)]
        ends = [pair for pair, is_same in zip(ends, same, strict=True) if is_same]
        print(
            f"as bs4+{builder}: characters equal on {sum(same)} of {len(pages)} pages, "
            f"words {statistics.mean(shares):.4f} (least {min(shares):.4f}); where characters are "
            f"equal, of {sum(len(two) for _, two in ends)} word ends "
            f"{sum(len(two - one) for one, two in ends)} are missing and "
            f"{sum(len(one - two) for one, two in ends)} are ours alone"
        )


def shared(one, two):
    """Give the share of words that two texts have in common."""
    ours, theirs = Counter(one.split()), Counter(two.split())
    return (ours & theirs).total() / max((ours | theirs).total(), 1)


def said(page):
    """Give the words of our lines, without the bullets that we put before items."""
    lines = []
    for line, hint in zip(page.lines, page.hints, strict=True):
        if hint.kind == "alt":
            continue
        lines.append(line.removeprefix("- ") if hint.kind == "item" else line)
    return "\n".join(lines)


def seen(soup):
    """Give the words of a tree, with a blank where a block begins or ends."""
    gone = [
        tag for tag in soup.find_all(True) if tag.name in _UNSEEN or _hidden(tag.name, flat(tag))
    ]
    for tag in gone:
        if not tag.decomposed:
            tag.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        comment.extract()
    for tag in soup.find_all(list(html._BLOCKS)):
        tag.insert_before("\n")
        tag.insert_after("\n")
        tag.insert(0, "\n")
    return soup.get_text()


def flat(tag):
    """Give the attributes of a tag as lxml gives them."""
    return {
        name: value if isinstance(value, str) else " ".join(value)
        for name, value in tag.attrs.items()
    }


def word_ends(text):
    """Give how many characters, without blanks and marks of items, stand before each word end."""
    return set(accumulate(len(word) for word in text.replace("-", "").split()))


def squeezed(text):
    """Give the characters of a text, without blanks and the marks of items."""
    return "".join(text.split()).replace("-", "")


if __name__ == "__main__":
    main()
