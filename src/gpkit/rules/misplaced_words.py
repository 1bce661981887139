"""A value that takes any words holds some that belong elsewhere.

A name or a phrase is in no scheme, so nothing else tells that a page was damaged: that it holds
a label of another facet ("Web site" below "Source"), a sentence, the bullet of the next item, a
URL among words, or letters that had to be mended.

Passes::

    observed:
    - {label: Source, facet: source, line: 3, values: [{raw: Register of Rivers, line: 4,
        concept: Register of Rivers}]}

Fails::

    observed:
    - {label: Source, facet: source, line: 3, values: [{raw: Register of Rivers Web site, line: 4,
        concept: Register of Rivers Web site}]}

Fails::

    observed:
    - {label: Partner, facet: partner, line: 3, values: [{raw: House of Wind • House of Waves,
        line: 4, concept: {name: House of Wind • House of Waves, country: null}}]}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.authority import load
from gpkit.model import Severity
from gpkit.rules import Issue
from gpkit.text.fold import fold
from gpkit.text.repair import repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.authority import Authority
    from gpkit.model import Observed, Practice

SEVERITY = Severity.WARNING

# Facets whose values are sentences on the site itself.
_SENTENCES = ("coalition_priorities", "coalition_partners", "coalition_member")
_BULLET = re.compile(r"(?:^|\s)[•▪‣◦·]\s|^[-–—]\s")
_AMOUNT = re.compile(r"(?:€|EUR)\s?\d[\d\s.,]*|\d[\d\s.,]*\s?(?:€|EUR)", re.IGNORECASE)
_BEFORE_COLON = re.compile(r"\b\w+(?:[ /-]\w+){0,3}(?=:)")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_WORDS = 10  # of a sentence
_LABEL = 4  # words of the longest label that is looked for


def check(practice: Practice) -> Iterator[Issue]:
    """Look at the title, and at the values of facets that stand in no scheme."""
    authority = load()
    witness = practice.evidence.title
    if practice.title and witness and witness.line and _is_damaged(witness.raw):
        message = f"{witness.raw!r}, the title, had to be mended"
        yield Issue(message, ("title",), witness.line, severity=Severity.NOTE, about=witness.raw)
    for i, entry in enumerate(practice.observed):
        if entry.facet is None or entry.facet not in authority.facets():
            continue
        if authority.facet(entry.facet).scheme:
            continue
        for j, value in enumerate(entry.values):
            if value.concept is not None and (what := _misplaced(value.raw, entry, authority)):
                yield Issue(
                    f"{value.raw!r}, a value of {entry.facet}, {what}",
                    ("observed", i, "values", j, "raw"),
                    value.line,
                    "Is the page damaged there? Scrape it again, or correct the practice.",
                    about=f"{entry.facet}: {value.raw}",
                )


def _misplaced(raw: str, entry: Observed, authority: Authority) -> str:
    label = _label_in(raw, entry, authority)
    kind = authority.facet(str(entry.facet)).kind
    own, words = f" {fold(entry.label)} ", f" {fold(raw)} "
    others = [value.raw for value in entry.values if not _URL.fullmatch(value.raw)]
    url = entry.facet != "website" and bool(others) and _URL.fullmatch(raw)
    checks = (
        (label, f"holds the label {label!r}"),
        (words in own and words != own, "is a part of its label"),
        (kind == "text" and _AMOUNT.fullmatch(raw), "is an amount of money"),
        (_BULLET.search(raw), "holds a bullet"),
        (entry.facet not in _SENTENCES and _is_sentence(raw), "reads like a sentence"),
        (url, "is a URL among words"),
        (_is_damaged(raw), "had to be mended"),
    )
    return next((what for found, what in checks if found), "")


def _is_sentence(raw: str) -> bool:
    return raw.endswith((".", "!", "?")) and len(raw.split()) >= _WORDS


def _is_damaged(raw: str) -> bool:
    return any(step.name == "mojibake" for step in repair(raw)[1])


def _label_in(raw: str, entry: Observed, authority: Authority) -> str:
    """Find a label of another facet, of two words or more, at the begin or the end of a value."""
    words = raw.split()
    found = {" ".join(words)} if len(words) <= _LABEL else set()
    for end in range(2, min(_LABEL, len(words) - 1) + 1):
        found |= {" ".join(words[:end]), " ".join(words[-end:])}
    for before in _BEFORE_COLON.findall(raw):
        inside = before.split()
        found |= {" ".join(inside[i:]) for i in range(len(inside) - 1)}
    for label in sorted(found, key=len, reverse=True):
        named = [facet for facet, *_, kind in authority.facets_of(label) if kind != "hidden"]
        if named and entry.facet not in named:
            return label
    return ""
