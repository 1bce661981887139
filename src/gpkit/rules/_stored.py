"""A file of a store as far as it can be read, and where in it things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gpkit.errors import GpkitError
from gpkit.rules import Spot, Stored
from gpkit.rules._paths import archive_of, id_of, shown
from gpkit.store.codec import NO_PRACTICE, from_plain
from gpkit.store.yamlio import Loaded, YamlProblem, decoded, lines_of, load

if TYPE_CHECKING:
    from pathlib import Path

    from gpkit.model import Practice
    from gpkit.rules import Issue


def read(path: Path, root: Path) -> Stored:
    """Read a file of a store, as far as that can be done.

    Raises:
        GpkitError: it is not there, or may not be read.
    """
    at = shown(path)
    practice_id = id_of(path, root)
    try:
        text = decoded(path.read_bytes())
    except YamlProblem as problem:
        return Stored(at, practice_id, "", problem=problem)
    except OSError as error:
        raise GpkitError(f"{at}: {error.strerror}") from error
    return of_text(at, practice_id, text, root)


def of_text(at: str, practice_id: str | None, text: str, root: Path) -> Stored:
    """Read the text of a practice file."""
    try:
        loaded = load(text)
    except YamlProblem as problem:
        return Stored(at, practice_id, text, problem=problem)
    practice = practice_of(loaded)
    return Stored(at, practice_id, text, loaded, practice=practice, archive=archive_of(root))


def practice_of(loaded: Loaded) -> Practice | None:
    """Give the practice that a document holds, None if it holds none."""
    try:
        return from_plain(loaded.data)
    except NO_PRACTICE:
        return None  # the rule `schema` says where and why


def source_of(stored: Stored) -> tuple[str | None, int | None]:
    """Give the dump and the first line of a practice; of a broken one, what can be read of it."""
    if stored.practice:
        return stored.practice.provenance.dump, stored.practice.provenance.lines[0]
    try:
        source: Any = stored.loaded.data["provenance"]  # type: ignore[union-attr,index,call-overload]
        dump, first = source["dump"], source["lines"][0]
    except (AttributeError, KeyError, TypeError, IndexError):
        return None, None
    readable = isinstance(dump, str) and isinstance(first, int)
    return (dump, first) if readable else (None, None)


def spot_of(stored: Stored | None, issue: Issue) -> Spot:
    """Give the place that an issue is about."""
    return Spot(stored.path, *_mark(stored, issue)) if stored else Spot("", 1)


def _mark(stored: Stored, issue: Issue) -> tuple[int, int]:
    if stored.row is not None:
        return stored.row, 1
    if stored.problem:
        return stored.problem.line, stored.problem.column
    if stored.loaded is None:
        return 1, 1
    line, column = stored.loaded.mark(issue.at)
    head = lines_of(stored.text)[line - 1][column - 1 :]
    is_block = head.startswith("|")  # its text begins on the next line
    return (line + 1 + issue.paragraph, 1) if is_block else (line, column)
