"""A catalogue at a glance: what it holds, how full it is, what is wrong, what is missing.

`report` counts; `markdown`, `html` and ``as_json`` write what was counted. `docs/report.md` says
what each figure means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.report import counts, gaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gpkit.exporters._labels import Labels
    from gpkit.model import Practice
    from gpkit.report.counts import Count, Facet, Rate
    from gpkit.report.gaps import Cross, Gap, Unused
    from gpkit.report.health import Changes, Health

SCHEMA = 1  # of the JSON


class Report(NamedTuple):
    """All that a report says; labels in ``language``."""

    language: str
    practices: int
    dumps: int
    families: tuple[Count, ...]
    languages: tuple[Count, ...]
    facets: tuple[Facet, ...]  # of concepts: how many practices have each
    years: tuple[Facet, ...]  # of dates
    rates: tuple[Rate, ...]
    crosses: tuple[Cross, ...]
    gaps: tuple[Gap, ...]  # the most telling first
    unused: tuple[Unused, ...]
    health: Health | None = None
    changes: Changes | None = None

    def facet(self, name: str) -> Facet | None:
        """Give what was counted of a facet, None if no practice has it."""
        return next((facet for facet in self.facets if facet.facet == name), None)


def report(
    practices: Sequence[Practice],
    labels: Labels,
    health: Health | None = None,
    changes: Changes | None = None,
) -> Report:
    """Count practices, and look for what is missing among them."""
    return Report(
        language=labels.language or "en",
        practices=len(practices),
        dumps=_dumps(practices),
        families=counts.families(practices),
        languages=counts.languages(practices),
        facets=counts.facets(practices, labels),
        years=counts.years(practices, labels),
        rates=counts.rates(practices, labels),
        crosses=gaps.crosses(practices, labels),
        gaps=gaps.gaps(practices, labels),
        unused=gaps.unused(practices, labels),
        health=health,
        changes=changes,
    )


def _dumps(practices: Sequence[Practice]) -> int:
    """Count the dumps that practices were read from, those of their other places, too."""
    own = {practice.provenance.sha256 for practice in practices}
    return len(own.union(place.sha256 for p in practices for place in p.provenance.also))


def as_json(found: Report) -> dict[str, Any]:
    """Give a report as JSON data."""
    return {"schema_version": SCHEMA, **_plain(found)}


def _plain(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return {name: _plain(part) for name, part in value._asdict().items()}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
