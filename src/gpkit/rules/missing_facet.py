"""A facet that every full page of the site prints is not there.

Which facets those are is said by the family (``REQUIRED`` in its file). A page that was cut, or
a site that changed its pages, shows here first.

Option ``also``: facets that every practice must have, of whatever family.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit import parsers
from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gpkit.model import Practice

SEVERITY = Severity.ERROR
OPTIONS: dict[str, list[str]] = {"also": []}


def check(practice: Practice, options: Mapping[str, Sequence[str]]) -> Iterator[Issue]:
    """Report the required facets that are absent."""
    asked = dict.fromkeys([*required(practice.family), *options["also"]])
    absent = [facet for facet in asked if facet not in practice.facets]
    if absent:
        yield Issue(
            f"required facets are not on the page: {', '.join(absent)}",
            ("facets",),
            practice.provenance.lines[1],
            "Was the page cut? Scrape it again, or write what is known to data/corrections.",
            about=", ".join(absent),
        )


def required(family: str) -> tuple[str, ...]:
    """Name the facets that a family's pages must have."""
    return parsers.parser(family).REQUIRED if family in parsers.families() else ()
