"""JSON Lines: one practice a line, the same objects as in the JSON array. Nothing is lost."""

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
    """Write one line a practice."""
    out.writelines(
        json.dumps(as_json(practice), ensure_ascii=False) + "\n" for practice in practices
    )
