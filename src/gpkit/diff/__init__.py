"""What changed between two states of a catalogue, practice by practice and facet by facet.

Order does not count: values, sections and practices are compared as sets.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gpkit.diff.matching import renamed as _renamed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gpkit.model import Practice, Value

Values = tuple["Value", ...]


class Change(NamedTuple):
    """One field of a practice, before and after; None where it was not there at all."""

    field: str
    old: Values | None
    new: Values | None

    @property
    def removed(self) -> Values:
        """Values that are gone."""
        return _minus(self.old or (), self.new or ())

    @property
    def added(self) -> Values:
        """Values that are new."""
        return _minus(self.new or (), self.old or ())


class Changed(NamedTuple):
    """A practice that is on both sides, and what differs; ``before`` is its old id."""

    id: str
    before: str
    title: str | None
    changes: tuple[Change, ...]


class Diff(NamedTuple):
    """All differences, each list sorted by id."""

    added: tuple[Practice, ...]
    removed: tuple[Practice, ...]
    renamed: tuple[tuple[str, str], ...]
    changed: tuple[Changed, ...]

    def __bool__(self) -> bool:
        """Tell whether there is any difference."""
        return any(self[:])


def diff(old: Mapping[str, Practice], new: Mapping[str, Practice]) -> Diff:
    """Compare two catalogues, each given as practices by id."""
    renamed = tuple(_renamed(old, new))
    names = {**{i: i for i in old if i in new}, **dict(renamed)}
    reached = set(names.values())
    changed = (
        Changed(new[names[i]].id, i, new[names[i]].title, found)
        for i in names
        if (found := tuple(changes(old[i], new[names[i]])))
    )
    return Diff(
        tuple(new[i] for i in sorted(new) if i not in reached),
        tuple(old[i] for i in sorted(old) if i not in names),
        renamed,
        tuple(sorted(changed, key=lambda c: c.id)),
    )


def changes(old: Practice, new: Practice) -> Iterator[Change]:
    """Give the fields in which two states of one practice differ."""
    before, after = fields(old), fields(new)
    for name in [*before, *(name for name in after if name not in before)]:
        one, other = before.get(name), after.get(name)
        if (one is None) != (other is None) or Counter(one or ()) != Counter(other or ()):
            yield Change(name, one, other)


def fields(practice: Practice) -> dict[str, Values]:
    """Give what a practice says, by field; where it says it is no part of that."""
    found: dict[str, Values] = {}
    for name in ("title", "language", "published", "summary"):
        value = getattr(practice, name)
        if value is not None:
            found[name] = (value,)
    for facet, values in practice.facets.items():
        found[f"facets.{facet}"] = values
    if practice.evidence.byline_line is not None:
        found["byline"] = tuple(term.raw for term in practice.evidence.byline)
    for entry in practice.observed:
        unknown = tuple(v.raw for v in entry.values if v.concept is None)
        if unknown or entry.facet is None:
            name = f"unknown.{entry.label}"
            found[name] = (*found.get(name, ()), *unknown)
    for section in practice.sections:
        name = f"sections.{section.heading or section.role}"
        found[name] = (*found.get(name, ()), section.text)
    return found


def _minus(these: Values, those: Values) -> Values:
    left = Counter(those)
    kept = []
    for value in these:
        if left[value]:
            left[value] -= 1
        else:
            kept.append(value)
    return tuple(kept)
