"""Work grows evenly with the input: bombs for parsers, repeated fragments, patterns.

Times are those of the processor, so that a busy machine gives the same result.
"""

import itertools
import os
import time
from pathlib import Path

import faults
import pytest

import support
from gpkit.documents import markup, warc
from gpkit.exporters import csv
from gpkit.importers import _words
from gpkit.match import codes, names
from gpkit.parsers import (
    _forms,
    _markdown,
    _pages,
    _references,
    digitalalliance_bg,
    eskills_mt,
    ips_cases,
    kohesio,
)
from gpkit.rules import id_path, misplaced_words
from gpkit.store import scrapes

# F15: bombs of 1 MB -------------------------------------------------------------------------------

# fmt: off
BOMBS = [
    "<!--", "<a b='", "<![CDATA[", "<?", "</", "<a ", "<!DOCTYPE ", "<script>", "&#", "&amp;",
    "<div>", "<b>", "<ul><li>", "<table><tr><td>", "<font>", "<p>x</p>", "<p>", "<svg><g>",
    "<textarea>", "<select><option>", "<form><input>", "<b><i></b>", "<br/>", "</p>",
]
# fmt: on


@pytest.mark.timeout(600)
@pytest.mark.parametrize("piece", BOMBS if faults.SLOW else BOMBS[::8])
def test_a_bomb_for_parsers(tmp_path, piece):
    body = piece * (2**20 // len(piece))
    page = f"<html><body><h1>Bees</h1><p>Wax and honey.</p>{body}</body></html>"
    faults.write_text(tmp_path / "dumps/bomb.html", page)
    code, seconds, memory, said = support.used(["ingest", "dumps"], tmp_path)
    assert code in (0, 2, 3), said
    assert "Traceback" not in said
    assert memory <= 600
    assert seconds <= 10 or "limit-" in said


# F16: repeated fragments --------------------------------------------------------------------------

HEAD = (
    "Bees of the village\n\nBy Bulgaria, Public, INSPIRATIONNo Comments\n\nBees of the village\n\n"
)
# fmt: off
SHAPES = [
    "a", " ", "\n", "a\n", "a b ", "Bees and wax. ", "Country:\n", "Bulgaria\n", "Level\n\nBasic\n",
    "Details\n", "By x", "By Bulgaria, PublicNo Comments\n", "18.07.2024 |\n", "Country: PL | ",
    "- \n", "* bees\n", "1. bees\n", "---\n", "| a | b |\n", "a\t", "a@", "a.b.", "www.", "h-.c",
    "https://a.eu/", "kohesio.", "a.b/", "0", "12.", "2024-", "(AA) ", "1 % ", " 1%", "Flag of  ",
    ", ", "“", "Читалище ", "e\u0301", "\u00a0", "Read more\n",
]
# fmt: on
WHOLE = (50_000, 200_000, 800_000)
START = 0.2  # seconds of the processor that a worker's start takes, .1 on a machine at rest
TRIES = 3  # other work on the machine makes one try slow; what is not linear fails each


def seconds_of(folder, text):
    """Ingest a text with the public command, in this process; gives seconds of the processor."""
    from gpkit.pipeline.ingest import Ingest

    faults.write_text(folder / "dump.txt", text)
    start = os.times()
    Ingest(Path(folder) / "data/raw", Path(folder) / "data/normalized").run(
        [str(folder / "dump.txt")]
    )
    end = os.times()
    return sum(end[:4]) - sum(start[:4])


def in_lines(piece, length):
    """Repeat a fragment; lines stay below the limit of lines."""
    return HEAD + (piece * (length // len(piece) + 1))[:length]


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("piece", SHAPES if faults.SLOW else SHAPES[::5])
def test_time_grows_with_the_input(tmp_path, piece):
    lengths = WHOLE if faults.SLOW else WHOLE[1:]
    seconds_of(tmp_path / "warm", in_lines(piece, 1000))
    tries = []
    for turn in range(TRIES):
        took = [seconds_of(tmp_path / f"{n}-{turn}", in_lines(piece, n)) for n in lengths]
        tries.append(took)
        if all(more <= 5 * less + START for less, more in itertools.pairwise(took)):
            return
    pytest.fail(f"seconds for {lengths} characters, in each try: {tries}")


# F17: patterns ------------------------------------------------------------------------------------

# Each pattern that recheck calls slow, how it is used, what was to make it slow (characters in,
# text out), and the longest input it gets; None: any, as its time grows evenly.
PATTERNS = {
    "addresses in prose": (names.links, lambda n: "c" + "h-.c" * (n // 4), None),
    "addresses behind hyphens": (names.links, lambda n: "--.a-" * (n // 5), None),
    "hosts": (lambda t: list(codes.addresses(t)), lambda n: "a.b/" * (n // 4), None),
    "hosts in words": (lambda t: list(codes.addresses(t)), lambda n: "a.b/ -1 " * (n // 8), None),
    "items of Kohesio": (
        lambda t: list(codes.addresses(t)),
        lambda n: "kohesio./" * (n // 9),
        None,
    ),
    "codes": (lambda t: list(codes.codes(t)), lambda n: "\0" * n + "\t0", None),
    "codes, all different": (
        lambda t: list(codes.codes(t)),
        lambda n: " ".join(f"PGI{number:05}" for number in range(n // 9)),
        None,
    ),
    "bylines": (digitalalliance_bg._holds_byline, lambda n: "By N" * (n // 4) + "Comment", None),
    "bylines that end": (
        digitalalliance_bg._holds_byline,
        lambda n: "x 1 Comment" * (n // 11),
        None,
    ),
    "rows of cases": (ips_cases._ROW.fullmatch, lambda n: " 1%" * (n // 3) + "x", None),
    "rows with blanks": (ips_cases._ROW.fullmatch, lambda n: "a 1%" + " " * n + "x", None),
    "organisations": (_words._ORGANISATION.fullmatch, lambda n: " (AA)" * (n // 5) + "x", None),
    "names of scrapes": (scrapes._FILE.fullmatch, lambda n: "0" * n, 255),  # a file's name
    "cells that begin": (csv._START.match, lambda n: " " * n, None),
    "labels": (_pages._LABEL.fullmatch, lambda n: "A" * 39 + " " * n + "x", None),
    "flags": (kohesio._FLAG.fullmatch, lambda n: "Flag of ft" + "  " * (n // 2), None),
    "newest organisations": (eskills_mt._ADDED.fullmatch, lambda n: "\tAaa\t0," * (n // 8), None),
    "ids": (id_path._ID.fullmatch, lambda n: "-" * n, None),
    "marks of pages": (markup._TAG.search, lambda n: "<FO<M" + "<F" * (n // 2) + "<A", None),
    "pictures of Markdown": (_markdown._IMAGE.fullmatch, lambda n: "![ " * (n // 3), None),
    "links of Markdown": (_markdown._LINK.fullmatch, lambda n: '[ ](] "[' * (n // 8), None),
    "numbers of links": (_references.unnumbered, lambda n: "[" + "\t" * n + "x", None),
    "cells with more than one": (
        lambda t: list(csv._INSIDE.finditer(t)),
        lambda n: "\t\t" * (n // 2) + "\t\x00",
        None,
    ),
    "labels in prose": (
        lambda t: list(misplaced_words._BEFORE_COLON.finditer(t)),
        lambda n: "00 " * (n // 3),
        None,
    ),
    "dates of lists": (
        warc._ARC_LINE.fullmatch,
        lambda n: b"0 0 00000000 0 " + b" 0" * (n // 2) + b"\x00",
        None,
    ),
    "addresses in forms": (_forms._ADDRESS.fullmatch, lambda n: "@" * n + " ", None),
    "mail in forms": (_forms._ADDRESS.fullmatch, lambda n: "@." * (n // 2) + " ", None),
}


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_grows_evenly(name):
    use, attack, longest = PATTERNS[name]
    texts = [attack(longest or length) for length in (12_000, 48_000)]
    tries = []
    for _ in range(TRIES):
        took = [seconds_to_use(use, text) for text in texts]
        tries.append(took)
        if took[1] <= min(6 * max(took[0], 0.01), 1):
            return
    pytest.fail(f"seconds for 12,000 and 48,000 characters, in each try: {tries}")


def seconds_to_use(use, text):
    start = time.process_time()
    use(text)
    return time.process_time() - start
