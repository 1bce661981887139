"""Changes of a site's vocabulary: one value for another on many pages, values no scheme has."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from gpkit.authority import load
from gpkit.drift.causes import Cause, Explained, Why, many, on, spot
from gpkit.drift.tokens import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.drift.tokens import Pair, Token

_HINT = "Add the new words to authority/schemes, or decide about them."


def vocabulary(family: str, pairs: Sequence[Pair], explained: Explained) -> Iterator[Cause]:
    """Give the changes of the vocabulary of one family, and account for their words."""
    worded = _worded(pairs)
    yield from _replaced(family, pairs, explained, worded)
    yield from _came_or_went(family, pairs, explained, worded)
    yield from _unknown(family, pairs, explained)


def _worded(pairs: Sequence[Pair]) -> set[str]:
    """Name the labels whose values are words that repeat: no dates, sums or names."""
    from gpkit.text.fold import fold

    authority = load()
    free = {f for f in authority.facets() if authority.facet(f).kind not in ("concept", "text")}
    entries = [e for p in pairs for e in (*p.old.observed, *p.new.observed)]
    return {fold(e.label) for e in entries if e.facet is None or e.facet not in free}


def _replaced(
    family: str, pairs: Sequence[Pair], explained: Explained, worded: set[str]
) -> Iterator[Cause]:
    seen: dict[tuple[str, str, str], list[tuple[Pair, Token, Token]]] = defaultdict(list)
    for pair in pairs:
        for old, new in pair.replaced:
            both = len(explained.left((old, new))) == 2
            if both and old.role == new.role == "value" and old.element in worded:
                seen[old.element, old.words, new.words].append((pair, old, new))
    had = _having(pairs, "old")
    for (label, old_words, new_words), found in sorted(seen.items(), key=lambda s: s[0]):
        of = had[label, old_words]
        if len(found) < 3 or 2 * len(found) < of or had[label, new_words] > len(found):
            continue
        explained.swap(pairs, old_words, new_words)
        _, old, new = found[0]
        where = f"under `{label_of(pairs, label)}` {on(len(found), of)} that had it"
        message = f"`{old.raw}` became `{new.raw}` {where}"
        spots = tuple(spot(pair, new.line) for pair, _, new in found)
        yield Cause(Why.VOCABULARY, "value-replaced", family, message, _HINT, spots, of, len(found))


def _having(pairs: Sequence[Pair], side: str) -> Counter[tuple[str, str]]:
    """Count the practices that have a value under a label."""
    return Counter(
        value
        for p in pairs
        for value in {
            (t.element, t.words)
            for t in (p.before if side == "old" else p.after)
            if t.role == "value"
        }
    )


def _came_or_went(
    family: str, pairs: Sequence[Pair], explained: Explained, worded: set[str]
) -> Iterator[Cause]:
    """Find a value that is gone wherever it stood, or new on most pages and on none before."""
    for side, other, word in (("old", "new", "gone"), ("new", "old", "new")):
        had, has = _having(pairs, side), _having(pairs, other)
        seen: dict[tuple[str, str], list[tuple[Pair, Token]]] = defaultdict(list)
        for pair in pairs:
            for token in explained.left(pair.gone if side == "old" else pair.fresh):
                if token.role == "value" and token.element in worded:
                    seen[token.element, token.words].append((pair, token))
        for (label, words), found in sorted(seen.items(), key=lambda s: s[0]):
            of = had[label, words] if side == "old" else len(pairs)
            if len(found) < 5 or has[label, words] or not many(len(found), of):
                continue
            explained.add(token for _, token in found)
            value = f"`{found[0][1].raw}` under `{label_of(pairs, label)}`"
            message = f"{value} is {word} {on(len(found), of)}"
            line = None if side == "old" else found[0][1].line
            spots = tuple(spot(pair, line) for pair, _ in found)
            yield Cause(
                Why.VOCABULARY, f"value-{word}", family, message, _HINT, spots, of, len(found)
            )


def _unknown(family: str, pairs: Sequence[Pair], explained: Explained) -> Iterator[Cause]:
    """Find values that no scheme has, and that no page had before."""
    authority = load()
    before = {t.words for p in pairs for t in p.before}
    seen: dict[tuple[str, str], list[tuple[Pair, Token]]] = defaultdict(list)
    for pair in pairs:
        left = {(t.raw, t.line): t for t in explained.left(pair.fresh) if t.role == "value"}
        for entry in pair.new.observed:
            if entry.facet is None or authority.facet(entry.facet).scheme is None:
                continue
            for value in entry.values:
                token = left.get((value.raw, value.line))
                if value.concept is None and not value.readings and token is not None:
                    seen[entry.facet, token.words].append((pair, token))
    for (facet, words), found in sorted(seen.items(), key=lambda s: s[0]):
        if words in before:
            continue
        explained.add(token for _, token in found)
        message = f"`{found[0][1].raw}` is in no scheme of {facet} {on(len(found), len(pairs))}"
        spots = tuple(spot(pair, token.line) for pair, token in found)
        yield Cause(Why.VOCABULARY, "value-unknown", family, message, _HINT, spots, len(pairs))
