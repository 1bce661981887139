"""Packed bytes, unpacked in bounded pieces: gzip, bzip2, xz, zstandard.

Readers of the standard library give up whole files at the first bad byte, or say nothing of a
file that was cut (a cut between two members looks like an end). These streams give all that can
be read, raise `Damaged` with the place of the damage, and go on behind it where a next member
begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, NoReturn, Protocol

from gpkit import limits
from gpkit.documents.packing import packing
from gpkit.errors import GpkitError, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

CHUNK = 2**16
ALWAYS = 2**20  # bytes that are read whatever the ratio


class Damaged(Unreadable):
    """Bytes are missing or wrong from ``offset`` of a file on; what was whole is kept.

    ``cut`` tells bytes that are missing from bytes that are wrong.
    """

    def __init__(self, where: str, offset: int, what: str, *, cut: bool = False) -> None:
        super().__init__(f"{where}: damaged at byte {offset}: {what}", _HINT)
        self.offset = offset
        self.cut = cut


_HINT = "What is whole is read; fetch the file again to have the rest."


class Stream(Protocol):
    """Bytes that are read from front to back; ``offset`` is where a reader can start again."""

    offset: int

    def read(self, size: int = CHUNK) -> bytes:
        """Give up to ``size`` bytes, none at the end."""


class Plain:
    """Bytes as they lie in a file."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._at = self.offset = raw.tell() if raw.seekable() else 0

    def read(self, size: int = CHUNK) -> bytes:
        """Give up to ``size`` bytes, none at the end."""
        data = self._raw.read(size)
        self.offset, self._at = self._at, self._at + len(data)
        return data


class Inflated:
    """Unpacked bytes. ``offset`` is the byte of the packed file at which the member begins."""

    def __init__(self, raw: Stream, name: str, where: str) -> None:
        self._raw = raw
        self._where = where
        self._codec = _codec(name, where)
        self._decoder: Any = None
        self._waiting = b""  # packed bytes not yet unpacked
        self._recent = b""  # the last that were: the next member may begin in them
        self._fed = raw.offset  # the place in the packed file of the first of them
        self._ended = False
        self._start, self._taken, self._given = self._fed, 0, 0
        self.offset = self._fed

    def read(self, size: int = CHUNK) -> bytes:
        """Give up to ``size`` bytes of one member, none at the end.

        Raises:
            Damaged: the member is cut or wrong; the next call goes on with the next member.
            Unreadable: it unpacks to more than any page would.
        """
        while True:
            if self._decoder is None and not self._next_member():
                return b""
            self.offset = self._start
            data = self._step(min(size, CHUNK))
            if self._decoder.eof:
                self._rest()
            if data:
                self._given += len(data)
                self._limit()
                return data

    def _next_member(self) -> bool:
        """Begin the next member; padding of NUL bytes between members is none."""
        while True:
            self._fill(self._codec.longest)
            padding = len(self._waiting) - len(self._waiting.lstrip(b"\0"))
            if not padding:
                break
            self._drop(padding)
        if not self._waiting:
            return False
        self._start = self._fed
        if self._ended and len(self._waiting) < len(self._codec.magic):
            cut = self._codec.magic.startswith(self._waiting)
            self._drop(len(self._waiting))
            raise Damaged(self._where, self._start, "the packed data is cut short", cut=cut)
        if not self._waiting.startswith(self._codec.magic):
            self._resync("what stands here is not packed")
        self._decoder = self._codec.new()
        return True

    def _step(self, size: int) -> bytes:
        piece = b""
        if self._codec.hungry(self._decoder):
            self._fill(1)
            piece = self._waiting[: self._codec.piece]
            self._waiting = self._waiting[len(piece) :]
            self._fed += len(piece)
            self._taken += len(piece)
            self._recent = self._recent[-CHUNK:] + piece
        try:
            data = self._codec.unpack(self._decoder, piece, size)
        except self._codec.errors as error:
            what = f"the packed data is wrong ({error})"
        else:
            if data or piece or self._decoder.eof or not self._codec.hungry(self._decoder):
                return data
            self._decoder = None
            raise Damaged(self._where, self._start, "the packed data is cut short", cut=True)
        self._take_back(min(len(self._recent), self._fed - self._start - 1))
        return self._resync(what)

    def _rest(self) -> None:
        """Take back what the decoder was given beyond the end of its member."""
        unused = len(self._decoder.unused_data)
        self._taken -= unused
        self._take_back(unused)
        self._decoder = None

    def _take_back(self, count: int) -> None:
        self._waiting = self._recent[len(self._recent) - count :] + self._waiting
        self._fed -= count
        self._recent = b""

    def _resync(self, what: str) -> NoReturn:
        """Go to the next mark of a member behind the damaged one, and tell of the damage."""
        self._decoder = None
        start, magic = self._start, self._codec.magic
        while True:
            place = self._waiting.find(magic)
            if place >= 0:
                self._drop(place)
                break
            self._drop(max(0, len(self._waiting) - len(magic) + 1))
            if not self._fill(len(magic)):
                self._drop(len(self._waiting))
                break
        raise Damaged(self._where, start, what)

    def _fill(self, enough: int) -> bool:
        while len(self._waiting) < enough and not self._ended:
            data = self._raw.read(CHUNK)
            self._ended = not data
            self._waiting += data
        return len(self._waiting) >= enough

    def _drop(self, count: int) -> None:
        self._waiting = self._waiting[count:]
        self._fed += count

    def _limit(self) -> None:
        if self._given > ALWAYS + limits.now().ratio * self._taken:
            raise too_dense(self._where)


def too_dense(where: str) -> limits.OverLimit:
    """Make the error of what unpacks to more than any page would."""
    return limits.over(
        "ratio",
        f"{where}: unpacks to more than {limits.now().ratio} times its size",
        "That is how files are made that fill a disk; no page packs so well.",
    )


def unpack(data: bytes, where: str, limit: int) -> bytes:
    """Unpack bytes, all of them or none.

    Raises:
        Damaged: they are cut or wrong.
        Unreadable: they unpack to more than ``limit`` bytes.
    """
    from io import BytesIO

    stream = Inflated(Plain(BytesIO(data)), packing(data) or "gzip", where)
    parts, size = [], 0
    while piece := stream.read():
        parts.append(piece)
        size += len(piece)
        if size > limit:
            raise limits.over(
                "file",
                f"{where}: unpacks to more than {limits.size(limit)}",
                "A dump is a page or a list of pages; split this file.",
            )
    return b"".join(parts)


def glimpse(head: bytes, where: str) -> bytes:
    """Unpack what can be unpacked of the first bytes of a file, to see what is in it."""
    from io import BytesIO

    seen = b""
    try:
        stream = Inflated(Plain(BytesIO(head)), packing(head) or "gzip", where)
        while len(seen) < CHUNK and (piece := stream.read()):
            seen += piece
    except Unreadable:
        pass
    return seen


# Codecs -------------------------------------------------------------------------------------------


class _Codec(NamedTuple):
    """How one kind of packing is undone."""

    magic: bytes
    new: Callable[[], Any]
    unpack: Callable[[Any, bytes, int], bytes]
    hungry: Callable[[Any], bool]
    errors: tuple[type[Exception], ...]
    piece: int = CHUNK  # packed bytes given at once
    longest: int = 6  # bytes of the longest mark


def _codec(name: str, where: str) -> _Codec:
    if name == "gzip":
        import zlib

        return _Codec(
            b"\x1f\x8b\x08", lambda: zlib.decompressobj(31), _zlib, _tail_empty, (zlib.error,)
        )
    if name == "bzip2":
        import bz2

        return _Codec(b"BZh", bz2.BZ2Decompressor, _bounded, _needs, (OSError, ValueError))
    if name == "xz":
        import lzma

        new = lambda: lzma.LZMADecompressor(memlimit=2**28)  # noqa: E731
        return _Codec(b"\xfd7zXZ\x00", new, _bounded, _needs, (lzma.LZMAError, EOFError))
    return _zstandard(where)


def zlib_like() -> Any:
    """Give the fastest module that unpacks gzip: isal, three times as fast, or zlib.

    For what is whole: of damage both tell, in other words.
    """
    try:
        from isal import isal_zlib
    except ImportError:
        import zlib

        return zlib
    return isal_zlib


def _zstandard(where: str) -> _Codec:
    try:
        import zstandard
    except ImportError:
        raise missing(where, "a zstandard file", "zstandard") from None
    unpacker = zstandard.ZstdDecompressor(max_window_size=2**27)
    # A block of 4 bytes can stand for 128 KiB, and this decoder takes no limit.
    return _Codec(
        b"\x28\xb5\x2f\xfd",
        unpacker.decompressobj,
        lambda decoder, data, _: decoder.decompress(data),
        lambda _: True,
        (zstandard.ZstdError,),
        piece=1024,
    )


def missing(where: str, what: str, library: str) -> GpkitError:
    """Say that an extra is not installed."""
    return Unreadable(
        f"{where}: this is {what}, and {library} is not installed",
        'Install it: pip install "good-practice-kit[archives]"',
    )


def _zlib(decoder: Any, data: bytes, size: int) -> bytes:
    unpacked: bytes = decoder.decompress(decoder.unconsumed_tail + data, size)
    return unpacked


def _tail_empty(decoder: Any) -> bool:
    return not decoder.unconsumed_tail


def _bounded(decoder: Any, data: bytes, size: int) -> bytes:
    unpacked: bytes = decoder.decompress(data, size)
    return unpacked


def _needs(decoder: Any) -> bool:
    return bool(decoder.needs_input)
