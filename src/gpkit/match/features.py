"""What of a practice counts for matching: a small tuple, so that 100,000 fit into memory."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from gpkit.match import codes, names, places, prose, titles
from gpkit.model import Money, Organisation
from gpkit.text.organisations import fold_organisation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from gpkit.match.titles import Title
    from gpkit.model import Practice, Value

_LED = ("organisation", "coordinator")
_MONEY = ("eu_grant", "total_budget")
_LEAST_AMOUNT = 1_000
_PROSE = 20_000  # characters: names and numbers further on are left out; the sketch reads all


class Features(NamedTuple):
    """What of a practice counts; each mapping goes from a key to the words of the page."""

    id: str
    language: str | None
    source: str  # the dump it was read from
    said: str  # the title as it stands
    title: Title
    codes: Mapping[tuple[str, str], str]  # (kind, key): of the practice itself
    named_codes: Mapping[tuple[str, str], str]  # of the prose, where they may be of others
    pages: Mapping[str, str]  # addresses of the practice's own pages
    links: Mapping[str, str]
    title_acronyms: Mapping[str, str]
    acronyms: Mapping[str, str]  # of the prose, said twice or in a heading
    names: Mapping[str, str]
    rare_names: Mapping[str, str]  # those that not too many practices share
    numbers: Mapping[str, str]
    led_by: Mapping[str, str]  # organisations: folded name to name
    partners: Mapping[str, str]
    countries: frozenset[str]
    title_countries: frozenset[str]
    named_countries: frozenset[str]
    money: Mapping[tuple[str, str, str], str]  # (facet, amount, currency)
    start: str
    end: str
    call_year: str
    sketch: bytes


def features(practice: Practice, *, sketched: bool = True) -> Features:
    """Take from a practice what counts; ``sketched`` wants the library for prose."""
    text = "\n".join(section.text for section in practice.sections)
    headings = "\n".join(s.heading for s in practice.sections if s.heading)
    named, above = names.named(text[:_PROSE]), names.named(headings).acronyms
    title = practice.title or ""
    prepared = titles.prepare(_without_codes(title))
    own, told = _codes(practice, text)
    led, partners = _organisations(practice, _LED), _organisations(practice, ("partner",))
    return Features(
        practice.id,
        practice.language,
        practice.provenance.sha256[:16],
        title,
        prepared,
        own,
        told,
        _pages(practice),
        names.links(text),
        _title_acronyms(title),
        {k: w for k, w in named.acronyms.items() if named.counts[k] > 1 or k in above},
        named.names,
        named.names,
        named.numbers,
        led,
        partners,
        frozenset(filter(places.is_country, practice.facets.get("country", ()))),  # type: ignore[arg-type]
        places.countries(prepared.words, practice.language),
        places.countries(named.names.values(), practice.language),
        _money(practice),
        _first(practice, "start_date"),
        _first(practice, "end_date"),
        _first(practice, "call_year"),
        prose.packed(prose.sketch(text)) if sketched else b"",
    )


def _without_codes(title: str) -> str:
    for code in codes.codes(title):
        title = title.replace(code.raw, " ")
    return title


def _first(practice: Practice, facet: str) -> str:
    return str(next(iter(practice.facets.get(facet, ())), ""))


def _codes(practice: Practice, text: str) -> tuple[dict[Any, str], dict[Any, str]]:
    """Part the codes that a page gives as its own from those its prose only names.

    A single code of its kind in the prose of a page without any is taken as its own.
    """
    own: dict[tuple[str, str], str] = {}
    for value in practice.facets.get("project_number", ()):
        code = codes.own_number(str(value))
        own[code.kind, code.key] = code.raw
    for where in (practice.provenance.url or "", practice.provenance.dump):
        own |= {(c.kind, c.key): c.raw for c in codes.addresses(where)}
    told = {(c.kind, c.key): c.raw for c in codes.codes(f"{practice.title or ''}\n{text}")}
    kinds = [kind for kind, _ in told]
    for key, raw in told.items():
        alone = kinds.count(key[0]) == 1 and key[0] not in {kind for kind, _ in own}
        if alone and key[0] != codes.POST:
            own[key] = raw
    return own, {key: raw for key, raw in told.items() if key not in own}


def _pages(practice: Practice) -> dict[str, str]:
    url = practice.provenance.url or next(iter(practice.facets.get("website", ())), "")
    return {names.address(str(url)): str(url)} if url else {}


def _title_acronyms(title: str) -> dict[str, str]:
    """Find the acronyms of a title; in one of capitals alone, only what has a digit inside."""
    found = names.named(title).acronyms
    if title.isupper() and " " in title:
        return {k: w for k, w in found.items() if any(c.isdigit() for c in w)}
    return found


def _organisations(practice: Practice, facets: tuple[str, ...]) -> dict[str, str]:
    values = chain.from_iterable(practice.facets.get(facet, ()) for facet in facets)
    found = {}
    for value in values:
        name = value.name if isinstance(value, Organisation) else str(value)
        if key := names.ascii_of(fold_organisation(name)):
            found[key] = name
    return found


def _money(practice: Practice) -> dict[tuple[str, str, str], str]:
    found = {}
    for facet in _MONEY:
        for value in practice.facets.get(facet, ()):
            if isinstance(value, Money) and _amount(value) >= _LEAST_AMOUNT:
                key = (facet, value.amount, value.currency or "")
                found[key] = f"{value.amount} {value.currency or ''}".rstrip()
    return found


def _amount(value: Value) -> float:
    try:
        return float(value.amount) if isinstance(value, Money) else 0.0
    except ValueError:
        return 0.0
