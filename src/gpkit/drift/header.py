"""Changes of the header of a record: title, byline and date, lost, got or written otherwise."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gpkit.drift.causes import Cause, Explained, many, of_template, on
from gpkit.drift.tokens import HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.drift.tokens import Pair, Token

_HEAD = 5  # tokens at the top of a record among which its header stands


def header(family: str, pairs: Sequence[Pair], explained: Explained) -> Iterator[Cause]:
    """Find records whose header is read otherwise on most pages."""
    others = [p for p in pairs if p.new.family != family]
    if many(len(others), len(pairs)) or (others and len(others) == len(pairs)):
        for pair in others:
            explained.add((*pair.gone, *pair.fresh))  # what is left of a page that no parser reads
        to = Counter(p.new.family for p in others).most_common(1)[0][0]
        message = f"pages of {family} are now read as {to} {on(len(others), len(pairs))}"
        yield of_template("record-header", family, message, others, len(pairs))
        return
    for role in HEADER:
        yield from _part(role, family, pairs, explained)
    yield from _reformatted(family, pairs, explained)


def _part(role: str, family: str, pairs: Sequence[Pair], explained: Explained) -> Iterator[Cause]:
    for then, now, word in (("old", "new", "lost"), ("new", "old", "got")):
        had = [p for p in pairs if _has(p, role, then)]
        lost = [p for p in had if not _has(p, role, now)]
        of = len(had) if then == "old" else len(pairs)
        if not many(len(lost), of):
            continue
        for pair in lost:
            explained.add(t for t in (*pair.gone, *pair.fresh) if t.role == role)
            explained.add(t for t in pair.fresh if _stands_at_top(t, pair.after))
            explained.add(t for t in pair.gone if _stands_at_top(t, pair.before))
        name = {"published": "date"}.get(role, role)
        message = f"records {word} their {name} {on(len(lost), of)}"
        yield of_template("record-header", family, message, lost, of)


def _has(pair: Pair, role: str, side: str) -> bool:
    tokens = pair.before if side == "old" else pair.after
    return any(token.role == role for token in tokens)


def _stands_at_top(token: Token, tokens: Sequence[Token]) -> bool:
    return len(token.words) < 200 and any(token is top for top in tokens[:_HEAD])


def _reformatted(family: str, pairs: Sequence[Pair], explained: Explained) -> Iterator[Cause]:
    dated = [p for p in pairs if p.old.published and p.new.published]
    found = [
        p
        for p in dated
        if p.old.published == p.new.published and _words(p.before) != _words(p.after)
    ]
    if many(len(found), len(dated)):
        for pair in found:
            explained.add(t for t in (*pair.gone, *pair.fresh) if t.role == "published")
        message = f"dates of publication are written otherwise {on(len(found), len(dated))}"
        yield of_template("record-header", family, message, found, len(dated))


def _words(tokens: Sequence[Token]) -> list[str]:
    return [token.words for token in tokens if token.role == "published"]
