"""From the raw words of a value to what they mean, by the kind of their facet.

Each reader gives the steps it took, so that ``gpkit explain`` can show the way from the words on
the page to the value in the catalogue.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gpkit.model import Reading, Role, Step
from gpkit.normalize.language import language_of
from gpkit.text.dates import Order, proves_order, read_date, read_period
from gpkit.text.money import Mark, proves_mark, read_money
from gpkit.text.organisations import read_organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gpkit.authority import Authority
    from gpkit.model import Document, Parsed


class Page:
    """What the values of one page may lean on: its siblings, its site, its language."""

    def __init__(
        self, document: Document, parsed: Parsed, authority: Authority, order: Order | None = None
    ) -> None:
        self.document = document
        self.authority = authority
        self.family = parsed.family
        self._parsed = parsed
        self._site_order = order

    @cached_property
    def order(self) -> tuple[Order | None, str]:
        """How this page writes numeric dates, and the evidence for it."""
        proofs = {
            order: f"{raw} on line {line}"
            for raw, line in reversed(list(self._values()))
            if _is_numeric(raw) and (order := proves_order(raw))
        }
        if len(proofs) == 1:
            return next(iter(proofs.items()))
        if proofs:
            return None, "the dates on the page contradict each other"
        if self._site_order:
            return self._site_order, f"the site {self.family} writes the day first"
        if self.language not in (None, "en"):
            return Order.DMY, f"dates in this language ({self.language}) put the day first"
        return None, ""

    @cached_property
    def decimal(self) -> tuple[Mark | None, str]:
        """Which decimal mark the amounts on this page use, and the evidence for it."""
        proofs = {
            mark: f"{raw} on line {line}"
            for raw, line in reversed(list(self._values()))
            if _is_numeric(raw) and (mark := proves_mark(raw))
        }
        return next(iter(proofs.items())) if len(proofs) == 1 else (None, "")

    @cached_property
    def language(self) -> str | None:
        """The language of the page's words."""
        return language_of(self.document.lines)

    def date(self, raw: str) -> Reading:
        """Read a date in the light of its page: without its evidence only where that settles."""
        reading = read_date(raw)
        if not reading.readings and (reading.value or not _letters(raw)):
            return reading
        order, because = self.order
        language = self.language if _letters(raw) else None
        return read_date(raw, order=order, because=because, language=language)

    def _values(self) -> Iterator[tuple[str, int]]:
        for record in self._parsed.records:
            for claim in record.claims:
                if claim.role in (Role.PUBLISHED, Role.VALUE, Role.PAIR):
                    yield from ((raw, claim.line) for raw in claim.values)


def _is_numeric(raw: str) -> bool:
    """Tell whether words are short and digits for the most part: only those prove an order."""
    return len(raw) < 60 and sum(c.isdigit() for c in raw) * 2 >= len(raw)


def _letters(raw: str) -> bool:
    return any(c.isalpha() for c in raw)


def read(raw: str, facet: str, page: Page, label: str = "") -> Reading:
    """Read one raw value of a facet.

    ``label`` is the site's own label: "EU Grant (Eur)" states the currency of a bare amount.
    """
    known = page.authority.facet(facet)
    reader = _READERS.get(known.kind)
    return reader(raw, page, label) if reader else concept(raw, known.scheme or facet, page)


def concept(raw: str, scheme: str, page: Page) -> Reading:
    """Match raw words with the forms of a scheme."""
    found = page.authority.concepts_of(scheme, raw)
    if not found:
        return Reading(None, (Step("match", "", f"no form of {scheme} reads like this"),))
    concepts = tuple(dict.fromkeys(term.concept for term in found))
    if len(concepts) > 1:
        why = f"forms of {scheme} for several concepts"
        return Reading(None, (Step("match", " or ".join(concepts), why),), concepts)
    term = found[0]
    why = page.authority.why(scheme, raw, term)
    return Reading(term.concept, (Step("match", term.concept, why),))


def split(raw: str, facet: str | None, page: Page) -> tuple[str, ...]:
    """Split words that name several values of a scheme ("Basic, Middle"): slices, in order.

    Only where the words are no value as a whole and each part is one: commas and dashes stand
    inside values as well.
    """
    scheme = page.authority.facet(facet).scheme if facet else None
    if not scheme or page.authority.concepts_of(scheme, raw):
        return (raw,)
    if scheme == "country":
        from gpkit.text.countries import split_countries  # only for values that are no country

        return split_countries(raw, lambda w: bool(page.authority.concepts_of(scheme, w)))
    for mark in (";", ",", "|", "/"):
        parts = tuple(part.strip() for part in raw.split(mark) if part.strip())
        if len(parts) > 1 and all(page.authority.concepts_of(scheme, part) for part in parts):
            return parts
    return (raw,)


# Kinds --------------------------------------------------------------------------------------------


def _date(raw: str, page: Page, _label: str) -> Reading:
    return page.date(raw)


def _year(raw: str, page: Page, _label: str) -> Reading:
    reading = page.date(raw)
    if not isinstance(reading.value, str):
        return reading
    year = int(reading.value[:4])
    return Reading(year, (*reading.steps, Step("year", str(year))))


def _period(raw: str, page: Page, _label: str) -> Reading:
    order, because = page.order
    start, end = read_period(raw, order=order, because=because, language=page.language)
    steps = (*start.steps, *end.steps)
    if start.readings or end.readings:
        return Reading(None, steps, (*start.readings, *end.readings))
    if start.value is None and end.value is None:
        return Reading(None, steps)
    value = f"{start.value or ''}/{end.value or ''}"
    return Reading(value, (*steps, Step("period", value)))


def _money(raw: str, page: Page, label: str) -> Reading:
    decimal, because = page.decimal
    currency = "EUR" if "eur" in label.casefold().replace("europe", "") else None
    return read_money(raw, decimal=decimal, because=because, currency=currency)


def _organisation(raw: str, page: Page, _label: str) -> Reading:
    def country_of(words: str) -> str | None:
        found = page.authority.concepts_of("country", words)
        return found[0].concept if len(found) == 1 and found[0].concept.isupper() else None

    return read_organisation(raw, country_of=country_of)


def _text(raw: str, _page: Page, _label: str) -> Reading:
    return Reading(raw, (Step("keep", raw, "free text"),))


_READERS: dict[str, Callable[[str, Page, str], Reading]] = {
    "date": _date,
    "year": _year,
    "period": _period,
    "money": _money,
    "organisation": _organisation,
    "text": _text,
    "title": _text,
}
