"""Real sites, where they are at hand: GPKIT_BENCH names the folder that holds their pages.

A family is learnt from some pages of a site and reads others of it.
"""

from __future__ import annotations

import gzip
import json
import os
from functools import cache
from pathlib import Path

import pytest

from gpkit.authority import load
from gpkit.documents import pages
from gpkit.learn import learn
from gpkit.learn.compare import compare
from gpkit.ledger import ledger, unclaimed
from gpkit.normalize import practices
from gpkit.parsers._declared import read_text

BENCH = Path(os.environ.get("GPKIT_BENCH", "/nowhere"))
GIVEN = {"text": (10, 100), "html": (10, 14), "dumps": (5, 20)}  # pages learnt from, held back

pytestmark = pytest.mark.skipif(not BENCH.is_dir(), reason="GPKIT_BENCH is not set")


@cache
def held_back(kind):
    """Give the family learnt from some pages, and the others."""
    first, others = GIVEN[kind]
    paths = [p for p in sorted((BENCH / "cases" / kind).iterdir()) if p.suffix in (".txt", ".gz")]
    found = [document(path) for path in paths[: first + others]]
    text = learn(found[:first], "my-site").text()
    return read_text(text, Path("my-site.yaml")), found[first:]


def document(path):
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    return pages.read(pages.Dump(path.name.removesuffix(".gz"), data))


@cache
def gold():
    return json.loads((BENCH / "cases" / "gold.json").read_text("utf-8"))


@pytest.mark.parametrize("kind", sorted(GIVEN))
def test_each_line_of_pages_held_back_is_claimed(kind):
    parser, found = held_back(kind)
    left = []
    for one in found:
        assert parser.recognises(one), one.name
        left += [one.line(n) for n in unclaimed(ledger(one, parser.parse(one, load())))]
    assert left == []


@pytest.mark.parametrize("kind", sorted(GIVEN))
def test_as_many_records_and_all_values_of_the_generic_parser(kind):
    parser, found = held_back(kind)
    compared = compare(parser, found, load())
    assert [len(p.family.starts) for p in compared.pages] == [
        len(p.generic.starts) for p in compared.pages
    ]
    assert sum(map(len, compared.lost)) <= sum(compared.gained)


@pytest.mark.parametrize("kind", ["text", "html"])
def test_what_stands_on_pages_held_back_is_read(kind):
    parser, found = held_back(kind)
    titles = right = wanted = 0
    for one in found:
        want = gold()[one.name.partition(".")[0]]
        read = practices(one, parser.parse(one, load()), load(), parser.ORDER)
        titles += [p.title for p in read] == [want["title"]]
        seen = {o.label: [v.raw for v in o.values] for p in read for o in p.observed}
        wanted += len(want["labels"])
        right += sum(seen.get(label) == values for label, values in want["labels"].items())
    assert titles >= 0.95 * len(found)
    assert right >= 0.98 * wanted


@pytest.mark.parametrize("count", [3, 6])
def test_a_few_pages_are_enough(count):
    paths = sorted((BENCH / "cases" / "text").glob("*.txt"))[:40]
    found = [document(path) for path in paths]
    parser = read_text(learn(found[:count], "my-site").text(), Path("my-site.yaml"))
    assert [one.name for one in found if not parser.recognises(one)] == []
    compared = compare(parser, found[count:], load())
    assert compared.fewer() == []
    assert not compared.is_worse()


def test_dumps_of_many_records_are_parted_as_in_gold():
    parser, found = held_back("dumps")
    for one in found:
        path = BENCH / "cases" / "dumps" / one.name.replace(".txt", ".json")
        wanted = json.loads(path.read_text("utf-8"))
        starts = {record.first - 1 for record in parser.parse(one, load()).records}
        agreed = sum(want["start"] in starts for want in wanted)
        assert agreed == len(wanted) == len(starts), one.name
