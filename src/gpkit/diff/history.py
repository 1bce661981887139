"""The history of one practice over Git revisions; renames are followed."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from gpkit.diff import Change, changes, git
from gpkit.diff.matching import renamed
from gpkit.diff.sides import practice_of
from gpkit.errors import GpkitError
from gpkit.store.tree import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice


class Step(NamedTuple):
    """A commit that touched a practice, and what it did to it."""

    commit: str
    date: str
    author: str
    subject: str
    what: str  # added, changed, renamed, removed, unreadable, rewritten
    id: str
    before: str | None = None  # its id until this commit, if that was another
    changes: tuple[Change, ...] = ()


class _Commit(NamedTuple):
    name: str
    date: str
    author: str
    subject: str


def history(practice_id: str, store: Path, at: Path) -> Iterator[Step]:
    """Give the steps of a practice, the latest first.

    Raises:
        GpkitError: no repository, or no revision ever had this practice.
    """
    top = Path(git.root_of(at))
    folder = _inside(store, top)
    wanted: str | None = practice_id
    start, found = "HEAD", False
    while wanted is not None:
        current, wanted = wanted, None
        for commit in _commits(f"{folder}/{current}{SUFFIX}", start, top):
            step = _step(commit, current, folder, top)
            found = True
            yield step
            if step.before is not None:
                start, wanted = f"{commit.name}^", step.before
                break
    if not found:
        raise GpkitError(
            f"no commit here touched {folder}/{practice_id}{SUFFIX}",
            "Ids are <family>/<slug>; see what there is: git log --stat",
        )


def _inside(store: Path, top: Path) -> str:
    try:
        return store.resolve().relative_to(top.resolve()).as_posix()
    except ValueError as error:
        raise GpkitError(
            f"{store.as_posix()} does not lie in the repository {top}",
            "Type it in the repository of the practices.",
        ) from error


def _commits(path: str, start: str, top: Path) -> Iterator[_Commit]:
    form = "--format=%H%x1f%cs%x1f%an%x1f%s%x1e"
    listed = _git(top, "log", form, "--end-of-options", start, "--", path)
    for entry in filter(None, (e.strip("\n") for e in listed.split("\x1e"))):
        yield _Commit(*entry.split("\x1f"))


def _step(commit: _Commit, practice_id: str, folder: str, top: Path) -> Step:
    path = f"{folder}/{practice_id}{SUFFIX}"
    try:
        new = _at(commit.name, path, top)
        old = _at(f"{commit.name}^", path, top)
    except GpkitError:
        return Step(*commit, "unreadable", practice_id)
    if new is None:
        return Step(*commit, "removed", practice_id)
    if old is None:
        old = _origin(new, commit, folder, top)
    if old is None:
        return Step(*commit, "added", practice_id)
    found = tuple(changes(old, new))
    if old.id != practice_id:
        return Step(*commit, "renamed", practice_id, old.id, found)
    return Step(*commit, "changed" if found else "rewritten", practice_id, None, found)


def _at(revision: str, path: str, top: Path) -> Practice | None:
    blob = git.resolved(f"{revision}:{path}", top)
    if blob is None:
        return None
    return practice_of(f"{revision[:12]}:{path}", git.read([blob], top)[0])


def _origin(new: Practice, commit: _Commit, folder: str, top: Path) -> Practice | None:
    """Find the practice of another id that a commit removed when it added this one."""
    parent = git.resolved(f"{commit.name}^", top)
    if parent is None:
        return None
    tree = ("diff-tree", "-r", "-z", "--no-renames", "--name-only", "--diff-filter=D")
    listed = _git(top, *tree, parent, commit.name, "--", folder)
    gone: dict[str, Practice] = {}
    for path in filter(None, listed.split("\0")):
        if PurePosixPath(path).suffix == SUFFIX:
            try:
                practice = _at(parent, path, top)
            except GpkitError:
                continue
            if practice is not None:
                gone[practice.id] = practice
    pairs = renamed(gone, {new.id: new})
    return gone[pairs[0][0]] if pairs else None


def _git(top: Path, *arguments: str) -> str:
    return git.git(*arguments, at=top).decode("utf-8", "replace")
