"""Three-way merge of a practice, facet by facet.

A facet is a set of values: what either side added is there, what either side took away is not. A
field of one value, a section and a typed facet of one value have to be changed alike, or by one
side only; else they are in conflict. Raw words, evidence and provenance tell of one reading of one
dump, and travel together. What both sides derived is sealed again; what people edited is not.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.authority import load as load_authority
from gpkit.store.codec import NO_PRACTICE, as_yaml, from_yaml, is_sealed

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from gpkit.model import Practice, Section, Value

OURS, MIDDLE, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"
_FIELDS = ("id", "family", "title", "language", "published", "summary")
_READING = ("observed", "evidence", "provenance")


class Merged(NamedTuple):
    """The text of the merged file, and the fields in conflict."""

    text: str
    conflicts: tuple[str, ...] = ()


class _Both(NamedTuple):
    """A value of the merge as each side would have it; equal where there is no conflict."""

    ours: Any
    theirs: Any


def merge(base: str, ours: str, theirs: str) -> Merged | None:
    """Merge the texts of three states of a practice file; None if one cannot be read."""
    try:
        old = from_yaml(base) if base.strip() else None
        one, other = from_yaml(ours), from_yaml(theirs)
    except NO_PRACTICE:
        return None
    fields = {**_scalars(old, one, other), **_reading(old, one, other)}
    fields["facets"] = _facets(old, one, other)
    fields["sections"] = _sections(old, one, other)
    for name in ("corrected", "aliases", "contested"):
        states = (getattr(side, name) if side else () for side in (old, one, other))
        fields[name] = _set(*states)
    fields["retired"] = _three(old.retired if old else None, one.retired, other.retired)
    left = one._replace(**{name: both.ours for name, both in fields.items()})
    right = one._replace(**{name: both.theirs for name, both in fields.items()})
    conflicts = tuple(name for name, both in fields.items() if both.ours != both.theirs)
    edited = next((text for text in (ours, theirs) if not is_sealed(text)), None)
    text = _marked(as_yaml(left), as_yaml(right)) if conflicts else as_yaml(left)
    return Merged(text if edited is None else _unsealed(text, edited), conflicts)


def _unsealed(text: str, edited: str) -> str:
    """Leave a seal broken that people broke: ingest must not overwrite what they wrote."""
    lines, broken = text.split("\n"), edited.split("\n")
    lines[1] = broken[1] if broken[1:] and broken[1].startswith("# seal ") else "# seal none"
    return "\n".join(lines)


def _three(base: Any, ours: Any, theirs: Any) -> _Both:
    """Take the side that changed; both where both did, and otherwise."""
    if theirs in (ours, base):
        return _Both(ours, ours)
    return _Both(theirs, theirs) if ours == base else _Both(ours, theirs)


def _scalars(old: Practice | None, one: Practice, other: Practice) -> dict[str, _Both]:
    return {
        name: _three(getattr(old, name, None), getattr(one, name), getattr(other, name))
        for name in _FIELDS
    }


def _reading(old: Practice | None, one: Practice, other: Practice) -> dict[str, _Both]:
    """Take the reading of the side that changed it; of two new ones the later scrape."""
    base = tuple(getattr(old, name) for name in _READING) if old else None
    ours = tuple(getattr(one, name) for name in _READING)
    theirs = tuple(getattr(other, name) for name in _READING)
    both = _three(base, ours, theirs)
    then, now = one.provenance.fetched or "", other.provenance.fetched or ""
    if both.ours != both.theirs and then != now:
        both = _Both(ours, ours) if then > now else _Both(theirs, theirs)
    return {name: _Both(both.ours[k], both.theirs[k]) for k, name in enumerate(_READING)}


# Facets -------------------------------------------------------------------------------------------


def _facets(old: Practice | None, one: Practice, other: Practice) -> _Both:
    base = old.facets if old else {}
    ours: dict[str, tuple[Value, ...]] = {}
    theirs: dict[str, tuple[Value, ...]] = {}
    for facet in _in_order(one.facets, other.facets):
        both = _facet(facet, base.get(facet), one.facets.get(facet), other.facets.get(facet))
        if both.ours is not None:
            ours[facet] = both.ours
        if both.theirs is not None:
            theirs[facet] = both.theirs
    return _Both(ours, theirs)


def _in_order(ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    """Give all facets in the order of the authority; unknown ones last, by name."""
    known = load_authority().facets()
    named = {*ours, *theirs}
    return [f for f in known if f in named] + sorted(named.difference(known))


def _facet(facet: str, base: Any, ours: Any, theirs: Any) -> _Both:
    both = _three(base, ours, theirs)
    same = both.ours == both.theirs
    if not same and ours is not None and theirs is not None and Counter(ours) == Counter(theirs):
        return _Both(ours, ours)
    if same or ours is None or theirs is None:
        return both
    merged = _set(base or (), ours, theirs)
    single = len(merged.ours) > 1 and not _is_many(facet)
    return both if single else merged


def _is_many(facet: str) -> bool:
    authority = load_authority()
    return facet not in authority.facets() or authority.facet(facet).many


def _set(base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> _Both:
    """Merge lists as sets: our order, with what they added behind the value it stood behind."""
    kept = [v for v in ours if v in theirs or v not in base]
    for place, value in enumerate(theirs):
        if value in ours or value in base:
            continue
        before = next((v for v in reversed(theirs[:place]) if v in kept), None)
        kept.insert(kept.index(before) + 1 if before is not None else 0, value)
    return _Both(tuple(kept), tuple(kept))


# Sections -----------------------------------------------------------------------------------------


def _sections(old: Practice | None, one: Practice, other: Practice) -> _Both:
    base, ours, theirs = (_keyed(p.sections if p else ()) for p in (old, one, other))
    order = _set(tuple(base), tuple(ours), tuple(theirs)).ours
    also = [key for key in ours if key not in order and key in base]  # gone there, changed here?
    also += [key for key in theirs if key not in order and key in base]
    left: list[Section] = []
    right: list[Section] = []
    for key in [*order, *dict.fromkeys(also)]:
        both = _three(base.get(key), ours.get(key), theirs.get(key))
        left += [both.ours] if both.ours is not None else []
        right += [both.theirs] if both.theirs is not None else []
    return _Both(tuple(left), tuple(right))


def _keyed(sections: Sequence[Section]) -> dict[Hashable, Section]:
    """Index sections by heading; the same heading again counts up."""
    seen: Counter[str | None] = Counter()
    keyed: dict[Hashable, Section] = {}
    for section in sections:
        keyed[section.heading, seen[section.heading]] = section
        seen[section.heading] += 1
    return keyed


# Conflicts ----------------------------------------------------------------------------------------


def _marked(ours: str, theirs: str) -> str:
    """Put markers around the lines in which the two texts differ; the seal stays ours, broken."""
    left, right = ours.split("\n"), theirs.split("\n")
    right[1] = left[1]
    return "\n".join(_hunks(left, right))


def _hunks(left: list[str], right: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from left[a:b]
        else:
            yield from (OURS, *left[a:b], MIDDLE, *right[c:d], THEIRS)
