"""What is expected of each family, as data of the user's repository: ``bounds.yaml``.

The file lies beside the store (``data/bounds.yaml``), is written by ``gpkit bounds --update`` and
may be edited by hand. It gives percentages and how far they may move::

    erasmusly:
      practices: 40
      tolerance: 19
      facets:
        call_year: {value: 100, empty: 0, absent: 0, tolerance: 19}

Tolerances follow from the counts. For a rate it is the reach of the Wilson score interval at three
standard deviations (100 % of 3 pages may as well be 25 %, 100 % of 1,000 hardly 99 %); for a
number of practices three times its square root.
"""

from __future__ import annotations

from math import ceil, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.limits import read_text
from gpkit.stats import Fill, fill
from gpkit.store.yamlio import Flow, YamlProblem, dump, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from gpkit.model import Key, Practice
    from gpkit.store.yamlio import Loaded

FILE = "bounds.yaml"
_DEVIATIONS = 3
_HEAD = """\
# Expected of each family: practices, and how many percent of them have a value of a facet, have
# its label and no value, or lack the label. `tolerance` is how far a figure may move before
# gpkit validate reports it (rule expected-bounds). Made by gpkit bounds --update; edit it freely.
"""


class Bound(NamedTuple):
    """A facet's three rates in percent, and by how many points they may differ."""

    value: int
    empty: int
    absent: int
    tolerance: int


class Family(NamedTuple):
    """What is expected of a family."""

    practices: int
    tolerance: int
    facets: dict[str, Bound]


class Broken(NamedTuple):
    """A bound that does not hold: the family, the facet, what it was, and what it is."""

    family: str
    facet: str | None
    what: str
    was: int
    found: int
    tolerance: int
    counted: str  # the figure behind ``found``

    @property
    def key(self) -> Key:
        """Give its place in the file."""
        if self.facet is None:
            return (self.family, self.what)
        return (self.family, "facets", self.facet, self.what)


def beside(store: Path) -> Path:
    """Give the place of the file for a store."""
    return store.absolute().parent / FILE


# Deriving -----------------------------------------------------------------------------------------


def derive(practices: Iterable[Practice]) -> dict[str, Family]:
    """Derive what to expect from what is there."""
    return {
        family: Family(
            len(found),
            ceil(_DEVIATIONS * sqrt(len(found))),
            {facet: _bound(counts) for facet, counts in fill(found).items()},
        )
        for family, found in _by_family(practices).items()
    }


def _by_family(practices: Iterable[Practice]) -> dict[str, list[Practice]]:
    grouped: dict[str, list[Practice]] = {}
    for practice in practices:
        grouped.setdefault(practice.family, []).append(practice)
    return dict(sorted(grouped.items()))


def _bound(counts: Fill) -> Bound:
    of = sum(counts)
    return Bound(*_percents(counts), max(reach(number, of) for number in counts))


def _percents(counts: Fill) -> tuple[int, int, int]:
    value, empty, absent = (round(100 * number / sum(counts)) for number in counts)
    return value, empty, absent


def reach(number: int, of: int) -> int:
    """Give how far a rate may move: the longer arm of its Wilson score interval, in points.

    >>> reach(3, 3), reach(40, 40), reach(1000, 1000), reach(20, 40)
    (75, 19, 1, 22)
    """
    rate, z2 = number / of, _DEVIATIONS**2
    middle = (rate + z2 / (2 * of)) / (1 + z2 / of)
    arm = _DEVIATIONS * sqrt(rate * (1 - rate) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return ceil(round(100 * max(middle + arm - rate, rate - middle + arm), 6))


def as_text(bounds: Mapping[str, Family]) -> str:
    """Write the file."""
    data: dict[str, Any] = {
        name: {
            "practices": family.practices,
            "tolerance": family.tolerance,
            "facets": {f: Flow(b._asdict()) for f, b in sorted(family.facets.items())},
        }
        for name, family in sorted(bounds.items())
    }
    return _HEAD + dump(data)


# Reading and checking -----------------------------------------------------------------------------


def read(path: Path) -> tuple[dict[str, Family], Loaded]:
    """Read the file, with the place of each of its nodes.

    Raises:
        GpkitError: it is broken; says where.
    """
    try:
        loaded = load(read_text(path))
    except YamlProblem as error:
        raise GpkitError(
            f"{path.as_posix()}:{error.line}:{error.column}: {error}", _HINT
        ) from error
    data = loaded.data if loaded.data != "" else {}
    try:
        return {str(name): _family(family) for name, family in _items(data)}, loaded
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"{error} is missing" if isinstance(error, KeyError) else error
        raise GpkitError(f"{path.as_posix()}: these are no bounds ({what})", _HINT) from error


_HINT = "Mend the line, or make the file anew: gpkit bounds --update"


def _items(data: Any) -> Iterable[tuple[Any, Any]]:
    if not isinstance(data, dict):
        raise TypeError(f"{str(data)[:60]!r} stands where a mapping is expected")
    return data.items()


def _family(data: Any) -> Family:
    facets = {str(f): Bound(*(int(b[n]) for n in Bound._fields)) for f, b in _items(data["facets"])}
    return Family(int(data["practices"]), int(data["tolerance"]), facets)


def check(bounds: Mapping[str, Family], practices: Iterable[Practice]) -> Iterator[Broken]:
    """Give the bounds that do not hold."""
    there = _by_family(practices)
    for name, expected in bounds.items():
        found = there.get(name, [])
        if abs(len(found) - expected.practices) > expected.tolerance or not found:
            counted = f"{len(found)} practices"
            was = expected.practices
            yield Broken(name, None, "practices", was, len(found), expected.tolerance, counted)
        if found:
            yield from _facets(name, expected, found)


def _facets(family: str, expected: Family, found: list[Practice]) -> Iterator[Broken]:
    counts = fill(found)
    for facet, bound in expected.facets.items():
        now = counts.get(facet, Fill(0, 0, len(found)))
        worst = max(
            zip(Fill._fields, bound[:3], _percents(now), now, strict=True),
            key=lambda rate: abs(rate[1] - rate[2]),
        )
        what, was, is_now, number = worst
        if abs(was - is_now) > bound.tolerance:
            counted = f"{number} of {len(found)} practices"
            yield Broken(family, facet, what, was, is_now, bound.tolerance, counted)
