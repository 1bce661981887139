"""Placeholders that editors forgot to fill in."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gpkit.text.dates._tokens import LIMIT, clean

# The letters of date masks, by language: dd.mm.yyyy, de tt.mm.jjjj, fr jj/mm/aaaa, it gg/mm/aaaa,
# fi pp.kk.vvvv, ro zz.ll.aaaa, hu éééé.hh.nn, el ηη/μμ/εεεε, bg дд.мм.гггг, pl rrrr, sv åååå, and
# xx of those who fill in nothing. There is no "i" among them: 18.II.2024 is a day of February.
_RUN = r"(?P<{0}>(?P<{0}1>[dmyjtagpkvzlhnrséåxbηµμεдмг?_*#])(?P={0}1){{{1},4}})"
_PART = r"(?:\d{{1,4}}|" + _RUN + ")"
_MASK = (
    r"\W{0,3}?"
    + _PART.format("a", 0)
    + r"\s?[-./ ]\s?"
    + _PART.format("b", 0)
    + r"(?:\s?[-./ ]\s?"
    + _PART.format("c", 1)
    + r")?[\s|.,;:)\]]{0,5}"
)
_ZEROS = r"0{1,4}([-./])\s?0{1,2}\1\s?\d{1,4}|\d{4}([-./])\s?00\2\s?00"
_YEAR = r"[\[(<]?(?:yyyy|jjjj|aaaa|rrrr|гггг|εεεε|vvvv|gggg|xxxx)[\])>]?"
_compiled = cache(re.compile)  # at first use: importing costs nothing


def is_placeholder(raw: str) -> bool:
    """Tell whether a value is the mask of a date, not a date: the year in it is a guess too.

    >>> [is_placeholder(raw) for raw in ("dd.mm.2023", "DD/MM/YYYY", "xx.xx.2023", "00.00.0000")]
    [True, True, True, True]
    >>> is_placeholder("18.07.2024")
    False
    """
    text = clean(raw[: LIMIT + 1]).strip(" |").casefold()
    return len(text) <= 40 and _is_mask(text)


@lru_cache(maxsize=2_000)
def _is_mask(text: str) -> bool:
    if _compiled(_ZEROS).fullmatch(text) or _compiled(_YEAR).fullmatch(text):
        return True
    mask = _compiled(_MASK).fullmatch(text)
    # d.m.yyyy is a mask; "a/b" and "18 m 2024" are not
    return mask is not None and any(len(run or "") > 1 for run in mask.groups())
