"""The partitions that inputs name: files and folders of this machine, and what fsspec finds."""

from __future__ import annotations

import hashlib
from glob import has_magic, iglob
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from gpkit import limits
from gpkit.documents import sources
from gpkit.documents.sources import Source, limited
from gpkit.errors import GpkitError, Unreadable
from gpkit.pipeline.fingerprint import digest
from gpkit.store import raw
from gpkit.stores import url_of
from gpkit.stores.places import filesystem, temporary_of, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HINT = "Name a file, a folder or a pattern, as in: gpkit ingest 's3://bucket/*.warc.gz'"


class Remote(Source):
    """A file at a URL: it is fetched into a temporary file when it is opened."""

    @property
    def place(self) -> str:
        """Where it lies."""
        return str(self.data, "utf-8") if self.data else self.name

    def open(self) -> BinaryIO:
        """Fetch it, and open what was fetched.

        Raises:
            Unreadable: it is gone.
            GpkitError: the service failed.
        """
        url = self.place
        try:
            with told(url):
                fs, path = filesystem(url)
                with fs.open(path, "rb", block_size=_BLOCK) as file:
                    return temporary_of(file)
        except FileNotFoundError as error:
            raise Unreadable(f"{url}: there is no such object") from error

    def read(self) -> bytes:
        """Fetch its bytes.

        Raises:
            Unreadable: it is gone, or too large for one dump.
        """
        with self.open() as file:
            return limited(file.read(limits.now().file + 1), self.place)

    def size(self) -> int:
        """Its size is told with its key."""
        return 0


_BLOCK = 8 * 2**20


class Partition(NamedTuple):
    """A file to be read by itself; ``key`` names its bytes, and how they are read."""

    source: Source
    key: str
    size: int = 0
    origin: raw.Origin = raw.NOWHERE

    @property
    def place(self) -> str:
        """Where it lies, as the store tells it."""
        return self.source.place

    @property
    def canon(self) -> tuple[str, str, str]:
        """What partitions are sorted by: no order of the inputs shows in the store."""
        return self.source.name, self.place, self.key


def partitions(
    inputs: Iterable[str], archive: Path, fingerprint: str
) -> Iterator[Partition | GpkitError]:
    """Give the partitions that inputs name; a problem with one of them in its place."""
    origins: dict[Path, dict[str, raw.Origin]] = {}
    for found in _sources(inputs, archive):
        if isinstance(found, Partition):
            yield found._replace(key=digest((fingerprint, found.key, found.place)))
        elif isinstance(found, GpkitError):
            yield found
        else:
            try:
                yield _local(found, fingerprint, origins)
            except GpkitError as failure:
                yield failure


def _sources(inputs: Iterable[str], archive: Path) -> Iterator[Source | Partition | GpkitError]:
    for given in inputs:
        if url := url_of(given):
            try:
                yield from _at(url)
            except GpkitError as failure:
                yield failure
        elif has_magic(given) and not Path(given).exists():
            names = sorted(iglob(given, recursive=True))  # noqa: PTH207 - it takes any pattern
            yield from sources.find(names, archive)
            if not names:
                yield Unreadable(f"{given}: no file fits this pattern", _HINT)
        else:
            yield from sources.find([given.removeprefix("file://")], archive)


def _at(url: str) -> Iterator[Partition]:
    """Give the objects at a URL: that itself, those below it, or those that fit a pattern.

    Raises:
        GpkitError: there is none, or the service failed.
    """
    with told(url):
        fs, path = filesystem(url)
        if has_magic(url.partition("?")[0]):
            names = fs.glob(path)
        else:
            names = fs.find(path) if fs.isdir(path) else [path]
        for name in sorted(names):
            try:
                info = fs.info(name)
            except FileNotFoundError:
                continue
            if info["type"] == "file":
                yield _partition(fs.unstrip_protocol(name), info, fs.ukey(name))
                names = None
    if names is not None:
        raise Unreadable(f"{url}: there is nothing here", _HINT)


def _partition(url: str, info: dict[str, object], state: str) -> Partition:
    size = cast("int", info.get("size") or 0)
    name = url.rpartition("/")[2]
    source = Remote(None, name, url.encode())
    return Partition(source, digest((url, size, state)), size)


def _local(
    source: Source, fingerprint: str, origins: dict[Path, dict[str, raw.Origin]]
) -> Partition:
    if source.path is None:
        source = source._replace(data=source.read())
        content = hashlib.sha256(source.data or b"").hexdigest()
        return Partition(
            source, digest((fingerprint, content, source.name)), len(source.data or b"")
        )
    beside = source.path.parent
    if beside not in origins:
        origins[beside] = raw.read_index(beside)
    origin = origins[beside].get(source.path.name, raw.NOWHERE)
    try:
        found = source.path.stat()
    except OSError as error:
        raise Unreadable(f"{source.path}: {error.strerror}") from error
    state = (found.st_size, found.st_mtime_ns, source.name, source.place, origin)
    return Partition(source, digest((fingerprint, state)), found.st_size, origin)


def once(found: Sequence[Partition]) -> list[Partition]:
    """Give partitions in their canonical order, each once."""
    by_key = {partition.key: partition for partition in found}
    return sorted(by_key.values(), key=lambda partition: partition.canon)
