"""Errors that end a command, and the exit codes that other people's scripts depend on."""

from __future__ import annotations

from enum import IntEnum
from typing import Any


class Exit(IntEnum):
    """Exit codes of every command."""

    OK = 0
    FINDINGS = 1  # done, and there are findings at or above --fail-on
    USAGE = 2  # wrong use, or the work could not be done at all
    PARTIAL = 3  # done in part: some inputs could not be read or held no practice
    DEFECT = 70
    IO = 74  # disk full, read-only
    LOCKED = 75
    INTERRUPTED = 130


class GpkitError(Exception):
    """Bad use, or work that could not be done. The message is a letter to the user.

    It says what happened and where; ``hint`` says what to type next.
    """

    code = Exit.USAGE
    page: tuple[str, str, str, str] | None = None  # name, sha256, URL and time of what it failed on

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes whatever a subclass is made of (`Damaged` takes other words)."""
        return _again, (type(self), str(self)), self.__dict__


def _again(kind: type[GpkitError], message: str) -> GpkitError:
    return kind.__new__(kind, message)


class Unreadable(GpkitError):
    """One input could not be read at all; the others go on."""


class NoPractice(GpkitError):
    """One input was read and holds no practice; the others go on."""

    code = Exit.PARTIAL


class Interrupted(GpkitError):
    """The user stopped the run."""

    code = Exit.INTERRUPTED


class ReaderGone(GpkitError):
    """Whoever read our output closed it (``| head -1``): no failure."""

    code = Exit.OK


class StoreLocked(GpkitError):
    """Another run holds the store."""

    code = Exit.LOCKED
