"""A folder beside the catalogue for what can be found out again. Deleting it costs time alone.

Nothing in it is believed without a proof: each entry is bound to the bytes it was made from.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAME = ".gpkit-cache"
SWITCH = "GPKIT_CACHE"  # "off" in the environment: neither read nor written
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n"  # bford.info/cachedir: backups leave it out


def folder(out: Path) -> Path | None:
    """Give the cache of a catalogue, made if need be; None where there is to be none."""
    if os.environ.get(SWITCH, "").lower() == "off":
        return None
    path = out.parent / NAME
    try:
        path.mkdir(parents=True, exist_ok=True)
        for name, words in (("CACHEDIR.TAG", _TAG), (".gitignore", "*\n")):
            if not (path / name).exists():
                (path / name).write_text(words, "ascii")
    except OSError:  # a disk that cannot be written: no cache, and no failure
        return None
    return path
