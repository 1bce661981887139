"""A format that loses something loses what it declares, and nothing else.

One part of a practice is changed at a time. Where the format keeps that part, the file is another
one; where it declares to lose it, the file is the same, byte for byte.
"""

import os
import random

import pytest
from makers import HOSTILE

from gpkit.exporters import about, formats
from gpkit.model import Observed, ObservedValue, Place, Provenance, Section, Witness

NUMBER = 40 if os.environ.get("GPKIT_SLOW") else 2  # practices that each change is tried on
SEEN = Observed("Country", "country", 10, (ObservedValue("Bulgaria", 11, "BG"),))


def whole(practice, number):
    """Give a practice that has every part; its words are as hostile as before."""
    text = f"{HOSTILE[number % len(HOSTILE)]} {number}"
    source = Provenance(
        "d.txt", "a" * 64, "generic", (3, 9), f"https://example.org/{number}", "2024"
    )
    return practice._replace(
        title=f"T {text}",
        language="en",
        published="2024-07-18",
        summary=f"S {text}",
        sections=(Section(f"H {text}", "other", f"P {text}"),),
        facets={"country": ("BG", "LV"), "digital_technology": ("software",)},
        observed=(SEEN, *practice.observed[:1]),
        provenance=source,
    )


def source(practice, **changes):
    return practice._replace(provenance=practice.provenance._replace(**changes))


def seen(practice, **changes):
    return practice._replace(observed=(SEEN._replace(**changes), *practice.observed[1:]))


def section(practice, **changes):
    return practice._replace(sections=(practice.sections[0]._replace(**changes),))


def facets(practice, **changes):
    return practice._replace(facets={**practice.facets, **changes})


PARTS = {
    "title": lambda p: p._replace(title=f"{p.title}!x"),
    "language": lambda p: p._replace(language="bg"),
    "date": lambda p: p._replace(published="2024-07-19"),
    "summary": lambda p: p._replace(summary=f"{p.summary}!x"),
    "prose": lambda p: section(p, text=f"{p.sections[0].text}!x"),
    "heading": lambda p: section(p, heading=f"{p.sections[0].heading}!x"),
    "role": lambda p: section(p, role="aims"),
    "value": lambda p: facets(p, country=("BG", "MT")),
    "empty facet": lambda p: facets(p, funding_type=()),
    "order of values": lambda p: facets(p, country=("LV", "BG")),
    "raw": lambda p: seen(p, values=(ObservedValue("Bulgariya", 11, "BG"),)),
    "line of a value": lambda p: seen(p, values=(ObservedValue("Bulgaria", 12, "BG"),)),
    "label": lambda p: seen(p, label="Land"),
    "readings": lambda p: seen(p, values=(ObservedValue("Bulgaria", 11, "BG", ("BG", "LV")),)),
    "evidence": lambda p: p._replace(evidence=p.evidence._replace(title=Witness("X", 99))),
    "dump": lambda p: source(p, dump="e.txt"),
    "lines": lambda p: source(p, lines=(3, 10)),
    "url": lambda p: source(p, url="https://example.org/other"),
    "fetched": lambda p: source(p, fetched="2025"),
    "hash": lambda p: source(p, sha256="b" * 64),
    "other places": lambda p: source(p, also=(Place("o.txt", "b" * 64, (1, 2)),)),
    "corrected": lambda p: p._replace(corrected=("title",)),
}
PROSE = {"prose", "heading", "role"}
RAW = {"raw", "line of a value", "label"}
APART = {"readings", "evidence", "hash", "other places", "corrected"}
WHERE = {"dump", "lines", "url", "fetched"}
NO_FACET = {"title", "language", "date", "summary", "url", "fetched", "lines"}
FEED = PROSE | RAW | APART | {"language", "empty facet", "dump", "lines", "fetched"}
NO_FIELD = {"language", "date", "summary", "role", "empty facet", *WHERE}
# The order of values is in the file; a graph made of it has none (`test_linked.py` compares sets).
GRAPH = RAW | APART | {"empty facet", "dump", "lines", "fetched"}
LONG = PROSE | NO_FACET | APART | {"value", "empty facet", "order of values"}
LOSSES = {
    ("csv", "wide"): PROSE | RAW | APART,
    ("csv", "long"): LONG,
    ("tsv", "wide"): PROSE | RAW | APART,
    ("tsv", "long"): LONG,
    ("xlsx", "wide"): APART,
    ("jsonld", "wide"): GRAPH,
    ("turtle", "wide"): GRAPH,
    ("markdown", "wide"): RAW | APART | {"language", "role", "summary", "fetched"},
    ("rss", "wide"): FEED,
    ("atom", "wide"): FEED,
    ("platform", "wide"): RAW | APART | NO_FIELD,
}


def test_every_format_that_loses_something_is_here():
    lossy = {(n, s) for n in formats() for s in about(n).shapes if not about(n).lossless}
    assert lossy == set(LOSSES)


@pytest.mark.parametrize(("format_", "shape"), LOSSES)
@pytest.mark.parametrize("part", PARTS)
def test_what_is_declared_is_all_that_is_lost(format_, shape, part, found, written):
    picked = random.Random(part).sample(range(len(found)), NUMBER)
    for number in picked:
        practice = whole(found[number], number)
        changed = PARTS[part](practice)
        assert changed != practice
        before = written(format_, [practice], shape=shape).read_bytes()
        after = written(format_, [changed], shape=shape).read_bytes()
        assert (before == after) == (part in LOSSES[format_, shape]), part
