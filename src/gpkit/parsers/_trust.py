"""How sure the generic parser is that a record is a practice, and that it was read right."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gpkit.model import Role
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gpkit.model import Claim
    from gpkit.parsers._known import Known

_LITTLE = 40  # characters of a sentence
_PROSE = 120  # characters that say something
_MUCH = 400
_AGAIN = 3  # times that a label stands in a record
_STOPS = (".", "!", "?", "…")

# Words of pages about the site itself, in the languages of the EU: they can lower the trust in a
# record, and never raise it.
_OF_THE_SITE = (
    *("cookie", "404", "403", "captcha", "password", "passwort", "mot de passe", "contraseña"),
    *("heslo", "hasło", "geslo", "lozinka", "парола", "κωδικό", "parolă", "parool", "parole"),
    *("slaptažod", "salasana", "jelszó", "lösenord", "wachtwoord", "adgangskode", "palavra-passe"),
)


class Sum(NamedTuple):
    """A record, counted."""

    title: bool
    labels: int
    valued: int  # labels that have a value
    known: int  # labels that the authority knows
    prose: int  # characters
    sentence: bool  # a whole one
    foreign: int  # lines with words of pages about the site itself
    contacts: int  # lines that are an address to write to or to call
    records: int  # that agree
    again: int  # labels that are one and the same
    addressed: bool  # the URL of the page has words


_POINTS: tuple[tuple[Callable[[Sum], bool], float, str], ...] = (
    (lambda s: s.title, 0.25, "a title"),
    (lambda s: not s.title and s.addressed, 0.15, "a title in its URL"),
    (lambda s: not s.title and not s.addressed, -0.05, "no title"),
    (lambda s: s.prose >= _PROSE, 0.25, "prose"),
    (lambda s: _LITTLE <= s.prose < _PROSE, 0.1, "a little prose"),
    (lambda s: s.sentence and s.prose < _PROSE, 0.05, "a whole sentence"),
    (lambda s: s.prose >= _MUCH, 0.05, "much prose"),
    (lambda s: s.labels >= 3 and s.valued * 2 >= s.labels, 0.2, "a regular block of labels"),
    (lambda s: s.known >= 1, 0.1, "a label that is known"),
    (lambda s: s.known >= 3, 0.1, "several labels that are known"),
    (lambda s: s.records >= 3, 0.1, "other records of the dump are built alike"),
    (lambda s: s.foreign >= 2 and s.known < 3, -0.35, "speaks of the site itself"),
    # "1.5 Euro" / "0 references" / "2016" / "0 references": a count below each value, no labels.
    (lambda s: s.again >= _AGAIN and s.again * 2 > s.labels, -0.5, "one label, again and again"),
    (lambda s: s.contacts >= 2 and s.known < 3, -0.3, "addresses to write to or to call"),
)
_BASE = 0.1
_HIGHEST = 0.99


def trust(counted: Sum) -> tuple[float, tuple[str, ...]]:
    """Give the confidence of a record, and each reason with its points."""
    found = [(points, why) for holds, points, why in _POINTS if holds(counted)]
    total = _BASE + sum(points for points, _ in found)
    reasons = tuple(f"{why} ({points:+.2f})" for points, why in found)
    return round(min(max(total, 0.0), _HIGHEST), 2), reasons


def is_empty(counted: Sum) -> bool:
    """Tell a record that says nothing: no prose, and no block of labels."""
    return counted.prose < _LITTLE and counted.valued < 2 and counted.known < 2


def count(claims: Sequence[Claim], known: Known, records: int) -> Sum:
    """Count what a record is made of."""
    labels = valued = named = prose = foreign = contacts = 0
    title = has_values = sentence = False
    names: Counter[str] = Counter()
    for claim in claims:
        if claim.role is Role.TITLE:
            title = True
        if claim.role in (Role.LABEL, Role.PAIR):
            labels += 1 + len(claim.more)
            names[fold(claim.label)] += 1
            named += known.is_label(claim.label)
            valued += claim.role is Role.PAIR
            has_values = claim.role is Role.PAIR
        elif claim.role is Role.VALUE and not has_values and not claim.columns:
            valued += 1
            has_values = True
        elif claim.role in (Role.TEXT, Role.ITEM):
            prose += len(claim.values[0])
            sentence = sentence or _is_sentence(claim.values[0])
        labels += len(claim.columns)
        valued += sum(bool(cell) for *_, cell in claim.columns)
        named += sum(known.is_label(name) for name, *_ in claim.columns)
        foreign += _is_foreign(claim)
        contacts += any(map(_is_contact, claim.values))
    again = max(names.values(), default=0)
    return Sum(
        *(title, labels, valued, named, prose, sentence, foreign, contacts, records, again),
        addressed=bool(known.address),
    )


def _is_sentence(words: str) -> bool:
    return len(words) >= _LITTLE and words[0].isupper() and words.endswith(_STOPS)


def _is_foreign(claim: Claim) -> bool:
    words = fold(" ".join((claim.label, *claim.values))[:300])
    return any(mark in words for mark in _OF_THE_SITE)


def _is_contact(words: str) -> bool:
    """Tell an address to write to or a number to call."""
    if len(words) > 60:
        return False
    if "@" in words:
        return True
    digits = sum(map(str.isdigit, words))
    return words.lstrip("(").startswith(("+", "00")) and 7 <= digits <= 15
