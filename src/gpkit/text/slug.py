"""Ids of practices: readable, safe as file names everywhere, and equal only for equal titles."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LIMIT = 80  # characters, hash included
_HASH = 8  # hex digits

# These separate words; whatever else is not a letter or digit carries meaning (C++ is not C).
_SEPARATORS = str.maketrans(dict.fromkeys(' -_.,:;!?"()[]{}/\\|&~…·•', " "))
_FOLDED = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("“”„‟«»‹›", '"') | dict.fromkeys("'’‘‚‛ʼ`´", None)
)

# Device names of Windows, and endings that our own hashes have.
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]|(?:.*-)?[0-9a-f]{8}")


def title_key(title: str) -> str:
    """Fold a title to the key of its identity: words only, whatever case and punctuation.

    >>> title_key("BULGARIA: HUMANS IN THE LOOP") == title_key("Bulgaria – Humans in the Loop")
    True
    >>> title_key("C++"), title_key("C")
    ('c++', 'c')
    """
    text = unicodedata.normalize("NFKC", title.translate(_FOLDED)).casefold()
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.translate(_SEPARATORS).split())


def digest(*parts: str) -> str:
    """Give the 8 hex digits that stand for an identity."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:_HASH]


def slug(title: str) -> str:
    """Make the slug of a title: ASCII, at most 80 characters.

    Two titles have one slug exactly if they have one key: where transliterating or cutting lost
    something, or the name is reserved, the hash of the key follows.

    >>> slug("Digital Skills for Bulgarian SMEs Programme")
    'digital-skills-for-bulgarian-smes-programme'
    >>> slug("Ψηφιακές δεξιότητες")
    'psifiakes-dexiotites-bbe8a120'
    >>> slug("CON")
    'con-1143da2b'
    """
    key = title_key(title)
    name = key.replace(" ", "-")
    if _is_plain(name) and len(name) <= LIMIT and not _RESERVED.fullmatch(name):
        return name
    return _with_hash(_ascii(key), digest(key))


def generic_slug(title: str, first_line: str) -> str:
    """Make the slug of a practice of an unknown site: a title alone never merges two.

    >>> generic_slug("Good practice", "One.") == generic_slug("Good practice", "Another.")
    False
    """
    return _with_hash(_ascii(title_key(title)), digest(title_key(title), title_key(first_line)))


def untitled_slug(first_line: str) -> str:
    """Make the slug of a practice without a title."""
    return f"untitled-{digest('untitled', title_key(first_line))}"


def unslug(piece: str) -> str:
    """Give the words of a piece of a URL; their case, accents and punctuation are lost.

    >>> unslug("digital-skills-bulgarian-smes-programme")
    'Digital skills bulgarian smes programme'
    """
    words = " ".join(piece.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:]


def _is_plain(name: str) -> bool:
    return name.isascii() and name.replace("-", "").isalnum()


def _ascii(key: str) -> str:
    if not key.isascii():
        from anyascii import anyascii  # 10 ms to import, and most titles are ASCII

        key = anyascii(key)
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in key.casefold()).split()
    return "-".join(words)


def _with_hash(name: str, hashed: str) -> str:
    cut = name[: LIMIT - _HASH - 1].rstrip("-")
    return f"{cut}-{hashed}" if cut else hashed
