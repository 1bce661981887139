"""``gpkit schema``: the JSON Schema of a practice."""

from __future__ import annotations

import sys


def command() -> None:
    """Print the JSON Schema (2020-12) of a practice file.

    Example: gpkit schema > practice.schema.json
    """
    from gpkit.schema import schema_text

    sys.stdout.write(schema_text())
