"""A practice has no title.

Single posts of some sites print none; a title is never made up from other words of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice

SEVERITY = Severity.WARNING


def check(practice: Practice) -> Iterator[Issue]:
    """Report a missing title."""
    if not practice.title:
        hint = f"Write it to data/corrections/{practice.id}.yaml (title: ...)."
        yield Issue(
            "the page prints no title", ("id",), practice.provenance.lines[0], hint, about=""
        )
