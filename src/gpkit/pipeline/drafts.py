"""What pages told in one run: drafts of practices by their ids."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, Any

    from gpkit.pipeline.work import Draft

_IN_MEMORY = 64 * 2**20  # bytes of drafts


class Drafts:
    """All drafts of a run by their ids; beyond a bound their texts lie in a temporary file."""

    def __init__(self) -> None:
        self._file: IO[bytes] = BytesIO()
        self._size = 0
        self._on_disk = False
        self.unread: list[tuple[str, str, str, str]] = []  # pages that failed (`GpkitError.page`)
        self.dated = False  # whether a page tells its URL and when it was fetched
        self._kept: dict[str, list[tuple[Draft, int, int]]] = defaultdict(list)

    def add(self, draft: Draft) -> None:
        """Keep a draft."""
        data = draft.text.encode()
        if not self._on_disk and self._size + len(data) > _IN_MEMORY:
            self._move()
        self._file.seek(self._size)
        self._file.write(data)
        self._kept[draft.id].append((draft._replace(text=""), self._size, len(data)))
        self._size += len(data)
        self.dated = self.dated or bool(draft.url and draft.fetched)

    def take(self, page: Any) -> None:
        """Keep the drafts of a page."""
        for draft in page.drafts:
            self.add(draft)

    def ids(self) -> list[str]:
        """Give all ids, sorted."""
        return sorted(self._kept)

    def of(self, practice_id: str) -> list[Draft]:
        """Give the drafts of an id, in the order in which they came."""
        return [
            draft._replace(text=self._text(at, size))
            for draft, at, size in self._kept.get(practice_id, ())
        ]

    def heads(self) -> Iterator[Draft]:
        """Give all drafts without their texts, sorted by id."""
        for practice_id in self.ids():
            yield from (draft for draft, *_ in self._kept[practice_id])

    def _text(self, at: int, size: int) -> str:
        self._file.seek(at)
        return self._file.read(size).decode()

    def _move(self) -> None:
        from tempfile import TemporaryFile

        file = TemporaryFile()  # noqa: SIM115 - it is gone with this object
        self._file.seek(0)
        file.write(self._file.read())
        self._file, self._on_disk = file, True
