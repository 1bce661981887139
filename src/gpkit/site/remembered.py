"""What the last build ended with, so that one of the very same things need not be done again.

The note is bound to all that lies beside the practices (dumps, corrections, exceptions), to the
code with its templates, to the settings, and to every file of the site as it was left. Where
something changed, the pages that it does not touch are kept (`kept`).
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from gpkit.authority import overlays
from gpkit.site import kept
from gpkit.site.build import Built
from gpkit.store import cache, prints
from gpkit.store.files import write_atomic
from gpkit.store.lock import NAME as LOCK
from gpkit.store.tree import Tree

if TYPE_CHECKING:
    from pathlib import Path

    from gpkit.site.build import Settings
    from gpkit.site.kept import Kept

LEAST = 200  # files; of fewer a site is soon built
_ASIDE = (cache.NAME, LOCK, "__pycache__")


class Remembered(NamedTuple):
    """The note of the last build, and the state of what this one is made of."""

    path: Path
    pages: Path  # where the pages of the last build are noted
    root: Path
    made: Settings
    told: object
    state: str

    def get(self) -> Built | None:
        """Give what building would do, had the last build met all as it is: nothing new."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            note = json.loads(self.path.read_text("ascii"))
            if note["state"] == self._with_site() and note["sum"] == prints.digest(_body(note)):
                return Built(note["practices"], note["files"], 0, 0)
        time.sleep(prints.TICK)  # a change from here on shows in a file's time
        return None

    def kept(self) -> Kept:
        """Give what is known of each page."""
        return kept.load(self.pages, _base(self.made, self.told))

    def put(self, built: Built, pages: Kept) -> None:
        """Write down what a build ended with, unless what it was made of changed meanwhile."""
        state, fine = _inputs(self.made, self.told)
        if not fine or state != self.state:
            return
        pages.save(self.pages)
        time.sleep(prints.TICK)
        note = {"state": self._with_site(), "practices": built.practices, "files": built.files}
        note["sum"] = prints.digest(_body(note))
        with suppress(OSError):
            write_atomic(self.path, json.dumps(note).encode("ascii"))

    def _with_site(self) -> str:
        return prints.digest((self.state, list(prints.below(self.root, _ASIDE))))


def remembered(made: Settings, root: Path, told: object) -> Remembered | None:
    """Give the memory of a site; None where it is small, or lies among what it is made of.

    ``told`` is all else that findings follow from.
    """
    if not isinstance(made.tree, Tree) or sum(1 for _ in made.tree.files()) < LEAST:
        return None
    data, site = made.tree.root.resolve().parent, root.resolve()
    inside = any(site.is_relative_to(one) for one in (data, made.archive.resolve()))
    if inside or data.is_relative_to(site):
        return None
    folder = cache.folder(made.tree.root.absolute())
    if folder is None:
        return None
    state, _ = _inputs(made, told)
    name = prints.digest(str(site))[:16]
    notes = folder / f"site-{name}.json", folder / f"pages-{name}.json"
    return Remembered(*notes, root, made, told, state)


def _inputs(made: Settings, told: object) -> tuple[str, bool]:
    """Name the state of all that a site is made of; tell whether the clock is fine enough."""
    data = made.tree.root.resolve().parent
    files = [*prints.below(data, _ASIDE), *prints.below(made.archive.resolve(), _ASIDE)]
    where = (made.tree.root.as_posix(), made.archive.as_posix())
    return prints.digest((_base(made, told), where, files)), prints.is_fine(files)


def _base(made: Settings, told: object) -> tuple[object, ...]:
    """Give what every page follows from: the code, the settings, the authority, ``told``."""
    over = [list(prints.below(folder)) for folder in overlays()]
    return (prints.code(), made[2:], told, over)


def _body(note: dict[str, object]) -> tuple[object, ...]:
    return note["state"], note["practices"], note["files"]
