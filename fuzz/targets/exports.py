"""What leaves: every format reads back, no cell is a formula, no line of a log can be forged."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

from gpkit.exporters import How, exporter
from gpkit.exporters.csv import guard, restore
from gpkit.model import Evidence, Observed, ObservedValue, Practice, Provenance, Section
from gpkit.store.codec import as_plain, as_yaml
from gpkit.store.yamlio import dump
from targets import _recipe

_FORMATS = ("csv", "tsv", "json", "jsonl", "atom", "rss", "markdown", "yaml")
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def check(data: bytes) -> None:
    """Write a practice that is made of words of the fuzzer; the first byte picks the format."""
    if not data:
        return
    name = _FORMATS[data[0] % len(_FORMATS)]
    practice = _practice(data[1:])
    assert as_yaml(practice).endswith(dump(as_plain(practice)))
    how = How(exporter(name).SHAPES[data[0] // 16 % len(exporter(name).SHAPES)])
    out = io.StringIO(newline="")
    exporter(name).export([practice], how, out)
    text = out.getvalue()
    if name == "csv":
        _is_inert(text)
    elif name == "json":
        json.loads(text)
    elif name == "jsonl":
        assert [json.loads(line)["id"] for line in text.split("\n") if line] == [practice.id]
    elif name in ("atom", "rss"):
        ET.fromstring(text)  # noqa: S314 - our own


def _is_inert(text: str) -> None:
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            assert not cell.startswith(_FORMULA), cell
            assert not cell.lstrip(" \u00a0\ufeff\u200b").startswith(_FORMULA), cell
            assert guard(restore(cell)) == cell


def _practice(data: bytes) -> Practice:
    words = _recipe.dump(data).split("\n") + [""] * 8
    title, heading, prose, label, raw, name, url, site = words[:8]
    return Practice(
        id="bees/wax",
        family="bees",
        title=title or None,
        language="en",
        published="2024-07-18",
        summary=prose or None,
        sections=(Section(heading or None, "other", prose),),
        facets={"target_audience": (), "country": ("BG",), "start_date": ("2024",)},
        observed=(Observed(label, "target_audience", 3, (ObservedValue(raw, 4, None),)),),
        evidence=Evidence(None, None, None, (), ((2,),)),
        provenance=Provenance(
            name or "page.txt", "a" * 64, "bees", (1, 9), url or None, site or None
        ),
    )
