"""A facet that every full page of the site prints is not there.

Which facets those are is said by the family (``REQUIRED`` in its file). A page that was cut, or
a site that changed its pages, shows here first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit import parsers
from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice

SEVERITY = Severity.ERROR


def check(practice: Practice) -> Iterator[Issue]:
    """Report the required facets that are absent."""
    absent = [f for f in required(practice.family) if f not in practice.facets]
    if absent:
        yield Issue(
            f"required facets are not on the page: {', '.join(absent)}",
            ("facets",),
            practice.provenance.lines[1],
            "Was the page cut? Scrape it again, or write what is known to data/corrections.",
        )


def required(family: str) -> tuple[str, ...]:
    """Name the facets that a family's pages must have."""
    return parsers.parser(family).REQUIRED if family in parsers.families() else ()
