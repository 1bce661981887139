"""libyaml: the dumper and the reader that everything else is measured against.

`_emit` and `_parse` do by hand what nearly all files need. Whatever they are not sure of comes
here, and tests hold both to the same bytes, data and places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from gpkit.errors import GpkitError
from gpkit.store.yamlio import INTEGER, MAX_DEPTH, TYPED, Flow, FlowList, Loaded, Prose, YamlProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gpkit.model import Key
    from gpkit.store.yamlio import Marks, Plain

WIDTH = 2**30  # never fold a line

if not yaml.__with_libyaml__:
    raise GpkitError(
        "this PyYAML comes without libyaml, and gpkit needs it to write the same bytes everywhere",
        "Install a wheel: pip install --force-reinstall --only-binary :all: pyyaml",
    )

# Writing ------------------------------------------------------------------------------------------

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
    elif TYPED.fullmatch(text):
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
    """Write data as one YAML document; see `yamlio.dump`."""
    words = "".join(_strings(data))
    return _emit_astral(data, set(words)) if _ASTRAL.search(words) else _emit(data)


def _emit(data: Mapping[str, Plain]) -> str:
    written: str = yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
        default_flow_style=False,
    )
    return written


def _emit_astral(data: Mapping[str, Plain], used: set[str]) -> str:
    """Write characters above U+FFFF as they are.

    libyaml escapes them, and a whole paragraph with one emoji would turn into a single quoted
    line. So they travel as private-use characters that the data do not use.
    """
    free = (chr(code) for code in _PRIVATE if chr(code) not in used)
    astral = sorted(c for c in used if _ASTRAL.match(c))
    there = {ord(c): p for c, p in zip(astral, free, strict=False)}
    back = {ord(private): code for code, private in there.items()}
    return _emit(_translated(data, there)).translate(back)


def _strings(data: Any) -> Iterator[str]:
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one


def _translated(data: Any, table: dict[int, str]) -> Any:
    if isinstance(data, str):
        return type(data)(data.translate(table))
    if isinstance(data, dict):
        return type(data)({_translated(k, table): _translated(v, table) for k, v in data.items()})
    if isinstance(data, list):
        return type(data)(_translated(item, table) for item in data)
    return data


# Reading ------------------------------------------------------------------------------------------


def load(text: str) -> Loaded:
    """Read one YAML document of the subset; see `yamlio.load`."""
    return read(text)[0]


def read(text: str) -> tuple[Loaded, Marks]:
    """Read one YAML document of the subset, with the places of all nodes."""
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
    return builder.done(), builder.marks


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
        self.marks: dict[Key, tuple[int, int]] = {}

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
        return self._loaded or Loaded("", self.marks.get)

    def _scalar(self, event: yaml.ScalarEvent, where: tuple[int, int]) -> None:
        top = self._stack[-1][0] if self._stack else None
        if isinstance(top, dict) and self._key is None:
            self._mapping_key(event.value, top, where)
            return
        plain = not event.style and INTEGER.fullmatch(event.value)
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
            self._loaded = Loaded(node, self.marks.get)
            self.marks[()] = where
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
        self.marks[key] = where
        return key
