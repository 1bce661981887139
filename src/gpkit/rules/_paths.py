"""Paths of practices and dumps, as findings show them."""

from __future__ import annotations

import os
from pathlib import Path


def shown(path: Path) -> str:
    """Show a path relative to the working directory where it lies below it."""
    if not path.is_absolute():
        return path.as_posix() if ".." not in path.parts else _relative(path.absolute(), path)
    return _relative(path, path)


def _relative(absolute: Path, otherwise: Path) -> str:
    here = Path.cwd()
    inside = absolute.is_relative_to(here)
    return (absolute.relative_to(here) if inside else otherwise).as_posix()


def id_of(path: Path, root: Path) -> str | None:
    """Give the id of a practice as the path of its file says, None outside of a store."""
    if root == path:
        return None
    where, above = path.as_posix(), f"{root.as_posix()}/"
    if where.startswith(above):  # so do nearly all: five times quicker than pathlib
        return where[len(above) :].removesuffix(path.suffix)
    return path.absolute().relative_to(root.absolute()).with_suffix("").as_posix()


def archive_of(root: Path) -> Path:
    """Give where the dumps of a store should lie."""
    known = root.name not in ("", "..")
    return root.with_name("raw") if known else root.absolute().parent / "raw"


def dump_path(archive: Path | None, dump: str) -> str | None:
    """Give where a dump lies in its archive, None if it does not."""
    if archive is None or dump.startswith("/"):
        return None
    path = archive / dump
    if ".." in Path(dump).parts or not path.is_file():
        return None
    at = Path(shown(path))
    return Path(os.path.relpath(at)).as_posix() if at.is_absolute() else at.as_posix()
