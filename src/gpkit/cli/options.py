"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gpkit.model import Practice
    from gpkit.store.tree import Tree

RAW = Path("data/raw")
NORMALIZED = Path("data/normalized")
MANIFEST = "gpkit-store.json"

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what went wrong.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more.")]
Raw = Annotated[Path, typer.Option("--raw", metavar="DIR", help="The archive of raw dumps.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, metavar="N", help="Workers; as many as cores if not said."),
]
StoreKind = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="KIND",
        help="Of a new store: yaml, jsonl, jsonl.gz, jsonl.zst or parquet.",
    ),
]
Shards = Annotated[
    int | None,
    typer.Option(min=1, max=4096, metavar="N", help="Of a new store of shards; 16 if not said."),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The practices.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be done, write nothing.")]
Reason = Annotated[str, typer.Option(metavar="WORDS", help="Why; it is written down.")]
Format = Annotated[str, typer.Option("--format", metavar="NAME", help="text or json.")]
From = Annotated[Path, typer.Option("--from", metavar="DIR", help="The practices.")]


def known_format(chosen: str, formats: Iterable[str] = ("text", "json")) -> None:
    """Refuse a format that a command does not have.

    Raises:
        GpkitError: names those there are.
    """
    if chosen not in formats:
        raise GpkitError(f"there is no format {chosen!r}", f"Formats: {', '.join(formats)}.")


def refuse_shards(paths: Iterable[Path], what: str) -> None:
    """Refuse a store of shards, for commands that change practices one by one.

    Raises:
        GpkitError: one of the paths is such a store; says how it is done with files.
    """
    from gpkit import stores

    for path in paths:
        url = stores.url_of(path)
        if not url and not (path / MANIFEST).is_file():
            continue
        place = url or path.as_posix()
        raise GpkitError(
            f"{place}: this is a store of shards; {what} works on YAML files",
            f"Type: gpkit copy {place} CATALOGUE/normalized, do it there, "
            f"then: gpkit copy --mirror CATALOGUE/normalized {place}",
        )


def files_of(paths: list[Path]) -> Iterator[tuple[Path, Path]]:
    """Give the practice files that paths name, each with the root of its store.

    Raises:
        GpkitError: a path is not there, or a directory holds no practice.
    """
    from gpkit import stores
    from gpkit.store.tree import Tree

    for path in paths:
        store = stores.opened(path) if path.is_dir() or stores.url_of(path) else None
        if store is not None:
            yield from ((file, path) for file in store.files())
        elif path.is_dir():
            files = list(Tree(path).files())
            if not files:
                raise GpkitError(
                    f"{path.as_posix()}: no practices here (no .yaml file)",
                    "Make some first: gpkit ingest DIRECTORY-OF-DUMPS",
                )
            yield from ((file, path) for file in files)
        elif path.is_file():
            yield path, _root_of(path)
        else:
            raise GpkitError(
                f"{path.as_posix()}: no such file or directory",
                "Name practice files or directories, as in: gpkit validate data/normalized",
            )


def practices_of(paths: list[Path]) -> Iterator[tuple[str, Practice | None]]:
    """Give the practices that paths name, each with its place; None where there is none.

    Raises:
        GpkitError: as `files_of`.
    """
    from gpkit import stores
    from gpkit.store.codec import NO_PRACTICE, from_yaml

    for path in paths:
        store = stores.opened(path) if path.is_dir() or stores.url_of(path) else None
        if store is not None:
            yield from ((practice.id, practice) for practice in store.practices())
            continue
        for file, _ in files_of([path]):
            try:
                yield file.as_posix(), from_yaml(file.read_text("utf-8"))
            except NO_PRACTICE:
                yield file.as_posix(), None


def _root_of(path: Path) -> Path:
    """Give the root of the store that a single file lies in: <root>/<family>/<slug>.yaml."""
    return path.absolute().parent.parent if not path.is_absolute() else path.parent.parent


def tree_of(directory: Path) -> Tree:
    """Give a store that is there, of any kind.

    Raises:
        GpkitError: it is not.
    """
    from gpkit import stores
    from gpkit.store.tree import Tree

    url = stores.url_of(directory)
    store = stores.opened(directory) if url or directory.is_dir() else None
    if store is not None:
        return cast("Tree", store)  # it reads alike; who writes into a tree makes one itself
    if url:
        raise GpkitError(f"{url}: no store here ({MANIFEST})", "Fill one: gpkit copy FROM TO")
    if not directory.is_dir():
        raise GpkitError(
            f"{directory.as_posix()}: no such directory",
            "Make it first: gpkit ingest DIRECTORY-OF-DUMPS, or name another with --from",
        )
    return Tree(directory)
