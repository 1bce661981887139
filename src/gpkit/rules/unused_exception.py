"""An exception no longer excuses anything.

``data/exceptions.yaml`` names findings that are as they should be, each with its reason. Once
the finding is gone, its exception would only hide the next one.

Exceptions of rules that are off, and of practices that were not judged in this run, are left alone.
An exception with ``*`` in its ``practice`` is judged only where a whole store is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gpkit.rules._exceptions import Excuse

SEVERITY = Severity.WARNING


def check_exceptions(unused: Iterable[Excuse]) -> Iterator[Issue]:
    """Report each exception that nothing was found for."""
    for one in unused:
        what = f" about {one.about!r}" if one.about else ""
        yield Issue(
            f"no finding of {one.rule}{what} is left in {one.practice}",
            hint="Remove the exception.",
            about=f"{one.rule}: {one.about}",
            subject=one.practice,
            spot=one.spot,
        )
