"""From a raw record to a practice: translates with the authority; never raises, never judges."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from gpkit.model import (
    Evidence,
    Observed,
    ObservedValue,
    Practice,
    Provenance,
    Reading,
    Role,
    Section,
    Term,
    Witness,
)
from gpkit.normalize.language import language_of
from gpkit.normalize.values import BY_PROGRAMME, Page, call_year, in_programme, known, read, split
from gpkit.text.clean import clean_title
from gpkit.text.repair import repair
from gpkit.text.slug import generic_slug, slug, unslug, untitled_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gpkit.authority import Authority
    from gpkit.model import Claim, Document, Parsed, Record, Value
    from gpkit.text.dates import Order

_HEADING, _ITEM, _VALUE = Role.HEADING, Role.ITEM, Role.VALUE
_OF_PROSE, _NAMES, _OF_VALUES = (Role.TEXT, _ITEM), (Role.LABEL, Role.PAIR), (_VALUE, Role.PAIR)

# In a byline, a term is looked up in these, in this order ("Other" is a country there).
_OF_A_BYLINE = (
    "country",
    "funding_type",
    "initiative_type",
    "target_audience",
    "digital_technology",
    "digital_skill_level",
)


def practices(
    document: Document,
    parsed: Parsed,
    authority: Authority,
    order: Order | None = None,
    unclaimed: tuple[int, ...] = (),
) -> list[Practice]:
    """Normalise all records of a document.

    Args:
        document: where the records were read.
        parsed: the records.
        authority: facets and schemes.
        order: how the site writes numeric dates, if its family knows.
        unclaimed: lines of the document that nobody claimed; the record they belong to, or else
            the one before them, keeps them.
    """
    page = Page(document, parsed, authority, order)
    lost = _owners(parsed, unclaimed)
    return [_practice(record, page, lost.get(i, ())) for i, record in enumerate(parsed.records)]


def _owners(parsed: Parsed, unclaimed: tuple[int, ...]) -> dict[int, tuple[int, ...]]:
    """Give each line to the last record that starts at or above it; to the first if none does."""
    starts = sorted((record.first, i) for i, record in enumerate(parsed.records))
    firsts = [first for first, _ in starts]
    latest = [0, *accumulate((i for _, i in starts), max)]
    owners: dict[int, list[int]] = {}
    for line in unclaimed:
        owners.setdefault(latest[bisect_right(firsts, line)], []).append(line)
    return {owner: tuple(lines) for owner, lines in owners.items()}


def _practice(record: Record, page: Page, unclaimed: tuple[int, ...]) -> Practice:
    observed = _in_programme(tuple(_observed(record.claims, page)))
    sections, places = _sections(record.claims, page.authority)
    title = _title(record, observed)
    published, date = _published(record.claims, page)
    byline_line, terms = _byline(record.claims, page.authority)
    name = _name(title) if title else None
    summary = next((s.text.split("\n", 1)[0] for s in sections if s.text), None)
    document = page.document
    return Practice(
        id=f"{page.family}/{_slug(page.family, name, _first_words(summary, sections, observed))}",
        family=page.family,
        title=name,
        language=language_of([name or "", *(s.text for s in sections)]),
        published=published,
        summary=summary,
        sections=sections,
        facets=facets_of(observed, page.authority),
        observed=observed,
        evidence=Evidence(title, date, byline_line, terms, places),
        provenance=Provenance(
            dump=document.name,
            sha256=document.sha256,
            parser=page.family,
            lines=(record.first, record.last),
            url=document.url,
            fetched=document.fetched,
            encoding=document.encoding,
            unclaimed=unclaimed,
            confidence=record.confidence,
            reasons=record.reasons,
        ),
    )


def _slug(family: str, title: str | None, first_line: str) -> str:
    if not title:
        return untitled_slug(first_line)
    return generic_slug(title, first_line) if family == "generic" else slug(title)


_PROSE = 40  # characters of a line that says what a practice is; "In stock" does not


def _first_words(
    summary: str | None, sections: Iterable[Section], observed: Iterable[Observed]
) -> str:
    """Give what tells a practice from others of its title: its first line of prose.

    Entries of a list often have none: then all their words do, wherever they stand.
    """
    if summary and len(summary) >= _PROSE:
        return summary
    words = [f"{section.heading or ''} {section.text}" for section in sections]
    words += [f"{entry.label} {value.raw}" for entry in observed for value in entry.values]
    return "\n".join(words)


_BY_ADDRESS = "the page prints no title: these are the words of its URL"


def _name(title: Witness) -> str:
    return clean_title(unslug(title.raw) if title.line == 0 else repair(title.raw)[0])


def _title(record: Record, observed: Iterable[Observed]) -> Witness | None:
    for claim in record.claims:
        if claim.role is Role.TITLE and any(claim.values):
            return Witness(claim.values[0], claim.line)
    for entry in observed:
        if entry.facet == "title" and entry.values:
            return Witness(entry.values[0].raw, entry.values[0].line)
    return Witness(record.address, 0, _BY_ADDRESS) if record.address else None


def _published(claims: Iterable[Claim], page: Page) -> tuple[str | None, Witness | None]:
    for claim in claims:
        if claim.role is Role.PUBLISHED and claim.values:
            reading = page.date(claim.values[0])
            because = next((s.why for s in reading.steps if s.name == "order"), None)
            value = reading.value if isinstance(reading.value, str) else None
            witness = Witness(claim.values[0], claim.line, because or None, reading.readings)
            return value, witness
    return None, None


def _byline(claims: Iterable[Claim], authority: Authority) -> tuple[int | None, tuple[Term, ...]]:
    for claim in claims:
        if claim.role is Role.BYLINE:
            return claim.line, tuple(_term(words, authority) for words in claim.values)
    return None, ()


@lru_cache(maxsize=1_000)  # the taxonomy of a site, in the byline of each of its posts
def _term(words: str, authority: Authority) -> Term:
    """Read a term of a byline: the value of a facet, or the name of one."""
    for facet in _OF_A_BYLINE:
        found = authority.concepts_of(authority.facet(facet).scheme or facet, words)
        if found:
            return Term(words, facet, found[0].concept)
    named = authority.facets_of(words)
    return Term(words, named[0][0]) if named else Term(words)


def _sections(
    claims: Iterable[Claim], authority: Authority
) -> tuple[tuple[Section, ...], tuple[tuple[int, ...], ...]]:
    """Group prose under its headings; give each section and the lines it stands on."""
    grouped: list[tuple[str | None, list[str], list[int]]] = []
    for claim in claims:
        role = claim.role
        if role is _HEADING:
            grouped.append((claim.values[0], [], [claim.line]))
        elif role in _OF_PROSE:
            if not grouped:
                grouped.append((None, [], []))
            words = claim.values[0]
            grouped[-1][1].append(f"- {words}" if role is _ITEM else words)
            grouped[-1][2].append(claim.line)
    sections = tuple(Section(h, _role(h, authority), "\n".join(t)) for h, t, _ in grouped)
    return sections, tuple(tuple(lines) for *_, lines in grouped)


def _role(heading: str | None, authority: Authority) -> str:
    if heading is None:
        return "summary"
    return authority.role_of(heading) or "other"


# Facets -------------------------------------------------------------------------------------------


def _observed(claims: Iterable[Claim], page: Page) -> Iterator[Observed]:
    for label, line, values, told in _labelled(claims):
        facet = told or _facet(label, [raw for raw, _ in values], page.authority)
        yield Observed(label, facet, line, tuple(_values(values, facet, label, page)))


def _labelled(claims: Iterable[Claim]) -> list[tuple[str, int, list[tuple[str, int]], str]]:
    """Give each label with its line and its values, in the order of the page.

    The last item is the facet of values that stand without a label, where the parser knows it.
    """
    entries: list[tuple[str, int, list[tuple[str, int]], str]] = []
    for claim in claims:
        for name, at, cell in claim.columns:
            if not entries or entries[-1][:2] != (name, at):
                entries.append((name, at, [], ""))
            entries[-1][2].extend([(cell, claim.line)] if cell else [])
        if claim.columns:
            continue
        role = claim.role
        if role in _NAMES:
            entries.append((claim.label, claim.line, [], ""))
        elif role is _VALUE and (claim.facet or not entries):
            entries.append(("", claim.line, [], claim.facet))
        if role in _OF_VALUES:
            entries[-1][2].extend((raw, claim.line) for raw in claim.values)
        for label, values in claim.more:
            entries.append((label, claim.line, [(raw, claim.line) for raw in values], ""))
    return entries


def _facet(label: str, values: list[str], authority: Authority) -> str | None:
    """Name the facet of a label. A label that two facets share is settled by its values."""
    facets = _named(label, authority)
    if len(facets) < 2:
        return facets[0] if facets else None

    def fits(facet: str) -> int:
        scheme = authority.facet(facet).scheme
        return sum(known(raw, scheme, authority) for raw in values) if scheme else 0

    return max(facets, key=fits)


@lru_cache(maxsize=1_000)
def _named(label: str, authority: Authority) -> tuple[str, ...]:
    """Name the facets of a label, and of what it says where it was misread."""
    return tuple(dict.fromkeys(facet for facet, *_ in authority.facets_meant(label)))


def _values(
    values: list[tuple[str, int]], facet: str | None, label: str, page: Page
) -> Iterator[ObservedValue]:
    if facet is None:
        yield from (ObservedValue(raw, line) for raw, line in values)
        return
    for raw, line in values:
        for part in split(raw, facet, page):
            reading = read(part, facet, page, label)
            yield ObservedValue(part, line, reading.value, reading.readings)


def _in_programme(observed: tuple[Observed, ...]) -> tuple[Observed, ...]:
    """Settle codes that two programmes share by the call year of the practice."""
    year = call_year(observed)
    if year is None:
        return observed
    return tuple(
        entry._replace(values=tuple(_settled(value, year) for value in entry.values))
        if entry.facet in BY_PROGRAMME
        else entry
        for entry in observed
    )


def _settled(value: ObservedValue, year: int) -> ObservedValue:
    reading = in_programme(Reading(value.concept, (), value.readings), year)
    return value._replace(concept=reading.value, readings=reading.readings)


def facets_of(observed: Iterable[Observed], authority: Authority) -> dict[str, tuple[Value, ...]]:
    """Collect the known values of each facet: page order, no value twice."""
    found: dict[str, dict[Value, None]] = {}
    for entry in observed:
        if entry.facet is None or entry.facet == "title":
            continue
        known = [v.concept for v in entry.values if v.concept is not None]
        for facet, values in _as_facets(entry.facet, known):
            found.setdefault(facet, {}).update(dict.fromkeys(values))
    return {facet: tuple(found[facet]) for facet in authority.facets() if facet in found}


def _as_facets(facet: str, values: list[Value]) -> tuple[tuple[str, list[Value]], ...]:
    """Give the facets that values count for: a period is a start and an end."""
    if facet != "period":
        return ((facet, values),)
    ends = [str(value).partition("/")[::2] for value in values]
    starts: list[Value] = [start for start, _ in ends if start]
    return ("start_date", starts), ("end_date", [end for _, end in ends if end])
