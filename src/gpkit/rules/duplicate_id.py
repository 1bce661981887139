"""Two files of one store hold the same practice.

Every id is given once. A file that was copied by hand, or a merge that kept both sides of a
rename, breaks that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue
from gpkit.rules._paths import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.rules import Case, Corpus

SEVERITY = Severity.ERROR


def check_corpus(corpus: Corpus) -> Iterator[tuple[Case | None, Issue]]:
    """Report each file whose id stands in another; the one at the id's own path is the first."""
    first: dict[tuple[Path, str], Case] = {}
    for case in sorted(corpus.cases, key=_is_elsewhere):
        known = first.setdefault((case.root, case.practice.id), case)
        if known.path != case.path:
            message = f"this id stands in {shown(known.path)} too"
            yield case, Issue(message, ("id",), hint="Remove one of them.", about="")


def _is_elsewhere(case: Case) -> bool:
    return not case.path.as_posix().endswith(f"/{case.practice.id}.yaml")
