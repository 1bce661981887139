"""A stream as a reader of records needs it: lines, exact counts, a look ahead, places."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from gpkit.documents.inflate import CHUNK, Damaged, Inflated

if TYPE_CHECKING:
    from gpkit.documents.inflate import Stream


class Buffer:
    """Reads ahead of a reader of records, in bounded memory.

    Where the stream is damaged, it ends for the reader: `damage` then says how, and `resume`
    goes on behind it.
    """

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._packed = isinstance(stream, Inflated)
        self._data = b""
        self._next = 0  # how much of the data at hand is taken already
        self._at = 0  # bytes of the stream before the next one
        self._marks: deque[tuple[int, int]] = deque()  # bytes of the stream, offset in the file
        self._ended = False
        self.damage: Damaged | None = None

    @property
    def offset(self) -> int:
        """The byte of the file at which reading can start again to come to this place."""
        while len(self._marks) > 1 and self._marks[1][0] <= self._at:
            self._marks.popleft()
        if not self._marks:
            return self._stream.offset
        at, offset = self._marks[0]
        return offset if self._packed else offset + self._at - at

    @property
    def taken(self) -> int:
        """How many bytes of the stream were taken."""
        return self._at

    def fill(self, enough: int) -> bool:
        """Read ahead; tells whether so many bytes are at hand now."""
        ahead = len(self._data) - self._next
        if ahead >= enough:
            return True
        parts = [self._data[self._next :]]
        while ahead < enough and not self._ended:
            try:
                data = self._stream.read(max(CHUNK, enough - ahead))
            except Damaged as damage:
                self.damage, self._ended = damage, True
                break
            if not data:
                self._ended = True
                break
            if not self._marks or self._marks[-1][1] != self._stream.offset:
                self._marks.append((self._at + ahead, self._stream.offset))
            parts.append(data)
            ahead += len(data)
        self._data, self._next = b"".join(parts), 0
        return ahead >= enough

    def resume(self) -> bool:
        """Give up what is at hand, and go on behind the damage; tells whether there is more."""
        self.skip(len(self._data) - self._next)
        self.damage, self._ended = None, False
        return self.fill(1) or self.damage is not None

    def peek(self, count: int) -> bytes:
        """Give the next bytes without taking them: fewer only at the end."""
        self.fill(count)
        return self._data[self._next : self._next + count]

    def take(self, count: int) -> bytes:
        """Take the next bytes: fewer only at the end."""
        data = self.peek(count)
        self.skip(len(data))
        return data

    def skip(self, count: int) -> None:
        """Leave out bytes that are at hand."""
        self._next += count
        self._at += count

    def pass_by(self, count: int) -> int:
        """Leave out bytes without keeping them; give how many there were."""
        left = count
        while left and self.fill(1):
            step = min(left, len(self._data) - self._next)
            self.skip(step)
            left -= step
        return count - left

    def line(self, limit: int) -> bytes:
        """Take a line with its end; at the end of the data, or beyond the limit, without one."""
        searched = 0
        while True:
            place = self._data.find(b"\n", self._next + searched)
            if place >= 0:
                return self.take(place + 1 - self._next)
            searched = len(self._data) - self._next
            if searched > limit or not self._grow():
                return self.take(searched)

    def find(self, mark: bytes, limit: int) -> int:
        """Give how far ahead a mark lies, -1 if it is not within the limit."""
        searched = 0
        while True:
            place = self._data.find(mark, self._next + searched)
            if place >= 0:
                return place - self._next
            searched = max(0, len(self._data) - self._next - len(mark) + 1)
            if searched > limit or not self._grow():
                return -1

    def _grow(self) -> bool:
        """Read as much again as is at hand, so that long searches take linear time."""
        ahead = len(self._data) - self._next
        self.fill(max(1, 2 * ahead))
        return len(self._data) - self._next > ahead
