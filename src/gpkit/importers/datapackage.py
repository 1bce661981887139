"""The Data Package that gpkit export made: a folder, its descriptor, or a zip."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpkit.errors import GpkitError
from gpkit.exporters.datapackage import DESCRIPTOR, RECORDS
from gpkit.importers import unreadable
from gpkit.importers._records import parsed, practice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gpkit.model import Practice


def practices(path: Path) -> Iterator[Practice]:
    """Give the practices of ``records.jsonl``, if no file of the package was edited."""
    if path.suffix != ".zip":
        folder = path if path.is_dir() else path.parent
        yield from _practices(path, lambda name: (folder / name).read_bytes())
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _practices(path, archive.read)
    except (zipfile.BadZipFile, KeyError) as error:
        raise unreadable(path, "data package", error) from error


def _practices(path: Path, read: Callable[[str], bytes]) -> Iterator[Practice]:
    try:
        resources = json.loads(read(DESCRIPTOR))["resources"]
        names = [(str(r["path"]), str(r["hash"])) for r in resources]
    except (ValueError, KeyError, TypeError, FileNotFoundError) as error:
        what = f"its {DESCRIPTOR} has no {error}" if isinstance(error, KeyError) else error
        raise unreadable(path, "data package", what) from error
    if RECORDS not in {name for name, _ in names}:
        raise unreadable(path, "data package", f"it has no {RECORDS}")
    for name, hash_ in names:
        _check(path, name, hash_, read)
    for number, line in enumerate(read(RECORDS).decode().split("\n"), 1):
        if line:
            where = f"{path.as_posix()}/{RECORDS}:{number}"
            yield practice(parsed(line, where), where)


def _check(path: Path, name: str, hash_: str, read: Any) -> None:
    if Path(name).name != name:
        raise unreadable(path, "data package", f"{name} lies elsewhere")
    digest = hashlib.sha256(read(name)).hexdigest()
    if hash_ != f"sha256:{digest}":
        raise GpkitError(
            f"{path.as_posix()}: {name} is not as it was exported",
            "Edits come back from csv, tsv and xlsx: gpkit export -o practices.xlsx, edit it, "
            "gpkit import practices.xlsx",
        )
