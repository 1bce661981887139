"""Families that a user's repository declares: ``families/<family>.yaml``, read by fixed lines.

The file names lines that recur on every page of one site: its marks, labels, headings and noise,
and places beside such a line ("1 below Status") where a record opens or its title stands. What
lies between the fixed lines is told by form, as the generic parser does it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gpkit import limits
from gpkit.errors import GpkitError
from gpkit.parsers._declared_family import Declaration, Declared
from gpkit.parsers._places import ELEMENT, Element, Pattern, Place, Repeats, repeats_of

if TYPE_CHECKING:
    from pathlib import Path

    from gpkit.store.yamlio import Loaded

KEYS = (
    "family",
    "hosts",
    "marks",
    "needs",
    "record",
    "title",
    "published",
    "end",
    "labels",
    "headings",
    "noise",
    "outside",
    "order",
    "required",
)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLACE = re.compile(r"(?:at|([1-9]) (above|below)) (\S.*)")
_WAY = re.compile(ELEMENT)


def names(folder: Path) -> dict[str, Path]:
    """Give the declared families of a folder: name to file."""
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def read(path: Path) -> Declared:
    """Read a family file.

    Raises:
        GpkitError: it is broken; names the file, the line and the column.
    """
    try:
        text = limits.read_text(path)
    except (OSError, GpkitError) as error:
        raise _problem(path, (1, 1), f"no readable text ({error})") from error
    return read_text(text, path)


def read_text(text: str, path: Path) -> Declared:
    """Read the text of a family file that lies, or will lie, at a path.

    Raises:
        GpkitError: as `read`.
    """
    from gpkit.store.yamlio import YamlProblem, load

    try:
        loaded = load(text)
    except YamlProblem as error:
        raise _problem(path, (error.line, error.column), str(error)) from error
    return Declared(_Reader(path, loaded).declaration())


def is_name(family: str) -> bool:
    """Tell whether words can name a family: they become part of ids and paths.

    >>> is_name("my-site"), is_name("My site"), is_name("../up")
    (True, False, False)
    """
    return len(family) <= 60 and _NAME.fullmatch(family) is not None


def _problem(path: Path, where: tuple[int, int], what: str, hint: str = "") -> GpkitError:
    line, column = where
    hint = hint or "Mend that line, or learn the site again: gpkit learn DUMP..."
    return GpkitError(f"{path.as_posix()}:{line}:{column}: {what}", hint)


class _Reader:
    """Reads the keys of a file, each with its mark."""

    def __init__(self, path: Path, loaded: Loaded) -> None:
        self._path = path
        self._loaded = loaded

    def declaration(self) -> Declaration:
        data = self._loaded.data
        if not isinstance(data, dict):
            raise self._wrong((), "a family file is a mapping of keys", "Begin: family: my-site")
        for key in data:
            if key not in KEYS:
                raise self._wrong((key,), f"unknown key {key!r}", f"Known: {', '.join(KEYS)}.")
        self._data: dict[str, Any] = data
        found = Declaration(
            self._family(),
            frozenset(host.removeprefix("www.") for host in self._list("hosts")),
            tuple(map(Pattern, self._list("marks"))),
            self._needs(),
            self._record(),
            self._title(),
            self._place("published", ("first date", "none"), "none"),
            self._end(),
            self._list("labels"),
            tuple(map(Pattern, self._list("headings"))),
            tuple((Pattern(line), why) for line, why in self._reasons("noise")),
            self._outside(),
            self._one_of("order", ("dmy", "mdy", "ymd")),
            self._list("required"),
        )
        if not found.hosts and len(found.marks) < 2:
            what = "a site is known by its hosts, or by two marks or more"
            raise self._wrong(("marks",) if "marks" in data else (), what)
        return found

    def _family(self) -> str:
        family = self._data.get("family", self._path.stem)
        if not isinstance(family, str) or not is_name(family):
            hint = "Use small letters, digits and dashes: family: my-site"
            raise self._wrong(("family",), f"{family!r} cannot name a family", hint)
        if family != self._path.stem:
            what = f"the file of the family {family!r} must be called {family}.yaml"
            raise self._wrong(("family",), what)
        return family

    def _list(self, key: str) -> tuple[str, ...]:
        value = self._data.get(key, [])
        if not isinstance(value, list):
            raise self._wrong((key,), f"{key} is a list", f"Write below {key}: - One line")
        for index, item in enumerate(value):
            if isinstance(item, (list, dict)) or not str(item).strip():
                raise self._wrong((key, index), f"{key} is a list of lines of the page")
        return tuple(str(item).strip() for item in value)

    def _needs(self) -> int:
        value, marks = self._data.get("needs", 0), len(self._list("marks"))
        if isinstance(value, int) and (value == 0 or 2 <= value <= marks):
            return value
        raise self._wrong(("needs",), f"needs is a number from 2 to {marks}, the count of marks")

    def _record(self) -> Place | Repeats | None:
        value = self._data.get("record", "page")
        if isinstance(value, str) and value.startswith(("each ", "from ")):
            if found := repeats_of(value):
                return found
            hint = "Write each /html/body/ul/li, or from /html/body/h2."
            raise self._wrong(("record",), f"{value!r} names no elements", hint)
        place = self._place("record", ("page",), "page")
        return place if isinstance(place, Place) else None

    def _title(self) -> Place | Element | str:
        value = self._data.get("title", "first")
        way = value.removeprefix("in ") if isinstance(value, str) else ""
        if _WAY.fullmatch(way) and value != way:
            return Element(way)
        return self._place("title", ("first", "h1", "none"), "first")

    def _end(self) -> Place | None:
        place = self._place("end", ("none",), "none")
        return place if isinstance(place, Place) else None

    def _place(self, key: str, words: tuple[str, ...], default: str) -> Place | str:
        value = self._data.get(key, default)
        match = _PLACE.fullmatch(value) if isinstance(value, str) else None
        if value in words:
            return str(value)
        if match is None:
            hint = f"Write {', '.join(words)}, at LINE, 1 above LINE or 2 below LINE."
            raise self._wrong((key,), f"{value!r} names no place", hint)
        offset = int(match[1] or 0) * (-1 if match[2] == "above" else 1)
        return Place(offset, Pattern(match[3]))

    def _outside(self) -> tuple[tuple[Element, str], ...]:
        found = self._reasons("outside")
        for way, _ in found:
            if not _WAY.fullmatch(way):
                hint = "Write below outside: /html/body/div[2]: the menu"
                raise self._wrong(("outside", way), f"{way!r} names no element", hint)
        return tuple((Element(way), why) for way, why in found)

    def _reasons(self, key: str) -> tuple[tuple[str, str], ...]:
        value = self._data.get(key, {})
        if not isinstance(value, dict):
            hint = f"Write below {key}: what is {key}, and behind a colon why"
            raise self._wrong((key,), f"{key} is a mapping: what it is, and why", hint)
        for name, reason in value.items():
            if isinstance(reason, (list, dict)) or not str(reason).strip():
                raise self._wrong((key, name), "a reason is missing", "Say why it is so.")
        return tuple((str(name), str(reason)) for name, reason in value.items())

    def _one_of(self, key: str, known: tuple[str, ...]) -> str:
        value = self._data.get(key, "")
        if value and value not in known:
            what = f"{value!r} is no {key} that is known"
            raise self._wrong((key,), what, f"Known: {', '.join(known)}.")
        return str(value)

    def _wrong(self, key: tuple[str | int, ...], what: str, hint: str = "") -> GpkitError:
        return _problem(self._path, self._loaded.mark(key), what, hint)
