"""A family has more or fewer practices, or a facet is filled otherwise, than is expected.

What is expected stands in ``bounds.yaml`` beside the store (``data/bounds.yaml``), if there is
one: ``gpkit bounds --update`` writes it from what is there. A field that vanishes from every page
of a site, or a site that gives half its records, shows here. Judged over a whole store only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Severity
from gpkit.rules import Issue, Spot
from gpkit.rules._paths import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.rules import Case, Corpus
    from gpkit.stats.bounds import Broken

SEVERITY = Severity.ERROR
_FILE = "bounds.yaml"  # few stores have one: what reads it is imported where it is there
_HINT = "See what happened: gpkit drift. If it is right: gpkit bounds --update"
_WORDS = {"value": "have a value", "empty": "are empty", "absent": "lack the label"}


def check_corpus(corpus: Corpus) -> Iterator[tuple[Case | None, Issue]]:
    """Report each bound that does not hold, at its line of the file."""
    if not corpus.whole:
        return
    for root in sorted({case.root for case in corpus.cases}):
        path = root.absolute().parent / _FILE
        if not path.is_file():
            continue
        from gpkit.stats import bounds

        expected, loaded = bounds.read(path)
        practices = [case.practice for case in corpus.cases if case.root == root]
        for broken in bounds.check(expected, practices):
            spot = Spot(shown(path), *loaded.mark(broken.key))
            about = f"{broken.facet or ''} {broken.what}"
            yield (
                None,
                Issue(_message(broken), hint=_HINT, subject=broken.family, about=about, spot=spot),
            )


def _message(broken: Broken) -> str:
    if broken.facet is None:
        expected = f"expected {broken.was} ± {broken.tolerance}"
        return f"{broken.family} has {broken.found} practices, {expected}"
    expected = f"expected {broken.was} ± {broken.tolerance} %"
    words = f"{broken.found} % {_WORDS[broken.what]} ({broken.counted})"
    return f"{broken.facet} of {broken.family}: {words}, {expected}"
