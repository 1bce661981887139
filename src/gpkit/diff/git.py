"""Reading files of a Git revision, through ``git`` itself."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, NamedTuple

from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

STORE = "data/normalized"  # of a revision named without a path
_LINKS = ("120000", "160000")  # symbolic links and submodules hold no dump and no practice


class File(NamedTuple):
    """A file of a revision: its path below the folder asked for, and its blob."""

    path: str
    blob: str


def git(*arguments: str, at: Path, stdin: bytes = b"") -> bytes:
    """Run git and give what it prints.

    Raises:
        GpkitError: git is not installed, or failed.
    """
    done = _run(arguments, at, stdin)
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise GpkitError(f"git could not do {arguments[0]}: {words}", "See: git status")
    return done.stdout


def _run(
    arguments: Sequence[str], at: Path, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - no shell, and revisions cannot be options
            ["git", "-C", str(at), "-c", "core.quotepath=off", *arguments],  # noqa: S607
            input=stdin,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise GpkitError(
            "git is not installed, and a revision was named",
            "Install git, or name two folders instead.",
        ) from error


def root_of(at: Path) -> str:
    """Give the top folder of the repository around a folder.

    Raises:
        GpkitError: there is no repository.
    """
    done = _run(("rev-parse", "--show-toplevel"), at)
    if done.returncode:
        raise GpkitError(
            f"{at.as_posix()}: no Git repository here, and no such folder",
            "Name a folder, or type it inside the repository.",
        )
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def commit_of(revision: str, at: Path) -> str:
    """Give the full name of a revision's commit.

    Raises:
        GpkitError: there is no repository, or no such revision.
    """
    root_of(at)
    found = resolved(f"{revision}^{{commit}}", at)
    if found is None:
        raise GpkitError(
            f"{revision!r} is neither a folder nor a revision of this repository",
            "See what there is: git log --oneline, git branch --all",
        )
    return found


def resolved(name: str, at: Path) -> str | None:
    """Give the full name of an object, None if there is none of this name."""
    done = _run(("rev-parse", "--verify", "--quiet", "--end-of-options", name), at)
    return done.stdout.decode("ascii").strip() if done.returncode == 0 else None


def files(words: str, at: Path) -> list[File]:
    """List the files of ``REV`` (its ``data/normalized``) or ``REV:path``.

    A path counts from the working directory if it begins with ``./``, else from the top of the
    repository, as everywhere in Git.

    Raises:
        GpkitError: no repository, no such revision, no such path at it.
    """
    revision, colon, path = words.partition(":")
    commit = commit_of(revision, at)
    path = path.rstrip("/") if colon else f"./{STORE}"
    tree = resolved(f"{commit}:{path}", at)
    if tree is None:
        raise GpkitError(
            f"at {revision} there is no {path.removeprefix('./')}",
            f"Name the folder: {revision}:path/of/the/folder",
        )
    kind = git("cat-file", "-t", tree, at=at).strip()
    if kind == b"blob":
        return [File(path.rpartition("/")[2], tree)]
    listed = git("ls-tree", "-r", "-z", "--full-tree", tree, at=at)
    return sorted(_listed(listed.decode("utf-8", "surrogateescape")))


def _listed(text: str) -> Iterator[File]:
    for entry in filter(None, text.split("\0")):
        head, _, path = entry.partition("\t")
        mode, _, blob = head.split(" ")
        if mode not in _LINKS:
            yield File(path, blob)


def read(blobs: Sequence[str], at: Path) -> list[bytes]:
    """Read blobs, all in one run of ``git cat-file --batch``."""
    if not blobs:
        return []
    answer = git("cat-file", "--batch", at=at, stdin="\n".join(blobs).encode() + b"\n")
    found, place = [], 0
    for blob in blobs:
        end = answer.index(b"\n", place)
        head = answer[place:end].split(b" ")
        if len(head) != 3:
            raise GpkitError(f"{blob} is missing in this Git repository", "See: git fsck")
        size = int(head[2])
        found.append(answer[end + 1 : end + 1 + size])
        place = end + 1 + size + 1
    return found
