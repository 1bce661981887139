"""Figures in words, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gpkit.report.gaps import Gap

MANY = {
    "country": "countries",
    "digital_technology": "technologies",
    "digital_skill_level": "levels",
    "target_audience": "audiences",
    "funding_type": "kinds of funding",
}
_NAMED = 12  # of the values that are missing


def share(number: int, of: int) -> str:
    """Give a share in whole percent; what is little is not nothing.

    >>> share(1, 3), share(1, 1000), share(999, 1000), share(0, 0)
    ('33 %', 'under 1 %', 'over 99 %', '0 %')
    """
    percent = 100 * number / of if of else 0.0
    if 0 < percent < 1:
        return "under 1 %"
    return "over 99 %" if 99 < percent < 100 else f"{percent:.0f} %"


def sentence(gap: Gap) -> str:
    """Say what is missing.

    >>> from gpkit.report.gaps import Gap
    >>> names = ("target_audience", "Target audience", "x", "ICT professionals", "country")
    >>> sentence(Gap(*names, "Country", ("Malta", "Cyprus"), 13, 9, 3.4))
    'No practice for ICT professionals in 2 of 13 countries'
    """
    link = "for" if gap.facet == "target_audience" else "with"
    where = {"country": "in", "target_audience": "for"}.get(gap.over, "at or with")
    where = {"digital_technology": "on", "digital_skill_level": "at"}.get(gap.over, where)
    things = MANY.get(gap.over, "values")
    return f"No practice {link} {gap.label} {where} {len(gap.missing)} of {gap.of} {things}"


def by_chance(gap: Gap) -> str:
    """Say how often chance alone would leave as much out."""
    return share(round(gap.chance * 10_000), 10_000) if gap.chance >= 0.0001 else "under 1 %"


def named(gap: Gap) -> str:
    """Name what is missing, the most frequent first."""
    rest = len(gap.missing) - _NAMED
    return ", ".join(gap.missing[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
