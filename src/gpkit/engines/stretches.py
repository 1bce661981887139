"""A long list, cut into stretches that are done side by side: a task is two numbers."""

from __future__ import annotations

from typing import NamedTuple


class Stretch(NamedTuple):
    """A part of a list, from the number ``start`` to just before ``stop``; done as a whole."""

    start: int
    stop: int
    what: str = "numbers"  # what the list holds, as people call it

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.what} {self.start + 1} to {self.stop}"

    def after(self, steps: int) -> None:
        """Give nothing: it has but one step."""


def stretches(number: int, each: int, what: str = "numbers", start: int = 0) -> list[Stretch]:
    """Cut a list of so many.

    >>> [one.name for one in stretches(5, 2, "files")]
    ['files 1 to 2', 'files 3 to 4', 'files 5 to 5']
    """
    return [Stretch(at, min(at + each, number), what) for at in range(start, number, each)]
