"""A stream of YAML documents, each the file of a practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.importers import _text, unreadable
from gpkit.importers._records import practice
from gpkit.store.yamlio import YamlProblem, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.model import Practice


def practices(path: Path) -> Iterator[Practice]:
    """Give the practice of each document."""
    for line, document in documents(path):
        where = f"{path.as_posix()}:{line}"
        try:
            data = load(document).data
        except YamlProblem as error:
            raise unreadable(path, "practice", f"line {line + error.line}: {error}") from error
        yield practice(data, where)


def documents(path: Path) -> Iterator[tuple[int, str]]:
    """Give each document with the line of its mark ``---``, which is nothing else there."""
    start, lines = 1, list[str]()
    with _text.opened(path) as text:
        for number, line in enumerate(text.read().split("\n"), 1):
            if line.rstrip() == "---":
                if any(map(str.strip, lines)):
                    yield start, "\n".join(lines)
                start, lines = number, []
            else:
                lines.append(line)
    if any(map(str.strip, lines)):
        yield start, "\n".join(lines)
