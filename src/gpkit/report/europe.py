"""Europe as a map of squares, darker with the number of practices."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gpkit.report.drawing import FONT, drawn
from gpkit.report.grid import COLUMNS, PLACES, ROWS, bounds, step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.report.counts import Count

_TILE = 42


def europe(name: str, about: str, counts: Sequence[Count]) -> str:
    """Draw Europe as a grid of squares, darker with the number of practices."""
    found = {count.key: count.number for count in counts}
    scale = bounds(max(found.values(), default=1))
    rows = []
    for code, (column, row) in PLACES.items():
        number = found.get(code, 0)
        colours = {
            "fill": f"var(--m{step(number, scale)})",
            "ink": f"var(--i{step(number, scale)})",
        }
        place = {"x": column * _TILE, "y": row * _TILE, "code": code}
        ends = {"x2": (column + 1) * _TILE - 3, "y2": (row + 1) * _TILE - 3}
        rows.append(place | ends | colours | {"number": f"{number:,}" if number else ""})
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "rect", "cornerRadius": 4}, "encoding": _tile() | _fill("fill")}
    ]
    for field, dy, size in (("code", 8, 12), ("number", 22, 12)):
        mark = {"type": "text", "dx": (_TILE - 3) / 2, "dy": dy, "baseline": "top", **FONT}
        weight = "bold" if field == "number" else "normal"
        places = {axis: _tile()[axis] for axis in ("x", "y")}
        text = {"text": {"field": field, "type": "nominal"}}
        layers.append(
            {
                "mark": mark | {"fontSize": size, "fontWeight": weight},
                "encoding": places | text | _fill("ink"),
            }
        )
    return drawn(name, about, rows, layers, (COLUMNS * _TILE, ROWS * _TILE))


def _tile() -> dict[str, Any]:
    def axis(field: str, length: int) -> dict[str, Any]:
        scale = {"domain": [0, length], "range": [0, length]}
        return {"field": field, "type": "quantitative", "scale": scale, "axis": None}

    ends = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    return {"x": axis("x", COLUMNS * _TILE), "y": axis("y", ROWS * _TILE), **ends}


def _fill(field: str) -> dict[str, Any]:
    return {"color": {"field": field, "type": "nominal", "scale": None, "legend": None}}


def legend(counts: Sequence[Count]) -> list[tuple[int, str]]:
    """Give the steps of the map with their numbers in words.

    >>> from gpkit.report.counts import Count
    >>> legend([Count("IT", "Italy", 97)])
    [(0, '0'), (1, '1-3'), (2, '4-9'), (3, '10-30'), (4, '31-97')]
    """
    scale = bounds(max((count.number for count in counts), default=1))
    spans = [(low + 1, high) for low, high in pairwise((0, *scale))]
    words = [str(a) if a == b else f"{a:,}-{b:,}" for a, b in spans]
    return [(0, "0"), *enumerate(words, 1)]
