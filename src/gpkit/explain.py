"""Explaining practices: each value with its dump, line, raw words, and every step between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit import parsers
from gpkit.authority import load
from gpkit.documents import pages
from gpkit.exporters.csv import shown
from gpkit.model import Step
from gpkit.normalize.values import BY_PROGRAMME, Page, call_year, in_programme, read
from gpkit.store import raw as archive
from gpkit.text.clean import clean_title
from gpkit.text.repair import repair
from gpkit.text.slug import unslug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.documents.pages import Dump
    from gpkit.model import Document, Observed, ObservedValue, Place, Practice, Witness


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

    Large dumps are read again in a worker that can be stopped.

    Raises:
        GpkitError: a dump is not in the archive, or takes more than the limits to read.
    """
    first = archive.recall(raw, practice.provenance)
    dumps = [first, *(archive.recall(raw, place) for place in _telling(practice))]
    if all(map(pages.is_small, dumps)):
        yield from _explained(practice, dumps, field)
        return
    from functools import partial

    from gpkit import authority
    from gpkit.engines import apart

    known = (authority.overlays(), parsers.folder())
    yield from apart.do(dumps[0].name, partial(_under, *known, practice, dumps, field))


def _under(
    overlays: tuple[Path, ...],
    families: Path | None,
    practice: Practice,
    dumps: list[Dump],
    field: str | None,
) -> list[Explanation]:
    """Explain with the user's authority and families, where this process lacks them."""
    from gpkit import authority

    if authority.overlays() != overlays:
        authority.use(overlays)
    parsers.use(families)
    return list(_explained(practice, dumps, field))


def _telling(practice: Practice) -> list[Place]:
    """Give the other places that say anything themselves."""
    return [place for place in practice.provenance.also if place.says is not None or place.observed]


def _explained(practice: Practice, dumps: list[Dump], field: str | None) -> Iterator[Explanation]:
    page = _page(pages.read(dumps[0]), practice.provenance.parser)
    for found in (*explain_read(practice, page), *_elsewhere(practice, dumps[1:])):
        if field is None or found.field == field:
            yield found


def _elsewhere(practice: Practice, dumps: list[Dump]) -> Iterator[Explanation]:
    """Explain what other places say otherwise, each with its own dump, and which place won."""
    source = practice.provenance
    if source.because:
        won = (Step("prefer", source.dump, source.because),)
        yield Explanation("place", "", source.dump, source.lines[0], "", None, won, source.dump)
    for place, dump in zip(_telling(practice), dumps, strict=True):
        document = pages.read(dump)
        page = _page(document, (place.id or practice.id).partition("/")[0])
        for field, words in place.says._asdict().items() if place.says else ():
            if words:
                line, why = place.lines[0], (Step("says", words, "as another place has it"),)
                text = document.line(line)
                yield Explanation(field, "", document.name, line, text, None, why, words)
        for entry in place.observed:
            yield from _of_label(entry, page, call_year(place.observed))


def _page(document: Document, family: str) -> Page:
    authority = load()
    parser = parsers.parser(family)
    return Page(document, parser.parse(document, authority), authority, parser.ORDER)


def explain_read(practice: Practice, page: Page) -> Iterator[Explanation]:
    """Explain all values of a practice, read from a page that is at hand."""
    yield from _of_evidence(practice, page)
    year = call_year(practice.observed)
    for entry in practice.observed:
        yield from _of_label(entry, page, year)
    yield from _corrected(practice, page.document.name)


def _of_evidence(practice: Practice, page: Page) -> Iterator[Explanation]:
    title, published = practice.evidence.title, practice.evidence.published
    document = page.document
    for field, seen, value in (
        ("title", title, practice.title),
        ("published", published, practice.published),
    ):
        if seen:
            steps = _of_title(seen) if field == "title" else page.date(seen.raw).steps
            text = document.line(seen.line) if seen.line else practice.provenance.url or ""
            shows = value or "nothing"
            yield Explanation(field, "", document.name, seen.line, text, seen.raw, steps, shows)


def _of_title(seen: Witness) -> tuple[Step, ...]:
    words, steps = repair(seen.raw)
    if not seen.line:  # a piece of the page's URL
        words = unslug(seen.raw)
        steps = (Step("unslug", words, seen.because or ""),)
    title = clean_title(words)
    clean = Step("clean", title, "blanks folded, controls taken out")
    return steps if title == words else (*steps, clean)


def _of_label(entry: Observed, page: Page, year: int | None) -> Iterator[Explanation]:
    field, document = entry.facet or "unknown", page.document
    if not entry.values:
        text = document.line(entry.line)
        yield Explanation(field, entry.label, document.name, entry.line, text, None, (), "empty")
    for value in entry.values:
        steps = _of_value(value, entry, page, year)
        meaning = "nothing known"
        if value.concept is not None:
            meaning = shown(value.concept)
        elif value.readings:
            meaning = "ambiguous: " + " or ".join(map(shown, value.readings))
        yield Explanation(
            field,
            entry.label,
            document.name,
            value.line,
            document.line(value.line),
            value.raw,
            steps,
            meaning,
        )


def _of_value(
    value: ObservedValue, entry: Observed, page: Page, year: int | None
) -> tuple[Step, ...]:
    if entry.facet is None:
        return (Step("unknown", "", "no facet has this label"),)
    reading = read(value.raw, entry.facet, page, entry.label)
    if entry.facet in BY_PROGRAMME:
        reading = in_programme(reading, year)
    if value.raw in page.found_on(value.line):
        return reading.steps
    return (Step("split", value.raw, "one of several values on the line"), *reading.steps)


def _corrected(practice: Practice, dump: str) -> Iterator[Explanation]:
    for field in practice.corrected:
        if field == "accepted":  # somebody looked, and nothing was changed
            continue
        name = field.removeprefix("facets.")
        values = practice.facets.get(name, ()) if field != name else ()
        value = "; ".join(map(shown, values)) if field != name else str(getattr(practice, name))
        why = Step("correct", value, f"data/corrections/{practice.id}.yaml")
        yield Explanation(name, "", dump, practice.provenance.lines[0], "", None, (why,), value)
