"""Which families an ingest is after: what else there is in a crawl is counted, and not read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gpkit import parsers
from gpkit.documents.kinds import NOT_WANTED
from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from gpkit.authority import Authority
    from gpkit.documents import gate as bytes_gate
    from gpkit.model import Document

LABELS = 2  # of different facets, each alone on a line: what a block of facets has at least
_SHORT = 60  # characters of a label


class NotWanted(GpkitError):
    """A page that is of none of the families asked for; it is counted, and no failure."""


class Gate(NamedTuple):
    """What is let through: pages of some families, and of any site that has a block of facets."""

    families: tuple[str, ...]
    blocks: bool = False
    digests: bool = True  # hold what is rejected unread against its digest

    def of_bytes(self) -> bytes_gate.Gate | None:
        """Give the gate on raw bytes; None where all pages have to be made lines of."""
        marks = None if self.blocks else parsers.marks(self.families)
        if marks is None:
            return None
        from gpkit.documents.gate import gate_of

        return gate_of(marks, digests=self.digests)

    def check(self, document: Document, family: str, authority: Authority) -> None:
        """Hold a document against what is wanted.

        Raises:
            NotWanted: it is something else; says what.
        """
        if family in self.families:
            return
        if family != parsers.GENERIC:
            raise NotWanted(NOT_WANTED[0])
        if not self.blocks:
            raise NotWanted(NOT_WANTED[1])
        labels = [line.strip() for line in document.lines if len(line) < _SHORT]
        found = {facet for words in labels if words for facet in _facets(authority, words)}
        if len(found) < LABELS:
            raise NotWanted(NOT_WANTED[2])


@cache
def all_families() -> tuple[str, ...]:
    """Name all families that are told by marks of a site."""
    return tuple(family for family in parsers.families() if family != parsers.GENERIC)


def gate_of(words: str | None, names: str | None, *, digests: bool) -> Gate | None:
    """Make a gate of what people ask for; None where they ask for none.

    ``words`` is families, practices or off; ``names`` are families, parted by commas.

    Raises:
        GpkitError: there is no such family, or no such gate.
    """
    if words not in (None, "families", "practices", "off"):
        raise GpkitError(f"there is no gate {words!r}", "Gates: families, practices, off.")
    if names is None:
        if words in (None, "off"):
            return None
        return Gate(all_families(), words == "practices", digests)
    wanted = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    if words == "off" or parsers.GENERIC in wanted or not wanted:
        hint = "Name site families: --only-families erasmusly,urbact"
        raise GpkitError(f"--only-families {names}: these are not told by marks of a site", hint)
    for name in wanted:
        parsers.parser(name)
    return Gate(wanted, words == "practices", digests)


def _facets(authority: Authority, words: str) -> set[str]:
    return {facet for facet, *_ in authority.facets_of(words)}
