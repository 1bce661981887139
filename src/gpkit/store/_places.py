"""Reading by hand once more, for the place of each node: only findings ask for places.

It takes the same texts as `_parse`, and is held against libyaml by the same tests.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gpkit.store._emit import Unsure
from gpkit.store._parse import BLOCK, FLOW, NAME, WIDEST, is_key, lines_of, literal

if TYPE_CHECKING:
    from gpkit.model import Key
    from gpkit.store.yamlio import Marks

_DEEPEST = 5  # in flow context


def places(text: str) -> tuple[dict[str, Any], Marks]:
    """Read the text of a practice file, with the place of each node.

    Raises:
        Unsure: libyaml has to do it.
    """
    lines = lines_of(text)
    marks: Marks = {}
    reader = _Reader(lines, marks)
    try:
        data = reader.mapping(lines[2], 0, ())
    except IndexError as error:
        raise Unsure from error
    if reader.at != len(lines) - 1:
        raise Unsure
    return data, marks


class _Reader:
    """Reads lines from ``at`` on; the last line is empty: the end."""

    def __init__(self, lines: list[str], marks: Marks) -> None:
        self.lines = lines
        self.marks = marks
        self.at = 2

    def mapping(self, line: str, width: int, path: Key) -> dict[str, Any]:
        """Read a mapping in block context that begins at a column; ``line`` begins there."""
        if width > WIDEST:
            raise Unsure
        self.marks[path] = (self.at + 1, width + 1)
        pad = " " * width
        out: dict[str, Any] = {}
        while True:
            key, value = self.member(line, width, path)
            if key in out:
                raise Unsure
            out[key] = value
            line = self.lines[self.at]
            if width and line.startswith(pad):
                line = line[width:]
            elif width or not line:
                return out

    def member(self, line: str, width: int, path: Key) -> tuple[str, Any]:
        key, colon, rest = line.partition(":")
        if not colon or not is_key(key):
            raise Unsure
        inside = (*path, key)
        if not rest:
            return key, self.below(width, inside)
        if rest[0] != " ":
            raise Unsure
        return key, self.node(rest[1:], width, width + len(key) + 2, inside)

    def below(self, width: int, path: Key) -> Any:
        """Read the list or the mapping below a key at a column."""
        self.at += 1
        line = self.lines[self.at]
        pad = " " * width
        if line.startswith(f"{pad}- "):
            return self.sequence(width, path)
        if line.startswith(f"{pad}  "):
            return self.mapping(line[width + 2 :], width + 2, path)
        raise Unsure

    def node(self, token: str, width: int, column: int, path: Key) -> Any:
        """Read what stands on one line, or begins a literal block below a column."""
        self.marks[path] = (self.at + 1, column + 1)
        if token[0] == "|":
            text, self.at = literal(self.lines, self.at, token, " " * (width + 2))
            return text
        flow = token[0] in "{["
        value = _flow(token, column, path, self.marks, self.at) if flow else BLOCK[token]
        self.at += 1
        return value

    def sequence(self, width: int, path: Key) -> list[Any]:
        """Read a list in block context."""
        self.marks[path] = (self.at + 1, width + 1)
        dash = " " * width + "- "
        out: list[Any] = []
        while (line := self.lines[self.at]).startswith(dash):
            token, inside = line[width + 2 :], (*path, len(out))
            if token[0] not in "{[|'" and (": " in token or token[-1] == ":"):
                out.append(self.mapping(token, width + 2, inside))
            else:
                out.append(self.node(token, width, width + 2, inside))
        return out


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
