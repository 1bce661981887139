"""One page on its way: dump -> document -> records -> practices."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit import ledger as ledgers
from gpkit import normalize, parsers
from gpkit.authority import load as load_authority
from gpkit.documents import pages
from gpkit.errors import NoPractice
from gpkit.store import raw

if TYPE_CHECKING:
    from pathlib import Path

    from gpkit.ledger import Ledger
    from gpkit.model import Document, Parsed, Practice
    from gpkit.pipeline.gate import Gate


class Read(NamedTuple):
    """A dump, read to the end."""

    document: Document
    parsed: Parsed
    entries: Ledger
    practices: list[Practice]


def read_dump(
    data: bytes, name: str, family: str | None = None, origin: raw.Origin = raw.NOWHERE
) -> Read:
    """Read the bytes of one dump into practices.

    Raises:
        Unreadable: the bytes are no page.
        NoPractice: no parser finds a record in it.
        GpkitError: two families recognise it, or there is no such family.
    """
    return read_page(pages.Dump(name, data, origin.url, origin.fetched), family)


def read_page(dump: pages.Dump, family: str | None = None, gate: Gate | None = None) -> Read:
    """Read one page, from a file of its own or from a container, into practices.

    Raises:
        NotWanted: the gate is there, and lets pages of other families through.
        GpkitError: as `read_dump`.
    """
    document = pages.read(dump)
    chosen = family or parsers.family_of(document)
    parser = parsers.parser(chosen)
    authority = load_authority()
    if gate:
        gate.check(document, chosen, authority)
    parsed = parser.parse(document, authority)
    if not parsed.records:
        raise NoPractice(f"{dump.name}: {_nothing(document)}", _NO_PRACTICE_HINT)
    entries = ledgers.ledger(document, parsed)
    lost = ledgers.unclaimed(entries)
    found = normalize.practices(document, parsed, authority, parser.ORDER, lost)
    return Read(document, parsed, entries, [_placed(practice, document) for practice in found])


def read_apart(dump: pages.Dump, family: str | None = None) -> Read:
    """Read a page as `read_page` does; a large or packed one in a worker that can be stopped.

    Raises:
        GpkitError: as `read_page`, or reading takes longer or more memory than a page may.
    """
    if pages.is_small(dump):
        return read_page(dump, family)
    from functools import partial

    from gpkit import authority
    from gpkit.engines import apart

    known = (authority.overlays(), parsers.folder())
    return apart.do(dump.name, partial(_read_under, *known, dump, family))


def _read_under(
    overlays: tuple[Path, ...], families: Path | None, dump: pages.Dump, family: str | None
) -> Read:
    """Read a page with the user's authority and families, where this process lacks them."""
    from gpkit import authority

    if authority.overlays() != overlays:
        authority.use(overlays)
    parsers.use(families)
    return read_page(dump, family)


def _placed(practice: Practice, document: Document) -> Practice:
    """Add to a practice's provenance what its container knows of the page."""
    if document.container is None and document.content_type is None:
        return practice
    source = practice.provenance._replace(
        content_type=document.content_type, container=document.container
    )
    return practice._replace(provenance=source)


_NO_PRACTICE_HINT = (
    'If that is right, list it in gpkit.toml: [ingest] no_practice = ["<name of the dump>"]'
)


def _nothing(document: Document) -> str:
    if not any(line.strip() for line in document.lines):
        return "empty: no line with a word on it"
    return "no practice found in it"
