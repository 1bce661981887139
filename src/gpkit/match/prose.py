"""Sketches of prose: how many word pairs two texts share, without keeping the texts.

MinHash by rensa (compiled, 2 ms to import). Without it matching goes on by all other evidence;
``is_there`` says so.
"""

from __future__ import annotations

import re
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE = 128  # values of a sketch: an estimate is off by .04 or so
ROWS = 4  # values in a band
BANDS = 20  # prose half of which is equal meets with probability .72, 70 % with .996
LEAST = 20  # words: shorter prose has no sketch
EXTRA = "match"

# On bytes, five times as quick as on characters: capitals to small letters, ASCII marks to blanks.
_PLAIN = bytes(
    c + 32 if 65 <= c <= 90 else c if c >= 128 or chr(c).isalnum() else 32 for c in range(256)
)
# U+2000..U+203F (quotes, dashes, bullets, blanks), NBSP, soft hyphen, guillemets, middle dot.
_TYPOGRAPHY = re.compile(rb"\xe2\x80[\x80-\xbf]|\xc2[\xa0\xab\xad\xb7\xbb]")


def is_there() -> bool:
    """Tell whether the library is installed."""
    from importlib.util import find_spec

    return find_spec("rensa") is not None


def words(text: str) -> list[bytes]:
    r"""Cut prose into folded words, as bytes; quotes, dashes and blanks of any kind part them.

    >>> words("“Made in Bulgaria” – a Union") == words('"Made in\xa0Bulgaria" - a union')
    True
    """
    return _TYPOGRAPHY.sub(b" ", text.encode("utf-8", "replace")).translate(_PLAIN).split()


def sketch(text: str) -> tuple[int, ...]:
    """Sketch the word pairs of a text; empty for short prose."""
    from rensa import RMinHash

    found = words(text)
    if len(found) < LEAST:
        return ()
    made = RMinHash(num_perm=SIZE, seed=1)
    made.update(list(map(add, found, found[1:])))
    return tuple(made.digest())


def packed(values: tuple[int, ...]) -> bytes:
    """Pack a sketch into 512 bytes."""
    from array import array

    return array("I", values).tobytes()


def similarity(one: bytes, other: bytes) -> float:
    """Estimate the share of word pairs in common (Jaccard) from two packed sketches."""
    if not one or not other:
        return 0.0
    left, right = memoryview(one).cast("I"), memoryview(other).cast("I")
    return sum(map(int.__eq__, left, right)) / SIZE


def bands(packed_sketch: bytes) -> Iterator[bytes]:
    """Cut a packed sketch into its bands, each with its number."""
    size = ROWS * 4
    for number in range(BANDS if packed_sketch else 0):
        yield packed_sketch[number * size : (number + 1) * size]
