"""The same bytes, or the same words under the same label, read otherwise: the parser changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from gpkit.authority import load
from gpkit.diff import changes
from gpkit.drift.causes import Cause, Spot, Why, spot, spot_of
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from gpkit.diff.sides import Side
    from gpkit.drift.tokens import Pair
    from gpkit.model import Observed, Practice

_HINT = "Nothing changed at the source: review the change of gpkit or of the authority."


def same_dump(pairs: Sequence[Pair]) -> Iterator[Cause]:
    """Give, by family, the practices that read otherwise from the very same dump."""
    found: dict[str, list[tuple[Pair, list[str]]]] = defaultdict(list)
    for pair in pairs:
        if names := differing(pair):
            found[pair.old.family].append((pair, names))
    for family, read in sorted(found.items()):
        counts = Counter(name for _, names in read for name in names)
        fields = ", ".join(f"{name} ({number})" for name, number in counts.most_common(6))
        number = len(read)
        message = f"{number} practice{'' if number == 1 else 's'} of the same dumps: {fields}"
        spots = tuple(spot(pair) for pair, _ in read)
        yield Cause(Why.PARSER, "same-dump", family, message, _HINT, spots, len(pairs))


def is_same_dump(pair: Pair) -> bool:
    """Tell whether both readings are of the same bytes."""
    return pair.old.provenance.sha256 == pair.new.provenance.sha256


def differing(pair: Pair) -> list[str]:
    """Name the fields that read otherwise; what people corrected does not count."""
    corrected = {*pair.old.corrected, *pair.new.corrected}
    names = [c.field for c in changes(pair.old, pair.new) if c.field not in corrected]
    if not names and [(t.words, t.role) for t in pair.before] != [
        (t.words, t.role) for t in pair.after
    ]:
        names = ["lines"]
    return names + (["id"] if pair.old.id != pair.new.id else [])


def other_records(
    old: Side, new: Side, gone: Collection[str], fresh: Collection[str]
) -> tuple[list[Cause], set[str], set[str]]:
    """Explain records that the same dump gave, or gives, on one side only."""
    before = {p.provenance.sha256 for p in old.practices.values()}
    after = {p.provenance.sha256 for p in new.practices.values()}
    lost = {i for i in gone if old.practices[i].provenance.sha256 in after}
    got = {i for i in fresh if new.practices[i].provenance.sha256 in before}
    if not lost and not got:
        return [], set(), set()
    ones = [old.practices[i] for i in sorted(lost)]
    others = [new.practices[i] for i in sorted(got)]
    family = Counter(p.family for p in (*ones, *others)).most_common(1)[0][0]
    message = f"the same dumps give {len(got)} other records, and {len(lost)} no longer"
    spots = tuple(spot_of(p) for p in (*ones, *others))
    cause = Cause(Why.PARSER, "other-records", family, message, _HINT, spots, len(old.practices))
    return [cause], lost, got


def same_words(family: str, pairs: Sequence[Pair]) -> Iterator[Cause]:
    """Give raw words that stand under the same label as before and mean another concept."""
    seen: dict[tuple[str, str, str, str], list[Spot]] = defaultdict(list)
    for pair in pairs:
        before = _readings(pair.old)
        for (label, words), (concept, line, raw) in _readings(pair.new).items():
            was = before.get((label, words))
            if was is not None and was[0] != concept:
                seen[label, raw, was[0], concept].append(spot(pair, line))
    for (label, raw, then, now), spots in sorted(seen.items(), key=lambda s: s[0]):
        message = f"`{raw}` under `{label}` was read as {then}, and is read as {now}"
        yield Cause(
            Why.PARSER, "same-words", family, message, _HINT, tuple(spots), len(pairs), len(spots)
        )


def _readings(practice: Practice) -> dict[tuple[str, str], tuple[str, int, str]]:
    return {
        (fold(entry.label), fold(v.raw)): (f"{entry.facet} {v.concept or 'unknown'}", v.line, v.raw)
        for entry in practice.observed
        if _is_schemed(entry)
        for v in entry.values
    }


def _is_schemed(entry: Observed) -> bool:
    authority = load()
    known = entry.facet is not None and entry.facet in authority.facets()
    return known and authority.facet(entry.facet or "").scheme is not None
