"""Two site families have a practice of the same title.

It can be one practice that two sites print. gpkit never merges across families; it only says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.rules import Case, Corpus

SEVERITY = Severity.NOTE


def check_corpus(corpus: Corpus) -> Iterator[tuple[Case | None, Issue]]:
    """Report each practice whose title stands in another family too, once."""
    first: dict[str, Case] = {}
    for case in sorted(corpus.cases, key=lambda one: (one.practice.id, one.path)):
        if not case.practice.title:
            continue
        known = first.setdefault(fold(case.practice.title), case).practice
        if known.family != case.practice.family:
            yield (
                case,
                Issue(
                    f"{known.id} has the same title",
                    ("title",),
                    hint="Compare them; if they are one, say so in your catalogue.",
                    about=known.id,
                ),
            )
