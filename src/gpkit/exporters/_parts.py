"""Formats that write each practice by itself: its text, and what stands around and between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TextIO

    from gpkit.model import Practice


def _nothing() -> str:
    return ""


class Parts:
    """The text of a format, in parts; that of a practice depends on no other practice.

    Args:
        of: writes a practice.
        head: what stands on top.
        first: what stands in front of the first practice,
        between: and of each that follows.
        tail: what stands at the end,
        none: and where there is no practice.
        last: writes what follows from ``used``, in front of the tail.
        used: what ``of`` notes for that.
    """

    def __init__(  # noqa: PLR0913 - most formats give two or three
        self,
        of: Callable[[Practice], str],
        head: str = "",
        *,
        first: str = "",
        between: str = "",
        tail: str = "",
        none: str | None = None,
        last: Callable[[], str] = _nothing,
        used: set[Any] | None = None,
    ) -> None:
        self.of = of
        self.head = head
        self.first = first
        self.between = between
        self.tail = tail
        self.none = tail if none is None else none
        self.last = last
        self.used = set() if used is None else used

    def write(self, practices: Iterable[Practice], out: TextIO) -> None:
        """Write practices."""
        self.join(map(self.of, practices), out)

    def join(self, texts: Iterable[str], out: TextIO) -> None:
        """Write what was made of practices: of one each, or of several with what is between."""
        out.write(self.head)
        mark = self.first
        end = self.none
        for text in texts:
            out.write(mark + text)
            mark, end = self.between, self.tail
        out.write(self.last() + end)


def array(of: Callable[[Practice], Any]) -> Parts:
    """Give the parts of a JSON array: an element a practice."""
    import json

    from gpkit.text.clean import inert_json

    return Parts(
        lambda practice: inert_json(json.dumps(of(practice), ensure_ascii=False, indent=1)),
        first="[\n",
        between=",\n",
        tail="\n]\n",
        none="[]\n",
    )
