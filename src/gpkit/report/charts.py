"""Charts: a bar a value, a column a year, how full each facet is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gpkit.report.drawing import BAR, FILLED, FONT, SOFT, TEXT, TRACK, drawn, shortened
from gpkit.report.words import share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gpkit.report.counts import Count, Rate

_WIDTH = 330  # as wide as a telephone: text keeps its size there
_NUMBER = 105  # pixels left to "under 1 %"; and words are a sixth wider in some fonts
_ROW = 36  # a line of words over a bar
_MOST_YEARS = 60
_WIDEST = 44  # pixels of a column


def bars(name: str, about: str, counts: Sequence[Count]) -> str:
    """Draw a bar a value, its words above it and its number at the right."""
    highest = max((count.number for count in counts), default=1)
    rows = [
        {"row": row, "words": shortened(count.label), "from": 0, "to": count.number / highest}
        | {"number": f"{count.number:,}", "end": 1}
        for row, count in enumerate(counts)
    ]
    layers = [
        _rectangle("end", TRACK),
        _rectangle("to", BAR),
        _words("words", TEXT, "left", {"value": 0}),
        _words("number", SOFT, "right", {"value": _WIDTH}),
    ]
    return drawn(name, about, rows, layers, (_WIDTH, len(rows) * _ROW))


def _rectangle(to: str, colour: str, start: str = "from") -> dict[str, Any]:
    scale = {"domain": [0, 1], "range": [0, _WIDTH]}
    return {
        "mark": {"type": "rect", "color": colour, "cornerRadius": 3, "yOffset": 21, "y2Offset": 29},
        "encoding": {
            "x": {"field": start, "type": "quantitative", "scale": scale, "axis": None},
            "x2": {"field": to},
            "y": _at_row(),
            "y2": {"field": "row"},
        },
    }


def _at_row() -> dict[str, Any]:
    scale = {"domain": [0, 1], "range": [0, _ROW]}
    return {"field": "row", "type": "quantitative", "scale": scale, "axis": None}


def _words(field: str, colour: str, align: str, x: Mapping[str, Any]) -> dict[str, Any]:
    mark = {"type": "text", "align": align, "baseline": "top", "color": colour, "dy": 4, **FONT}
    mark["limit"] = _WIDTH - _NUMBER if align == "left" else _WIDTH
    return {
        "mark": mark,
        "encoding": {"x": x, "y": _at_row(), "text": {"field": field, "type": "nominal"}},
    }


def filled(name: str, about: str, rates: Sequence[Rate]) -> str:
    """Draw how full facets are: with a value, empty, and absent, side by side."""
    rows = []
    for row, rate in enumerate(rates):
        of = rate.value + rate.empty + rate.absent
        ends = [0, rate.value / of, (rate.value + rate.empty) / of, 1]
        shown = {"row": row, "words": shortened(rate.label), "number": share(rate.value, of)}
        rows.append(shown | {f"e{n}": end for n, end in enumerate(ends)})
    layers = [
        _rectangle(f"e{n + 1}", colour, f"e{n}") for n, colour in reversed([*enumerate(FILLED)])
    ]
    layers += [
        _words("words", TEXT, "left", {"value": 0}),
        _words("number", SOFT, "right", {"value": _WIDTH}),
    ]
    return drawn(name, about, rows, layers, (_WIDTH, len(rows) * _ROW))


def columns(name: str, about: str, counts: Sequence[Count], height: int = 150) -> str:
    """Draw a column a year; years between the first and the last without any are left open."""
    found = {shortened(count.key): count.number for count in counts}
    keys = _without_holes(list(found))
    rows = [
        {
            "key": key,
            "number": found.get(key, 0),
            "words": f"{found[key]:,}" if key in found else "",
        }
        for key in keys
    ]
    every = -(-len(keys) // 8)  # eight labels have room
    x = {
        "field": "key",
        "type": "ordinal",
        "sort": None,
        "scale": {"paddingInner": 0.25, "paddingOuter": 0.1},
        "axis": {"labelAngle": 0, "values": keys[::every], "title": None, "ticks": False}
        | {"labelColor": SOFT, "domainColor": TRACK, "labelFont": FONT["font"]}
        | {"labelFontSize": 12, "labelPadding": 6},
    }
    width = min(_WIDEST, 0.75 * _WIDTH / len(keys))
    top = max(found.values(), default=1)
    scale = {"domain": [0, top * 1.12]}
    y = {"field": "number", "type": "quantitative", "stack": None, "scale": scale, "axis": None}
    text = {"type": "text", "baseline": "bottom", "dy": -3, "color": TEXT, **FONT, "fontSize": 11}
    layers = [
        {
            "mark": {"type": "bar", "color": BAR, "cornerRadiusEnd": 3, "width": width},
            "encoding": {"x": x, "y": y},
        }
    ]
    if len(keys) <= 16:  # numbers of more columns would run into each other
        layers.append({"mark": text, "encoding": {"x": x, "y": y, "text": {"field": "words"}}})
    return drawn(name, about, rows, layers, (_WIDTH, height))


def _without_holes(keys: list[str]) -> list[str]:
    """Fill in the years between; a far stray year leaves them as they are."""
    plain = [int(key) for key in keys if key.isascii() and key.isdigit()]
    if len(plain) != len(keys) or plain[-1] - plain[0] > _MOST_YEARS:
        return keys
    return [f"{year:04}" for year in range(plain[0], plain[-1] + 1)]
