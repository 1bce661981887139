"""The seal of a practice file: a hash of its body, in a comment on its second line.

It tells what gpkit wrote from what people edited. It is no signature: anybody can make one.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

MARK = "# seal "
_LENGTH = 16


def seal(body: str) -> str:
    """Give the seal of a file's body: it breaks when anybody edits the file by hand."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


@lru_cache(maxsize=1)  # the reader and several rules ask for the file at hand
def is_sealed(text: str) -> bool:
    """Tell whether the text of a practice file is as gpkit wrote it."""
    place = text.find("\n") + 1
    if not place or not text.startswith(MARK, place):
        return False
    end = text.find("\n", place)
    given = text[place + len(MARK) :][:_LENGTH] if end < 0 else text[place + len(MARK) : end]
    return given[:_LENGTH] == seal(text[end + 1 :] if end >= 0 else "")
