"""The report as one HTML page: nothing is fetched, nothing runs, each chart has its table.

Words of pages are strangers' words. The template escapes all of them, and marks that steer the
display of text are shown as escapes. The page's own policy forbids scripts and requests.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.report import gaps
from gpkit.report.grid import PLACES
from gpkit.report.words import MANY, by_chance, sentence, share
from gpkit.templates import environment
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from gpkit.report import Report
    from gpkit.report.counts import Count, Facet, Rate

EXTRA = "report"
_NEEDS = ("jinja2", "vl_convert")
_BARS = 12  # of a chart; the table behind it has all
_RATES = 3  # charts of fill rates, side by side


class Chart(NamedTuple):
    """A drawing, and the table behind it."""

    name: str
    title: str
    svgs: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def check() -> None:
    """Refuse before anything is read if a library is missing.

    Raises:
        GpkitError: one is; says how to install it.
    """
    if any(find_spec(need) is None for need in _NEEDS):
        raise GpkitError(
            "an HTML report needs libraries that are not installed here",
            f"Install them: pip install 'good-practice-kit[{EXTRA}]'; or use --format md",
        )


def write(found: Report, out: TextIO) -> None:
    """Write the page."""
    templates = environment("gpkit.report", "", _plain)
    templates.globals["tongue"] = _tongue(found.language)
    templates.filters |= {"sentence": sentence, "by_chance": by_chance, "step": _step}
    out.write(templates.get_template("report.html").render(_context(found)))


def _tongue(language: str) -> Any:
    """Mark labels that are not in the language of the page."""
    from markupsafe import Markup

    return Markup("") if language == "en" else Markup(' lang="{}"').format(language)


def _plain(value: Any) -> Any:
    return one_line(value) if type(value) is str else value


def _context(found: Report) -> dict[str, Any]:
    from gpkit.report import europe

    country = found.facet("country")
    are, others = gaps.countries(country.counts) if country else ((), ())
    telling = [gap for gap in found.gaps if gap.is_telling]
    return {
        "report": found,
        "map": _map(are, country) if country else None,
        "legend": europe.legend(are),
        "outside": [count for count in are if count.key not in PLACES],
        "others": others,
        "charts": [_bars(f, found.practices) for f in found.facets if f.facet != "country"],
        "years": [_years(facet, found.practices) for facet in found.years],
        "rates": _rates(found.rates),
        "telling": telling,
        "weak": [gap for gap in found.gaps if not gap.is_telling],
        "many": MANY,
    }


def _map(counts: Sequence[Count], facet: Facet) -> Chart:
    from gpkit.report import europe

    about = f"Practices by country: {_most(counts)}"
    rows = tuple(
        (c.label, c.key, f"{c.number:,}", share(c.number, facet.practices)) for c in counts
    )
    head = (facet.label, "Code", "Practices", "Share")
    svg = europe.europe("map", about, counts)
    return Chart("map", "Practices by country", (_safe(svg),), head, rows)


def _bars(facet: Facet, practices: int) -> Chart:
    from gpkit.report import charts

    shown = facet.counts[:_BARS]
    about = f"Practices by {facet.label}: {_most(facet.counts)}"
    rows = tuple((c.label, f"{c.number:,}", share(c.number, facet.practices)) for c in facet.counts)
    more = len(facet.counts) - len(shown)
    note = f"{facet.practices:,} of {practices:,} practices say this."
    if more:
        note += f" {more} more values stand in the table."
    svg = charts.bars(facet.facet, about, shown)
    head = (facet.label, "Practices", "Share")
    return Chart(facet.facet, facet.label, (_safe(svg),), head, rows, note)


def _years(facet: Facet, practices: int) -> Chart:
    from gpkit.report import charts

    about = f"Practices by year, {facet.label}: {_most(facet.counts)}"
    rows = tuple((c.label, f"{c.number:,}", share(c.number, facet.practices)) for c in facet.counts)
    svg = charts.columns(f"year-{facet.facet}", about, facet.counts)
    note = f"{facet.practices:,} of {practices:,} practices say this."
    head = ("Year", "Practices", "Share")
    return Chart(f"year-{facet.facet}", facet.label, (_safe(svg),), head, rows, note)


def _rates(rates: Sequence[Rate]) -> Chart | None:
    from gpkit.report import charts

    if not rates:
        return None
    best = ", ".join(f"{r.label} {share(r.value, sum(r[2:]))}" for r in rates[:3])
    about = f"How full each facet is: most often filled are {best}"
    rows = tuple((r.label, *(f"{n:,}" for n in r[2:]), share(r.value, sum(r[2:]))) for r in rates)
    head = ("Facet", "With a value", "Label without a value", "No label", "Filled")
    shown = rates[: _BARS * _RATES]
    size = -(-len(shown) // _RATES) if len(shown) > _BARS else len(shown)
    parts = [shown[start : start + size] for start in range(0, len(shown), size)]
    svgs = [_safe(charts.filled(f"rates-{n}", about, part)) for n, part in enumerate(parts)]
    more = len(rates) - len(shown)
    note = f"{more} more facets stand in the table." if more else ""
    return Chart("rates", "How full each facet is", tuple(svgs), head, rows, note)


def _most(counts: Sequence[Count]) -> str:
    named = ", ".join(f"{count.label} {count.number:,}" for count in counts[:5])
    return named + (f" and {len(counts) - 5} more" if len(counts) > 5 else "")


def _safe(svg: str) -> Any:
    from markupsafe import Markup

    return Markup(svg)  # noqa: S704 - drawn here; its words were escaped when it was drawn


def _step(number: int, numbers: Sequence[tuple[str, tuple[int, ...]]]) -> int:
    """Give the shade of a cell among the rows of its table."""
    from gpkit.report.grid import bounds, step

    return step(number, bounds(max((n for _, row in numbers for n in row), default=1) or 1))
