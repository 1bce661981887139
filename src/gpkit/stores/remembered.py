"""What an earlier run made of the very same practices: nothing is read into practices again.

It is bound to the bytes of every practice file, to what was asked for with its options, to the
code, the libraries and the authority. Shards are told by their manifest, and by the size, times
and inode of each file.
"""

from __future__ import annotations

import time
from itertools import islice
from typing import TYPE_CHECKING

from gpkit import limits
from gpkit.authority import overlays
from gpkit.store import cache, prints
from gpkit.store.outputs import FOLDER, Output
from gpkit.store.tree import Tree
from gpkit.stores import FILE, url_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any, TypeVar

    from gpkit.stores.shards import Shards

    T = TypeVar("T")

LEAST = 200  # practices; fewer are read in the time that looking for an entry takes


def remembered(stores: Sequence[Tree | Shards], told: object) -> Output | None:
    """Give the place of what is made of stores; None where they hold little, or lie at a URL.

    ``told`` is all else that was asked for: the command and its options.
    """
    if not stores or any(url_of(store.root) for store in stores):
        return None
    if sum(map(_number, stores)) < LEAST:
        return None
    folder = cache.folder(stores[0].root.absolute())
    if folder is None:
        return None

    def key() -> str:
        over = [list(prints.below(path)) for path in overlays()]
        found = [_state(store, folder) for store in stores]
        return prints.digest((prints.code(), told, limits.now(), over, found))

    try:
        found = Output(folder / FOLDER, key(), key)
    except OSError:
        return None
    in_shards = any(not isinstance(store, Tree) for store in stores)
    if in_shards and not (found.folder / found.key).exists():
        time.sleep(prints.TICK)  # a change from here on shows in a file's time
    return found


def made(
    memory: Output | None,
    make: Callable[[], T],
    plain: Callable[[T], Any],
    back: Callable[[Any], T],
) -> T:
    """Give what was made before, or make it and remember it.

    ``plain`` gives it as plain data, which JSON keeps; ``back`` makes it of that.
    """
    known = memory.data() if memory is not None else None
    if known is not None:
        return back(known)
    found = make()
    if memory is not None:
        memory.keep(plain(found))
    return found


def _number(store: Tree | Shards) -> int:
    """Count the files of a tree, or the practices of shards; of a tree, no more than it takes."""
    if isinstance(store, Tree):
        return sum(1 for _ in islice(store.files(), LEAST))
    return store.manifest.practices


def _state(store: Tree | Shards, folder: Path) -> str:
    """Name what a store holds.

    Raises:
        OSError: a file cannot be read, or of a shard nobody could tell whether it was changed.
    """
    if isinstance(store, Tree):
        return prints.contents(store.root, store.files(), folder)  # looked at if it must be
    stats = [prints.stat_of(store.root / shard.name) for shard in store.manifest.files]
    if not prints.is_fine(stats):
        raise OSError(0, "the clock of this file system is too coarse")
    return prints.digest((prints.stat_of(store.root / FILE), store.manifest, stats))
