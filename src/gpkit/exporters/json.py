"""A JSON array of practices: every key, null where there is no value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.exporters._parts import Parts, array
from gpkit.store.codec import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from gpkit.exporters import How
    from gpkit.model import Practice

SHAPES = ("wide",)
SUFFIXES = (".json",)
LOSSLESS = True
KEEPS = "everything"
LOSES = "nothing"


def export(practices: Iterable[Practice], how: How, out: TextIO) -> None:
    """Write one array, an element at a time."""
    parts(how).write(practices, out)


def parts(how: How) -> Parts:  # noqa: ARG001
    """Give the array, an element a practice."""
    return array(as_json)
