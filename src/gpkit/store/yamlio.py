"""YAML as gpkit writes and reads it: a small subset that every reader reads alike.

Out: one document, block style, no anchors, no tags, prose as literal blocks; whatever a reader of
YAML 1.1 or 1.2 would turn into something else is quoted. In: every scalar is a string (only plain
digits are numbers), and depth, aliases and size are limited before anything is built, because
libyaml dies by a signal on deep nesting. One dumper only: libyaml and pure PyYAML emit different
bytes.

libyaml is imported when it is needed: a practice file is written and read by hand (`_emit`,
`_parse`).
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from gpkit import limits
from gpkit.store._seal import is_sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gpkit.model import Key

Plain = str | int | list["Plain"] | dict[str, "Plain"]
Spot = tuple[int, int]
Marks = dict["Key", Spot]

MAX_DEPTH = 64
# What some reader of YAML 1.1 or 1.2 turns into a boolean, null, number, date or merge key.
TYPED = re.compile(
    r"(?i:~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?\.(?:inf|nan)|0[xob][0-9a-f_]{1,400})"
    r"|[-+.0-9][-+.,:_0-9eE]{0,400}(?:[TtZz ][-+.:0-9 Zz]{0,40})?"
)
INTEGER = re.compile(r"0|[1-9][0-9]{0,14}")  # what plain digits are numbers


class Flow(dict[str, Plain]):
    """A mapping that is written on one line."""


class FlowList(list[Plain]):
    """A list that is written on one line."""


class Prose(str):
    """Text that is written as a literal block."""

    __slots__ = ()


def dump(data: Mapping[str, Plain]) -> str:
    r"""Write data as one YAML document.

    >>> print(dump({"country": ["NO", "BG"], "year": 2018, "text": Prose("one\ntwo 🚀")}), end="")
    country:
    - 'NO'
    - BG
    year: 2018
    text: |-
      one
      two 🚀
    """
    from gpkit.store import _libyaml

    return _libyaml.dump(data)


class Loaded:
    """A YAML document: its data, and where each node of it stands (line and column from 1).

    ``find`` gives the place of a node, None if it is not there.
    """

    __slots__ = ("_find", "data")

    def __init__(self, data: Plain, find: Callable[[Key], Spot | None]) -> None:
        self.data = data
        self._find = find

    def mark(self, key: Key) -> Spot:
        """Give the place of a node, or of its nearest parent that is there."""
        found = self._find(key)
        while key and found is None:
            key = key[:-1]
            found = self._find(key)
        return found or (1, 1)


class YamlProblem(Exception):
    """YAML that gpkit does not read: what is wrong, and where."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def decoded(data: bytes) -> str:
    r"""Give the text of a YAML file.

    >>> decoded("a: Ниво".encode())
    'a: Ниво'

    Raises:
        YamlProblem: it is not UTF-8; names the line of the first byte that is not.
    """
    head = data[:2]
    if head in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or (any(head) and 0 in head):
        raise YamlProblem("UTF-16, not UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        column = len(before) - (before.rfind("\n") + 1) + 1
        what = f"not UTF-8 (byte {error.start})"
        raise YamlProblem(what, before.count("\n") + 1, column) from error


@lru_cache(maxsize=1)
def lines_of(text: str) -> list[str]:
    """Give the lines of a file; a file has several findings."""
    return text.split("\n")


def load(text: str) -> Loaded:
    r"""Read one YAML document of the subset.

    >>> load("a: NO\nb: [1, '1', 08]").data
    {'a': 'NO', 'b': [1, '1', '08']}

    Raises:
        YamlProblem: broken syntax, or more than the subset (anchors, tags, deep nesting ...).
    """
    most = limits.now().record
    if len(text) > most:
        raise YamlProblem(f"larger than {limits.size(most)} (limit-record)")
    by_hand = _by_hand(text) if is_sealed(text) else None
    if by_hand is not None:
        return by_hand
    from gpkit.store import _libyaml

    return _libyaml.load(text)


def _by_hand(text: str) -> Loaded | None:
    from gpkit.store._emit import Unsure
    from gpkit.store._parse import parse

    def find(key: Key) -> Spot | None:
        from gpkit.store._places import place

        return place(text, key)

    try:
        return Loaded(parse(text), find)
    except Unsure:
        return None
