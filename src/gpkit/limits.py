"""Limits: what an input, a page and a practice may have. One table, for every room.

``[limits]`` of gpkit.toml changes them (`use`), as it changes the authority. A breach is an
`OverLimit` whose message ends with its id (``limit-file``): scripts can look for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit.errors import GpkitError, Unreadable

if TYPE_CHECKING:
    from pathlib import Path


class Limits(NamedTuple):
    """What is allowed; all are whole numbers above 0."""

    file: int = 64 * 2**20  # bytes of a dump, a record or row of a container; unpacked
    page: int = 8 * 2**20  # bytes of HTML
    nodes: int = 200_000  # elements of a page of HTML
    line: int = 2**20  # characters
    record: int = 8 * 2**20  # characters of a practice's file
    title: int = 500  # characters
    values: int = 500  # of one facet of a practice
    ratio: int = 200  # text packs 3 to 30 times; beyond that somebody means harm
    seconds: int = 20  # for a page, in a worker
    memory: int = 2**30  # bytes of a worker, on top of what it begins with


DEFAULTS = Limits()
# Above 10 MB libxml2 drops attributes and lets comments leak into the text.
CEILINGS = {"page": 9_500_000}


class _Now:
    limits = DEFAULTS


def use(limits: Limits) -> None:
    """Let limits apply to all that this process reads from now on."""
    _Now.limits = limits


def now() -> Limits:
    """Give the limits that apply."""
    return _Now.limits


class OverLimit(Unreadable):
    """An input that passes a limit; ``limit`` is the key of it in ``[limits]``."""

    limit = ""


def over(limit: str, what: str, advice: str = "") -> OverLimit:
    """Make the error of a limit that was passed: ``what`` says where, and what was too much.

    >>> error = over("page", "a.html: larger than 8 MiB of HTML", "Save it without images.")
    >>> print(error, error.hint, sep=" / ")  # doctest: +ELLIPSIS
    a.html: larger than 8 MiB of HTML (limit-page) / Save it without images. Or raise ...
    """
    error = OverLimit(f"{what} (limit-{limit})", f"{advice} {raised(limit)}".strip())
    error.limit = limit
    return error


def raised(limit: str) -> str:
    """Say what to type to raise a limit."""
    return f"Or raise the limit in gpkit.toml: [limits] {limit} = {getattr(now(), limit)}."


def size(count: int) -> str:
    """Write a number of bytes as people do.

    >>> size(8 * 2**20), size(1000)
    ('8 MiB', '1000 bytes')
    """
    mebibytes, rest = divmod(count, 2**20)
    return f"{count} bytes" if rest else f"{mebibytes} MiB"


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """Read the text of a file that people keep beside the catalogue.

    Raises:
        GpkitError: as `read_bytes`, or it is not UTF-8.
    """
    try:
        return read_bytes(path).decode(encoding)
    except UnicodeDecodeError as error:
        hint = "Save it as UTF-8, or take it back from Git."
        raise GpkitError(f"{path.as_posix()}: not UTF-8 (byte {error.start})", hint) from error


def read_bytes(path: Path) -> bytes:
    """Read a file that people keep beside the catalogue: it may come with a pull request.

    Raises:
        GpkitError: it is no regular file, or too large.
    """
    name = path.as_posix()
    if path.exists() and not path.is_file():  # a FIFO would be waited for, for ever
        raise GpkitError(f"{name}: not a regular file", "Take it away, or take it back from Git.")
    with path.open("rb") as file:
        data = file.read(now().file + 1)
    if len(data) > now().file:
        raise over("file", f"{name}: larger than {size(now().file)}")
    return data
