"""Site families: one file each, found by walking this folder. ``generic`` takes the rest.

A parser is a module with these names; its file name is the id of the family
(``digitalalliance_bg.py`` reads ``digitalalliance-bg``):

``ORDER``
    the order in which the site writes numeric dates, or None if that is not known;
``REQUIRED``
    facets that every full page of the site prints;
``recognises(document)``
    True only for pages that bear the site's own marks;
``parse(document, authority)``
    the records of the document, and the noise around them.
``HOSTS`` (optional)
    hosts of the site, without ``www.``: a URL there is a mark, and no other family's page.
``CLUES`` (optional)
    words of which one at least stands on each page that is recognised without its URL, rare ones
    if there are; ``#`` stands for a digit. They let archive mode reject pages unread
    (`gpkit.documents.gate`); a family without them has all its pages read.

A user's repository declares families of its own in YAML (`use`), and installed packages offer
some by the entry points ``gpkit.families``; one of them replaces a built-in family of the same
name, and what the repository declares replaces both. See ``docs/families.md``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from gpkit.errors import GpkitError
from gpkit.plugins import load, modules_beside, plugins

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gpkit.authority import Authority
    from gpkit.documents.gate import Marks
    from gpkit.model import Document, Parsed
    from gpkit.text.dates import Order

GENERIC = "generic"
GROUP = "gpkit.families"  # of entry points
NEEDS = ("ORDER", "REQUIRED", "recognises", "parse")

_folder: Path | None = None  # of the families that the user's repository declares


class Parser(Protocol):
    """What a family file offers."""

    ORDER: Order | None
    REQUIRED: tuple[str, ...]

    def recognises(self, document: Document) -> bool:
        """Tell whether a document bears the marks of this site."""

    def parse(self, document: Document, authority: Authority) -> Parsed:
        """Read a document into records."""


def use(folder: Path | None) -> None:
    """Read the families that a folder declares, for all that follows in this process.

    Raises:
        GpkitError: a family file is broken; names the file and the line.
    """
    global _folder  # noqa: PLW0603 - one repository a process
    if folder == _folder:
        return
    from gpkit.parsers import _pages

    _folder = folder
    for cached in (families, _read, _recognisers, _declared_names, _pages._all_hosts):
        cached.cache_clear()
    for family in _declared_names():
        _read(family)


def folder() -> Path | None:
    """Give the folder that `use` named: a process of its own (a worker) has to be told again."""
    return _folder


def offer(family: str, file: Path) -> None:
    """Read a family with a parser file that is not installed, in this process."""
    from gpkit import plugins as others
    from gpkit.parsers import _pages

    others.offer(GROUP, family, file)
    for cached in (families, _recognisers, _pages._all_hosts):
        cached.cache_clear()


@cache
def _declared_names() -> dict[str, Path]:
    if _folder is None:
        return {}
    from gpkit.parsers import _declared

    return _declared.names(_folder)


@cache
def _read(family: str) -> Parser:
    from gpkit.parsers import _declared

    return _declared.read(_declared_names()[family])


@cache
def families() -> tuple[str, ...]:
    """Name all families, in alphabetical order.

    >>> [family for family in families() if family.startswith("digitala")]
    ['digitalalliance-bg']
    """
    ours = (name.replace("_", "-") for name in modules_beside(__file__))
    return tuple(sorted({*ours, *plugins(GROUP), *_declared_names()}))


def parser(family: str) -> Parser:
    """Give the parser of a family.

    Raises:
        GpkitError: there is no such family.
    """
    if family not in families():
        known = ", ".join(families())
        raise GpkitError(f"there is no site family {family!r}", f"Families: {known}.")
    if family in _declared_names():
        return _read(family)
    if family in plugins(GROUP):
        return cast("Parser", load(GROUP, family, NEEDS))
    return _built_in(family)


@cache
def _recognisers() -> tuple[tuple[str, Parser], ...]:
    """Give the families that know their pages, with their parsers."""
    return tuple((family, parser(family)) for family in families() if family != GENERIC)


@cache
def _built_in(family: str) -> Parser:
    return cast("Parser", import_module(f"gpkit.parsers.{family.replace('-', '_')}"))


def marks(wanted: Iterable[str]) -> Marks | None:
    """Give what tells the pages of families; None where one of them does not say it."""
    from gpkit.documents.gate import Marks

    chosen = [parser(family) for family in wanted]
    if not all(hasattr(one, "CLUES") for one in chosen):
        return None
    hosts = frozenset(host for one in chosen for host in getattr(one, "HOSTS", ()))
    clues = dict.fromkeys(words for one in chosen for words in one.CLUES)  # type: ignore[attr-defined]
    return Marks(hosts, tuple(clues))


def family_of(document: Document) -> str:
    """Name the one family that recognises a document; ``generic`` if none does.

    Raises:
        GpkitError: two families recognise it; names both.
    """
    named = [family for family, one in _recognisers() if one.recognises(document)]
    if len(named) > 1:
        raise GpkitError(
            f"{document.name}: recognised by {' and '.join(named)}; a page has one family",
            f"Read it with one of them: gpkit ingest --family {named[0]} ...",
        )
    return named[0] if named else GENERIC
