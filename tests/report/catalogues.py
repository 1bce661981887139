"""Catalogues small enough to count by hand."""

from gpkit.model import Evidence, Practice, Provenance


def made(number, title="A title", facets=None, published=None, family="generic", language="en"):
    """A practice of our own, with the facets that a test needs."""
    return Practice(
        id=f"{family}/practice-{number:04}",
        family=family,
        title=title,
        language=language,
        published=published,
        summary=None,
        sections=(),
        facets=dict(facets or {}),
        observed=(),
        evidence=Evidence(),
        provenance=Provenance(f"{number}.txt", f"{number:064x}", family, (1, 9)),
    )
