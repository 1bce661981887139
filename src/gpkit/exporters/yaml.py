"""A stream of YAML documents: the practice files, byte for byte, each after a line ``---``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.exporters._parts import Parts
from gpkit.store.codec import as_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from gpkit.exporters import How
    from gpkit.model import Practice

SHAPES = ("wide",)
SUFFIXES = (".yaml", ".yml")
LOSSLESS = True
KEEPS = "everything"
LOSES = "nothing"


def export(practices: Iterable[Practice], how: How, out: TextIO) -> None:
    """Write one document a practice."""
    parts(how).write(practices, out)


def parts(how: How) -> Parts:  # noqa: ARG001
    """Give the document of each practice."""
    return Parts(lambda practice: f"---\n{as_yaml(practice)}")
