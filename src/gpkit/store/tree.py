"""The tree of practices: ``<family>/<slug>.yaml``, one file a practice."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from gpkit.errors import GpkitError
from gpkit.store.codec import NO_PRACTICE, from_yaml, is_sealed
from gpkit.store.files import refuse_links, sweep, sync_directory, write_atomic, write_many
from gpkit.store.folders import make
from gpkit.store.lock import locked
from gpkit.store.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gpkit.model import Practice

SUFFIX = ".yaml"

__all__ = ["SUFFIX", "State", "Tree"]


class Tree:
    """Practices below one directory."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, practice_id: str) -> Path:
        """Give the path of a practice; ids never lead out of the tree."""
        family, slash, slug = practice_id.partition("/")
        if not slash or not _is_safe(family) or not _is_safe(slug):
            raise GpkitError(
                f"{practice_id!r} is no id of a practice (<family>/<slug>)",
                "See the ids: gpkit export --columns id,title",
            )
        return self.root / family / f"{slug}{SUFFIX}"

    def text(self, practice_id: str) -> str | None:
        """Give the text of a practice's file, None if there is none that can be read."""
        try:
            return self.path(practice_id).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def get(self, practice_id: str) -> Practice | None:
        """Give a practice, None if there is none that can be read."""
        text = self.text(practice_id)
        try:
            return from_yaml(text) if text is not None else None
        except NO_PRACTICE:
            return None

    def files(self) -> Iterator[Path]:
        """Give the files of all practices, sorted by path."""
        from gpkit.documents.sources import walk

        yield from (path for path in walk(self.root) if path.suffix == SUFFIX)

    def practices(self) -> Iterator[Practice]:
        """Give all practices, sorted by path.

        Raises:
            GpkitError: a file is no practice; says which and what to type next.
        """
        for path in self.files():
            yield practice_at(path)

    def state(self, practice_id: str, text: str, *, overwrite: bool = False) -> State:
        """Tell what writing a practice's file would do."""
        old = self.text(practice_id)
        if old is None:
            return State.NEW
        if old == text:
            return State.UNCHANGED
        return State.CHANGED if overwrite or is_sealed(old) else State.KEPT

    def write(self, practice_id: str, text: str) -> None:
        """Write the file of a practice."""
        write_atomic(self._writable(practice_id), text.encode())

    def write_all(self, texts: Iterable[tuple[str, str]]) -> int:
        """Write the files of many practices, given as ids with their texts, durably.

        Returns:
            The number of files that were not as they are to be already.
        """
        return write_many((self._writable(name), text.encode()) for name, text in texts)

    def sync(self) -> None:
        """Make the names of all files durable."""
        for directory in self._directories():
            sync_directory(directory)

    def sweep(self) -> None:
        """Remove what killed runs left behind. Call it under the lock."""
        if self.root.is_dir():
            sweep(self._directories())

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the store; leftovers of killed runs are swept first.

        Raises:
            StoreLocked: another run holds it.
        """
        refuse_links(self.root)
        make(self.root)
        with locked(self.root):
            sweep(self._directories())
            yield

    def _writable(self, practice_id: str) -> Path:
        path = self.path(practice_id)
        refuse_links(self.root, path.parent)
        return path

    def _directories(self) -> list[Path]:
        below = [p for p in self.root.iterdir() if p.is_dir() and not p.is_symlink()]
        return [self.root, *below] if self.root.is_dir() else []


def practice_at(path: Path) -> Practice:
    """Read the practice of a file.

    Raises:
        GpkitError: it is none; says what to type next.
    """
    try:
        return from_yaml(path.read_text("utf-8"))
    except NO_PRACTICE as error:
        raise GpkitError(
            f"{path.as_posix()}: this is no practice",
            f"See what is wrong with it: gpkit validate {path.as_posix()}",
        ) from error


def _is_safe(name: str) -> bool:
    return bool(name) and name.isascii() and name.replace("-", "").isalnum()
