"""What earlier runs read, so that only what changed is read again.

An entry is bound to the bytes of a file, to the name and origin it is read under, and to all that
reading depends on (`fingerprint`).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from gpkit.documents.containers import LeftOut
from gpkit.pipeline.outcome import Row
from gpkit.pipeline.work import Draft, Page
from gpkit.store.prints import digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gpkit.pipeline.work import Task

FILE = "dumps.sqlite"
_TABLE = """
    CREATE TABLE IF NOT EXISTS read (key TEXT PRIMARY KEY, fingerprint TEXT, entry BLOB)
    WITHOUT ROWID
"""
_BROKEN = (sqlite3.Error, zlib.error, ValueError, KeyError, TypeError)


class Remembered:
    """The readings of earlier runs; a broken file of them is made anew."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        self._base = _opened(folder / FILE)

    def key(self, task: Task) -> str | None:
        """Give the key of a file as it is now, None if it cannot be read."""
        if task.source.path is None:
            return None
        try:
            with task.source.path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None
        about = (content, task.source.name, task.source.place, task.origin)
        return digest((self._fingerprint, about))

    def has(self, key: str) -> bool:
        """Tell whether a file was read before."""
        with suppress(sqlite3.Error):
            found = self._base.execute("SELECT 1 FROM read WHERE key = ?", (key,)).fetchone()
            return found is not None
        return False

    def get(self, key: str) -> list[Page | LeftOut] | None:
        """Give what reading a file gave; None where it must be read."""
        with suppress(*_BROKEN):
            row = self._base.execute("SELECT entry FROM read WHERE key = ?", (key,)).fetchone()
            if row is not None:
                return [_found(data) for data in json.loads(zlib.decompress(row[0]))]
        return None

    def put(self, key: str, found: Sequence[Page | LeftOut]) -> None:
        """Remember what reading a file gave."""
        entry = zlib.compress(json.dumps([_plain(one) for one in found]).encode(), 1)
        with suppress(sqlite3.Error):
            self._base.execute(
                "INSERT OR REPLACE INTO read VALUES (?, ?, ?)", (key, self._fingerprint, entry)
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
        base.execute("SELECT key, fingerprint, entry FROM read LIMIT 1").fetchall()
    except sqlite3.Error:
        base.close()
        raise
    return base


def _plain(found: Page | LeftOut) -> dict[str, Any]:
    if isinstance(found, LeftOut):
        return {"left_out": found.where, "counts": found.counts}
    return {"page": [found.name, found.sha256, found.row, found.loose], "drafts": found.drafts}


def _found(data: dict[str, Any]) -> Page | LeftOut:
    if "left_out" in data:
        return LeftOut(data["left_out"], tuple((what, count) for what, count in data["counts"]))
    name, sha256, row, loose = data["page"]
    drafts = tuple(Draft(*draft) for draft in data["drafts"])
    return Page(name, sha256, Row(*row) if row else None, drafts, loose)
