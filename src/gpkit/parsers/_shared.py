"""Links that a site's software adds to each page: to share it, and to read more of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.parsers._layouts import said_on
from gpkit.parsers._words import BESIDE_NETWORKS, LEADS_OUT, MORE, NETWORKS, SHARE
from gpkit.text.fold import fold
from gpkit.text.lines import bullet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gpkit.parsers._layouts import Numbered

_FIRST = frozenset(words.split(" ", 1)[0] for words in SHARE)
_SHORT = 80  # characters of the words of a link
_WORDS = 12
_LONGEST = 5  # words of a link behind a value
_BRACKETED = 60


def shares(lines: Sequence[Numbered]) -> Iterator[int]:
    """Give the lines of links that share a page: their heading, and the names below it.

    A heading alone is none: what a page says of sharing stands above other words.
    """
    begun = {at.key.partition(":")[0].rstrip() for at in lines if ":" in at.key}
    rows = any("|" in at.key or at.key.split(" ", 1)[0] in _FIRST for at in lines)
    if not rows and SHARE.isdisjoint(said_on(lines)) and SHARE.isdisjoint(begun):
        return
    index = 0
    while index < len(lines):
        start, index = index, index + 1
        if lines[start].key in SHARE:
            while index < len(lines) and _is_network(_words(lines[index])):
                index += 1
            if index > start + 1:
                yield from (at.line for at in lines[start:index])
        elif _is_row(lines[start]):
            yield lines[start].line


def _is_row(at: Numbered) -> bool:
    """Tell "Share: Facebook Twitter" and "Print | E-mail" from a label with its value."""
    head, colon, rest = at.key.partition(":")
    if "|" in head and not rest:
        return all(_is_network(part.strip()) for part in head.split("|"))
    if not colon:
        head, rest = _parted(at.key)
    names = rest.replace("|", " ").replace(",", " ").replace("/", " ").split()
    many = bool(names) if colon else sum(name.startswith(NETWORKS) for name in names) > 1
    return many and head.rstrip() in SHARE and all(map(_is_network, names))


def _parted(key: str) -> tuple[str, str]:
    """Part the words for sharing from what follows them on a line."""
    words = key.split()
    for size in range(1, min(len(words), _LONGEST)):
        if " ".join(words[:size]) in SHARE and _is_network(words[size]):
            return " ".join(words[:size]), " ".join(words[size:])
    return "", ""


def _words(at: Numbered) -> str:
    item = bullet(at.text)
    return at.key if item is None else fold(item)


def _is_network(key: str) -> bool:
    """Tell the words of a link to a network: its name among a few others, and no address."""
    if key in BESIDE_NETWORKS or key in SHARE:
        return True
    if not key or len(key) > _SHORT or "/" in key or "@" in key or ": " in key:
        return False
    words = key.split()
    return len(words) <= _WORDS and any(word.startswith(NETWORKS) for word in words)


def without_link(words: str) -> str:
    """Take off the words of a link that stand behind a value.

    >>> without_link("Harbour library Read more"), without_link("a.eu (opens in new window)")
    ('Harbour library', 'a.eu')
    >>> without_link("Read more"), without_link("To read more"), without_link("Vurgo (north)")
    ('Read more', 'To read more', 'Vurgo (north)')
    """
    if words.endswith(")"):
        return _without_note(words)
    parts = words.rsplit(None, _LONGEST)
    if len(parts) < 3:
        return words
    for size in range(2, len(parts)):
        tail = parts[-size:]
        if tail[0][:1].isupper() and fold(" ".join(tail).rstrip("›»→> .…")) in MORE:
            return words[: len(words.rsplit(None, size)[0])].rstrip(" -–|·:").rstrip() or words
    return words


def _without_note(words: str) -> str:
    head, _, note = words[:-1].rpartition("(")
    if not head.strip() or len(note) > _BRACKETED:
        return words
    key = fold(note)
    return without_link(head.rstrip()) if any(mark in key for mark in LEADS_OUT) else words
