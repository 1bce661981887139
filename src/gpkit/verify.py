"""Proving practices against the raw dumps, independently of how they were read.

This module imports neither parsers nor normalize: it takes the words that a practice says it
read, and looks them up on the lines where it says it read them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gpkit.documents import pages
from gpkit.errors import GpkitError
from gpkit.store import raw
from gpkit.text.lines import bullet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gpkit.model import Document, Observed, Place, Practice, Provenance, Section


class Proof(NamedTuple):
    """One fact that was looked up: ``problem`` is None where the dump bears it out."""

    practice: str
    field: str
    line: int
    raw: str
    problem: str | None = None


class Dumps:
    """Documents from the archive, each read once while practices of one dump follow each other."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._last: tuple[tuple[str, str], Document] | None = None

    def document(self, source: Provenance | Place) -> Document:
        """Read a dump again.

        Raises:
            GpkitError: it is gone, or its bytes are others.
        """
        key = (source.dump, source.sha256)
        if self._last is None or self._last[0] != key:
            self._last = (key, pages.read_apart(raw.recall(self._archive, source)))
        return self._last[1]


def verify(practices: Iterable[Practice], archive: Path) -> Iterator[Proof]:
    """Look up every raw word of practices in their dumps."""
    dumps = Dumps(archive)
    for practice in practices:
        source = practice.provenance
        try:
            document = dumps.document(source)
        except GpkitError as error:
            yield Proof(practice.id, "dump", 1, source.dump, str(error))
            continue
        yield from _facts(practice, document)
        for place in source.also:
            try:
                document = dumps.document(place)
            except GpkitError as error:
                yield Proof(practice.id, "also", place.lines[0], place.dump, str(error))
                continue
            yield from _entries(_as_seen(practice, place), document)


def _as_seen(practice: Practice, place: Place) -> Practice:
    """Give a practice with the words of another place, as if it had been read there."""
    source = practice.provenance._replace(lines=place.lines, url=place.url)
    return practice._replace(provenance=source, observed=place.observed)


def _facts(practice: Practice, document: Document) -> Iterator[Proof]:
    for field, line, words in _claims(practice):
        yield Proof(practice.id, field, line, words, _problem(document, practice, line, words))
    yield from _entries(practice, document)
    yield from _prose(practice, document)


def _entries(practice: Practice, document: Document) -> Iterator[Proof]:
    """Look up labels and their values."""
    for entry in practice.observed:
        field, problem = f"{entry.label!r}", _named(document, practice, entry)
        yield Proof(practice.id, field, entry.line, entry.label, problem)
        for value in entry.values:
            problem = _problem(document, practice, value.line, value.raw)
            yield Proof(practice.id, field, value.line, value.raw, problem)


def _claims(practice: Practice) -> Iterator[tuple[str, int, str]]:
    evidence = practice.evidence
    for field, witness in (("title", evidence.title), ("published", evidence.published)):
        if witness:
            yield field, witness.line, witness.raw
    for term in evidence.byline:
        yield "byline", evidence.byline_line or 0, term.raw


def _named(document: Document, practice: Practice, entry: Observed) -> str | None:
    """Say what is wrong with a label; the names of a table's columns stand above all its rows."""
    is_above = 0 < entry.line < practice.provenance.lines[0]
    if is_above and entry.label and entry.label in document.lines[entry.line - 1]:
        return None
    return _problem(document, practice, entry.line, entry.label)


def _problem(document: Document, practice: Practice, line: int, words: str) -> str | None:
    if line == 0:  # words of the page's URL
        url = practice.provenance.url
        return None if words in (url or "") else f"not in the URL {url}"
    first, last = practice.provenance.lines
    if not first <= line <= last or line > len(document.lines):
        return f"line {line} lies outside the practice (lines {first} to {last})"
    if words not in document.lines[line - 1]:
        return _missing(line, document)
    return None


def _prose(practice: Practice, document: Document) -> Iterator[Proof]:
    """Look up headings and text: each line of a section on the line it was read from."""
    for section, numbers in zip(practice.sections, practice.evidence.sections, strict=False):
        field = f"section {section.heading or section.role!r}"
        lines = _lines_of(section)
        if len(lines) != len(numbers):
            count = f"{len(lines)} lines of prose, and {len(numbers)} lines named for them"
            yield Proof(practice.id, field, min(numbers, default=1), section.text[:60], count)
            continue
        for words, number in zip(lines, numbers, strict=True):
            problem = None if _stands(words, document, number) else _missing(number, document)
            yield Proof(practice.id, field, number, words, problem)


def _lines_of(section: Section) -> list[str]:
    heading = [section.heading] if section.heading else []
    return heading + (section.text.split("\n") if section.text else [])


def _stands(words: str, document: Document, number: int) -> bool:
    if not 1 <= number <= len(document.lines):
        return False
    text = document.lines[number - 1]
    item = bullet(text)
    if item is None and text.strip().startswith("-"):
        item = text.strip()[1:]  # a dash without a blank is a bullet on some sites
    if words == text.strip() or (item is not None and words == f"- {item}"):
        return True
    return _inside(words, text.strip()) or (
        item is not None and words.startswith("- ") and _inside(words[2:], item)
    )


# Marks of Markdown around all that a line says: a heading, emphasis, a link.
_BEFORE = re.compile(r"(?:#{1,6}\s+)?(?:\*\*|__|\[|\s){0,9}")
_AFTER = re.compile(r"(?:\*\*|__|\]\([^()\s]{1,2000}(?: \"[^\"]{0,300}\")?\)|\s){0,9}(?:\s#+)?")


def _inside(words: str, text: str) -> bool:
    before, found, after = text.partition(words)
    marked = found and _BEFORE.fullmatch(before) and _AFTER.fullmatch(after)
    return bool(words and marked)


def _missing(number: int, document: Document) -> str:
    return f"not on line {number} of {document.name}"
