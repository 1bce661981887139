"""Files of many pages: WARC, ARC, WET, WACZ, zip, tar, JSON Lines, CSV; packed or not, nested.

A container is read from front to back and is not copied into the archive: each of its pages
carries a reference to it. Pages are given one at a time, damage in the place where it was found,
and last what was left out because it is no page.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gpkit import limits
from gpkit.documents import kinds
from gpkit.documents.pages import Dump
from gpkit.documents.sources import limited
from gpkit.errors import GpkitError, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gpkit.config import InputsConfig
    from gpkit.documents.gate import Gate
    from gpkit.documents.sources import Source
    from gpkit.documents.walk import Found
    from gpkit.model import Container

_SHOWN = 3  # pages that a hint names


def dumps(source: Source, columns: InputsConfig, gate: Gate | None = None) -> Iterator[Found]:
    """Give the pages of a file: itself, or those that it contains.

    With a gate, records of WARC that it rejects are counted, and never made pages of.

    Raises:
        Unreadable: it cannot be opened, or is no page and no container.
    """
    with source.open() as file:
        head = file.read(kinds.HEAD)
        kind = kinds.kind_of(head, source.name, columns)
        if kind.holds == "page":
            rest = file.read(max(0, limits.now().file + 1 - len(head)))
            yield Dump(source.name, limited(head + rest, source.name))
            return
        from gpkit.documents.walk import Walk  # for containers alone

        file.seek(0)
        digest: Callable[[], str] = lambda: _sha256(source)  # noqa: E731
        if not (gate and kind.holds == "warc"):  # of a crawl, few files have any page of the sites
            digest = hashlib.file_digest(file, "sha256").hexdigest  # type: ignore[arg-type]
        walk = Walk(source.place, digest, columns, gate=gate)
        yield from walk.all(file, kind, source.name)


def _sha256(source: Source) -> str:
    with source.open() as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def is_page(source: Source, columns: InputsConfig) -> bool:
    """Tell a file that is a page as it stands: nothing has to be unpacked to read it.

    What cannot be opened is said to be one: reading it takes no time.
    """
    try:
        with source.open() as file:
            head = file.read(kinds.HEAD)
    except (GpkitError, OSError):
        return True
    return kinds.kind_of(head, source.name, columns) == kinds.Kind(None, "page")


def again(
    container: Container, sha256: str, roots: tuple[Path, ...], columns: InputsConfig
) -> Dump:
    """Read one page of a container again.

    Raises:
        Unreadable: the container is in none of the folders, or no longer holds the page.
    """
    location = container.location
    places = [root / name for name in (location, location.rpartition("/")[2]) for root in roots]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        folders = " or ".join(root.as_posix() for root in roots)
        raise Unreadable(
            f"{location}: this container is not in {folders}",
            "Containers are not copied: bring it there, or name its folder with --raw.",
        )
    from gpkit.documents.walk import Walk

    with found.open("rb") as file:
        kind = kinds.kind_of(file.read(kinds.HEAD), location, columns)
        walk = Walk(location, lambda: container.sha256, columns, container.offset)
        for dump in walk.all(file, kind, location):
            if isinstance(dump, Dump) and hashlib.sha256(dump.data).hexdigest() == sha256:
                return dump
    raise Unreadable(
        f"{location}: the page is no longer there, at or behind byte {container.offset}",
        "The container was changed; ingest it again.",
    )


def pick(source: Source, wanted: str, columns: InputsConfig) -> Dump:
    """Give the page of a file whose name is wanted ("" where the file is but one page).

    Raises:
        GpkitError: there is none of this name, or several and none is named.
    """
    names = []
    for found in dumps(source, columns):
        if isinstance(found, Dump):
            if found.name == source.name + wanted:
                return found
            names.append(found.name)
        elif isinstance(found, GpkitError) and not names:
            raise found
        if len(names) == _SHOWN:
            break
    raise GpkitError(
        f"{source.name}: a file of several pages" + (f", none named {wanted}" if wanted else ""),
        f"Name one of them: {', '.join(names)} ...",
    )
