"""Outages of a source: error pages, login walls, empty pages, far fewer records."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gpkit.drift.causes import Cause, Spot, Why, spot_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gpkit.diff.sides import Page, Side
    from gpkit.model import Practice

_SHORT = 40  # lines: no page of a site that tells of an error or asks for a login is longer
_BARE = 12  # lines of a page that tells of an error and of nothing else
_HINT = "Scrape these pages again before anything else; nothing was changed by people."

# In the order in which they are tried; the first that fits names the page.
_KINDS = (
    (
        "login-wall",
        "a login wall",
        r"log ?in to continue|sign ?in to (?:continue|view)|please (?:log|sign) ?in|log in\b"
        r"|you must be logged in|members only|password|вход в системата|влезте в профила",
    ),
    (
        "error-page",
        "an error page",
        r"\b(?:40[0-9]|410|429|50[0-4]|52[0-9])\b|not found|forbidden|access denied|unavailable"
        r"|bad gateway|gateway time-?out|internal server error|too many requests|maintenance"
        r"|something went wrong|error establishing|captcha|are you (?:a )?human|just a moment"
        r"|checking your browser|enable (?:javascript|cookies)|не е намерена|nicht gefunden"
        r"|introuvable|nie znaleziono|no encontrada|non trovata",
    ),
)


class Outages(NamedTuple):
    """Causes, and the practices that they account for."""

    causes: list[Cause]
    gone: set[str]
    fresh: set[str]


def outages(
    old: Side, new: Side, gone: Collection[str], fresh: Collection[str], found_again: set[str]
) -> Outages:
    """Explain practices that are gone by pages that no longer give any.

    ``found_again`` are those whose words stand elsewhere: their page did not fail.
    """
    missing = [i for i in gone if i not in found_again]
    result = Outages([], set(), set())
    broken = list(_broken(old, new, missing, fresh))
    for kind in sorted({kind for kind, *_ in broken}):
        result.causes.append(_pages(kind, [b for b in broken if b[0] == kind], old, result))
    for family in sorted({old.practices[i].family for i in missing}):
        if cause := _fewer(family, old, missing, result.gone):
            result.causes.append(cause)
            result.gone.update(i for i in missing if old.practices[i].family == family)
    return result


_Broken = tuple[str, str, "Page", list[str]]  # kind, in words, the page, the practices it had


def _broken(
    old: Side, new: Side, missing: Collection[str], fresh: Collection[str]
) -> Iterator[_Broken]:
    held: dict[str, list[str]] = {}
    for i, practice in old.practices.items():
        held.setdefault(_key(practice), []).append(i)
    same = {page.words for page in old.pages if not page.practices}
    for page in pages_of(new):
        given = [new.practices[i] for i in page.practices]
        strange = all(p.id in fresh and p.family == "generic" for p in given)
        if not strange or (page.words in same and not given):
            continue
        had = held.get(page.url or page.name, [])
        lost = [i for i in had if i in missing]
        found = kind_of(page, bool(given))
        if found and lost and len(lost) == len(had):
            yield (*found, page, lost)
        elif found and not had and found[0] != "no-practice" and (missing or page.lines <= _BARE):
            yield (*found, page, [])


def kind_of(page: Page, has_practice: bool) -> tuple[str, str] | None:
    """Name what is wrong with a page, None if it may well be a page of another kind."""
    if page.lines == 0:
        return "empty-page", "empty"
    if page.lines <= _SHORT:
        for kind, words, pattern in _KINDS:
            if re.search(pattern, page.words, re.IGNORECASE):
                return kind, words
    return None if has_practice and page.lines > _SHORT else ("no-practice", "without a practice")


def pages_of(side: Side) -> list[Page]:
    """Give the pages of a scrape; of a tree, what its practices say of their dumps."""
    if side.pages:
        return list(side.pages)
    from gpkit.diff.sides import Page

    grouped: dict[str, list[Practice]] = {}
    for practice in side.practices.values():
        grouped.setdefault(_key(practice), []).append(practice)
    return [
        Page(
            found[0].provenance.dump,
            found[0].provenance.url,
            " ".join(f"{p.title or ''} {p.summary or ''}" for p in found)[:400],
            sum(p.provenance.lines[1] - p.provenance.lines[0] + 1 for p in found),
            tuple(p.id for p in found),
        )
        for _, found in sorted(grouped.items())
    ]


def _key(practice: Practice) -> str:
    return practice.provenance.url or practice.provenance.dump


def _pages(kind: str, broken: list[_Broken], old: Side, result: Outages) -> Cause:
    lost = [i for *_, had in broken for i in had]
    result.gone.update(lost)
    result.fresh.update(i for _, _, page, _ in broken for i in page.practices)
    families = Counter(old.practices[i].family for i in lost)
    family = families.most_common(1)[0][0] if families else "generic"
    number = len(broken)
    first = f": {broken[0][2].words[:60]!r}" if broken[0][2].words else ""
    message = (
        f"{number} page{' is' if number == 1 else 's are'} {broken[0][1]}{first}; "
        f"{len(lost)} practice{'' if len(lost) == 1 else 's'} cannot be seen"
    )
    spots = tuple(Spot(i, page.name, 1) for _, _, page, had in broken for i in _or_none(had))
    return Cause(Why.OUTAGE, kind, family, message, _HINT, spots, len(old.practices))


def _or_none(ids: list[str]) -> tuple[str | None, ...]:
    return tuple(ids) or (None,)


def _fewer(family: str, old: Side, missing: Collection[str], known: set[str]) -> Cause | None:
    had = [i for i, p in old.practices.items() if p.family == family]
    lost = [i for i in had if i in missing and i not in known]
    all_lost = [i for i in had if i in missing]
    if not lost or 2 * len(all_lost) < len(had) or (len(had) < 4 and len(all_lost) < len(had)):
        return None
    message = f"{family} gives {len(had) - len(all_lost)} records, and gave {len(had)}"
    spots = tuple(spot_of(old.practices[i]) for i in lost)
    return Cause(Why.OUTAGE, "fewer-records", family, message, _HINT, spots, len(had))
