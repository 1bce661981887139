"""Reading by hand what `_emit` wrote: what libyaml would read, in a fraction of the time.

It takes only texts of that form: known indentation, plain keys, words that are plain beyond
doubt or in single quotes, literal blocks. Whatever else it meets is `Unsure`, and libyaml reads
the whole. A seal can be forged, so nothing here trusts it: tests forge it.
"""

from __future__ import annotations

import re
from typing import Any

from gpkit.store._emit import Unsure, is_odd, is_plain, quoted
from gpkit.store._seal import MARK
from gpkit.store.yamlio import INTEGER

_USUAL = 3  # pairs in what most lists hold
_HEAD = 3  # lines: two comments and something
_KEPT = 20_000  # words in memory, of each kind
_SHORT = 64
WIDEST = 20  # of indentation; no file of ours needs more than 8


class Tokens(dict[str, Any]):
    """What words on one line stand for, kept where they are short."""

    def __init__(self, *, flow: bool) -> None:
        super().__init__()
        self._flow = flow

    def __missing__(self, token: str) -> str | int:
        return _kept(self, token, self._value(token))  # type: ignore[no-any-return]

    def _value(self, token: str) -> str | int:
        if token[:1] == "'":
            text = token[1:-1].replace("''", "'")
            if len(token) < 2 or quoted(text) != token:
                raise Unsure
            return text
        if not is_plain(token, flow=self._flow):
            raise Unsure
        return int(token) if INTEGER.fullmatch(token) else token


BLOCK, FLOW = Tokens(flow=False), Tokens(flow=True)


class _Pairs(dict[str, tuple[str, Any]]):
    """Keys with plain or quoted words, in flow context."""

    def __missing__(self, text: str) -> tuple[str, Any]:
        key, colon, token = text.partition(": ")
        if not colon or not (key in _KEYS or is_key(key)):
            raise Unsure
        return _kept(self, text, (key, FLOW[token]))  # type: ignore[no-any-return]


NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")
_KEYS: set[str] = set()


def is_key(name: str) -> bool:
    if not NAME.fullmatch(name):
        return False
    if len(_KEYS) < _KEPT:
        _KEYS.add(name)
    return True


_PAIRS = _Pairs()


class _Lasts(dict[str, tuple[str, Any]]):
    """The same at the end of a mapping on one line, with its bracket."""

    def __missing__(self, text: str) -> tuple[str, Any]:
        if text[-1:] != "}":
            raise Unsure
        return _kept(self, text, _PAIRS[text[:-1]])  # type: ignore[no-any-return]


_LASTS = _Lasts()


class _Insides(dict[str, tuple[str, tuple[str, Any]]]):
    """Keys with a mapping of one pair, at the end of a mapping on one line."""

    def __missing__(self, text: str) -> tuple[str, tuple[str, Any]]:
        key, colon, token = text.partition(": {")
        if not colon or text[-2:] != "}}" or not (key in _KEYS or is_key(key)):
            raise Unsure
        return _kept(self, text, (key, _PAIRS[token[:-2]]))  # type: ignore[no-any-return]


_INSIDES = _Insides()


class _Raws(dict[str, Any]):
    """Beginnings of lines, up to the words of the page in a mapping on one line."""

    def __init__(self, opening: str) -> None:
        super().__init__()
        self._width = len(opening)

    def __missing__(self, text: str) -> Any:
        return _kept(self, text, FLOW[text[self._width :]])


def _kept(table: dict[str, Any], text: str, value: Any) -> Any:
    """Keep what a short text stands for."""
    if len(text) <= _SHORT:
        if len(table) >= _KEPT:
            table.clear()
        table[text] = value
    return value


class Level:
    """What is known of the lines of one indentation: whole lines that were read before."""

    def __init__(self, pad: str, below: Level | None) -> None:
        self.pad = pad
        self.width = len(pad)
        self.dash = f"{pad}- "
        self.opening = f"{pad}- {{raw: "
        self.members: dict[str, tuple[str, Any]] = {}  # a key with None: its value lies below
        self.items: dict[str, Any] = {}
        self.raws = _Raws(self.opening)
        self.below = below or self


def _levels() -> Level:
    level = Level("\n", None)  # below the last: no line begins so
    for width in range(WIDEST, -1, -2):
        level = Level(" " * width, level)
    return level


_TOP = _levels()


def parse(text: str) -> dict[str, Any]:
    """Read the text of a practice file.

    Raises:
        Unsure: libyaml has to do it.
    """
    lines = lines_of(text)
    try:
        data, at = _mapping(lines, 2, lines[2], _TOP)
    except IndexError as error:
        raise Unsure from error
    if at != len(lines) - 1:
        raise Unsure
    return data


def lines_of(text: str) -> list[str]:
    """Give the lines of a text that begins as those of practice files do; the last is empty.

    Raises:
        Unsure: it does not, or has characters that may count as line ends.
    """
    lines = text.split("\n")
    head = len(lines) > _HEAD and lines[0].startswith("# ") and lines[1].startswith(MARK)
    try:
        if head and not is_odd(text, text.encode()):
            return lines
    except UnicodeEncodeError:
        pass
    raise Unsure


# Block context: each gives what it read, and the number of the line behind it -----------------


def _mapping(lines: list[str], at: int, line: str, level: Level) -> tuple[dict[str, Any], int]:
    """Read a mapping; ``line`` is the one at hand, with blanks in the place of a dash."""
    out: dict[str, Any] = {}
    number = 0
    known = level.members.get
    while True:
        pair = known(line)
        if pair is not None:
            key, value = pair
            at += 1
            if value is None:
                if lines[at].startswith(level.dash):
                    value, at = _sequence(lines, at, level)
                else:
                    value, at = _below(lines, at, level)
        elif line and line.startswith(level.pad):
            key, value, at = _member(lines, at, line, level)
        elif len(out) == number:
            return out, at
        else:  # a key twice
            raise Unsure
        out[key] = value
        number += 1
        line = lines[at]


def _below(lines: list[str], at: int, level: Level) -> tuple[Any, int]:
    """Read the list or the mapping below a key."""
    line = lines[at]
    if line.startswith(level.dash):
        return _sequence(lines, at, level)
    if line.startswith(level.below.pad):
        return _mapping(lines, at, line, level.below)
    raise Unsure


def _member(lines: list[str], at: int, line: str, level: Level) -> tuple[str, Any, int]:
    """Read a key, and its value; those on one short line are kept."""
    words = line[level.width :]
    if words[-1] == ":":
        key = words[:-1]
        if not (key in _KEYS or is_key(key)):
            raise Unsure
        _kept(level.members, line, (key, None))
        return key, *_below(lines, at + 1, level)
    key, colon, token = words.partition(": ")
    if not colon or not (key in _KEYS or is_key(key)):
        raise Unsure
    if token[0] == "|":
        return key, *literal(lines, at, token, level.below.pad)
    if token[0] in "{[":
        return key, flow(token), at + 1
    value = BLOCK[token]
    _kept(level.members, line, (key, value))
    return key, value, at + 1


def _sequence(lines: list[str], at: int, level: Level) -> tuple[list[Any], int]:
    """Read a list."""
    out: list[Any] = []
    known, opening = level.items.get, level.opening
    while True:
        line = lines[at]
        value = known(line)
        if value is not None:
            at += 1
        elif line.startswith(opening):
            value = _row(line, level)
            at += 1
        elif line.startswith(level.dash):
            value, at = _item(lines, at, line, level)
        else:
            return out, at
        out.append(value)


def _row(line: str, level: Level) -> dict[str, Any]:
    """Read words of the page, and mostly one or two pairs of what is known of them."""
    parts = line.split(", ")
    try:
        if len(parts) == _USUAL:
            one, two, three = parts
            second, value = _PAIRS[two]
            if line[-2] == "}":
                third, (key, last) = _INSIDES[three]
                found = {"raw": level.raws[one], second: value, third: {key: last}}
            else:
                third, last = _LASTS[three]
                found = {"raw": level.raws[one], second: value, third: last}
        else:
            one, two = parts
            second, value = _LASTS[two]
            found = {"raw": level.raws[one], second: value}
        if len(found) == len(parts):
            return found
    except (Unsure, ValueError):  # brackets, or commas in quotes
        pass
    return flow(line[level.width + 2 :])  # type: ignore[no-any-return]


def _item(lines: list[str], at: int, line: str, level: Level) -> tuple[Any, int]:
    """Read what stands behind a dash; words on one short line are kept."""
    token = line[level.width + 2 :]
    head = token[0]
    if head in "{[":
        return flow(token), at + 1
    if head == "|":
        return literal(lines, at, token, level.below.pad)
    if head != "'" and (": " in token or token[-1] == ":"):
        return _mapping(lines, at, f"{level.below.pad}{token}", level.below)
    value = BLOCK[token]
    _kept(level.items, line, value)
    return value, at + 1


def literal(lines: list[str], at: int, header: str, pad: str) -> tuple[str, int]:
    """Read a literal block below the line at hand."""
    if header not in ("|-", "|"):
        raise Unsure
    start, last, width = at + 1, len(lines) - 1, len(pad)
    at = start
    while lines[at].startswith(pad) or (not lines[at] and at < last):
        at += 1
    if at == start or lines[start][width : width + 1] in ("", " ") or not lines[at - 1].strip(" "):
        raise Unsure
    text = "\n".join([line[width:] for line in lines[start:at]])
    return (text if header == "|-" else f"{text}\n"), at


# Flow context ---------------------------------------------------------------------------------


def flow(token: str) -> Any:
    """Read a mapping or a list on one line.

    Where none is inside another, but for one at the end, it is cut at its commas: words in
    quotes are whole on their side of a comma, or are no words at all.
    """
    inner = token[1:-1]
    if token[-1] != _CLOSING[token[0]]:
        raise Unsure
    try:
        if token[0] == "[":
            return [FLOW[item] for item in inner.split(", ")] if inner else []
        if "{" not in inner:
            return _pairs(inner)
        if token[-2] == "}":
            before, colon, last = inner[:-1].partition(": {")
            first, comma, key = before.rpartition(", ")
            if colon and comma and (key in _KEYS or is_key(key)):
                out = _pairs(first)
                if key not in out:
                    out[key] = _pairs(last)
                    return out
    except Unsure:
        pass
    return _scanned(token)


def _pairs(text: str) -> dict[str, Any]:
    if not text:
        return {}
    pairs = [_PAIRS[pair] for pair in text.split(", ")]
    out = dict(pairs)
    if len(out) != len(pairs):
        raise Unsure
    return out


_CLOSING = {"[": "]", "{": "}"}


def _scanned(token: str) -> Any:
    from gpkit.store import _places

    return _places.flow(token)
