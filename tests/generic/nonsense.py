"""Words replaced by nonsense words of the same shape; knows nothing of what reads them.

Length, case, digits and punctuation stay; one word always becomes the same nonsense word, so that
what repeated repeats. Endings of numbers and units ("12:00 am") are words like any other.
"""

from __future__ import annotations

import random
import re

_VOWELS = "aeiou"
_CONSONANTS = "bcdfghklmnprstvz"
_WORD = re.compile(r"[^\W\d_]+")


class Nonsense:
    """A seeded substitution of words."""

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed
        self._words: dict[str, str] = {}
        self._taken: set[str] = set()

    def text(self, text: str) -> str:
        """Replace each word of a text."""
        return _WORD.sub(lambda m: self._like(m[0]), text)

    def _like(self, word: str) -> str:
        lower = self._lower(word.lower())
        if len(lower) != len(word):
            return word
        return "".join(n.upper() if w.isupper() else n for w, n in zip(word, lower, strict=True))

    def _lower(self, word: str) -> str:
        if word not in self._words:
            self._words[word] = self._new(word)
        return self._words[word]

    def _new(self, word: str) -> str:
        for attempt in range(100):
            chance = random.Random(f"{self._seed} {attempt} {word}")
            made = "".join(
                chance.choice(_CONSONANTS if i % 2 else _VOWELS) for i in range(len(word))
            )
            if made not in self._taken:
                break
        self._taken.add(made)
        return made
