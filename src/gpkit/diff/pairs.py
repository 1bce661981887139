"""Two sides at once: a file that has the same bytes on both is not read twice, or not at all.

Bytes are told by the names that Git gives them, so that a folder is held against a revision
without a look at what the revision's files hold.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gpkit import stores
from gpkit.diff import git
from gpkit.diff.sides import Side, practice_of, read
from gpkit.store.tree import SUFFIX, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gpkit.model import Practice

_SHA1 = 40  # digits


class _Files(NamedTuple):
    """A side of one file a practice: names of bytes by path, and how to read paths.

    ``reader`` gives bytes in the order of the paths.
    """

    words: str
    names: dict[str, str]
    reader: Callable[[Sequence[str]], Iterable[bytes]]

    def practices(self, paths: Iterable[str]) -> dict[str, Practice]:
        """Read the practices of files, by path."""
        wanted = list(paths)
        shown = (f"{self.words.rstrip('/')}/{path}" for path in wanted)
        found = zip(wanted, shown, self.reader(wanted), strict=True)
        return {path: practice_of(name, data) for path, name, data in found}


def differing(old: str, new: str) -> tuple[Side, Side]:
    """Read two sides without the practices whose files have the same bytes on both.

    Raises:
        GpkitError: as `gpkit.diff.sides.read`; what is the same on both sides is not looked at.
    """
    found = _files(old, new)
    if found is not None:
        same = _same(*found)
        read_ones = [side.practices(p for p in side.names if p not in same) for side in found]
        if all(_are_named_by_path(practices) for practices in read_ones):
            one, other = (_by_id(practices.values()) for practices in read_ones)
            return Side(old, one), Side(new, other)
    return read(old), read(new)


def both(old: str, new: str) -> tuple[Side, Side]:
    """Read two sides; a practice whose file has the same bytes on both is one object.

    Raises:
        GpkitError: as `gpkit.diff.sides.read`.
    """
    found = _files(old, new)
    if found is None:
        return read(old), read(new)
    one, other = found
    same = _same(one, other)
    before = one.practices(one.names)
    after = other.practices(path for path in other.names if path not in same)
    whole = (before[path] if path in same else after[path] for path in other.names)
    return Side(old, _by_id(before.values())), Side(new, _by_id(whole))


def _same(one: _Files, other: _Files) -> set[str]:
    return {path for path, name in one.names.items() if other.names.get(path) == name}


def _by_id(practices: Iterable[Practice]) -> dict[str, Practice]:
    return {practice.id: practice for practice in practices}


def _are_named_by_path(practices: dict[str, Practice]) -> bool:
    """Tell whether ids are those of the files: only then is no id one of a file left out."""
    return all(path == f"{practice.id}{SUFFIX}" for path, practice in practices.items())


def _files(old: str, new: str) -> tuple[_Files, _Files] | None:
    """Give both sides as files, None where one is something else."""
    revisions = {words: _listed(words) for words in (old, new) if not _is_there(words)}
    blobs = [file.blob for found in revisions.values() for file in found[:1]]
    hashed = "sha256" if any(len(blob) > _SHA1 for blob in blobs) else "sha1"
    sides = []
    for words in (old, new):
        found = revisions.get(words)
        side = _on_disk(words, hashed) if found is None else _revision(words, found)
        if side is None:
            return None
        sides.append(side)
    return sides[0], sides[1]


def _is_there(words: str) -> bool:
    path = Path(words)
    return bool(stores.url_of(words)) or path.is_dir() or (path.is_file() and path.suffix != SUFFIX)


def _on_disk(words: str, hashed: str) -> _Files | None:
    root = Path(words)
    if stores.url_of(words) or not root.is_dir() or stores.opened(root):
        return None
    files = {path.relative_to(root).as_posix(): path for path in Tree(root).files()}
    if not files:
        return None
    names = {name: _blob(path.read_bytes(), hashed) for name, path in files.items()}
    return _Files(root.as_posix(), names, lambda paths: (files[p].read_bytes() for p in paths))


def _blob(data: bytes, hashed: str) -> str:
    found = hashlib.new(hashed, b"blob %d\0" % len(data), usedforsecurity=False)
    found.update(data)
    return found.hexdigest()


def _listed(words: str) -> list[git.File]:
    return git.files(words, Path.cwd())


def _revision(words: str, found: list[git.File]) -> _Files | None:
    names = {file.path: file.blob for file in found if file.path.endswith(SUFFIX)}
    if not names:
        return None
    shown = words if ":" in words else f"{words}:{git.STORE}"
    return _Files(shown, names, lambda paths: git.read([names[p] for p in paths], Path.cwd()))
