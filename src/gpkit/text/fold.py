"""Keys for comparing words: what differs only in how it was typed gets one key.

Keys are for looking up, never for printing: the words of the page stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Typographic variants seen in dumps of one and the same label (curly quotes, en dashes, NBSP).
_SAME = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201b": "'",
    "\u02bc": "'",
    "\u00b4": "'",
    "`": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2015": "-",
    "\u2212": "-",
    "\u00ad": "",  # soft hyphen
    "\u200b": "",  # zero-width space
    "\u2060": "",  # word joiner
    "\ufeff": "",  # byte-order mark inside a text
}
_HAS_VARIANT = re.compile(f"[{re.escape(''.join(_SAME))}]").search
_TIGHT = ("/", "-", "&")
_ENDS = ".,;:|"


def fold(words: str) -> str:
    r"""Fold words to a key that ignores case, typography, entities and final punctuation.

    >>> fold("Digital skills for the labour force.")
    'digital skills for the labour force'
    >>> fold("Public – private") == fold("public-private")
    True
    >>> fold("EU&#39;s  initiativ :") == fold("EU’s\xa0initiativ")
    True
    """
    size = len(words)
    if size < 200:
        return _fold(words)
    return _fold_long(words) if size < 4_000 else _folded(words)


def _folded(words: str) -> str:
    if "&" in words and ";" in words:
        import html  # 1 ms of tables, and few labels hold an entity

        words = html.unescape(words)
    if _HAS_VARIANT(words):  # a search for each is 20 times quicker than to translate a line
        for variant, plain in _SAME.items():
            if variant in words:
                words = words.replace(variant, plain)
    if not words.isascii():
        words = unicodedata.normalize("NFKC", words)
    key = " ".join(words.casefold().split())
    for mark in _TIGHT:
        if mark in key:
            key = mark.join(part.strip() for part in key.split(mark))
    return key.rstrip(_ENDS + " ").lstrip()


# Of labels, the words that come again; of paragraphs, those of the page that is being read.
_fold, _fold_long = lru_cache(maxsize=20_000)(_folded), lru_cache(maxsize=500)(_folded)
