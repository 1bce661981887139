"""The archive of raw dumps: every dump byte for byte, never edited, found again by its hash."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from gpkit.documents import sources
from gpkit.documents.pages import Dump
from gpkit.errors import GpkitError
from gpkit.limits import read_text
from gpkit.store.files import refuse_links, sweep, sync_directory, write_atomic, write_many
from gpkit.store.folders import make
from gpkit.store.lock import folder_locked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gpkit.model import Place, Provenance

INDEX = sources.INDEX
_COLUMNS = ("dump", "url", "fetched")
_HASHED = re.compile(r"(.+)\.([0-9a-f]{8})(\.[^.]{1,20})?")


class Origin(NamedTuple):
    """Where and when a dump was fetched, as its index says."""

    url: str | None = None
    fetched: str | None = None


NOWHERE = Origin()


class DumpGone(GpkitError):
    """A dump that practices were read from is not in the archive, or its bytes are others."""


def keep(archive: Path, dumps: Sequence[tuple[str, bytes]]) -> list[Path]:
    """Keep dumps, given as names and bytes, in the archive: each by its own name if that is free.

    Two dumps of one name and different bytes are both kept: the later gets 8 digits of its hash.
    All is done under the lock, so that no other run takes a name in between.

    Returns:
        Where each of them lies.
    """
    refuse_links(archive)
    make(archive)
    with folder_locked(archive):
        taken: dict[Path, str] = {}
        paths = [
            _room(archive, name, hashlib.sha256(data).hexdigest(), taken) for name, data in dumps
        ]
        write_many((path, data) for path, (_, data) in zip(paths, dumps, strict=True))
    return paths


def rooms(archive: Path, dumps: Iterable[tuple[str, str]]) -> list[Path]:
    """Tell where dumps, given as names and hashes, are to lie. Call it under the lock."""
    there = {entry.name for entry in os.scandir(archive)}
    taken: dict[Path, str] = {}
    paths = []
    for name, digest in dumps:
        path = archive / name
        if name in there or "/" in name or path in taken:
            path = _room(archive, name, digest, taken)
        elif _hashed(name, digest) in there:
            path = place(archive, name, digest) or path
        taken[path] = digest
        paths.append(path)
    return paths


def _room(archive: Path, name: str, digest: str, taken: dict[Path, str]) -> Path:
    path = place(archive, name, digest) or archive / name
    is_other = taken[path] != digest if path in taken else _is_other(path, digest)
    if is_other:
        path = _beside(archive, name, digest)
    taken[path] = digest
    return path


def _is_other(path: Path, digest: str) -> bool:
    """Tell whether something else than a dump of this hash bears a name."""
    if path.is_symlink() or not path.is_file():
        return path.is_symlink() or path.exists()
    return hashlib.sha256(path.read_bytes()).hexdigest() != digest


def settle(archive: Path) -> None:
    """Make the names of the dumps durable, and sweep what killed runs left behind.

    Raises:
        OSError: the disk fails.
        StoreLocked: another run holds the archive.
    """
    if os.access(archive, os.W_OK):  # where it is not to be written, nothing was
        with folder_locked(archive):
            sweep([archive])
            sync_directory(archive)


def place(archive: Path, name: str, sha256: str) -> Path | None:
    """Find a dump in the archive by its name and hash, None if it is not there."""
    for path in (archive / name, _beside(archive, name, sha256)):
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            return path
    return None


def read(archive: Path, name: str, sha256: str) -> bytes:
    """Read a dump from the archive.

    Raises:
        DumpGone: it is not there with these bytes.
    """
    pure = PurePosixPath(name)
    found = None if pure.is_absolute() or ".." in pure.parts else place(archive, name, sha256)
    if found is None:
        raise DumpGone(
            f"{name}: no dump of this name and hash in {archive.as_posix()}",
            "Bring the dump back, or ingest it again.",
        )
    return found.read_bytes()


def recall(archive: Path, source: Provenance | Place) -> Dump:
    """Give the dump that a practice was read from, out of the archive or out of its container.

    Raises:
        GpkitError: it is not there with these bytes.
    """
    if source.container is None:
        return Dump(source.dump, read(archive, source.dump, source.sha256))
    from gpkit.config import find_config
    from gpkit.documents.containers import again

    columns = find_config(Path.cwd()).inputs
    dump = again(source.container, source.sha256, (Path(), archive), columns)
    return dump._replace(name=source.dump, container=source.container)


def plain_name(name: str, sha256: str) -> str:
    """Give the name of a dump without the hash that `keep` may have added to it.

    >>> plain_name("page.0a1b2c3d.txt", "0a1b2c3d99"), plain_name("page.0a1b2c3d.txt", "ff")
    ('page.txt', 'page.0a1b2c3d.txt')
    """
    match = _HASHED.fullmatch(name)
    if match and sha256.startswith(match[2]):
        return match[1] + (match[3] or "")
    return name


def is_beside(archive: Path, name: str, sha256: str) -> bool:
    """Tell whether a dump is kept beside another one of its name."""
    return "\0" not in name and _beside(archive, name, sha256).is_file()


def _beside(archive: Path, name: str, sha256: str) -> Path:
    return archive / _hashed(name, sha256)


def _hashed(name: str, sha256: str) -> str:
    path = PurePosixPath(name)
    return path.with_name(f"{path.stem}.{sha256[:8]}{path.suffix}").as_posix()


# The index: dump,url,fetched ----------------------------------------------------------------------


def read_index(directory: Path) -> dict[str, Origin]:
    """Read the index beside dumps: url and time of fetching by the dump's name.

    Raises:
        GpkitError: it has no column ``dump``.
    """
    path = directory / INDEX
    if not path.is_file():
        return {}
    import csv  # most archives have no index
    import io

    rows = csv.DictReader(io.StringIO(read_text(path, "utf-8-sig"), newline=""))
    columns = "Its columns are: dump,url,fetched."
    try:
        if "dump" not in (rows.fieldnames or ()):
            raise GpkitError(f"{path.as_posix()}: no column 'dump'", columns)
        return {
            row["dump"]: Origin(row.get("url") or None, row.get("fetched") or None) for row in rows
        }
    except csv.Error as error:
        raise GpkitError(f"{path.as_posix()}:{rows.line_num}: {error}", columns) from error


def origin(archive: Path, name: str, sha256: str) -> Origin:
    """Give the origin of a dump of the archive, found by its name and hash."""
    path = place(archive, name, sha256)
    if path is None:
        return NOWHERE
    return read_index(archive).get(path.relative_to(archive).as_posix(), NOWHERE)


def _later(known: Origin | None, new: Origin) -> Origin:
    """Of two origins of the same bytes, give the later, in whatever order they come."""
    if known is None:
        return new
    return max(known, new, key=lambda one: (one.fetched or "", one.url or ""))


def write_index(archive: Path, origins: dict[str, Origin]) -> bool:
    """Add origins to the index of the archive, sorted by dump."""
    refuse_links(archive)
    make(archive)
    with folder_locked(archive):
        return _write_index(archive, origins)


def _write_index(archive: Path, origins: dict[str, Origin]) -> bool:
    known = read_index(archive)
    merged = known | {name: _later(known.get(name), one) for name, one in origins.items()}
    if merged == known:
        return False
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for name in sorted(merged):
        writer.writerow([name, merged[name].url or "", merged[name].fetched or ""])
    return write_atomic(archive / INDEX, out.getvalue().encode())
