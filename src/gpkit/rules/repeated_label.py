"""An unknown label stands on many pages of a family.

One page can have an odd label. The same unknown label on page after page means that the site
renamed one of its labels, or added one: its values are lost to the facets of all these pages.

Option ``pages``: from how many practices on.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gpkit.rules import Case, Corpus

SEVERITY = Severity.WARNING
OPTIONS = {"pages": 3}


def check_corpus(corpus: Corpus, options: Mapping[str, int]) -> Iterator[tuple[Case | None, Issue]]:
    """Report each unknown label of a family once, at its first practice."""
    practices = Counter(case.practice.family for case in corpus.cases)
    found: dict[tuple[str, str], list[tuple[Case, int]]] = {}
    for case in corpus.cases:
        labels = {fold(e.label): i for i, e in enumerate(case.practice.observed) if not e.facet}
        for label, i in labels.items():
            found.setdefault((case.practice.family, label), []).append((case, i))
    for (family, label), places in found.items():
        if len(places) >= options["pages"]:
            case, i = places[0]
            entry = case.practice.observed[i]
            yield (
                case,
                Issue(
                    f"the label {entry.label!r} names no known facet, on {len(places)} of "
                    f"{practices[family]} practices of {family}",
                    ("observed", i, "label"),
                    entry.line,
                    "Did the site rename a label? Add it to its facet: gpkit vocab --help",
                    about=label,
                    subject=family,
                ),
            )
