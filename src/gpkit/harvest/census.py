"""The census of a partition: what reading it gave, in numbers. It is all that the driver holds."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.documents.pages import LeftOut
from gpkit.errors import GpkitError, NoPractice, Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gpkit.pipeline.work import Page
    from gpkit.stores.places import Place

PARTS = "parts"
_SHOWN = 20  # failures of a partition that are told in words; all are counted
Segment = tuple[int, int, int]  # of a part: number of the shard, first byte, bytes


class Failure(NamedTuple):
    """What was wrong with a page, in words."""

    kind: str
    message: str
    hint: str

    def error(self) -> GpkitError:
        """Give it as the error that it was."""
        return (NoPractice if self.kind == NoPractice.__name__ else Unreadable)(
            self.message, self.hint
        )


class Census(NamedTuple):
    """What a partition gave."""

    key: str
    place: str
    name: str
    size: int
    pages: int = 0
    families: Mapping[str, tuple[int, int, int, int]] = {}  # pages, practices, lines, claimed
    failed: Mapping[str, int] = {}  # by kind
    failures: tuple[Failure, ...] = ()  # the first of them
    left_out: Mapping[str, int] = {}
    none_expected: int = 0
    loose: str | None = None  # the hash of a dump that is a file of its own
    segments: tuple[Segment, ...] = ()

    @property
    def practices(self) -> int:
        """The number of practices."""
        return sum(counts[1] for counts in self.families.values())

    def text(self) -> bytes:
        """Write it as JSON."""
        return json.dumps(self._asdict(), ensure_ascii=False, separators=(",", ":")).encode()

    def line(self) -> bytes:
        """Give what a store tells of the partition: nothing that depends on machine or run."""
        data = {
            "place": self.place,
            "bytes": self.size,
            "pages": self.pages,
            "practices": self.practices,
            "families": {name: counts[1] for name, counts in sorted(self.families.items())},
            "failed": dict(sorted(self.failed.items())),
            "left_out": dict(sorted(self.left_out.items())),
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


class Counting:
    """Counts while a partition is read."""

    def __init__(self) -> None:
        self.pages = 0
        self.none_expected = 0
        self.families: dict[str, list[int]] = {}
        self.failed: Counter[str] = Counter()
        self.failures: list[Failure] = []
        self.left_out: Counter[str] = Counter()
        self.loose: str | None = None

    def add(self, found: Page | GpkitError | LeftOut) -> None:
        """Count what was found."""
        if isinstance(found, LeftOut):
            self.left_out.update(dict(found.counts))
        elif isinstance(found, GpkitError):
            kind = type(found).__name__
            self.failed[kind] += 1
            if len(self.failures) < _SHOWN:
                self.failures.append(Failure(kind, str(found), found.hint))
        elif found.row is None:
            self.none_expected += 1
            self._keep(found)
        else:
            counts = self.families.setdefault(found.row.family, [0, 0, 0, 0])
            for k, number in enumerate((1, *found.row[2:])):
                counts[k] += int(number)
            self._keep(found)

    def _keep(self, page: Page) -> None:
        if page.loose:
            self.loose = page.sha256

    def census(self, about: Census, segments: tuple[Segment, ...]) -> Census:
        """Give what was counted."""
        return about._replace(
            pages=self.pages,
            families={f: (c[0], c[1], c[2], c[3]) for f, c in self.families.items()},
            failed=dict(self.failed),
            failures=tuple(self.failures),
            left_out=dict(self.left_out),
            none_expected=self.none_expected,
            loose=self.loose,
            segments=segments,
        )


def name_of(key: str) -> str:
    """Name the census of a partition."""
    return f"{PARTS}/{key}.json"


def rows_of(key: str) -> str:
    """Name the rows of a partition."""
    return f"{PARTS}/{key}.rows"


def read(place: Place, key: str) -> Census | None:
    """Read a census, None where the partition is not done."""
    data = place.read(name_of(key))
    try:
        return None if data is None else _census(json.loads(data))
    except (ValueError, KeyError, TypeError):
        return None  # a broken one is none: the partition is read again


def _census(data: dict[str, Any]) -> Census:
    data["families"] = {f: tuple(c) for f, c in data["families"].items()}
    data["failures"] = tuple(Failure(*failure) for failure in data["failures"])
    data["segments"] = tuple((s[0], s[1], s[2]) for s in data["segments"])
    return Census(**data)
