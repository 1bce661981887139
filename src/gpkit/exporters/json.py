"""A JSON array of practices: every key, null where there is no value. Nothing is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gpkit.store.codec import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from gpkit.model import Practice

SHAPES: tuple[str, ...] = ("wide",)


def export(practices: Iterable[Practice], shape: str, out: TextIO) -> None:  # noqa: ARG001
    """Write one array, an element at a time."""
    mark = "[\n"
    for practice in practices:
        out.write(mark + json.dumps(as_json(practice), ensure_ascii=False, indent=1))
        mark = ",\n"
    out.write("\n]\n" if mark != "[\n" else "[]\n")
