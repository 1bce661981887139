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
        self._data = bytearray()
        self._at = 0  # bytes of the stream before the data at hand
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

    def fill(self, enough: int) -> bool:
        """Read ahead; tells whether so many bytes are at hand now."""
        while len(self._data) < enough and not self._ended:
            try:
                data = self._stream.read(max(CHUNK, enough - len(self._data)))
            except Damaged as damage:
                self.damage, self._ended = damage, True
                break
            if not data:
                self._ended = True
                break
            if not self._marks or self._marks[-1][1] != self._stream.offset:
                self._marks.append((self._at + len(self._data), self._stream.offset))
            self._data += data
        return len(self._data) >= enough

    def resume(self) -> bool:
        """Give up what is at hand, and go on behind the damage; tells whether there is more."""
        self.skip(len(self._data))
        self.damage, self._ended = None, False
        return self.fill(1) or self.damage is not None

    def peek(self, count: int) -> bytes:
        """Give the next bytes without taking them: fewer only at the end."""
        self.fill(count)
        return bytes(self._data[:count])

    def take(self, count: int) -> bytes:
        """Take the next bytes: fewer only at the end."""
        data = self.peek(count)
        self.skip(len(data))
        return data

    def skip(self, count: int) -> None:
        """Leave out bytes that are at hand."""
        del self._data[:count]
        self._at += count

    def pass_by(self, count: int) -> int:
        """Leave out bytes without keeping them; give how many there were."""
        left = count
        while left and self.fill(1):
            step = min(left, len(self._data))
            self.skip(step)
            left -= step
        return count - left

    def line(self, limit: int) -> bytes:
        """Take a line with its end; at the end of the data, or beyond the limit, without one."""
        searched = 0
        while True:
            place = self._data.find(b"\n", searched)
            if place >= 0:
                return self.take(place + 1)
            searched = len(self._data)
            if searched > limit or not self.fill(searched + 1):
                return self.take(searched)

    def find(self, mark: bytes, limit: int, start: int = 0) -> int:
        """Give how far ahead a mark lies, -1 if it is not within the limit."""
        searched = start
        while True:
            place = self._data.find(mark, searched)
            if place >= 0:
                return place
            searched = max(start, len(self._data) - len(mark) + 1)
            if searched > limit or not self.fill(len(self._data) + 1):
                return -1
