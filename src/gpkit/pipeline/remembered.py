"""What earlier runs read, so that only what changed is read again.

An entry is bound to the bytes of a file, to the name and origin it is read under, and to all that
reading depends on (`fingerprint`).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from gpkit.pipeline.packed import as_entry, from_entry
from gpkit.store.prints import digest

if TYPE_CHECKING:
    from pathlib import Path

    from gpkit.documents.pages import LeftOut
    from gpkit.documents.sources import Source
    from gpkit.pipeline.packed import Packed
    from gpkit.store.raw import Origin

FILE = "dumps.sqlite"
_TABLE = """
    CREATE TABLE IF NOT EXISTS read (key TEXT PRIMARY KEY, fingerprint TEXT, entry BLOB, body BLOB)
    WITHOUT ROWID
"""
_BROKEN = (sqlite3.Error, ValueError, KeyError, TypeError)


class Remembered:
    """The readings of earlier runs; a broken file of them is made anew."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        self._base = _opened(folder / FILE)
        self._places: dict[str, str] = {}  # of folders, each with what ends a path

    def key(self, source: Source, origin: Origin, content: str) -> str | None:
        """Give the key of a file with this hash; None where it cannot be read."""
        if source.path is None or not content:
            return None
        about = (content, source.name, self._place(source), origin)
        return digest((self._fingerprint, about))

    def _place(self, source: Source) -> str:
        """Give `Source.place`; files of one folder share all but their names."""
        beside, name = os.path.split(str(source.path))
        if "/" in source.name or source.name != name:
            return source.place
        if beside not in self._places:
            self._places[beside] = source.place.removesuffix(name)
        return self._places[beside] + name

    def holds_any(self) -> bool:
        """Tell whether any file was read before in the way it is read now."""
        with suppress(sqlite3.Error):
            words = "SELECT 1 FROM read WHERE fingerprint = ? LIMIT 1"
            return self._base.execute(words, (self._fingerprint,)).fetchone() is not None
        return False

    def has(self, key: str) -> bool:
        """Tell whether a file was read before."""
        with suppress(sqlite3.Error):
            found = self._base.execute("SELECT 1 FROM read WHERE key = ?", (key,)).fetchone()
            return found is not None
        return False

    def get(self, key: str) -> list[Packed | LeftOut] | None:
        """Give what reading a file gave; None where it must be read."""
        with suppress(*_BROKEN):
            words = "SELECT entry, body FROM read WHERE key = ?"
            row = self._base.execute(words, (key,)).fetchone()
            if row is not None:
                return from_entry(*row)
        return None

    def put(self, key: str, found: list[Packed | LeftOut]) -> None:
        """Remember what reading a file gave."""
        with suppress(sqlite3.Error):
            self._base.execute(
                "INSERT OR REPLACE INTO read VALUES (?, ?, ?, ?)",
                (key, self._fingerprint, *as_entry(found)),
            )

    def close(self) -> None:
        """Let go of the file; what was read in another way than now is forgotten."""
        with suppress(sqlite3.Error):
            self._base.execute("DELETE FROM read WHERE fingerprint != ?", (self._fingerprint,))
            self._base.commit()
        self._base.close()


def _opened(path: Path) -> sqlite3.Connection:
    """Open the file of readings; one that is broken is thrown away."""
    with suppress(sqlite3.Error):
        return _with_table(path)
    with suppress(OSError):
        path.unlink()
    with suppress(sqlite3.Error):
        return _with_table(path)
    return _with_table(":memory:")


def _with_table(path: Path | str) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=5)
    try:
        base.execute("PRAGMA synchronous = OFF")  # what a crash loses is read again
        base.execute(_TABLE)
        base.execute("SELECT key, fingerprint, entry, body FROM read LIMIT 1").fetchall()
    except sqlite3.Error:
        base.close()
        raise
    return base
