"""The compiled form of an authority file: keys of words -> what they stand for.

A *table* maps a key (`fold` of the words, or a code as it is) to one string that names every
target with its kind and its languages: ``"basic pref en"``, and with several targets
``"fi pref en sv|sv alt de"``. Strings, not lists: a table of six thousand forms has to load in
two milliseconds, and a diff of it should read well.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("pref", "alt", "hidden", "notation")
Table = dict[str, str]
Index = dict[str, Any]


class Term(NamedTuple):
    """A concept that words stand for, and how they name it.

    ``language`` is the first language that has the form (English, then by code; empty for a
    notation). ``kind`` is the best of `pref`, `alt`, `hidden`, `notation`; or `accepted`, where
    people decided it.
    """

    concept: str
    language: str
    kind: str


def pack(target: str, kind: str, languages: list[str]) -> str:
    """One target of a key, as it stands in a table.

    >>> pack("basic", "pref", ["fr", "en"])
    'basic pref en fr'
    """
    return " ".join([target, kind, *sorted(languages, key=by_language)])


def unpack(packed: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """The targets of a key: (target, kind, languages) each.

    >>> unpack("public alt en|private pref da de")
    [('public', 'alt', ('en',)), ('private', 'pref', ('da', 'de'))]
    """
    found = []
    for entry in packed.split("|"):
        target, kind, *languages = entry.split(" ")
        found.append((target, kind, tuple(languages)))
    return found


@lru_cache(maxsize=20_000)
def terms(packed: str, language: str | None = None) -> tuple[Term, ...]:
    """The targets of a key as terms; those of ``language`` alone, where there are any.

    >>> terms("public alt en|private pref da de", "da")
    (Term(concept='private', language='da', kind='pref'),)
    """
    found = unpack(packed)
    if language and len(found) > 1:
        found = [entry for entry in found if language in entry[2]] or found
    return tuple(
        Term(target, (language if language in languages else languages[0]) or "", kind)
        if languages
        else Term(target, "", kind)
        for target, kind, languages in found
    )


def by_language(code: str) -> tuple[bool, str]:
    """Sort key for language codes: English first, then by code."""
    return (code != "en", code)


def read(index: Path, source: Path) -> Index | None:
    """The committed index, or None where it was not made from the bytes of ``source``."""
    try:
        found: Index = json.loads(index.read_bytes())
    except (OSError, ValueError):
        return None
    fresh = found.get("sha256") == hashlib.sha256(source.read_bytes()).hexdigest()
    return found if fresh else None


def dump(index: Index) -> str:
    """JSON with one entry a line two levels deep: small, fixed order, diffs that read well.

    >>> print(dump({"sha256": "00", "forms": {"basic": "basic pref en"}}), end="")
    {
    "sha256":"00",
    "forms":{
    "basic":"basic pref en"
    }
    }
    """

    def plain(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    parts = []
    for name, value in index.items():
        if isinstance(value, dict) and value:
            lines = ",\n".join(f"{plain(key)}:{plain(value[key])}" for key in value)
            parts.append(f"{plain(name)}:{{\n{lines}\n}}")
        else:
            parts.append(f"{plain(name)}:{plain(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
