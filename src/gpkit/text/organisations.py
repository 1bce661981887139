"""Organisations as pages name them: the name, and the country that stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Organisation, Reading, Step
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    CountryOf = Callable[[str], str | None]

_CARRIER = " & Country:"  # between name and code in lists of Erasmus+ partners
_ENDS = " ;,|"

# Forms of organisations in law: they name no one. Folded, without dots.
_FORMS = frozenset(
    """
    gmbh ggmbh mbh gesmbh ag kg kgaa ohg ug ev eg
    ltd limited llc llp plc inc clg
    sa sas sasu sarl eurl scop scic scrl sprl srl asbl aisbl vzw ivzw bv bvba nv cv
    spa srls scarl onlus ets aps sl slu sau sll lda crl
    sro as zs ops vos ks doo dd jdoo
    ad ood eood ead оод еоод ад еад ет дззд сд
    sia uab mb všį ou oü mtu mtü oy oyj ry ab hb kb ek a/s i/s fmba
    kft zrt nyrt bt kkt nonprofit
    ike epe amke ικε αε επε οε αμκε
    """.split()  # noqa: SIM905 - a table of words
)
_LONG_FORMS = (
    ("spol", "s", "r", "o"),
    ("sp", "z", "o", "o"),
    ("sp", "z", "oo"),
    ("spółka", "z", "oo"),
    ("spol", "s", "ro"),
    ("spol", "sro"),
    ("impresa", "sociale"),
    ("gmbh&co", "kg"),
    ("gmbh&co", "kgaa"),
    ("društvo", "s", "ograničenom", "odgovornošću"),
    *(tuple(form) for form in ("sro", "doo", "ops", "as", "zs", "sa", "sl", "srl", "spa", "bv")),
    *(tuple(form) for form in ("nv", "ev", "sarl", "eood", "ood", "оод", "еоод")),
)
# Forms that stand before the name in Latvia, Lithuania, Estonia, Slovenia and Bulgaria.
_BEFORE = frozenset("sia uab mb ab všį as ou oü mtu mtü zs ет".split())  # noqa: SIM905


def read_organisation(raw: str, *, country_of: CountryOf) -> Reading:
    """Read the name of an organisation, and the country where one stands beside it.

    ``country_of`` gives the code of a country name or code, None for other words. Shapes:
    ``NAME & Country: PL``, ``NAME (LT)``, ``NAME(LT)``, ``NAME (Lithuania)``, ``NAME, Austria``
    and ``NAME, Austria (Category)``, where the category is dropped as a step. The name is never
    split otherwise, and words that are only a country are a name.

    >>> codes = {"PL": "PL", "Austria": "AT", "IT": "IT"}
    >>> read_organisation("A & B GmbH & Country: PL", country_of=codes.get).value
    Organisation(name='A & B GmbH', country='PL')
    >>> read_organisation("Portal, Austria (Central-Government)", country_of=codes.get).value
    Organisation(name='Portal', country='AT')
    >>> read_organisation("Fondacija Mozaik;", country_of=codes.get).value
    Organisation(name='Fondacija Mozaik', country=None)

    A code in brackets that is the name in short can be both:

    >>> read_organisation("Office of Information Technology (IT)", country_of=codes.get).readings
    (Organisation(name='Office of Information Technology (IT)', country=None), \
Organisation(name='Office of Information Technology', country='IT'))
    """
    text = " ".join(raw.split()).strip(_ENDS)
    steps = (Step("tidy", text, "blanks and final marks"),) if text != raw else ()
    if not any(map(str.isalnum, text)):
        return Reading(None, steps)
    if country_of(text):
        why = "a country alone is a name"
        return Reading(Organisation(text), (*steps, Step("leave", text, why)))
    for shape in (_carried, _in_brackets, _categorised, _after_comma):
        found = shape(text, country_of)
        if found:
            return found._replace(steps=(*steps, *found.steps))
    return Reading(Organisation(text), steps)


def _carried(text: str, country_of: CountryOf) -> Reading | None:
    """``NAME & Country: PL``; a name may hold "&", so the last carrier counts."""
    name, carrier, tail = text.rpartition(_CARRIER)
    name, words = name.strip(_ENDS), tail.strip()
    if not carrier or not name:
        return None
    code = country_of(words)
    why = f"the country is {code}" if code else f"“{words}” is no country that we know"
    return Reading(Organisation(name, code), (Step("part", name, why),))


def _in_brackets(text: str, country_of: CountryOf) -> Reading | None:
    """``NAME (LT)``, ``NAME(LT)``, ``NAME (Lithuania)``."""
    name, inner = _bracket(text)
    code = country_of(inner) if name and inner else None
    if not code:
        return None
    found = Organisation(name, code)
    if _is_short_for(inner, name):
        why = f"“{inner}” is a country, and the name in short as well"
        readings = (Organisation(text), found)
        return Reading(None, (Step("doubt", text, why),), readings)
    return Reading(found, (Step("part", name, f"“{inner}” in brackets is {code}"),))


def _categorised(text: str, country_of: CountryOf) -> Reading | None:
    """``NAME, Country (Category)``: the category is a word about the kind of organisation."""
    before, inner = _bracket(text)
    found = _after_comma(before, country_of) if inner else None
    if not found:
        return None
    dropped = Step("drop", before, f"“{inner}” is a category")
    return found._replace(steps=(dropped, *found.steps))


def _after_comma(text: str, country_of: CountryOf) -> Reading | None:
    """``NAME, Lithuania``; a form of law stays in the name, though SA and SL are codes too."""
    name, _, tail = text.rpartition(",")
    name, words = name.strip(_ENDS), tail.strip()
    code = country_of(words) if name and words else None
    if not code:
        return None
    if _form(fold(words)) in _FORMS:
        why = f"“{words}” is taken as a form of law, not as {code}"
        return Reading(Organisation(text), (Step("leave", text, why),))
    return Reading(Organisation(name, code), (Step("part", name, f"“{words}” is {code}"),))


def _bracket(text: str) -> tuple[str, str]:
    """Cut the bracket at the end of a text: what stands before it, and in it."""
    if not text.endswith(")"):
        return text, ""
    start = text.rfind("(")
    return text[: max(start, 0)].strip(_ENDS), text[start + 1 : -1].strip() if start > 0 else ""


def _is_short_for(short: str, name: str) -> bool:
    """Say whether the last words of a name start with the letters of a code.

    >>> _is_short_for("IT", "Department of Information Technology"), _is_short_for("PL", "FRSE")
    (True, False)
    """
    initials = "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())
    return len(short) < 4 and initials.endswith(short)


def fold_organisation(name: str) -> str:
    """Fold the name of an organisation to a key: forms of law and typography do not count.

    Forms are dropped at the end, and at the start where that is the custom; never inside, and
    never all of a name.

    >>> fold_organisation("Fondacija X d.o.o.") == fold_organisation("FONDACIJA  X")
    True
    >>> fold_organisation("UAB „Skaitmena“"), fold_organisation("Digit, spol. s r. o.")
    ('skaitmena', 'digit')
    >>> fold_organisation("SIA"), fold_organisation("Haus des Stiftens gGmbH")
    ('sia', 'haus des stiftens')
    """
    plain = fold(name).replace('"', " ").replace(",", " ").replace(";", " ")
    words = [word.strip(".:") for word in plain.split() if word.strip(".:")]
    while len(words) > 1 and words[0] in _BEFORE:
        del words[0]
    while size := _form_at_end(words):
        del words[-size:]
    return " ".join(words)


def _form(word: str) -> str:
    return word.replace(".", "")


def _form_at_end(words: list[str]) -> int:
    """Give the number of words of the form at the end of a name, 0 where there is none."""
    last = tuple(map(_form, words[-4:]))
    for form in _LONG_FORMS:
        if last[-len(form) :] == form and len(words) > len(form):
            return len(form)
    return int(len(words) > 1 and last[-1] in _FORMS)
