"""Pages of the last build that are still right: they are not rendered again.

A page has a key of all that goes into it. Where the key is the one it had, and its file still
holds the bytes that were written, rendering it would give these bytes.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from gpkit.store import prints
from gpkit.store.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gpkit.site.output import Output

_DIGITS = 32  # of a key
Known = tuple[str, str]  # the key of a page, and the digest of its bytes


class Kept:
    """What is known of the pages of the last build, and of this one so far.

    ``base`` is what every page follows from: the code, the settings, the authority.
    """

    def __init__(self, base: object = None, known: Mapping[str, Known] | None = None) -> None:
        self._base = base if isinstance(base, str) else prints.digest(base)
        self._known = known or {}
        self._now: dict[str, Known] = {}

    def key(self, *made_of: object) -> str:
        """Name what a page is made of, which has to be plain data."""
        return prints.digest((self._base, made_of))[:_DIGITS]

    def is_right(self, name: str, key: str, output: Output) -> bool:
        """Tell whether a page need not be made; it then belongs to this build, too."""
        had, digest = self._known.get(name, ("", ""))
        if had != key or not output.keep(name, digest):
            return False
        self._now[name] = (key, digest)
        return True

    def note(self, name: str, key: str, output: Output) -> None:
        """Note a page that was written."""
        self._now[name] = (key, output.written[name])

    def after(self) -> Kept:
        """Give what the next build is to know."""
        return Kept(self._base, self._now)

    def save(self, path: Path) -> None:
        """Write down what the next build is to know."""
        note = {"pages": self._now, "sum": _sum(self._base, self._now)}
        with suppress(OSError):
            write_atomic(path, json.dumps(note).encode("utf-8"))


def load(path: Path, base: object) -> Kept:
    """Read what is known of the last build: nothing, where the note is gone, damaged or old."""
    found = Kept(base)
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        note = json.loads(path.read_bytes())
        pages = {name: (key, digest) for name, (key, digest) in note["pages"].items()}
        if note["sum"] == _sum(found._base, pages):
            return Kept(found._base, pages)
    return found


def _sum(base: str, pages: Mapping[str, Known]) -> str:
    return prints.digest((base, sorted(pages.items())))
