"""From the raw words of a value to what they mean, by the kind of their facet.

Each reader gives the steps it took, so that ``gpkit explain`` can show the way from the words on
the page to the value in the catalogue. The step that makes the value names its operation
(``match``, ``date``, ``money`` ...), and its ``why`` ends in the evidence from outside the words,
as ``key=value``: with these `gpkit.replay.replay` does the same again. The steps before it are
what a reader tells of its own work.

Words are read as they are first. Only where they say nothing are they repaired; free text and
names of organisations, which always say something, are repaired wherever that is sure.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from gpkit.model import Reading, Role, Step
from gpkit.normalize.language import language_of
from gpkit.text.dates import Order, proves_order, read_date, read_period
from gpkit.text.organisations import read_organisation
from gpkit.text.repair import repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gpkit.authority import Authority, Term
    from gpkit.model import Document, Observed, Parsed, Value
    from gpkit.text.money import Mark


_LONG = 200  # characters of words that are not remembered


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
            for raw, line in self._numeric
            if (order := proves_order(raw))
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
        from gpkit.text.money import proves_mark

        proofs = {
            mark: f"{raw} on line {line}"
            for raw, line in self._numeric
            if (mark := proves_mark(raw))
        }
        return next(iter(proofs.items())) if len(proofs) == 1 else (None, "")

    @cached_property
    def language(self) -> str | None:
        """The language of the page's words."""
        return language_of(self.document.lines)

    def date(self, raw: str) -> Reading:
        """Read a date in the light of its page."""
        return _mended(self._date, raw)

    def _date(self, raw: str) -> Reading:
        """Read a date with the evidence of the page only where it does not settle itself."""
        reading = read_date(raw)
        if not reading.readings and (reading.value or not _letters(raw)):
            return _done("date", reading)
        order, because = self.order
        language = self.language if _letters(raw) else None
        reading = read_date(raw, order=order, because=because, language=language)
        return _done("date", reading, order=order, language=language)

    def found_on(self, line: int) -> set[str]:
        """The raw words of values on a line, before any of them is split."""
        claims = (claim for record in self._parsed.records for claim in record.claims)
        return {raw for claim in claims if claim.line == line for raw in claim.values}

    @cached_property
    def _numeric(self) -> list[tuple[str, int]]:
        """Values that may prove an order or a mark, and their lines, from the last one up."""
        found = [
            (raw, claim.line)
            for record in self._parsed.records
            for claim in record.claims
            if claim.values and claim.role in _OF_VALUES
            for raw in claim.values
            if len(raw) < _NUMERIC and _is_numeric(raw)
        ]
        return found[::-1]


_OF_VALUES = (Role.VALUE, Role.PUBLISHED, Role.PAIR)


_NUMERIC = 60  # characters


@lru_cache(maxsize=5_000)
def _is_numeric(raw: str) -> bool:
    """Tell whether words are digits for the most part: only those prove an order."""
    return sum(map(str.isdigit, raw)) * 2 >= len(raw)


def _letters(raw: str) -> bool:
    return any(c.isalpha() for c in raw)


def read(raw: str, facet: str, page: Page, label: str = "") -> Reading:
    """Read one raw value of a facet.

    ``label`` is the site's own label: "EU Grant (Eur)" states the currency of a bare amount.
    """
    known = page.authority.facet(facet)
    reader = _READERS.get(known.kind)
    return reader(raw, page, label) if reader else concept(raw, known.scheme or facet, page)


def _mended(reader: Callable[[str], Reading], raw: str) -> Reading:
    """Read words as they are; where they say nothing, read them repaired."""
    reading = reader(raw)
    if reading.value is not None or reading.readings:
        return reading
    words, steps = repair(raw)
    if words == raw:
        return reading._replace(steps=(*reading.steps, *steps)) if steps else reading
    again = reader(words)
    return again._replace(steps=(*steps, *again.steps))


def _done(operation: str, reading: Reading, **evidence: str | None) -> Reading:
    """Close a reading with the step that names its operation and the evidence it was given."""
    values = reading.readings or ((reading.value,) if reading.value is not None else ())
    result = " or ".join(_plain(value) for value in values)
    given = " ".join(f"{key}={value}" for key, value in evidence.items() if value)
    return reading._replace(steps=(*reading.steps, Step(operation, result, given)))


def _plain(value: Value) -> str:
    return " ".join(filter(None, value)) if isinstance(value, tuple) else str(value)


# Concepts -----------------------------------------------------------------------------------------


def concept(raw: str, scheme: str, page: Page) -> Reading:
    """Match raw words with the forms of a scheme."""
    match = _matched if len(raw) < _LONG else _matched.__wrapped__
    reading = match(raw, scheme, None, page.authority)
    # The language of a page is asked only where the words alone do not tell: it costs the most.
    return match(raw, scheme, page.language, page.authority) if reading.readings else reading


@lru_cache(maxsize=5_000)  # the values of a scheme are few, and come again on each page
def _matched(raw: str, scheme: str, language: str | None, authority: Authority) -> Reading:
    return _mended(lambda words: _match(words, scheme, language, authority), raw)


def _match(words: str, scheme: str, language: str | None, authority: Authority) -> Reading:
    found = authority.concepts_of(scheme, words)
    if len(found) > 1:
        return _match_in(language, words, scheme, found, authority)
    if not found:
        return Reading(None, (Step("match", "", f"no form reads like this; scheme={scheme}"),))
    why = f"{authority.why(scheme, words, found[0])}; scheme={scheme}"
    return Reading(found[0].concept, (Step("match", found[0].concept, why),))


def _match_in(
    language: str | None, words: str, scheme: str, found: tuple[Term, ...], authority: Authority
) -> Reading:
    """Settle a form of several concepts by the language of the page, if only one is of it."""
    told = authority.concepts_of(scheme, words, language)
    if len(told) == 1 and told[0].language == language:
        why = f"the page is in this language; scheme={scheme} language={language}"
        return Reading(told[0].concept, (Step("match", told[0].concept, why),))
    concepts = tuple(dict.fromkeys(term.concept for term in found))
    why = f"a form of {len(concepts)} concepts; scheme={scheme}"
    return Reading(None, (Step("match", " or ".join(concepts), why),), concepts)


# Erasmus+ uses its codes and names again: what they mean depends on the programme of the call.
# The ids of concepts of the later programme end like this; all others are of the earlier one.
_PROGRAMMES = (
    (("_2021", "_21"), range(2021, 2028)),
    (("",), range(2014, 2021)),
)
BY_PROGRAMME = frozenset(("erasmus_key_action", "erasmus_action_type"))


def call_year(entries: Iterable[Observed]) -> int | None:
    """The call year that a practice states; None where it states none, or several."""
    values = [value.concept for e in entries if e.facet == "call_year" for value in e.values]
    years = {value for value in values if isinstance(value, int)}
    return years.pop() if len(years) == 1 else None


def in_programme(reading: Reading, year: int | None) -> Reading:
    """Settle which concept of a programme is meant by the call year of the practice.

    >>> both = Reading(None, (), ("ka2_2014", "ka2_2021"))
    >>> in_programme(both, 2018)
    Reading(value='ka2_2014', steps=(Step(name='call year', result='ka2_2014', \
why='the programme of 2014-2020; year=2018'),), readings=())
    >>> in_programme(both, 2013) == both
    True
    """
    years = next((years for _, years in _PROGRAMMES if year in years), range(0))
    told = [value for value in reading.readings if _programme(str(value)) == years]
    if len(told) != 1:
        return reading
    why = f"the programme of {years[0]}-{years[-1]}; year={year}"
    return Reading(told[0], (*reading.steps, Step("call year", str(told[0]), why)))


def _programme(concept_id: str) -> range:
    return next(years for ends, years in _PROGRAMMES if concept_id.endswith(ends))


def split(raw: str, facet: str | None, page: Page) -> tuple[str, ...]:
    """Split words that name several values of a scheme ("Basic, Middle"): slices, in order.

    Only where the words are no value as a whole and each part is one: commas and dashes stand
    inside values as well.
    """
    scheme = page.authority.facet(facet).scheme if facet else None
    if not scheme:
        return (raw,)
    return (_parts if len(raw) < _LONG else _parts.__wrapped__)(raw, scheme, page.authority)


@lru_cache(maxsize=5_000)
def _parts(raw: str, scheme: str, authority: Authority) -> tuple[str, ...]:
    if authority.concepts_of(scheme, raw):
        return (raw,)
    if scheme == "country":
        from gpkit.text.countries import split_countries  # only for values that are no country

        return split_countries(raw, lambda words: known(words, scheme, authority))
    for mark in (";", ",", "|", "/"):
        parts = tuple(part.strip() for part in raw.split(mark) if part.strip())
        if len(parts) > 1 and all(known(part, scheme, authority) for part in parts):
            return parts
    return (raw,)


def known(words: str, scheme: str, authority: Authority) -> bool:
    """Tell whether words name a concept of a scheme, as they are or repaired."""
    if authority.concepts_of(scheme, words):
        return True
    repaired, _ = repair(words)
    return repaired != words and bool(authority.concepts_of(scheme, repaired))


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

    def reader(words: str) -> Reading:
        reading = read_whole_period(words, order, because, page.language)
        return _done("period", reading, order=order, language=page.language)

    return _mended(reader, raw)


def read_whole_period(raw: str, order: Order | None, because: str, language: str | None) -> Reading:
    """Read a period as one value, ``start/end``, either of which can be open."""
    start, end = read_period(raw, order=order, because=because, language=language)
    steps = (*start.steps, *end.steps)
    if start.readings or end.readings:
        return Reading(None, steps, (*start.readings, *end.readings))
    if start.value is None and end.value is None:
        return Reading(None, steps)
    return Reading(f"{start.value or ''}/{end.value or ''}", steps)


def _money(raw: str, page: Page, label: str) -> Reading:
    from gpkit.text.money import read_money  # 1 ms, and many pages name no amount

    decimal, because = page.decimal
    currency = "EUR" if "eur" in label.casefold().replace("europe", "") else None

    def reader(words: str) -> Reading:
        reading = read_money(words, decimal=decimal, because=because, currency=currency)
        return _done("money", reading, decimal=decimal, currency=currency)

    return _mended(reader, raw)


def _organisation(raw: str, page: Page, _label: str) -> Reading:
    words, steps = repair(raw)
    reading = read_organisation(words, country_of=lambda w: country_of(w, page.authority))
    return _done("organisation", reading._replace(steps=(*steps, *reading.steps)))


def country_of(words: str, authority: Authority) -> str | None:
    """The code of the one country that words name."""
    found = authority.concepts_of("country", words)
    return found[0].concept if len(found) == 1 and found[0].concept.isupper() else None


def _text(raw: str, _page: Page, _label: str) -> Reading:
    words, steps = repair(raw)
    return Reading(words, (*steps, Step("keep", words, "free text")))


_READERS: dict[str, Callable[[str, Page, str], Reading]] = {
    "date": _date,
    "year": _year,
    "period": _period,
    "money": _money,
    "organisation": _organisation,
    "text": _text,
    "title": _text,
}
