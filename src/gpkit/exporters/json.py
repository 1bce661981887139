"""A JSON array of practices: every key, null where there is no value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gpkit.store.codec import as_json
from gpkit.text.clean import inert_json

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


def export(practices: Iterable[Practice], how: How, out: TextIO) -> None:  # noqa: ARG001
    """Write one array, an element at a time."""
    mark = "[\n"
    for practice in practices:
        out.write(mark + inert_json(json.dumps(as_json(practice), ensure_ascii=False, indent=1)))
        mark = ",\n"
    out.write("\n]\n" if mark != "[\n" else "[]\n")
