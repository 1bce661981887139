"""Stores of practices past Git's size: one file a kind, behind one small protocol.

The YAML tree (`gpkit.store.tree`) is the store that people read and Git keeps. Those here hold
the same practices in a fixed number of shards: each practice lies in the shard that a hash of its
id says, and a manifest, written last, says which files hold which shard. They lie in a folder or
at any URL that fsspec knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from gpkit.errors import GpkitError
from gpkit.store.tree import State, Tree

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gpkit.model import Practice
    from gpkit.stores.shards import Shards

YAML = "yaml"
KINDS = (YAML, "jsonl", "jsonl.gz", "jsonl.zst", "parquet")
FILE = "gpkit-store.json"  # of a store of shards
_WEB = ("http://", "https://")
_URL = re.compile(r"([a-z][a-z0-9+.-]+):/{1,2}(?!/)")  # pathlib makes one slash of two


class Store(Protocol):
    """What commands ask of a store, whatever its kind."""

    root: Path

    def practices(self) -> Iterator[Practice]:
        """Give all practices, in the order of their ids (`order`)."""

    def get(self, practice_id: str) -> Practice | None:
        """Give a practice, None if there is none."""


class Writable(Store, Protocol):
    """What `gpkit copy` asks of the store that it fills."""

    def write(self, practices: Iterable[Practice]) -> Counter[State]:
        """Put practices in the place of those of the same ids, all or none of them."""

    def mirror(self, practices: Iterable[Practice]) -> tuple[Counter[State], int]:
        """Put practices in the place of all that is there; give how many were removed too."""


def order(practice_id: str) -> tuple[str, str]:
    """Give what practices are sorted by: the path of a practice's YAML file, part by part.

    >>> sorted(["b/a", "a/x", "a/x-1"], key=order)
    ['a/x-1', 'a/x', 'b/a']
    """
    family, _, slug = practice_id.partition("/")
    return family, f"{slug}.yaml"


def url_of(path: Path | str) -> str | None:
    """Give the URL that was meant, None for a path of this machine.

    >>> from pathlib import Path
    >>> url_of(Path("s3://bucket/store")), url_of("data/normalized"), url_of(Path("C:/data"))
    ('s3://bucket/store', None, None)
    """
    words = path if isinstance(path, str) else path.as_posix()
    found = _URL.match(words)
    if found is None or found[1] == "file":
        return None
    return f"{found[1]}://{words[found.end() :]}".rstrip("/")


def kind_of(path: Path) -> str | None:
    """Tell the kind of a store that is there; None where no shards are."""
    from gpkit.stores.manifest import read

    if url_of(path) is None and not path.is_dir():
        return None
    manifest = read(path)
    return manifest.kind if manifest else None


def opened(path: Path) -> Shards | None:
    """Give the sharded store at a path or URL; None where there is none.

    Raises:
        GpkitError: it cannot be read, or a later version of gpkit wrote it.
    """
    if url_of(path) is None and not (path / FILE).exists():
        return None
    from gpkit.stores.manifest import read
    from gpkit.stores.shards import Shards

    manifest = read(path)
    return Shards(path, manifest) if manifest else None


def made(path: Path, kind: str | None, shards: int | None = None) -> Tree | Shards:
    """Give a store to write into: that which is there, or a new one.

    Raises:
        GpkitError: there is one of another kind, or no such kind.
    """
    from gpkit.stores.manifest import SHARDS, Manifest
    from gpkit.stores.shards import Shards

    if kind is not None and kind not in KINDS:
        raise GpkitError(f"there is no kind of store {kind!r}", f"Kinds: {', '.join(KINDS)}.")
    if (url_of(path) or "").startswith(_WEB):
        raise GpkitError(
            f"{url_of(path)}: stores on the web are read only",
            "Write into a folder, s3:// or gs://, and let a server show that.",
        )
    there = opened(path)
    if there is not None:
        _same("kind", kind, there.manifest.kind, path)
        _same("number of shards", shards, there.manifest.shards, path)
        return there
    if kind in (None, YAML):
        if url_of(path):
            raise GpkitError(
                f"{url_of(path)}: there is no store yet, and a YAML tree lies on this machine",
                "Name a kind for it: --store jsonl.gz or --store parquet",
            )
        return Tree(path)
    if url_of(path) is None and path.is_dir() and next(Tree(path).files(), None):
        raise GpkitError(
            f"{path.as_posix()}: this is a tree of YAML files",
            f"Name another place, and copy it there: gpkit copy {path.as_posix()} PLACE",
        )
    return Shards(path, Manifest(kind, shards or SHARDS))


def _same(what: str, wanted: object, there: object, path: Path) -> None:
    if wanted not in (None, there):
        raise GpkitError(
            f"{url_of(path) or path.as_posix()}: a store with the {what} {there} is there, "
            f"not {wanted}",
            f"Leave the option out, or copy it: gpkit copy {url_of(path) or path.as_posix()} NEW",
        )


def beside(path: Path, name: str) -> Path:
    """Give the place of this name beside a store."""
    return path.parent / name
