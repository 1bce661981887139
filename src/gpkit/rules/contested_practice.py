"""Places of one practice contradict each other: they may be two practices of one title.

One title without a conflicting date, code or organisation is one practice. Where one of them
conflicts, gpkit neither parts nor merges: it waits until somebody says which it is.

Fails::

    contested: [published]
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
    """Report a practice whose places contradict each other, once."""
    if practice.contested:
        source = practice.provenance
        said = [f"{p.dump}, line {p.lines[0]}" for p in source.also if p.differs]
        others = "; ".join(said[:3]) + ("; ..." if len(said) > 3 else "")
        yield Issue(
            f"its places contradict each other ({', '.join(practice.contested)}): {source.dump}, "
            f"line {source.lines[0]}, and {others}",
            ("contested",),
            source.lines[0],
            f"If they are two practices, type: gpkit distinct {practice.id}; if they are one, "
            f"write what is right into data/corrections/{practice.id}.yaml.",
            about=", ".join(practice.contested),
        )
