"""An authority file as read from YAML, and the error that names the line of what is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from gpkit.errors import GpkitError
from gpkit.limits import read_bytes
from gpkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Trail = tuple[str, ...]
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}")
MAX_DEPTH = 32  # libyaml dies by a signal on deep nesting


class AuthorityError(GpkitError):
    """A broken authority file: the message says which file and line, and what is wrong there."""


class Source:
    """An authority file, parsed: every scalar a string, and the line of every entry."""

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        self.path = path
        self.bytes = read_bytes(path) if data is None else data
        self.lines: dict[Trail, int] = {}
        self.tree = self._mapping(self._plain(self._parse(), ()), ())

    def _parse(self) -> yaml.Node | None:
        try:
            self._refuse(yaml.parse(self.bytes, Loader=yaml.CBaseLoader))
            node: yaml.Node | None = yaml.compose(self.bytes, Loader=yaml.CBaseLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or getattr(error, "reason", None) or error
            before = self.bytes[: getattr(error, "position", None) or 0]
            self.lines[()] = mark.line + 1 if mark else before.count(b"\n") + 1
            self.fail((), f"this is not YAML: {problem}")
        return node

    def _refuse(self, events: Iterator[yaml.Event]) -> None:
        """Refuse what plain words do not need: aliases (they can run in a circle), depth, tags."""
        depth = documents = 0
        for event in events:
            opens = isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent))
            depth += opens - isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent))
            documents += isinstance(event, yaml.DocumentStartEvent)
            self.lines[()] = event.start_mark.line + 1 if event.start_mark else 1
            anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
            if isinstance(event, yaml.AliasEvent):
                self.fail((), f"an alias (*{anchor}): write the words out")
            if anchor:
                self.fail((), f"an anchor (&{anchor}): write the words out where they belong")
            if tag:
                self.fail((), f"a tag ({tag}): everything here is plain words")
            if depth > MAX_DEPTH:
                self.fail((), f"nested deeper than {MAX_DEPTH}")
            if documents > 1:
                self.fail((), "a second document (---): one to a file")
        self.lines[()] = 1

    def _plain(self, node: yaml.Node | None, trail: Trail) -> Any:
        if isinstance(node, yaml.MappingNode):
            tree: dict[str, Any] = {}
            for key, value in node.value:
                under = (*trail, str(key.value))
                if under in self.lines:
                    problem = f"`{key.value}` stands here already, on line {self.lines[under]}"
                    self.lines[under] = key.start_mark.line + 1
                    self.fail(under, problem)
                self.lines[under] = key.start_mark.line + 1
                tree[under[-1]] = self._plain(value, under)
            return tree
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self.lines[*trail, str(item.value)] = item.start_mark.line + 1
            return [self._plain(item, trail) for item in node.value]
        return node.value if node else ""

    def fail(self, trail: Trail, problem: str) -> NoReturn:
        """Raise, naming the line on which the entry under ``trail`` stands."""
        while trail and trail not in self.lines:
            trail = trail[:-1]
        raise AuthorityError(
            f"{self.path.as_posix()}:{self.lines.get(trail, 1)}: {problem}",
            "Mend that line, and look again: gpkit vocab check",
        )

    def find(self, concept: str, key: str) -> Trail:
        """Where a form of a concept stands, by its key."""
        under = ("concepts", concept)
        trails = [trail for trail in self.lines if trail[:2] == under and len(trail) > 2]
        return next((trail for trail in trails if key in {trail[-1], fold(trail[-1])}), under)

    def _mapping(self, value: object, trail: Trail) -> dict[str, Any]:
        if value == "":
            return {}
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            self.fail(trail, f"expected a mapping (name: ...) {_under(trail)}")
        return value

    def mapping(self, tree: dict[str, Any], name: str, trail: Trail) -> dict[str, Any]:
        """The mapping under ``name``; empty where there is none."""
        return self._mapping(tree.get(name, ""), (*trail, name))

    def languages(self, tree: dict[str, Any], name: str, trail: Trail) -> dict[str, Any]:
        """The mapping from language codes under ``name``; empty where there is none."""
        found = self.mapping(tree, name, trail)
        for code in found:
            if not _LANGUAGE.fullmatch(code):
                self.fail((*trail, name, code), f"`{code}` is no language code, like en")
        return found

    def string(self, tree: dict[str, Any], name: str, trail: Trail) -> str:
        """The string under ``name``; empty where there is none."""
        value = tree.get(name, "")
        if not isinstance(value, str):
            self.fail((*trail, name), f"expected one string {_under((*trail, name))}")
        return value

    def strings(self, tree: dict[str, Any], name: str, trail: Trail) -> list[str]:
        """The list of strings under ``name`` (one string is a list of one)."""
        value = tree.get(name, [])
        items = [value] if isinstance(value, str) else value
        words = isinstance(items, list) and all(isinstance(i, str) and i.strip() for i in items)
        if not words or (name in tree and not items):
            self.fail((*trail, name), f"expected a list of words {_under((*trail, name))}")
        return items

    def known(self, tree: dict[str, Any], names: set[str], trail: Trail) -> None:
        """Fail on the first key that means nothing here."""
        for name in tree:
            if name not in names:
                wanted = ", ".join(sorted(names))
                self.fail((*trail, name), f"unknown key `{name}`; known are: {wanted}")


def _under(trail: Trail) -> str:
    return "under `" + ": ".join(trail) + "`" if trail else "at the top"
