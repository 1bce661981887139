"""Practices that nobody has: names, prose, dates, money and values, each from a number and a seed.

Names are written from syllables so that no two practices share one. Values are those of the
authority's schemes, read as data, and now and then one that no scheme knows. The prose of a
language is any of its subjects, acts and circumstances (`sentences.toml`).
"""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
SCHEMES = HERE.parent / "src/gpkit/authority/schemes"
DUPLICATES = 0.05  # of all practices: the same one on another site, with other words here and there
UNKNOWN = 0.06  # of all values: in no scheme
_ONSETS = (
    "b",
    "br",
    "d",
    "f",
    "g",
    "gl",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "z",
)
_RIMES = ("a", "en")
_NAMES = (len(_ONSETS) * len(_RIMES)) ** 4
_STEP = 1_500_007  # has no divisor in common with _NAMES: each number gives another name
_FIRST, _DAYS = date(2012, 1, 1), 4700


class Value(NamedTuple):
    """Words of a page, and the concept they stand for; None where no scheme knows them."""

    words: str
    concept: str | None


class Item(NamedTuple):
    """What a practice is, whatever page prints it. ``same_as`` is the number of its twin."""

    number: int
    name: str
    kind: int
    grant: int
    start: date
    end: date
    same_as: int | None


def item(number: int, seed: int) -> Item:
    """Give the practice of a number; one in twenty is an earlier one again."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311
    twin = chance.randrange(number) if number > 20 and chance.random() < DUPLICATES else None
    if twin is not None:
        first = item(twin, seed)
        origin = twin if first.same_as is None else first.same_as
        return first._replace(number=number, same_as=origin)
    start = _FIRST + timedelta(chance.randrange(_DAYS))
    end = start + timedelta(chance.randrange(90, 1400))
    return Item(
        number,
        name(number, seed),
        chance.randrange(2**20),
        chance.randrange(9**8),
        start,
        end,
        None,
    )


def name(number: int, seed: int) -> str:
    """Write a name that no other number below two million has."""
    rest = (number * _STEP + seed) % _NAMES
    syllables = []
    for _ in range(4):
        rest, digit = divmod(rest, len(_ONSETS) * len(_RIMES))
        onset, rime = divmod(digit, len(_RIMES))
        syllables.append(_ONSETS[onset] + _RIMES[rime])
    return "".join(syllables).capitalize()


class Words:
    """The words of one page: what it says of an item in its language."""

    def __init__(self, of: Item, language: str, seed: int) -> None:
        origin = of.number if of.same_as is None else of.same_as
        self.item, self.language = of, language
        self._grammar = grammars()[language]
        self._prose = random.Random(f"{seed}:{origin}:{language}")  # noqa: S311 - as its twin's
        self.chance = random.Random(f"{seed}:{of.number}:page")  # noqa: S311
        self._values = random.Random(f"{seed}:{origin}:values")  # noqa: S311
        self._edits = of.same_as is not None

    def title(self) -> str:
        """Give the title: the same for a twin in the same language."""
        things, aims = self._grammar["things"], self._grammar["aims"]
        thing, aim = things[self.item.kind % len(things)], aims[self.item.kind // 16 % len(aims)]
        return f"{thing} {aim} {self.item.name}"

    def body(self) -> str:
        """Give the organisation."""
        bodies = self._grammar["bodies"]
        return f"{bodies[self.item.kind // 256 % len(bodies)]} {self.item.name}"

    def paragraph(self, least: int = 3, most: int = 6) -> str:
        """Write some sentences; one in eight of a twin's is another."""
        count = self._prose.randint(least, most)
        return " ".join(self.sentence() for _ in range(count))

    def sentence(self) -> str:
        """Write a sentence."""
        told = self._sentence(self._prose)
        return self._sentence(self.chance) if self._edits and self.chance.random() < 1 / 8 else told

    def _sentence(self, chance: random.Random) -> str:
        parts = (chance.choice(self._grammar[slot]) for slot in ("subjects", "acts", "when"))
        other = name(chance.randrange(_NAMES), 1) if chance.random() < 0.5 else self.item.name
        filled = (
            part.format(n=chance.randint(2, 400), place=other, body=self.body()) for part in parts
        )
        return " ".join(filled) + "."

    def heading(self, which: str) -> str:
        """Give the heading of a section: aims, results, why."""
        return str(self._grammar[f"{which}_heading"])

    def value(self, scheme: str) -> Value:
        """Draw a value of a scheme, or make one up that it does not know."""
        if self._values.random() < UNKNOWN:
            return Value(
                f"{name(self._values.randrange(_NAMES), 2)} {scheme.rpartition('_')[2]}", None
            )
        return self._values.choice(terms(scheme, self.language))

    def values(self, scheme: str, most: int = 3) -> list[Value]:
        """Draw values that differ."""
        drawn = {
            v.words: v for _ in range(self._values.randint(1, most)) if (v := self.value(scheme))
        }
        return list(drawn.values())


@cache
def grammars() -> dict[str, Any]:
    """Load the sentences of all languages."""
    return tomllib.loads((HERE / "sentences.toml").read_text("utf-8"))


@cache
def terms(scheme: str, language: str) -> Sequence[Value]:
    """Give the preferred words of all concepts, in the language or in English."""
    text = (SCHEMES / f"{scheme}.yaml").read_text("utf-8")
    concepts = yaml.load(text, Loader=yaml.CSafeLoader)["concepts"]
    prefs = ((one["pref"], key) for key, one in concepts.items() if "en" in one["pref"])
    values = [Value(pref.get(language, pref["en"]), key) for pref, key in prefs]
    many = Counter(value.words for value in values)  # two concepts may share their words
    return [value for value in values if many[value.words] == 1]
