"""``gpkit-store.json``: which files hold which shard. Written last, it is what a write commits.

A shard's file bears a hash of its bytes in its name, so that the files of a new state never
take the place of those that the manifest of the old state names.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from gpkit.errors import GpkitError
from gpkit.stores import FILE, KINDS, url_of
from gpkit.stores.places import place_of

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

FORMAT = 1
SHARDS = 16
MOST = 4096  # shards
_HINT = "It was changed or cut short. Copy the store again from where it came."


class Shard(NamedTuple):
    """The file of one shard; a shard without practices has none."""

    number: int
    name: str
    practices: int
    bytes: int
    sha256: str


class Manifest(NamedTuple):
    """What a store says about itself."""

    kind: str
    shards: int
    files: tuple[Shard, ...] = ()
    partitions: str | None = None  # the file that lists what a harvest read

    @property
    def practices(self) -> int:
        """The number of practices."""
        return sum(shard.practices for shard in self.files)

    def file(self, number: int) -> Shard | None:
        """Give the file of a shard, None where it has no practices."""
        return next((shard for shard in self.files if shard.number == number), None)

    def text(self) -> bytes:
        """Write it as JSON."""
        data = {
            "gpkit_store": FORMAT,
            "kind": self.kind,
            "shards": self.shards,
            "practices": self.practices,
            "partitions": self.partitions,
            "files": [shard._asdict() for shard in self.files],
        }
        return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()


def shard_of(practice_id: str, shards: int) -> int:
    """Give the number of the shard that an id belongs in.

    >>> shard_of("erasmusly/some-project", 16), shard_of("erasmusly/some-project", 1)
    (2, 0)
    """
    digest = hashlib.sha256(practice_id.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8]) % shards


def name_of(number: int, sha256: str, kind: str) -> str:
    """Name the file of a shard.

    >>> name_of(3, "0123456789abcdef0123", "jsonl.gz")
    'shard-00003-0123456789abcdef.jsonl.gz'
    """
    return f"shard-{number:05}-{sha256[:16]}.{kind}"


def read(path: Path) -> Manifest | None:
    """Read the manifest of a store, None where there is none.

    Raises:
        GpkitError: it is broken, or a later version of gpkit wrote it.
    """
    place = place_of(path)
    data = place.read(FILE)
    return None if data is None else parsed(data, place.shown)


def parsed(data: bytes, place: str) -> Manifest:
    """Read the bytes of a manifest.

    Raises:
        GpkitError: it is broken, or a later version of gpkit wrote it.
    """
    where = f"{place}/{FILE}"
    try:
        found = json.loads(data)
        if found["gpkit_store"] != FORMAT:
            raise GpkitError(
                f"{where}: a store of format {found['gpkit_store']}, which is not known here",
                "Install a later version: pip install --upgrade good-practice-kit",
            )
        return _checked(found, where)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GpkitError(f"{where}: this is no manifest of a store", _HINT) from error


def _checked(data: dict[str, Any], where: str) -> Manifest:
    files = tuple(Shard(**shard) for shard in data["files"])
    names = [shard.name for shard in files]
    numbers = [shard.number for shard in files]
    partitions = data["partitions"]
    sound = (
        data["kind"] in KINDS[1:]
        and 1 <= data["shards"] <= MOST
        and numbers == sorted(set(numbers))
        and all(0 <= number < data["shards"] for number in numbers)
        and not any("/" in name or "\\" in name for name in (*names, partitions or ""))
    )
    if not sound:
        raise GpkitError(f"{where}: this is no manifest of a store", _HINT)
    return Manifest(data["kind"], data["shards"], files, partitions)


def shown(path: Path) -> str:
    """Name a store for people."""
    return url_of(path) or path.as_posix()
