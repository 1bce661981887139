"""What changed between two scrapes, and why: outage, parser, template, vocabulary or content.

Practices are paired by id, then by title, URL and words. What their words tell is accounted for
cause by cause, the gravest first; what is left over is content, and only content reopens a
practice. `docs/drift.md` has the table of causes and what each rests on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.diff.matching import renamed
from gpkit.drift.causes import Cause, Explained, Spot, Why, spot_of
from gpkit.drift.outage import outages
from gpkit.drift.reading import is_same_dump, other_records, same_dump, same_words
from gpkit.drift.template import template
from gpkit.drift.tokens import compare, tokens
from gpkit.drift.vocabulary import vocabulary
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from gpkit.diff.sides import Side
    from gpkit.drift.tokens import Pair, Token
    from gpkit.model import Practice

_LONG = 12  # letters from which on words inside other words are no chance


class Reopened(NamedTuple):
    """A practice whose content changed: people should look at it again."""

    practice: str
    gone: tuple[str, ...]
    fresh: tuple[str, ...]


class Report(NamedTuple):
    """All causes, the gravest first, and the practices that content reopens."""

    causes: tuple[Cause, ...]
    reopened: tuple[Reopened, ...]
    compared: int  # practices on both sides

    @property
    def alarms(self) -> tuple[Cause, ...]:
        """Causes other than content."""
        return tuple(c for c in self.causes if c.why is not Why.CONTENT)

    @property
    def main(self) -> Why | None:
        """The gravest cause, None if nothing changed."""
        return self.causes[0].why if self.causes else None

    def as_json(self) -> dict[str, Any]:
        """Give it as JSON data."""
        return {
            "compared": self.compared,
            "causes": [cause.as_json() for cause in self.causes],
            "reopened": [r._asdict() for r in self.reopened],
        }


def drift(old: Side, new: Side) -> Report:
    """Name the cause of each change between two states."""
    names = {i: i for i in old.practices if i in new.practices}
    names |= dict(renamed(old.practices, new.practices))
    pairs = [compare(old.practices[i], new.practices[names[i]]) for i in sorted(names)]
    gone = [i for i in sorted(old.practices) if i not in names]
    reached = set(names.values())
    fresh = [i for i in sorted(new.practices) if i not in reached]
    causes = _of_records(old, new, gone, fresh)
    found, reopened = _of_pairs(pairs)
    causes += found
    causes += _content(
        (old.practices[i] for i in gone),
        (new.practices[i] for i in fresh),
        (new.practices[changed.practice] for changed in reopened),
        len(pairs),
    )
    order = list(Why)
    causes.sort(key=lambda c: (order.index(c.why), c.family, -len(c.spots), c.kind, c.message))
    return Report(tuple(causes), tuple(reopened), len(pairs))


# Records on one side only -------------------------------------------------------------------------


def _of_records(old: Side, new: Side, gone: list[str], fresh: list[str]) -> list[Cause]:
    """Explain records on one side; those that are explained are taken out of the lists."""
    causes, lost, got = other_records(old, new, gone, fresh)
    _drop(gone, lost)
    _drop(fresh, got)
    swallowed = _swallowed(old, new, gone, fresh)
    found = outages(old, new, gone, fresh, set(swallowed))
    _drop(gone, found.gone)
    _drop(fresh, found.fresh)
    for family in sorted({old.practices[i].family for i in swallowed}):
        mine = [i for i in swallowed if old.practices[i].family == family]
        of = sum(p.family == family for p in old.practices.values())
        message = f"{len(mine)} of {of} records of {family} are no longer told apart, or not read"
        hint = "The header of its records changed: look at a page with `gpkit inspect`."
        spots = tuple(_now(old.practices[i], swallowed[i], new) for i in mine)
        causes.append(Cause(Why.TEMPLATE, "record-header", family, message, hint, spots, of))
    _drop(gone, swallowed)
    _drop(fresh, swallowed.values())
    return [*causes, *found.causes]


def _drop(ids: list[str], known: Collection[str]) -> None:
    ids[:] = [i for i in ids if i not in known]


def _now(practice: Practice, holder: str, new: Side) -> Spot:
    if holder in new.practices:
        return spot_of(new.practices[holder])
    return Spot(practice.id, holder, 1)


def _swallowed(old: Side, new: Side, gone: Sequence[str], fresh: Sequence[str]) -> dict[str, str]:
    """Find the practice, or the page without one, that has most lines of prose of what is gone."""
    if not gone:
        return {}
    holders: dict[str, set[str]] = defaultdict(set)
    candidates = new.practices if fresh else {}
    for i, practice in candidates.items():
        for token in tokens(practice):
            if len(token.words) > _LONG:
                holders[token.words].add(i)
    for page in new.pages:
        for words in {fold(line) for line in page.text if len(line) > _LONG}:
            holders[words].add(page.name)
    found = {}
    for i in gone:
        said = tokens(old.practices[i])
        lines = {t.words for t in said if t.role == "text"} or {t.words for t in said}
        counts = Counter(h for words in lines for h in sorted(holders.get(words, ())))
        if counts and 2 * (best := counts.most_common(1)[0])[1] >= len(lines):
            found[i] = best[0]
    return found


# Records on both sides ----------------------------------------------------------------------------


def _of_pairs(pairs: Sequence[Pair]) -> tuple[list[Cause], list[Reopened]]:
    causes = list(same_dump([p for p in pairs if is_same_dump(p)]))
    others: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if not is_same_dump(pair):
            others[pair.old.family].append(pair)
    reopened: list[Reopened] = []
    for family, found in sorted(others.items()):
        explained = Explained()
        changed = list(template(family, found, explained))
        causes += changed
        causes += vocabulary(family, found, explained)
        causes += same_words(family, found) if not changed else ()
        for pair in found:
            left = _left(pair, explained, strict=not changed)
            if any(left):
                reopened.append(Reopened(pair.new.id, *left))
    return causes, reopened


def _left(
    pair: Pair, explained: Explained, *, strict: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the words that no cause accounts for.

    Where the template changed, words that stand inside other words of the page are still there.
    """
    gone, fresh = explained.left(pair.gone), explained.left(pair.fresh)
    if not strict:
        gone, fresh = _outside(gone, pair.after), _outside(fresh, pair.before)
        fresh = [t for t in fresh if not _holds_one(t, pair.gone)]
        gone = [t for t in gone if not _holds_one(t, pair.fresh)]
    return tuple(t.raw for t in gone), tuple(t.raw for t in fresh)


def _outside(these: Sequence[Token], page: Iterable[Token]) -> list[Token]:
    words = [t.words for t in page]
    return [t for t in these if not any(t.words in other for other in words)]


def _holds_one(token: Token, those: Iterable[Token]) -> bool:
    return any(t.words != token.words and t.words in token.words for t in those if t.words)


def _content(
    gone: Iterable[Practice], fresh: Iterable[Practice], changed: Iterable[Practice], compared: int
) -> list[Cause]:
    causes = []
    for what, practices in (("changed", changed), ("gone", gone), ("new", fresh)):
        by_family: dict[str, list[Practice]] = defaultdict(list)
        for practice in practices:
            by_family[practice.family].append(practice)
        for family, found in sorted(by_family.items()):
            message = f"{len(found)} practice{'' if len(found) == 1 else 's'} {what}"
            spots = tuple(spot_of(practice) for practice in found)
            kind = f"practices-{what}"
            causes.append(Cause(Why.CONTENT, kind, family, message, "", spots, compared))
    return causes
