"""The search index: classic scripts that a page can load from disk, in small parts.

``data/index.js`` holds title, date and values of every practice. The words of all texts are split
by their first two characters into ``data/words/*.js``, so that a search loads a few kilobytes.
Numbers are those of the cards in list order.
"""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from typing import TYPE_CHECKING, Any

from gpkit.exporters._cells import shown
from gpkit.site.cards import is_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gpkit.model import Practice
    from gpkit.site.cards import Card, Tally

SHORTEST = 2  # characters of a word that can be looked up, and of the name of a part
LONGEST = 24  # characters of a word that are kept
CARDS = 200  # summaries in one part

# Line ends of scripts, controls, and what is no character: pages may not hold these as they are.
_NONE = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_ESCAPED = re.compile(f"[\x7f-\x9f\u2028\u2029\ufdd0-\ufdef{_NONE}]")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def script(call: str, *data: Any) -> bytes:
    r"""Write a script that hands data to the page; a lone surrogate becomes an escape.

    >>> script("gpkit.index", {"a": "</script>"})
    b'gpkit.index({"a":"\\u003c/script>"});\n'
    """
    return f"{call}({','.join(map(as_json, data))});\n".encode("utf-8", "backslashreplace")


def as_json(data: Any) -> str:
    r"""Write JSON that stays data wherever it stands in a page.

    >>> as_json("<\x9d\ufffe\U0001ffff")
    '"\\u003c\\u009d\\ufffe\\ud83f\\udfff"'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda found: json.dumps(found[0])[1:-1], text).replace("<", "\\u003c")


class _Plain(dict[int, str | None]):
    """What becomes of each character, looked up once."""

    def __missing__(self, code: int) -> str | None:
        is_mark = unicodedata.category(chr(code))[0] == "M"
        self[code] = None if is_mark else chr(code)
        return self[code]


_PLAIN = _Plain({ord("ς"): "σ"})


def fold(text: str) -> str:
    """Fold text as ``site.js`` does: no case, no accents, one sigma.

    >>> fold("Ψηφιακές Δεξιότητες"), fold("Łódź ÉCOLE")
    ('ψηφιακεσ δεξιοτητεσ', 'łodz ecole')
    """
    return unicodedata.normalize("NFKD", text).lower().translate(_PLAIN)


def words_of(text: str) -> set[str]:
    """Give the words of a text that can be looked up.

    >>> sorted(words_of("The Bees' e-Skills 2018"))
    ['2018', 'bees', 'skills', 'the']
    """
    found = (word[:LONGEST] for word in _WORD.findall(fold(text)))
    return {word for word in found if len(word) >= SHORTEST}


def part_of(word: str) -> str:
    """Name the part that holds a word: its first two characters, in ASCII.

    >>> part_of("digital"), part_of("цифрови")
    ('di', 'u0446u0438')
    """
    return "".join(c if c in _DIGITS else f"u{ord(c):04x}" for c in word[:SHORTEST])


class Words:
    """Which practices hold which words."""

    def __init__(self) -> None:
        self._found: dict[str, array[int]] = {}

    def add(self, number: int, practice: Practice) -> None:
        """Take in the words of a practice: title, prose, and words of values as on the page."""
        for word in words_of("\n".join(_texts(practice))):
            numbers = self._found.get(word)
            if numbers is None:
                numbers = self._found[word] = array("I")
            numbers.append(number)

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Give each part of the index: its name, and the script."""
        by_part: dict[str, list[str]] = {}
        for word in self._found:
            by_part.setdefault(part_of(word), []).append(word)
        for part in sorted(by_part):
            lists = {word: packed(self._found[word]) for word in sorted(by_part[part])}
            yield part, script("gpkit.words", part, lists)


def _texts(practice: Practice) -> Iterator[str]:
    yield practice.title or ""
    yield practice.id.partition("/")[2]
    for section in practice.sections:
        yield section.heading or ""
        yield section.text
    for entry in practice.observed:
        yield from (value.raw for value in entry.values)
    for facet in practice.facets.values():
        yield from (shown(value) for value in facet)


def packed(numbers: Iterable[int]) -> str:
    """Write numbers as steps from one to the next, in base 36.

    >>> packed([0, 36, 37])
    '0 10 1'
    """
    last, steps = 0, []
    for number in sorted(numbers):
        steps.append(_base36(number - last))
        last = number
    return " ".join(steps)


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits


def index(cards: Sequence[Card], tally: Tally, parts: Sequence[str]) -> bytes:
    """Write the index: facets with their concepts, a row for each practice, the parts of words."""
    facets = [(facet, [c for c, _ in by_count(tally, facet)]) for facet in tally.filters()]
    pairs = [(facet, concept) for facet, concepts in facets for concept in concepts]
    codes = {pair: code for code, pair in enumerate(pairs)}
    rows = [
        [card.id, card.title, card.published, [codes[pair] for pair in card.pairs]]
        for card in cards
    ]
    about = [[facet, concepts, int(is_named(facet))] for facet, concepts in facets]
    return script("gpkit.index", {"facets": about, "rows": rows, "parts": " ".join(parts)})


def by_count(tally: Tally, facet: str) -> list[tuple[str, int]]:
    """Give the concepts of a facet: the most frequent first; years from the newest on."""
    found = tally.counts[facet].items()
    if not is_named(facet) and all(concept.isdigit() for concept, _ in found):
        return sorted(found, reverse=True)
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def summaries(cards: Sequence[Card]) -> Iterator[tuple[int, bytes]]:
    """Give the summaries in parts of equal length: the number of the part, and the script."""
    for part, first in enumerate(range(0, len(cards), CARDS)):
        texts = [[card.summary, card.language] for card in cards[first : first + CARDS]]
        yield part, script("gpkit.summaries", part, texts)
