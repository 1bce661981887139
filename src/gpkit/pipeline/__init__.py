"""The flow: dump -> document -> records -> practices -> store.

`read` takes one page to the end, `work` many of them in an engine, `plan` tells what the store
is to hold, and `ingest` does all that.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gpkit.pipeline.ingest import Ingest
    from gpkit.pipeline.outcome import Outcome, Row
    from gpkit.pipeline.read import Read, read_apart, read_dump, read_page

_WHERE = {"Ingest": "ingest", "Outcome": "outcome", "Row": "outcome"}  # all else: read

__all__ = ["Ingest", "Outcome", "Read", "Row", "read_apart", "read_dump", "read_page"]


def __getattr__(name: str) -> object:
    """Import a module when it is asked for: where nothing changed, few of them are."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE.get(name, 'read')}"), name)
