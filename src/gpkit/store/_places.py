"""Where a node of a text stands that `_parse` has read: only findings ask for places.

It goes down to the node and looks at nothing beside its way. Tests hold it against the marks of
libyaml's events.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gpkit.store._emit import Unsure
from gpkit.store._parse import FLOW, NAME
from gpkit.store.yamlio import lines_of

if TYPE_CHECKING:
    from gpkit.model import Key
    from gpkit.store.yamlio import Marks

_DEEPEST = 5  # in flow context
_FIRST = 2  # lines of comments


def place(text: str, key: Key) -> tuple[int, int] | None:
    """Give line and column of a node, from 1; None where there is no such node."""
    lines = lines_of(text)
    at, width = _FIRST, 0
    for depth, name in enumerate(key):
        below = width
        if isinstance(name, int):
            found = _item(lines, at, width, name)
            below = width + 2
        elif depth == 0:
            found = _outermost(text).get(name)
        else:
            found = _member(lines, at, width, name)
        if found is None:
            return None
        at, column, rest = found
        if rest[:1] in ("{", "["):
            marks: Marks = {}
            _flow(rest, column, key[: depth + 1], marks, at)
            return marks.get(key)
        if not rest:
            at += 1
            column = width = below if lines[at].startswith(f"{' ' * below}- ") else below + 2
        elif isinstance(name, int) and rest[0] not in "|'" and _begins_mapping(rest):
            width = column
        elif depth + 1 < len(key):
            return None
    return at + 1, (column if key else 0) + 1


@lru_cache(maxsize=1)  # a file has several findings
def _outermost(text: str) -> dict[str, tuple[int, int, str]]:
    """Give where the value of each key of the outermost mapping begins, and that."""
    found: dict[str, tuple[int, int, str]] = {}
    for at, line in enumerate(lines_of(text)):
        if line and line[0] not in " -#":
            name, _, rest = line.partition(":")
            found[name] = at, len(name) + 2, rest[1:]
    return found


def _begins_mapping(token: str) -> bool:
    return ": " in token or token[-1] == ":"


def _member(lines: list[str], at: int, width: int, name: str) -> tuple[int, int, str] | None:
    """Find a key of the mapping that begins at a place; give where its value begins, and that."""
    pad = " " * width
    line = lines[at][width:]
    while True:
        if line.startswith(f"{name}:") and line[len(name) + 1 : len(name) + 2] in ("", " "):
            return at, width + len(name) + 2, line[len(name) + 2 :]
        at += 1
        if lines[at]:
            if not lines[at].startswith(pad):
                return None
            line = lines[at][width:]
        elif at == len(lines) - 1:
            return None


def _item(lines: list[str], at: int, width: int, number: int) -> tuple[int, int, str] | None:
    """Find an item of the list that begins at a place."""
    pad, dash = " " * width, f"{' ' * width}- "
    while True:
        if lines[at].startswith(dash):
            if number == 0:
                return at, width + 2, lines[at][width + 2 :]
            number -= 1
        elif lines[at]:
            if not lines[at].startswith(f"{pad}  "):
                return None
        elif at == len(lines) - 1:
            return None
        at += 1


# Flow context ---------------------------------------------------------------------------------

_WORDS = re.compile(r"'(?:[^']|'')*+'|[^,\[\]{}:'\"][^,\[\]{}:]*+")


def flow(token: str) -> Any:
    """Read a mapping or a list on one line, one character after the other."""
    return _flow(token, 0, (), {}, 0)


def _flow(token: str, column: int, path: Key, marks: Marks, line: int) -> Any:
    scanner = _Scanner(token, column, marks, line)
    value = scanner.node(path, 0)
    if scanner.at != len(token):
        raise Unsure
    return value


class _Scanner:
    """Reads a flow node from ``at`` on."""

    def __init__(self, token: str, column: int, marks: Marks, line: int) -> None:
        self.token = token
        self.at = 0
        self._column = column
        self._marks = marks
        self._line = line

    def node(self, path: Key, depth: int) -> Any:
        if depth > _DEEPEST:
            raise Unsure
        self._marks[path] = (self._line + 1, self._column + self.at + 1)
        head = self.token[self.at]
        if head in "[{":
            self.at += 1
            return self._items(path, depth) if head == "[" else self._members(path, depth)
        match = _WORDS.match(self.token, self.at)
        if match is None:
            raise Unsure
        self.at = match.end()
        return FLOW[match[0]]

    def _items(self, path: Key, depth: int) -> list[Any]:
        out: list[Any] = []
        while not self._closed("]", first=not out):
            out.append(self.node((*path, len(out)), depth + 1))
        return out

    def _members(self, path: Key, depth: int) -> dict[str, Any]:
        out: dict[str, Any] = {}
        while not self._closed("}", first=not out):
            match = NAME.match(self.token, self.at)
            if match is None or match[0] in out:
                raise Unsure
            self.at = match.end()
            self._skip(": ")
            out[match[0]] = self.node((*path, match[0]), depth + 1)
        return out

    def _closed(self, bracket: str, *, first: bool) -> bool:
        if self.token[self.at] == bracket:
            self.at += 1
            return True
        if not first:
            self._skip(", ")
        return False

    def _skip(self, words: str) -> None:
        if not self.token.startswith(words, self.at):
            raise Unsure
        self.at += len(words)
