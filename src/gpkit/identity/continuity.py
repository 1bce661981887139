"""The same practice on the same page under another title: it keeps its id.

A page that scrapes show in several states had practices before and has records now. What is left
over on both sides is paired by the surest evidence first; no evidence, no pair. Records whose
codes contradict each other are never paired.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.identity.contest import values_of
from gpkit.identity.likeness import GENERIC, SAME, shares, title_words
from gpkit.text.slug import title_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from gpkit.model import Practice

    Key = Callable[[Practice], Hashable]

CODE = "same project code"
TITLE = "same title"
PROSE = "same prose"
POSTED = "same date and organisation"
ALONE = "alone on its page, and alike"
_ALIKE = 0.5  # of the words of two titles
_ALIKE_PROSE = 0.2  # of the lines, where each record is the only one of a page with an URL


class Link(NamedTuple):
    """A new natural id that is a known practice, and the evidence."""

    alias: str
    id: str
    evidence: str


def links(
    old: Mapping[str, Practice], new: Mapping[str, Practice], *, alone: bool = False
) -> list[Link]:
    """Pair practices that a page shows no more with records that it shows for the first time.

    Args:
        old: by their ids, as the catalogue has them.
        new: by their natural ids.
        alone: the page has a URL of its own, and had and has one record.
    """
    left, right = dict(old), dict(new)
    found: list[Link] = []

    def take(evidence: str, pairs: list[tuple[str, str]]) -> None:
        for one, other in pairs:
            if one in left and other in right and not _contradicts(left[one], right[other]):
                found.append(Link(other, one, evidence))
                del left[one], right[other]

    take(CODE, _by(left, right, _code))
    take(TITLE, _by(left, right, _title))
    take(PROSE, _by_prose(left, right))
    take(POSTED, _by(left, right, _posted))
    if alone and len(left) == 1 and len(right) == 1:
        (one, before), (other, after) = *left.items(), *right.items()
        take(ALONE, [(one, other)] if _is_alike(before, after) else [])
    return found


def _by(
    left: Mapping[str, Practice], right: Mapping[str, Practice], key: Key
) -> list[tuple[str, str]]:
    from gpkit.identity.likeness import by_key

    return by_key(left, right, key)


def _by_prose(left: Mapping[str, Practice], right: Mapping[str, Practice]) -> list[tuple[str, str]]:
    ordered = sorted(shares(left, right), key=lambda s: (-s[0], s[1], s[2]))
    return [(one, other) for share, one, other in ordered if share >= SAME]


def _code(practice: Practice) -> Hashable:
    return min(values_of(practice, "code"), default=None)


def _title(practice: Practice) -> Hashable:
    """Give the key of a title where it is not the whole identity."""
    named = practice.title and practice.family == GENERIC
    return title_key(practice.title or "") if named else None


def _posted(practice: Practice) -> Hashable:
    organisations = values_of(practice, "organisation")
    return (
        (practice.published, min(organisations)) if practice.published and organisations else None
    )


def _contradicts(one: Practice, other: Practice) -> bool:
    codes = [values_of(practice, "code") for practice in (one, other)]
    return all(codes) and codes[0].isdisjoint(codes[1])


def _is_alike(one: Practice, other: Practice) -> bool:
    first, second = title_words(one), title_words(other)
    common = len(first & second) / max(len(first), len(second), 1)
    share = max((s for s, *_ in shares({"a": one}, {"b": other})), default=0.0)
    return common >= _ALIKE or share >= _ALIKE_PROSE
