"""The two sides of a comparison: a tree of practices, a Git revision, or a folder of dumps."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gpkit import stores
from gpkit.errors import GpkitError
from gpkit.store import raw
from gpkit.store.codec import NO_PRACTICE, from_yaml
from gpkit.store.tree import SUFFIX, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gpkit.model import Practice


class Page(NamedTuple):
    """A dump of a scrape: what it gave, or why it gave nothing."""

    name: str
    url: str | None
    words: str  # its first words
    lines: int  # non-blank
    practices: tuple[str, ...]  # ids
    problem: str | None = None
    text: tuple[str, ...] = ()  # of a page that gave nothing: its lines


class Side(NamedTuple):
    """One side: its practices by id, and for a scrape each of its pages."""

    name: str
    practices: dict[str, Practice]
    pages: tuple[Page, ...] = ()


class Dump(NamedTuple):
    """The bytes of a page, and where they came from."""

    name: str
    data: bytes
    origin: raw.Origin


def read(words: str) -> Side:
    """Read a side: a folder or file that is there, else ``REV`` or ``REV:path``.

    Raises:
        GpkitError: there is nothing of that name, or a practice in it cannot be read.
    """
    path = Path(words)
    store = stores.opened(path) if path.is_dir() or stores.url_of(words) else None
    if store is not None:
        return Side(words, {practice.id: practice for practice in store.practices()})
    if path.is_file() and path.suffix != SUFFIX:
        return scrape(words, _on_disk(path))
    if path.is_dir():
        files = list(Tree(path).files())
        return (
            _tree(words, ((f.as_posix(), f.read_bytes()) for f in files))
            if files
            else scrape(words, _on_disk(path))
        )
    return _revision(words)


def _tree(name: str, texts: Iterable[tuple[str, bytes]]) -> Side:
    practices = (practice_of(path, data) for path, data in texts)
    return Side(name, {practice.id: practice for practice in practices})


def practice_of(path: str, data: bytes) -> Practice:
    """Read the practice in the bytes of its file.

    Raises:
        GpkitError: there is none; says where.
    """
    try:
        return from_yaml(data.decode("utf-8"))
    except NO_PRACTICE as error:
        raise GpkitError(
            f"{path}: this is no practice",
            "See what is wrong with it: gpkit validate, in a checkout of that state",
        ) from error


def _revision(words: str) -> Side:
    from gpkit.diff import git

    here = Path.cwd()
    found = git.files(words, here)
    ours = [file for file in found if file.path.endswith(SUFFIX)]
    if ours:
        shown = words if ":" in words else f"{words}:{git.STORE}"
        blobs = git.read([file.blob for file in ours], here)
        paths = [f"{shown.rstrip('/')}/{file.path}" for file in ours]
        return _tree(words, zip(paths, blobs, strict=True))
    return scrape(words, _dumps_of(found, git.read([file.blob for file in found], here)))


def _dumps_of(found: Iterable[object], blobs: Iterable[bytes]) -> Iterator[Dump]:
    import tempfile

    from gpkit.diff.git import File

    with tempfile.TemporaryDirectory() as folder:
        for file, data in zip(found, blobs, strict=True):
            assert isinstance(file, File)  # noqa: S101 - only for the type
            path = Path(folder) / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield from _on_disk(Path(folder))


# Scrapes ------------------------------------------------------------------------------------------


def _on_disk(path: Path) -> Iterator[Dump]:
    from gpkit.documents import sources

    indexes: dict[Path, dict[str, raw.Origin]] = {}
    for source in sources.find([str(path)], path):
        if isinstance(source, GpkitError):
            raise source
        if source.path is None:
            continue
        beside = source.path.parent
        if beside not in indexes:
            indexes[beside] = raw.read_index(beside)
        origin = indexes[beside].get(source.path.name, raw.NOWHERE)
        yield Dump(source.name, source.read(), origin)


def scrape(name: str, dumps: Iterable[Dump]) -> Side:
    """Read dumps in memory; a page without a practice is a page all the same."""
    from gpkit.identity.unite import unite

    found: dict[str, list[Practice]] = defaultdict(list)
    pages = []
    for dump in dumps:
        page, practices = _page(dump)
        pages.append(page)
        for practice in practices:
            found[practice.id].append(practice)
    return Side(name, {i: unite(found[i]) for i in sorted(found)}, tuple(pages))


def _page(dump: Dump) -> tuple[Page, list[Practice]]:
    from gpkit.pipeline import read_dump

    name = raw.plain_name(dump.name, hashlib.sha256(dump.data).hexdigest())
    text = dump.data.decode("utf-8", "replace")
    filled = [line.strip() for line in text.splitlines() if line.strip()]
    page = Page(name, dump.origin.url, " ".join(filled[:12])[:400], len(filled), ())
    try:
        practices = read_dump(dump.data, name, None, dump.origin).practices
    except GpkitError as failure:
        return page._replace(problem=str(failure), text=tuple(filled)), []
    return page._replace(practices=tuple(p.id for p in practices)), practices
