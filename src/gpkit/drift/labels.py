"""Labels, headings and carriers that a site renamed, dropped or added on its pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from gpkit.drift.causes import PARSER_HINT, Cause, Explained, Why, many, on, spot
from gpkit.drift.tokens import HEADER, label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.drift.tokens import Pair, Token

_LABEL_HINT = "Teach gpkit the new label: an entry in authority/facets.yaml."


def renamed(family: str, pairs: Sequence[Pair], explained: Explained) -> Iterator[Cause]:
    """Find labels and headings in whose place other words stand, with the same values."""
    seen: dict[tuple[str, str, str], list[tuple[Pair, Token, Token]]] = defaultdict(list)
    for pair in pairs:
        for old, new in pair.replaced:
            if old.role in ("label", "heading") and explained.left([old]):
                seen[old.role, old.words, new.words].append((pair, old, new))
    known = {t.words for p in pairs for t in p.before if t.role == "label"}
    for (role, old_words, new_words), found in sorted(seen.items(), key=lambda s: s[0]):
        of = sum(any(t.words == old_words and t.role == role for t in p.before) for p in pairs)
        certain = role == "label" and new_words not in known and 2 * len(found) >= of
        if not (certain or many(len(found), of)):
            continue
        explained.swap(pairs, old_words, new_words)
        values = sum(_values_differ(pair, old_words, explained) for pair, *_ in found)
        _, old, new = found[0]
        what = "" if role == "label" else "the heading "
        changed = f"; {values} value{'' if values == 1 else 's'} changed" if role == "label" else ""
        message = f"{what}`{old.raw}` became `{new.raw}` {on(len(found), of)}{changed}"
        hint = _LABEL_HINT if role == "label" else "Add the heading to authority/sections.yaml."
        spots = tuple(spot(pair, new.line) for pair, _, new in found)
        yield Cause(Why.TEMPLATE, f"{role}-renamed", family, message, hint, spots, of, values)


def _values_differ(pair: Pair, label: str, explained: Explained) -> int:
    return sum(t.role == "value" and t.element == label for t in explained.left(pair.gone))


def carriers(family: str, pairs: Sequence[Pair], explained: Explained) -> Iterator[Cause]:
    """Find words that now stand around values, or no longer do: a carrier changed."""
    seen: dict[tuple[str, str], list[tuple[Pair, Token, Token]]] = defaultdict(list)
    for pair in pairs:
        fresh = explained.left(pair.fresh)
        for old in explained.left(pair.gone):
            for new in fresh:
                if affix := _affix(old, new):
                    seen[old.element, affix].append((pair, old, new))
                    break
    for (element, affix), found in sorted(seen.items(), key=lambda s: s[0]):
        of = sum(any(t.element == element for t in p.before) for p in pairs)
        telling = len({old.words for _, old, _ in found}) > 1 or len(affix.split()) > 2
        number = len({id(pair) for pair, *_ in found})
        if not telling or not (many(number, of) or (number == of and ":" in affix)):
            continue
        for _, old, new in found:
            explained.add((old, new))
        what = _named(found[0][1], label_of(pairs, element))
        message = f"the words around {what} changed {on(number, of)}: `{affix}`"
        spots = tuple(spot(pair, new.line) for pair, _, new in found)
        yield Cause(Why.TEMPLATE, "carrier-changed", family, message, PARSER_HINT, spots, of)


def _affix(old: Token, new: Token) -> str:
    """Give the words by which one of two tokens is longer than the other."""
    long, short = sorted((old.words, new.words), key=len, reverse=True)
    if len(short) < 2 or short == long or short not in long or old.role in ("text", "label"):
        return ""
    head, _, tail = long.partition(short)
    whole = not head[-1:].isalnum() and not tail[:1].isalnum()
    return f"{head}…{tail}" if whole else ""


def _named(token: Token, label: str) -> str:
    return f"the {token.role}" if token.role in HEADER else f"the values of `{label}`"


def vanished(family: str, pairs: Sequence[Pair], explained: Explained) -> Iterator[Cause]:
    """Find labels, and lines that stood on most pages, that are gone."""
    had = Counter(w for p in pairs for w in {(t.role, t.words) for t in p.before})
    gone: dict[tuple[str, str], list[tuple[Pair, Token]]] = defaultdict(list)
    for pair in pairs:
        for token in explained.left(pair.gone):
            if token.role in ("label", "heading", "text"):
                gone[token.role, token.words].append((pair, token))
    for (role, words), found in sorted(gone.items(), key=lambda s: s[0]):
        of = had[role, words]
        usual = role == "label" or 2 * of >= len(pairs)
        if not usual or len(found) < 3 or 5 * len(found) < 4 * of:
            continue
        values = 0
        for pair, token in found:
            lost = [t for t in pair.gone if role == "label" and t.element == token.element]
            explained.add((token, *lost))
            values += sum(t.role == "value" for t in lost)
        what = {"label": "label", "heading": "heading", "text": "line"}[role]
        lost_words = f"; {values} values went with it" if values else ""
        message = f"the {what} `{_cut(found[0][1])}` is gone {on(len(found), of)}{lost_words}"
        places = tuple(spot(pair) for pair, _ in found)
        yield Cause(
            Why.TEMPLATE, f"{what}-removed", family, message, PARSER_HINT, places, of, values
        )


def appeared(family: str, pairs: Sequence[Pair], explained: Explained) -> Iterator[Cause]:
    """Find words that no page had and most pages have now: a label, or a line of the template."""
    known = {t.words for p in pairs for t in p.before}
    fresh: dict[str, list[tuple[Pair, Token]]] = defaultdict(list)
    for pair in pairs:
        for token in explained.left(pair.fresh):
            if token.words not in known:
                fresh[token.words].append((pair, token))
    for words, found in sorted(fresh.items()):
        replaces = sum(any(new is t for _, new in pair.replaced) for pair, t in found)
        labels = all(t.role == "label" for _, t in found)
        followed = sum(_next_is_fresh(pair, t) for pair, t in found)
        is_label = labels or 2 * followed >= len(found)
        if not many(len(found), len(pairs)) or 2 * replaces > len(found) or not is_label:
            continue
        for pair, token in found:
            explained.add((token, *_run(pair, token)))
        message = f"`{_cut(found[0][1])}` is new {on(len(found), len(pairs))}"
        spots = tuple(spot(pair, token.line) for pair, token in found)
        hint = "If it is a label worth keeping, add it to authority/facets.yaml."
        if words:
            yield Cause(Why.TEMPLATE, "label-added", family, message, hint, spots, len(pairs))


def _next_is_fresh(pair: Pair, token: Token) -> bool:
    return bool(_run(pair, token))


def _run(pair: Pair, token: Token) -> list[Token]:
    """Give the new words right behind a new word: the values of a new label."""
    place = next(i for i, t in enumerate(pair.after) if t is token)
    fresh = {id(t) for t in pair.fresh}
    run = []
    for after in pair.after[place + 1 :]:
        if id(after) not in fresh or after.role not in ("value", "text"):
            break
        run.append(after)
    return run


def _cut(token: Token) -> str:
    return token.raw if len(token.raw) <= 60 else token.raw[:59] + "…"
