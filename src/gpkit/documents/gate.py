"""The gate of archive mode: a cheap test on raw bytes for what may be a page of some sites.

Of a crawl most pages are of no site that anybody asked for, and making lines of them costs a
hundred times what reading them does. A page of a site bears its host in its URL, or one of its
clues: words that stand on every page that the site is told by (`gpkit.parsers`, ``CLUES``). The
bytes of a page are searched for a run of ASCII letters out of each clue, so that nearly all
encodings and all entities for other letters are seen through; what cannot be seen through (packed
pages, UTF-16, words that are broken up) passes. What passes is read in full.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gpkit.documents import kinds
from gpkit.documents.packing import PACKINGS, packing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_RUN = re.compile("[A-Za-z]+")
_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile("[0-9A-Za-z]+|#|:")
_LEAST = 6  # letters of a word that is searched for
# Patterns that are searched for at once: with more than 64, or more than 16 that look alike, the
# search is 3 to 20 times slower.
_OFTEN, _RARELY = 16, 60
_CODINGS = (
    "utf-8",
    "cp1252",
    "cp1250",
    "iso8859-2",
    "cp1251",
    "koi8-u",
    "iso8859-5",
    "cp866",
    "mac-cyrillic",
    "cp1253",
)
_BEFORE = 400  # bytes before a word in which the words before it have to stand
# What stands between two words of a clue: marks, letters that are not ASCII, entities, tags.
_GAP = rb"(?:<[^<>]{0,300}>|&[#0-9A-Za-z]{1,10};|[^0-9A-Za-z<])*"
_TAGS = rb"(?:<[^<>]{0,300}>)*"  # behind a large first letter
_GAP_BACK = rb"(?:>[^<>]{0,300}<|;[#0-9A-Za-z]{1,10}&|[^0-9A-Za-z>])*"
_TAGS_BACK = rb"(?:>[^<>]{0,300}<)*"
# Words with these inside are read without them: soft hyphens, blanks of no width, places to break.
_BREAKS = (
    *("\u00ad".encode(), "\u200b".encode(), "\u2060".encode(), "\ufeff".encode()),
    *(b"&shy", b"&#173", b"&#xad", b"&#xAD", b"&#8203", b"&#x200b", b"&#x200B", b"&ZeroWidth"),
    *(b"&#8288", b"&NoBreak", b"<wbr", b"<WBR"),
)
# A body that is packed, or sent in pieces, shows none of its words.
_CODED = (b"ncoding:", b"NCODING:", *(b"\r\n\r\n" + magic for magic, _ in PACKINGS))
_MHTML = (b"-version:", b"-VERSION:", b"-Version:")
_DOUBTS = (*_BREAKS, *_CODED, *_MHTML)


class Marks(NamedTuple):
    """What tells the pages of some sites: hosts without ``www.``, and clues.

    A clue is words as they stand on a page; ``#`` stands for a digit. One of them at least stands
    on each page of the sites whose URL does not name a host of theirs.
    """

    hosts: frozenset[str]
    clues: tuple[str, ...]


class Clue(NamedTuple):
    """A clue as bytes: what is searched for, and what has to stand before and behind that."""

    patterns: tuple[bytes, ...]
    before: re.Pattern[bytes] | None  # read backwards, so that most words fail at once
    behind: re.Pattern[bytes] | None

    def is_at(self, data: bytes | bytearray, start: int, end: int) -> bool:
        """Tell whether the whole clue stands around a pattern of it."""
        if self.behind and not self.behind.match(data, end):
            return False
        back = data[max(0, start - _BEFORE) : start][::-1] if self.before else b""
        return not self.before or self.before.match(back) is not None


_DOUBTFUL = [Clue((), None, None)]


def clue(words: str) -> Clue:
    r"""Make a clue of its words.

    >>> clue("Resources needed").patterns
    (b'esources', b'ESOURCES')
    >>> page = b"<b>R</b>esources&nbsp;<i>NEEDED</i>"
    >>> clue("Resources needed").is_at(page, 8, 16), clue("Few resources").is_at(page, 8, 16)
    (True, False)
    >>> clue("berörs").patterns[:3]
    (b'er\xc3\xb6rs', b'ER\xc3\x96RS', b'er\xf6rs')
    """
    if words == "# |":  # a digit and a bar: no word to search for
        return Clue((b"|",), re.compile(_GAP_BACK + b"[0-9]"), None)
    runs = [run.span() for run in _RUN.finditer(words)]
    start, end = max(runs, key=lambda run: run[1] - run[0], default=(0, 0))
    if end - start < _LEAST:
        word = max(_WORD.findall(words), key=len)
        return Clue(_cases(word[1:], _CODINGS), None, None)
    # The first letter of a word is often set apart.
    before, behind = _PIECE.findall(words[:start]), _PIECE.findall(words[end:])
    first = _TAGS_BACK + re.escape(words[start]).encode()
    back = [first, *(_backwards(piece) for piece in reversed(before))]
    return Clue(
        _cases(words[start + 1 : end], ("ascii",)),
        re.compile(_GAP_BACK.join(back), re.IGNORECASE) if before else None,
        re.compile(_GAP.join([b"", *map(_forwards, behind)]), re.IGNORECASE) if behind else None,
    )


def _forwards(piece: str) -> bytes:
    """Find a piece of a clue, the first letter set apart or not."""
    if piece == "#":
        return b"[0-9]"
    first, rest = re.escape(piece[:1]).encode(), re.escape(piece[1:]).encode()
    return first + _TAGS + rest if rest else first


def _backwards(piece: str) -> bytes:
    if piece == "#":
        return b"[0-9]"
    rest, first = re.escape(piece[:0:-1]).encode(), re.escape(piece[:1]).encode()
    return rest + _TAGS_BACK + first if rest else first


def _cases(word: str, codings: Iterable[str]) -> tuple[bytes, ...]:
    """Give a word in small and in large letters in each coding that has it, and in entities."""
    found: list[bytes] = []
    for coding in codings:
        for form in dict.fromkeys((word.lower(), word.upper(), word)):
            with suppress(UnicodeEncodeError):
                found.append(form.encode(coding))
    if not word.isascii():
        found += [one for form in (word.lower(), word.upper()) for one in _entities(form)]
    return tuple(dict.fromkeys(found))


def _entities(word: str) -> Iterator[bytes]:
    from html.entities import codepoint2name

    def named(letter: str) -> str:
        return f"&{codepoint2name[ord(letter)]};" if ord(letter) in codepoint2name else letter

    for write in (named, lambda c: f"&#{ord(c)};", lambda c: f"&#x{ord(c):x};"):
        coded = "".join(c if c.isascii() else write(c) for c in word)
        if coded.isascii():
            yield coded.encode()


class Gate:
    """Tells what may be a page of some sites, and what surely is none."""

    def __init__(self, marks: Marks, *, digests: bool = True) -> None:
        self.marks = marks
        self.digests = digests  # of records that are rejected as well
        self._clues = [clue(words) for words in marks.clues]
        own = {pattern for one in self._clues for pattern in one.patterns if len(pattern) > 1}
        self._bars = [one for one in self._clues if one.patterns == (b"|",)]
        doubts = _DOUBTS if marks.clues else _MHTML  # where no word counts, none can be hidden
        self._searches = [*map(_search, _groups(own)), _search(doubts)]
        self._about = {pattern: self._with(pattern) for pattern in own}
        self._hosted = _search(sorted(host.encode("ascii", "ignore") for host in marks.hosts))

    def _with(self, pattern: bytes) -> list[Clue]:
        """Give the clues that a pattern may be a part of: matches do not overlap."""
        return [one for one in self._clues if any(pattern in other for other in one.patterns)]

    def hits(self, data: bytes | bytearray) -> list[int]:
        """Give the places where a clue stands, or something that hides words; in their order."""
        found = []
        for search in self._searches:
            for pattern, start in search(data):
                end = start + len(pattern)
                for one in self._about.get(pattern, _DOUBTFUL):
                    if one.is_at(data, start, end):
                        found.append(start)
                        break
        for one in self._bars:
            found += _bars(data, one)
        found.sort()
        return found

    def is_near(self, head: bytes | bytearray) -> bool:
        """Tell whether the headers of a record, in small letters, may name a host of the sites."""
        return bool(self._hosted(head))

    def passes(self, url: str | None, body: bytes) -> bool:
        """Tell whether a page may be one of the sites; what surely is none does not pass."""
        if url and _host(url) in self.marks.hosts:
            return True
        shows_none = b"\0" in body or packing(body) or kinds.is_mhtml(body)
        return bool(shows_none or self.hits(body))


_BLANK = b" \t\r\n>;\xa0"


def _bars(data: bytes | bytearray, one: Clue) -> Iterator[int]:
    """Find bars with a digit before them, and blanks or tags between."""
    place = data.find(b"|")
    while place > 1:
        before = data[place - 2]
        near = data[place - 1] in _BLANK and (before < 0x3A or before in _BLANK or before > 0x7F)
        if near and one.is_at(data, place, place + 1):
            yield place
        place = data.find(b"|", place + 1)


def _groups(patterns: set[bytes]) -> list[list[bytes]]:
    """Part patterns into searches: words in small letters are found often, all others rarely."""
    often = sorted(one for one in patterns if one.islower() and one.isascii())
    rarely = sorted(patterns.difference(often))
    return [*_cut(often, _OFTEN), *_cut(rarely, _RARELY)]


def _cut(patterns: list[bytes], size: int) -> list[list[bytes]]:
    return [patterns[i : i + size] for i in range(0, len(patterns), size)]


def _search(patterns: Sequence[bytes]) -> Callable[[bytes | bytearray], list[tuple[bytes, int]]]:
    """Give a function that finds patterns in bytes: which, and where.

    With `ahocorasick_rs` several GB a second; without it `re`, some fifty times slower.
    """
    if not patterns:
        return lambda _: []
    try:
        from ahocorasick_rs import BytesAhoCorasick, MatchKind
    except ImportError:
        found = re.compile(b"|".join(map(re.escape, patterns)))
        return lambda data: [(bytes(match[0]), match.start()) for match in found.finditer(data)]
    find = BytesAhoCorasick(list(patterns), matchkind=MatchKind.LeftmostFirst)
    return lambda data: [
        (patterns[number], start) for number, start, _ in find.find_matches_as_indexes(data)
    ]


def _host(url: str) -> str:
    from urllib.parse import urlsplit

    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@lru_cache(maxsize=4)
def gate_of(marks: Marks, *, digests: bool = True) -> Gate:
    """Give the gate for marks: a process makes each but once."""
    return Gate(marks, digests=digests)
