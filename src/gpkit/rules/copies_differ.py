"""The same practice reads differently in another place.

What people decided to be one (`gpkit merge`) may: then it is a note. Earlier states of a page that
a later scrape replaced do not count.

Fails::

    provenance: {also: [{dump: b.txt, sha256: "{sha256}", lines: [1, 9], differs: [published]}]}
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
    """Report each place with other readings."""
    for k, place in enumerate(practice.provenance.also):
        if place.differs:
            merged = place.id in practice.aliases if place.id else practice.provenance.id
            where = f"{place.dump}, lines {place.lines[0]} to {place.lines[1]}"
            yield Issue(
                f"reads differently in {where}: {', '.join(place.differs)}",
                ("provenance", "also", k),
                practice.provenance.lines[0],
                f"See what each says: gpkit explain {practice.id}; settle it in data/corrections.",
                about=", ".join(place.differs),
                severity=Severity.NOTE if merged else None,
            )
