"""What a reading depends on besides the bytes of a dump: code, authority, families, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.store.prints import below, code, digest

if TYPE_CHECKING:
    from gpkit.pipeline.work import Reader

__all__ = ["digest", "of_reader"]


def of_reader(reader: Reader) -> str:
    """Give the fingerprint of how files are read.

    The code, the user's authority and the user's families are told by their files' times, so
    that no change of them goes unseen; an installed library shows in the time of its folder.
    """
    config = reader.config
    settings = (reader.family, config.ingest, config.inputs, config.limits, reader.gate)
    roots = [*reader.overlays, *([reader.families] if reader.families else [])]
    return digest((code(), settings, [one for root in roots for one in below(root)]))
