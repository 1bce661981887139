"""Reporters: one file a format, found by walking this folder; each tells a run to somebody."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from gpkit.plugins import modules_beside

if TYPE_CHECKING:
    from typing import TextIO

    from gpkit.rules import Report


class Reporter(Protocol):
    """What a reporter file offers."""

    def report(self, run: Report, out: TextIO) -> None:
        """Write what a run found."""


@cache
def formats() -> tuple[str, ...]:
    """Name all formats.

    >>> formats()
    ('github', 'gitlab', 'json', 'junit', 'markdown', 'sarif', 'text')
    """
    return modules_beside(__file__)


def reporter(name: str) -> Reporter:
    """Give the reporter of a format."""
    return cast("Reporter", import_module(f"gpkit.reporters.{name}"))
