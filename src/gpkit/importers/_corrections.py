"""Edits as correction files: ``data/corrections/<id>.yaml``, laid over those already there."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.store.codec import as_plain
from gpkit.store.files import write_atomic
from gpkit.store.yamlio import YamlProblem, dump, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.importers._edits import Edit

_HINT = "Mend this correction first, and import the file again."
_ORDER = ("reason", "title", "language", "published", "summary", "facets")


class Change(NamedTuple):
    """A file, its text now ("" where there is none), and the text it is to have."""

    path: Path
    old: str
    new: str

    def diff(self) -> Iterator[str]:
        """Give the lines of a unified diff."""
        name = self.path.as_posix()
        before = name if self.old else "/dev/null"
        lines = self.old.split("\n")[:-1], self.new.split("\n")[:-1]
        yield from unified_diff(*lines, before, name, lineterm="")

    def write(self) -> None:
        """Write the file."""
        write_atomic(self.path, self.new.encode())


def changes(edits: list[Edit], corrections: Path, reason: str) -> list[Change]:
    """Give the correction files that would change.

    Raises:
        GpkitError: one that is there already cannot be read.
    """
    found = [_change(edit, corrections / f"{edit.practice.id}.yaml", reason) for edit in edits]
    return [change for change in found if change.old != change.new]


def _change(edit: Edit, path: Path, reason: str) -> Change:
    old = _text(path) if path.is_file() else ""
    data = _data(old, path)
    shown = as_plain(edit.practice._replace(facets=edit.facets))
    facets: dict[str, Any] = {**data.get("facets", {}), **_mapping(shown["facets"])}
    new = {"reason": reason, **data, **edit.fields, **({"facets": facets} if facets else {})}
    if all(data.get(key) == value for key, value in new.items()):
        return Change(path, old, old)
    ordered = {key: new[key] for key in sorted(new, key=_place)}
    return Change(path, old, _comment(old) + dump(ordered))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        what = f"{path.as_posix()}: this is not text in UTF-8 (byte {error.start})"
        raise GpkitError(what, _HINT) from error


def _data(text: str, path: Path) -> dict[str, Any]:
    try:
        data = load(text).data if text.strip() else {}
    except YamlProblem as error:
        raise GpkitError(f"{path.as_posix()}:{error.line}: {error}", _HINT) from error
    if not isinstance(data, dict):
        raise GpkitError(f"{path.as_posix()}:1: a correction is a mapping of fields", _HINT)
    return data


def _mapping(data: Any) -> dict[str, Any]:
    return dict(data)


def _comment(text: str) -> str:
    """Keep the comment on top of a file."""
    lines = text.splitlines(keepends=True)
    number = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[:number])


def _place(key: str) -> int:
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)
