"""Exporters: one file a format, found by walking this folder; each carries practices out.

The first line of a module's docstring says what the format is. Optional constants of a module:

``SUFFIXES``  names of files that are of this format
``OPTIONS``   which of ``columns``, ``lang`` and ``date`` it takes
``WRITES``    ``text`` (default), ``file``, or ``folder`` (a folder, or a zip of it)
``EXTRA``     the extra that it needs, and ``NEEDS``: the modules to look for
``LOSSLESS``  `gpkit import` gives the very bytes of the practice files back

A module whose format writes text, and each practice by itself, gives that in ``parts(how)``: many
practices are then written by several processes (`_side_by_side.py`). ``export`` joins the same.

A module whose format lays a file beside the one that is asked for writes that in ``beside(path)``:
its name follows from the other's, and what was exported before may come back under another one.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from gpkit.errors import GpkitError
from gpkit.plugins import load, modules_beside, plugins

GROUP = "gpkit.exporters"  # of entry points of other packages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gpkit.model import Practice


class How(NamedTuple):
    """How practices are written."""

    shape: str = "wide"
    columns: tuple[str, ...] = ()  # () all
    language: str = ""  # of labels; "": ids
    date: str = ""  # what a feed says of practices without a date


class Exporter(Protocol):
    """What an exporter file offers."""

    SHAPES: tuple[str, ...]
    KEEPS: str
    LOSES: str

    def export(self, practices: Iterable[Practice], how: How, out: Any) -> None:
        """Write practices: to a text stream, or where ``WRITES`` says so to a new path.

        Nothing but practices, options, the authority and the libraries may show in it.
        """


class About(NamedTuple):
    """What a format is, keeps, loses and needs."""

    name: str
    what: str
    keeps: str
    loses: str
    shapes: tuple[str, ...]
    suffixes: tuple[str, ...]
    options: tuple[str, ...]
    writes: str
    extra: str
    missing: bool
    lossless: bool
    remembered: bool  # what was written is written again where nothing of the store changed


@cache
def formats() -> tuple[str, ...]:
    """Name all formats.

    >>> formats()[:5]
    ('arrow', 'atom', 'csv', 'datapackage', 'duckdb')
    """
    return tuple(sorted({*modules_beside(__file__), *plugins(GROUP)}))


def exporter(name: str) -> Exporter:
    """Give the exporter of a format.

    Raises:
        GpkitError: there is no such format.
    """
    if name not in formats():
        from gpkit.exporters._labels import near

        raise GpkitError(
            f"there is no format {name!r}",
            f"{near(name, formats())} All of them: gpkit export --list",
        )
    if name in plugins(GROUP):
        return cast("Exporter", load(GROUP, name, ("SHAPES", "KEEPS", "LOSES", "export")))
    return cast("Exporter", import_module(f"gpkit.exporters.{name}"))


def about(name: str) -> About:
    """Say what a format is. Imports none of what it needs.

    >>> about("csv").shapes, about("xlsx").extra
    (('wide', 'long'), 'xlsx')
    """
    module = exporter(name)

    def said(constant: str, default: Any) -> Any:
        return getattr(module, constant, default)

    needs: tuple[str, ...] = said("NEEDS", ())
    return About(
        name,
        (module.__doc__ or "").partition("\n")[0],
        module.KEEPS,
        module.LOSES,
        module.SHAPES,
        said("SUFFIXES", ()),
        said("OPTIONS", ()),
        said("WRITES", "text"),
        said("EXTRA", ""),
        any(find_spec(need) is None for need in needs),
        said("LOSSLESS", False),
        name not in plugins(GROUP),
    )


def needed(name: str, extra: str) -> GpkitError:
    """Say which extra a format needs."""
    return GpkitError(
        f"{name} needs a library that is not installed here",
        f"Install it: pip install 'good-practice-kit[{extra}]'",
    )


def by_suffix(path: str) -> str | None:
    """Tell a format from the name of a file; None where the name says nothing.

    >>> by_suffix("a/practices.xlsx"), by_suffix("practices.tsv.gz"), by_suffix("practices")
    ('xlsx', 'tsv', None)
    """
    if path == "-":  # to look for it would import each exporter: 30 ms
        return None
    name = Path(path).name.lower().removesuffix(".gz")
    ending = name.rpartition(".")[2]
    is_plain = ending in formats() and name != "datapackage.json"
    for format_ in (ending,) if is_plain else formats():
        if name.endswith(tuple(getattr(exporter(format_), "SUFFIXES", ()) or ("\0",))):
            return format_
    return None
