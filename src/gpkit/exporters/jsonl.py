"""JSON Lines: one practice a line, the same objects as in the JSON array."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gpkit.exporters._parts import Parts
from gpkit.store.codec import as_json
from gpkit.text.clean import inert_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from gpkit.exporters import How
    from gpkit.model import Practice

SHAPES = ("wide",)
SUFFIXES = (".jsonl", ".ndjson")
LOSSLESS = True
KEEPS = "everything"
LOSES = "nothing"


def export(practices: Iterable[Practice], how: How, out: TextIO) -> None:
    """Write one line a practice."""
    parts(how).write(practices, out)


def parts(how: How) -> Parts:  # noqa: ARG001
    """Give the line of each practice."""
    return Parts(_line)


def _line(practice: Practice) -> str:
    return inert_json(json.dumps(as_json(practice), ensure_ascii=False)) + "\n"
