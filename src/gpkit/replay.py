"""Steps done again: from the raw words of a value to what they were read as.

Those whose name is an operation of the table at the end are done, in their order, with the
evidence that they state as ``key=value``; a reader of dates, money or organisations is one
operation, and its other steps only tell how it went about it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gpkit.authority import load
from gpkit.model import Reading, Step
from gpkit.normalize.values import country_of, in_programme, read_whole_period
from gpkit.text.clean import clean_title
from gpkit.text.dates import Order, read_date
from gpkit.text.money import Mark, read_money
from gpkit.text.organisations import read_organisation
from gpkit.text.repair import NAMED as REPAIRS
from gpkit.text.slug import unslug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gpkit.authority import Authority

_EVIDENCE = re.compile(r"([a-z]+)=([^\s;]+)")


class _State(NamedTuple):
    """Where a replay stands: the words, and what they were read as (None: not read yet)."""

    words: str
    reading: Reading | None = None


def replay(raw: str, steps: Iterable[Step], authority: Authority | None = None) -> Reading:
    """Do again what steps name, from the raw words: the value (or the readings) they lead to.

    >>> replay("EU&#39;s", [Step("entities", "EU's")]).value
    "EU's"
    >>> steps = [Step("date", "2024-02-01", "order=dmy"), Step("year", "2024")]
    >>> replay("01.02.2024", steps).value
    2024
    """
    state = _State(raw)
    known = authority or load()
    for step in steps:
        if step.name in REPAIRS:
            state = state._replace(words=REPAIRS[step.name].apply(state.words))
        elif step.name in _OPERATIONS:
            state = _OPERATIONS[step.name](state, step, known)
    return (state.reading or Reading(state.words))._replace(steps=())


def evidence(step: Step) -> dict[str, str]:
    """Give the evidence at the end of what a step tells.

    >>> evidence(Step("match", "basic", "pref label (en) in scheme x=y; scheme=level language=en"))
    {'scheme': 'level', 'language': 'en'}
    """
    found: dict[str, str] = {}
    for word in step.why.rpartition(";")[2].split():
        if match := _EVIDENCE.fullmatch(word):
            found[match[1]] = match[2]
    return found


def _split(state: _State, step: Step, _authority: Authority) -> _State:
    return _State(step.result) if step.result in state.words else state


def _clean(state: _State, _step: Step, _authority: Authority) -> _State:
    return _State(clean_title(state.words))


def _unslug(state: _State, _step: Step, _authority: Authority) -> _State:
    return _State(unslug(state.words))


def _unknown(state: _State, _step: Step, _authority: Authority) -> _State:
    return state._replace(reading=Reading(None))


def _keep(state: _State, _step: Step, _authority: Authority) -> _State:
    return state._replace(reading=Reading(state.words))


def _match(state: _State, step: Step, authority: Authority) -> _State:
    given = evidence(step)
    found = authority.concepts_of(given["scheme"], state.words, given.get("language"))
    values = tuple(dict.fromkeys(term.concept for term in found))
    reading = Reading(values[0]) if len(found) == 1 else Reading(None, (), values)
    return state._replace(reading=reading)


def _date(state: _State, step: Step, _authority: Authority) -> _State:
    order, language = _order_and_language(step)
    return state._replace(reading=read_date(state.words, order=order, language=language))


def _period(state: _State, step: Step, _authority: Authority) -> _State:
    order, language = _order_and_language(step)
    return state._replace(reading=read_whole_period(state.words, order, "", language))


def _order_and_language(step: Step) -> tuple[Order | None, str | None]:
    given = evidence(step)
    return Order(given["order"]) if "order" in given else None, given.get("language")


def _year(state: _State, _step: Step, _authority: Authority) -> _State:
    value = state.reading.value if state.reading else None
    return state._replace(reading=Reading(int(str(value)[:4]))) if value else state


def _call_year(state: _State, step: Step, _authority: Authority) -> _State:
    year = int(evidence(step)["year"])
    return state._replace(reading=in_programme(state.reading or Reading(None), year))


def _money(state: _State, step: Step, _authority: Authority) -> _State:
    given = evidence(step)
    decimal = Mark(given["decimal"]) if "decimal" in given else None
    reading = read_money(state.words, decimal=decimal, currency=given.get("currency"))
    return state._replace(reading=reading)


def _organisation(state: _State, _step: Step, authority: Authority) -> _State:
    reading = read_organisation(state.words, country_of=lambda w: country_of(w, authority))
    return state._replace(reading=reading)


_OPERATIONS: dict[str, Callable[[_State, Step, Authority], _State]] = {
    "split": _split,
    "clean": _clean,
    "unslug": _unslug,
    "unknown": _unknown,
    "keep": _keep,
    "match": _match,
    "date": _date,
    "period": _period,
    "year": _year,
    "call year": _call_year,
    "money": _money,
    "organisation": _organisation,
}
