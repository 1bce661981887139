"""What a reading depends on besides the bytes of a dump: code, authority, families, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.store.prints import below, code, digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gpkit.config import Config
    from gpkit.pipeline.gate import Gate
    from gpkit.pipeline.work import Reader

__all__ = ["digest", "of_reader", "of_settings"]


def of_reader(reader: Reader) -> str:
    """Give the fingerprint of how files are read.

    The code, the user's authority and the user's families are told by their files' times, so
    that no change of them goes unseen; an installed library shows in the time of its folder.
    """
    return of_settings(*reader)


def of_settings(
    family: str | None,
    config: Config,
    overlays: Sequence[Path],
    families: Path | None,
    gate: Gate | None,
) -> str:
    """Give the fingerprint of a reader of these settings, without making it."""
    settings = (family, config.ingest, config.inputs, config.limits, gate)
    roots = [*overlays, *([families] if families else [])]
    return digest((code(), settings, [one for root in roots for one in below(root)]))
