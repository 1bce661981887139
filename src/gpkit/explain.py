"""Explaining practices: each value with its dump, line, raw words, and every step between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit import parsers
from gpkit.authority import load
from gpkit.documents.text import read as read_text
from gpkit.exporters.csv import shown
from gpkit.model import Step
from gpkit.normalize.values import Page, read, split
from gpkit.store import raw as archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.model import Document, Observed, Practice


class Explanation(NamedTuple):
    """One value (or empty label) of a practice, and how it came about."""

    field: str
    label: str
    dump: str
    line: int
    text: str  # the line, as found
    raw: str | None
    steps: tuple[Step, ...]
    shown: str

    def as_json(self) -> dict[str, Any]:
        """Give the explanation as JSON data."""
        return {**self._asdict(), "steps": [step._asdict() for step in self.steps]}


def explain(practice: Practice, raw: Path, field: str | None = None) -> Iterator[Explanation]:
    """Explain the values of a practice, all or those of one facet.

    Raises:
        GpkitError: the dump is not in the archive.
    """
    source = practice.provenance
    document = read_text(archive.read(raw, source.dump, source.sha256), source.dump)
    page = _page(document, source.parser)
    for found in _explained(practice, document, page):
        if field is None or found.field == field:
            yield found


def _page(document: Document, family: str) -> Page:
    authority = load()
    parser = parsers.parser(family)
    return Page(document, parser.parse(document, authority), authority, parser.ORDER)


def _explained(practice: Practice, document: Document, page: Page) -> Iterator[Explanation]:
    title, published = practice.evidence.title, practice.evidence.published
    dump = document.name
    if title:
        clean = Step("clean", practice.title or "", "blanks folded, controls taken out")
        steps: tuple[Step, ...] = () if title.raw == practice.title else (clean,)
        line = document.line(title.line)
        yield Explanation(
            "title", "", dump, title.line, line, title.raw, steps, practice.title or "nothing"
        )
    if published:
        steps = page.date(published.raw).steps
        line = document.line(published.line)
        value = practice.published or "nothing"
        yield Explanation("published", "", dump, published.line, line, published.raw, steps, value)
    for entry in practice.observed:
        yield from _of_label(entry, document, page)
    yield from _corrected(practice, dump)


def _of_label(entry: Observed, document: Document, page: Page) -> Iterator[Explanation]:
    field, dump = entry.facet or "unknown", document.name
    if not entry.values:
        text = document.line(entry.line)
        yield Explanation(field, entry.label, dump, entry.line, text, None, (), "empty")
    for value in entry.values:
        text = document.line(value.line)
        steps: tuple[Step, ...] = ()
        if entry.facet:
            reading = read(value.raw, entry.facet, page, entry.label)
            steps = reading.steps
            if split(text.strip(), entry.facet, page) != (text.strip(),):
                steps = (Step("split", value.raw, "one of several values on the line"), *steps)
        meaning = "nothing known"
        if value.concept is not None:
            meaning = shown(value.concept)
        elif value.readings:
            meaning = "ambiguous: " + " or ".join(map(shown, value.readings))
        yield Explanation(field, entry.label, dump, value.line, text, value.raw, steps, meaning)


def _corrected(practice: Practice, dump: str) -> Iterator[Explanation]:
    for field in practice.corrected:
        name = field.removeprefix("facets.")
        values = practice.facets.get(name, ()) if field != name else ()
        value = "; ".join(map(shown, values)) if field != name else str(getattr(practice, name))
        why = Step("correct", value, f"data/corrections/{practice.id}.yaml")
        yield Explanation(name, "", dump, practice.provenance.lines[0], "", None, (why,), value)
