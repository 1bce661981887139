"""Proving a family on pages: what it claims, what it leaves, where it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit import normalize
from gpkit.ledger import ledger
from gpkit.parsers._layouts import content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.authority import Authority
    from gpkit.learn.compare import Compared
    from gpkit.learn.expect import Expected
    from gpkit.ledger import Entry
    from gpkit.model import Document, Practice, Role
    from gpkit.parsers._declared_family import Declared


class Failure(NamedTuple):
    """A line on which the family fails: 0 where it is the page as a whole."""

    line: int
    what: str


class Proof(NamedTuple):
    """What a family makes of a page."""

    document: Document
    practices: tuple[Practice, ...]
    lines: int  # with words on them
    claimed: int
    left: tuple[int, ...]
    failures: tuple[Failure, ...]


def prove(
    parser: Declared,
    document: Document,
    authority: Authority,
    expected: Sequence[Expected] = (),
) -> Proof:
    """Read a page with a family, and say what of it fails."""
    parsed = parser.parse(document, authority)
    entries = ledger(document, parsed)
    left = entries.unclaimed
    practices = tuple(normalize.practices(document, parsed, authority, parser.ORDER, left))
    lines = entries.claimed + len(left)
    failures = [*_failures(parser, document, practices)]
    for one in expected:
        failures += one.differences(practices, entries)
    return Proof(document, practices, lines, lines - len(left), left, tuple(sorted(failures)))


def _failures(
    parser: Declared, document: Document, practices: Sequence[Practice]
) -> Iterator[Failure]:
    if not parser.recognises(document):
        missing = ", ".join(repr(mark.words) for mark in parser.missing(content(document)))
        yield Failure(0, f"not recognised: the page lacks the marks {missing}")
    if not practices:
        yield Failure(0, "no record is found on it")
    for practice in practices:
        if practice.title is None:
            yield Failure(practice.provenance.lines[0], "the record that starts here has no title")


def beside(proof: Proof, compared: Compared, number: int) -> Proof:
    """Add where the generic parser finds more records on a page than the family does."""
    page = compared.pages[number]
    mine, others = page.family.starts, page.generic.starts
    if len(mine) >= len(others):
        return proof
    first = next((line for line in others if line not in mine), others[0])
    what = f"the family finds {len(mine)} records here, the generic parser {len(others)}"
    failures = sorted([*proof.failures, Failure(first, f"{what}; one of them starts here")])
    return proof._replace(failures=tuple(failures))


def smallest(proofs: Sequence[Proof]) -> tuple[Proof, Failure] | None:
    """Give the first failure on the shortest page that has one."""
    failed = [proof for proof in proofs if proof.failures]
    if not failed:
        return None
    proof = min(failed, key=lambda p: (p.lines, p.document.name))
    return proof, proof.failures[0]


def shown(proof: Proof, failure: Failure) -> str:
    """Give the words of a line that a failure names."""
    return proof.document.line(failure.line) if failure.line else ""


def roles(entries: Sequence[Entry]) -> dict[int, Role]:
    """Give the role of each line."""
    return {entry.line: entry.claim.role for entry in entries}
