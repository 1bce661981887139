"""The language of prose, by a kept library; None where it is not sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENOUGH = 20_000  # characters: more do not change the answer
_LITTLE = 20  # "5G" is no Serbian

# CLD2 takes short Bulgarian for Serbian or Macedonian; the letters tell them apart.
_CYRILLIC = ("sr", "mk")
_BULGARIAN = frozenset("ъщюя")
_NOT_BULGARIAN = frozenset("јљњћџђѓќѕ")


def language_of(texts: Iterable[str]) -> str | None:
    """Name the language of texts (ISO 639-1), None if there is too little to tell.

    >>> language_of(["The programme supports libraries and small companies in three districts."])
    'en'
    >>> language_of(["Програмата е насочена към библиотеки и малки предприятия в три области."])
    'bg'
    >>> language_of(["5G"])
    """
    try:
        import pycld2
    except ImportError:  # no wheel for this Python yet
        return None
    joined = "\n".join(texts)[:_ENOUGH]
    if len(joined) < _LITTLE:
        return None
    clean = joined.replace("\n", " ").replace("\xa0", " ").strip()
    if "  " in clean or not clean.isprintable():
        clean = " ".join(joined.split())
    if not clean.isprintable():  # CLD2 refuses control characters: they are of no language
        clean = "".join(c if c.isprintable() else " " for c in clean)
    try:
        reliable, _, found = pycld2.detect(clean.encode("utf-8", "replace"), bestEffort=False)
    except (pycld2.error, ValueError):
        return None
    code = str(found[0][1])
    if code in _CYRILLIC and not _NOT_BULGARIAN.intersection(clean):
        code = "bg" if _BULGARIAN.intersection(clean) else code
    return code if reliable and code != "un" else None
