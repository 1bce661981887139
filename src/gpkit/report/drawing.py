"""Drawing with Vega-Lite: no script, no font file, the same bytes each time.

Colours are variables of the page, so that one drawing serves light and dark. Words are measured
with the Liberation fonts that come with vl-convert; the page shows them in its own font. What a
chart says stands in a table behind it: for a screen reader it is one image with a name.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FONT = {"font": "Liberation Sans", "fontSize": 13}
TEXT, SOFT, BAR, TRACK = "var(--text)", "var(--soft)", "var(--bar)", "var(--track)"
FILLED = ("var(--full)", "var(--empty)", "var(--track)")
_VERSION = "6.1"  # of Vega-Lite: vl-convert holds several
_LONGEST = 40  # characters of a label


def shortened(words: str) -> str:
    """Cut words that a chart has no room for.

    >>> shortened("Digital skills for ICT professionals and other digital experts")
    'Digital skills for ICT professionals and…'
    """
    safe = one_line(words)
    return safe if len(safe) <= _LONGEST + 1 else f"{safe[:_LONGEST].rstrip()}…"


def drawn(
    name: str,
    about: str,
    rows: Sequence[Mapping[str, Any]],
    layers: Sequence[Mapping[str, Any]],
    size: tuple[int, int],
) -> str:
    """Draw layers over rows, in a size of pixels; the whole is one image with a name."""
    import vl_convert

    spec = {
        "width": size[0],
        "height": size[1],
        "padding": 0,
        "data": {"values": list(rows)},
        "layer": list(layers),
        "background": None,
        "config": {"aria": False, "mark": {"aria": False}, "view": {"stroke": None}},
    }
    svg: str = vl_convert.vegalite_to_svg(spec, vl_version=_VERSION)
    head, _, body = svg.partition(">")
    box = head[head.index("viewBox=") :].split('"')[1]
    opened = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img"'
    labelled = f' aria-labelledby="{name}-title {name}-about">'
    title = f'<title id="{name}-title">{escape(one_line(about.partition(": ")[0]))}</title>'
    return (
        f'{opened}{labelled}{title}<desc id="{name}-about">{escape(one_line(about))}</desc>{body}'
    )
