"""YAML as gpkit writes and reads it: a small subset that every reader reads alike.

Out: one document, block style, no anchors, no tags, prose as literal blocks; whatever a reader of
YAML 1.1 or 1.2 would turn into something else is quoted. In: every scalar is a string (only plain
digits are numbers), and depth, aliases and size are limited before anything is built, because
libyaml dies by a signal on deep nesting. One dumper only: libyaml and pure PyYAML emit different
bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gpkit.model import Key

Plain = str | int | list["Plain"] | dict[str, "Plain"]

MAX_BYTES = 8 * 2**20
MAX_DEPTH = 64
_WIDTH = 2**20  # never fold a line

if not yaml.__with_libyaml__:
    raise GpkitError(
        "this PyYAML comes without libyaml, and gpkit needs it to write the same bytes everywhere",
        "Install a wheel: pip install --force-reinstall --only-binary :all: pyyaml",
    )


class Flow(dict[str, Plain]):
    """A mapping that is written on one line."""


class FlowList(list[Plain]):
    """A list that is written on one line."""


class Prose(str):
    """Text that is written as a literal block."""

    __slots__ = ()


# Writing ------------------------------------------------------------------------------------------

# What some reader of YAML 1.1 or 1.2 turns into a boolean, null, number, date or merge key.
_TYPED = re.compile(
    r"(?i:~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?\.(?:inf|nan)|0[xob][0-9a-f_]{1,400})"
    r"|[-+.0-9][-+.,:_0-9eE]{0,400}(?:[TtZz ][-+.:0-9 Zz]{0,40})?"
)
# Controls, NEL, LS, PS and BOM: PyYAML's own emitter and readers disagree on them.
_ODD = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ud800-\\udfff]")
_ASTRAL = re.compile("[\\U00010000-\\U0010ffff]")
_PRIVATE = range(0xE000, 0xF900)


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, _data: object) -> bool:
        return True


def _string(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None
    if _ODD.search(text):
        style = '"'
    elif isinstance(text, Prose) or "\n" in text:
        style = "|"
    elif _TYPED.fullmatch(text):
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


def _flow(dumper: _Dumper, data: Flow) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)


def _flow_list(dumper: _Dumper, data: FlowList) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


_Dumper.add_representer(str, _string)
_Dumper.add_representer(FlowList, _flow_list)
_Dumper.add_representer(Prose, _string)
_Dumper.add_representer(Flow, _flow)


def dump(data: Mapping[str, Plain]) -> str:
    r"""Write data as one YAML document.

    >>> print(dump({"country": ["NO", "BG"], "year": 2018, "text": Prose("one\ntwo")}), end="")
    country:
    - 'NO'
    - BG
    year: 2018
    text: |-
      one
      two
    """
    text = _emit(data)
    if _ASTRAL.search(repr(data)) is None:
        return text
    return _emit_astral(data, text)


def _emit(data: Mapping[str, Plain]) -> str:
    written: str = yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
        default_flow_style=False,
    )
    return written


def _emit_astral(data: Mapping[str, Plain], text: str) -> str:
    r"""Write characters above U+FFFF as they are.

    libyaml escapes them, and a whole paragraph with one emoji would turn into a single quoted
    line. So they travel as private-use characters that the data do not use.

    >>> print(dump({"title": "Code 🚀"}), end="")
    title: Code 🚀
    """
    used = set(str(data))
    free = (chr(code) for code in _PRIVATE if chr(code) not in used)
    there = {ord(c): p for c, p in zip(sorted(set(_ASTRAL.findall(str(data)))), free, strict=False)}
    back = {ord(private): code for code, private in there.items()}
    try:
        return _emit(_translated(data, there)).translate(back)
    except RecursionError:
        return text


def _translated(data: Any, table: dict[int, str]) -> Any:
    if isinstance(data, str):
        return type(data)(data.translate(table))
    if isinstance(data, dict):
        return type(data)({_translated(k, table): _translated(v, table) for k, v in data.items()})
    if isinstance(data, list):
        return type(data)(_translated(item, table) for item in data)
    return data


# Reading ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Loaded:
    """A YAML document: its data, and where each node of it stands (line and column from 1)."""

    data: Plain
    marks: dict[Key, tuple[int, int]] = field(default_factory=dict)

    def mark(self, key: Key) -> tuple[int, int]:
        """Give the place of a node, or of its nearest parent that is there."""
        while key and key not in self.marks:
            key = key[:-1]
        return self.marks.get(key, (1, 1))


class YamlProblem(Exception):
    """YAML that gpkit does not read: what is wrong, and where."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def load(text: str) -> Loaded:
    r"""Read one YAML document of the subset.

    >>> load("a: NO\nb: [1, '1', 08]").data
    {'a': 'NO', 'b': [1, '1', '08']}

    Raises:
        YamlProblem: broken syntax, or more than the subset (anchors, tags, deep nesting ...).
    """
    if len(text) > MAX_BYTES:
        raise YamlProblem(f"larger than {MAX_BYTES // 2**20} MiB")
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise YamlProblem(error.problem or "broken YAML", *where) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1 if isinstance(error.position, int) else 1
        raise YamlProblem(f"a character that YAML does not allow ({error.reason})", line) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise YamlProblem(str(error).split("\n", 1)[0] or "broken YAML") from error
    return builder.done()


_INTEGER = re.compile(r"0|[1-9][0-9]{0,14}")
_REFUSED = (
    ("anchor", "an anchor (&...): write the value out"),
    ("tag", "a tag (!...): gpkit reads strings and numbers only"),
)


class _Builder:
    """Builds data and marks from events, in a flat loop: no nesting of the input nests a call."""

    def __init__(self) -> None:
        self._stack: list[tuple[list[Any] | dict[str, Any], Key]] = []
        self._key: str | None = None  # of the mapping on top, while its value is awaited
        self._loaded: Loaded | None = None
        self._marks: dict[Key, tuple[int, int]] = {}

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        where = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if isinstance(event, yaml.AliasEvent):
            raise YamlProblem("an alias (*...): write the value out", *where)
        for name, what in _REFUSED:
            if getattr(event, name, None) is not None:
                raise YamlProblem(what, *where)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, where)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], where)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._stack.pop()
            self._key = None
        elif isinstance(event, yaml.DocumentStartEvent) and self._loaded is not None:
            raise YamlProblem("a second document: one practice a file", *where)

    def done(self) -> Loaded:
        return self._loaded or Loaded("")

    def _scalar(self, event: yaml.ScalarEvent, where: tuple[int, int]) -> None:
        top = self._stack[-1][0] if self._stack else None
        if isinstance(top, dict) and self._key is None:
            self._mapping_key(event.value, top, where)
            return
        plain = not event.style and _INTEGER.fullmatch(event.value)
        self._add(int(event.value) if plain else event.value, where)

    def _mapping_key(self, name: str, top: dict[str, Any], where: tuple[int, int]) -> None:
        if name == "<<":
            raise YamlProblem("a merge key (<<): write the values out", *where)
        if name in top:
            raise YamlProblem(f"the key {name[:80]!r} stands here twice", *where)
        self._key = name

    def _open(self, node: list[Any] | dict[str, Any], where: tuple[int, int]) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise YamlProblem(f"nested deeper than {MAX_DEPTH}", *where)
        top = self._stack[-1][0] if self._stack else None
        if isinstance(top, dict) and self._key is None:
            raise YamlProblem("a key that is a list or a mapping", *where)
        key = self._add(node, where)
        self._stack.append((node, key))
        self._key = None

    def _add(self, node: Any, where: tuple[int, int]) -> Key:
        if not self._stack:
            self._loaded = Loaded(node, self._marks)
            self._marks[()] = where
            return ()
        top, path = self._stack[-1]
        if isinstance(top, list):
            key: Key = (*path, len(top))
            top.append(node)
        else:
            assert self._key is not None  # noqa: S101 - a mapping's value follows its key
            key = (*path, self._key)
            top[self._key] = node
            self._key = None
        self._marks[key] = where
        return key
