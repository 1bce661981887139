"""Text becomes practices: every line claimed once, every word proven, every YAML read back."""

from __future__ import annotations

from gpkit import ledger, normalize, parsers, verify
from gpkit.authority import load
from gpkit.documents.text import read
from gpkit.errors import GpkitError
from gpkit.model import Document, Practice, Role
from gpkit.store.codec import as_plain, as_yaml, from_yaml, is_sealed
from gpkit.store.yamlio import dump
from targets import _recipe


def check(data: bytes) -> None:
    """Split a dump; the first byte picks the family, the second how the rest is read."""
    if len(data) < 3:
        return
    text = (_recipe.dump if data[1] % 4 else _recipe.words)(data[2:])
    try:
        document = read(text.encode(), "page.txt")
        families = parsers.families()
        own = data[0] % (2 * len(families))
        family = families[own] if own < len(families) else parsers.family_of(document)
    except GpkitError:
        return
    conserve(document, family)


def conserve(document: Document, family: str) -> None:
    """Read a document, and look whether all of it is still there."""
    parser = parsers.parser(family)
    parsed = parser.parse(document, load())
    entries = ledger.ledger(document, parsed)  # raises where a line is claimed twice
    assert [entry.text for entry in entries] == list(document.lines)
    for entry in entries:
        assert (entry.claim.role is Role.BLANK) == (not entry.text.strip())
    lost = ledger.unclaimed(entries)
    found = normalize.practices(document, parsed, load(), parser.ORDER, lost)
    for practice in found:
        proven(practice, document)
    if found:
        assert sorted(n for p in found for n in p.provenance.unclaimed) == list(lost)


def proven(practice: Practice, document: Document) -> None:
    """Look up the words of a practice, and send it through its file."""
    for proof in verify._facts(practice, document):
        assert proof.problem is None, proof
    text = as_yaml(practice)
    assert is_sealed(text)
    assert text.endswith(dump(as_plain(practice)))  # written by hand as libyaml writes it
    assert from_yaml(text) == practice
