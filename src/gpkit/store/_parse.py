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
        value = self._value(token)
        if len(token) <= _SHORT:
            if len(self) >= _KEPT:
                self.clear()
            self[token] = value
        return value

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
        pair = (key, FLOW[token])
        if len(text) <= _SHORT:
            if len(self) >= _KEPT:
                self.clear()
            self[text] = pair
        return pair


NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")
_KEYS: set[str] = set()


def is_key(name: str) -> bool:
    if not NAME.fullmatch(name):
        return False
    if len(_KEYS) < _KEPT:
        _KEYS.add(name)
    return True


_MEMBERS: dict[str, tuple[str, Any]] = {}  # lines in block context
_PAIRS = _Pairs()


def parse(text: str) -> dict[str, Any]:
    """Read the text of a practice file.

    Raises:
        Unsure: libyaml has to do it.
    """
    lines = lines_of(text)
    try:
        data, at = _mapping(lines, 2, lines[2], "")
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


def _mapping(lines: list[str], at: int, line: str, pad: str) -> tuple[dict[str, Any], int]:
    """Read a mapping; ``line`` is what of the line at hand belongs to it."""
    width = len(pad)
    if width > WIDEST:
        raise Unsure
    out: dict[str, Any] = {}
    known = _MEMBERS.get
    while True:
        pair = known(line)
        if pair is not None:
            key, value = pair
            at += 1
        elif line[-1] == ":" and (line[:-1] in _KEYS or is_key(line[:-1])):
            key = line[:-1]
            value, at = _below(lines, at + 1, pad)
        else:
            key, value, at = _member(lines, at, line, pad)
        if key in out:
            raise Unsure
        out[key] = value
        line = lines[at]
        if width and line.startswith(pad):
            line = line[width:]
        elif width or not line:
            return out, at


def _below(lines: list[str], at: int, pad: str) -> tuple[Any, int]:
    """Read the list or the mapping below a key."""
    line = lines[at]
    if line.startswith(f"{pad}- "):
        return _sequence(lines, at, f"{pad}- ")
    if line.startswith(f"{pad}  "):
        return _mapping(lines, at, line[len(pad) + 2 :], f"{pad}  ")
    raise Unsure


def _member(lines: list[str], at: int, line: str, pad: str) -> tuple[str, Any, int]:
    """Read a key and a value that begins on its line; those on one short line are kept."""
    key, colon, token = line.partition(": ")
    if not colon or not (key in _KEYS or is_key(key)):
        raise Unsure
    if token[0] == "|":
        return key, *literal(lines, at, token, f"{pad}  ")
    if token[0] in "{[":
        return key, flow(token), at + 1
    value = BLOCK[token]
    if len(line) <= _SHORT:
        if len(_MEMBERS) >= _KEPT:
            _MEMBERS.clear()
        _MEMBERS[line] = (key, value)
    return key, value, at + 1


def _sequence(lines: list[str], at: int, dash: str) -> tuple[list[Any], int]:
    """Read a list."""
    out: list[Any] = []
    width = len(dash)
    line = lines[at]
    while line.startswith(dash):
        token = line[width:]
        head = token[0]
        if head in "{[":
            parts = token[1:-1].split(", ")
            simple = head == "{" and len(parts) == _USUAL and token.endswith("}")
            if simple and token.find("{", 1) < 0 and "[" not in token and "'" not in token:
                one, two, three = parts  # the words, the line, what they were read as
                found = dict((_PAIRS[one], _PAIRS[two], _PAIRS[three]))
                if len(found) < _USUAL:
                    raise Unsure
                out.append(found)
            else:
                out.append(flow(token))
            at += 1
        elif head == "|":
            text, at = literal(lines, at, token, " " * width)
            out.append(text)
        elif head != "'" and (": " in token or token[-1] == ":"):
            value, at = _mapping(lines, at, token, " " * width)
            out.append(value)
        else:
            out.append(BLOCK[token])
            at += 1
        line = lines[at]
    return out, at


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
        if "{" not in inner and "[" not in inner:
            if token[0] == "{":
                return _pairs(inner)
            return [FLOW[item] for item in inner.split(", ")] if inner else []
        if token[0] == "{" and token[-2] == "}":
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
