"""Which practices are compared at all: those that share a sure key, or two lesser ones.

A key that more than ``LIMIT`` practices share tells nobody apart. It makes no block, counts as no
evidence, and is reported.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.match.names import host_of, stem
from gpkit.match.prose import bands
from gpkit.match.titles import weight_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from gpkit.match.features import Features

    Keys = Callable[[Features], Iterable[Hashable]]

LIMIT = 50
_PREFIX = 14  # letters of a title that was cut short


class Skipped(NamedTuple):
    """A key that too many practices share: of what kind, which words, how many practices."""

    kind: str
    key: str
    practices: int


class Blocks(NamedTuple):
    """For each practice the groups it is in: those that suffice alone, and those that do not."""

    sure: tuple[list[list[int]], ...]
    lesser: tuple[list[list[int]], ...]
    skipped: tuple[Skipped, ...]

    def partners(self, index: int) -> list[int]:
        """Give the earlier practices that one is to be compared with, in order."""
        met = set(chain.from_iterable(self.sure[index]))
        once: set[int] = set()
        for group in self.lesser[index]:
            met.update(once.intersection(group))
            once.update(group)
        return sorted(other for other in met if other < index)


def _titles(one: Features) -> Iterator[Hashable]:
    core = one.title.core
    if core:
        yield core
        yield core[:_PREFIX]
        yield "".join(sorted(one.title.words))


def _acronyms(one: Features) -> Iterator[Hashable]:
    """Give acronyms with their letters sorted: two that were swapped meet as well."""
    for key in one.title_acronyms.keys() | one.acronyms.keys():
        yield "".join(sorted(key))
    yield from ("".join(sorted(w.upper())) for w in one.title.words if weight_of(w) == 1)


def _organisations(one: Features) -> Iterator[Hashable]:
    for name in (*one.led_by, *one.partners):
        yield name[:12]


def _names(one: Features) -> Iterator[Hashable]:
    yield from one.names
    for name in (*one.led_by, *one.partners):
        yield from {stem(word) for word in name.split() if len(word) > 3}
    yield from (stem(key.casefold()) for key in one.title_acronyms.keys() | one.acronyms.keys())


SURE: dict[str, Keys] = {
    "code": lambda one: one.codes.keys() | one.named_codes.keys(),
    "title": _titles,
    "acronym": _acronyms,
    "address": lambda one: one.links.keys() | one.pages.keys(),
    "money": lambda one: {key[1:] for key in one.money},
}
LESSER: dict[str, Keys] = {
    "word of a title": lambda one: {stem(w) for w in one.title.words if len(w) > 2},
    "name": _names,
    "organisation": _organisations,
    "number": lambda one: one.numbers,
    "host": lambda one: {host_of(key) for key in one.links},
    "dates": lambda one: {("start", one.start)} if len(one.start) == 10 else (),
    "end": lambda one: {("end", one.end)} if len(one.end) == 10 else (),
}


def blocks(found: Sequence[Features], limit: int = LIMIT) -> Blocks:
    """Group practices by their keys, one kind of key at a time, so that memory stays bounded."""
    sure: tuple[list[list[int]], ...] = tuple([] for _ in found)
    lesser: tuple[list[list[int]], ...] = tuple([] for _ in found)
    skipped: list[Skipped] = []
    for table, into in ((SURE, sure), (LESSER, lesser)):
        for kind, keys in table.items():
            skipped += _grouped(kind, (keys(one) for one in found), into, limit)
    skipped += _grouped("prose", (bands(one.sketch) for one in found), sure, limit)
    return Blocks(sure, lesser, tuple(sorted(skipped, key=lambda s: (-s.practices, s))))


def _grouped(
    kind: str, keys: Iterable[Iterable[Hashable]], into: Sequence[list[list[int]]], limit: int
) -> list[Skipped]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index, own in enumerate(keys):
        for key in dict.fromkeys(own):
            groups[key].append(index)
    skipped = []
    for key, group in groups.items():
        if len(group) > limit:
            skipped.append(Skipped(kind, _shown(key), len(group)))
        elif len(group) > 1:
            for index in group:
                into[index].append(group)
    return skipped


def _shown(key: Any) -> str:
    if isinstance(key, bytes):
        return f"sketch {key.hex()[:12]}"
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def without_common(one: Features, skipped: Mapping[str, set[str]]) -> Features:
    """Take out of a practice's features what too many share to tell anything."""
    return one._replace(
        codes=_rare(one.codes, skipped.get("code")),
        named_codes=_rare(one.named_codes, skipped.get("code")),
        links=_rare(one.links, skipped.get("address")),
        rare_names=_rare(one.names, skipped.get("name")),
        numbers=_rare(one.numbers, skipped.get("number")),
        money={k: w for k, w in one.money.items() if _shown(k[1:]) not in skipped.get("money", ())},
    )


def _rare(found: Mapping[Any, str], common: set[str] | None) -> Mapping[Any, str]:
    if not common:
        return found
    return {key: words for key, words in found.items() if _shown(key) not in common}
