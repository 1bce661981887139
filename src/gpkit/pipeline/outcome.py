"""What an ingest did."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gpkit.documents.kinds import NO_MARK, NOT_WANTED
from gpkit.errors import Exit, NoPractice

if TYPE_CHECKING:
    from gpkit.documents.pages import LeftOut
    from gpkit.documents.sources import Aside
    from gpkit.errors import GpkitError
    from gpkit.pipeline.settle import Lacking
    from gpkit.store.tree import State


class Row(NamedTuple):
    """One line of the summary: what a dump gave."""

    dump: str
    family: str
    practices: int
    lines: int  # non-blank
    claimed: int


class Outcome:
    """What an ingest did."""

    def __init__(self, failures: list[GpkitError]) -> None:
        self.rows: list[Row] = []
        self.failures = failures
        self.none_expected: list[str] = []
        self.left_out: list[LeftOut] = []
        self.states: Counter[State] = Counter()
        self.kept: list[str] = []  # files edited by hand
        self.quarantined = 0
        self.rejected = 0  # left out, as people decided
        self.retired = 0  # of those that were looked at
        self.lacking: list[Lacking] = []  # sites of which a scrape may be a part only
        self.pruned: list[str] = []
        self.other_bytes: list[str] = []  # dumps that were read before with other bytes
        self.moving = False  # dumps changed while they were read: the next run gives something else

    def leave_out(self, found: LeftOut) -> None:
        """Put down what of a file was left out, with what was before."""
        last = self.left_out[-1] if self.left_out else found
        if last is found or last.where != found.where:
            self.left_out.append(found)
            return
        counts = Counter(dict(last.counts))
        counts.update(dict(found.counts))
        self.left_out[-1] = found._replace(counts=tuple(sorted(counts.items())))

    def leave_aside(self, files: list[Aside]) -> None:
        """Put down what lies among dumps and is none."""
        if files:
            from gpkit.documents.pages import LeftOut

            self.left_out += [LeftOut(one.folder, ((one.why, one.files),)) for one in files]

    def _rejected(self) -> bool:
        """Tell whether pages were read, and a gate wanted none of them."""
        return any(
            what in (NO_MARK, *NOT_WANTED) for _, found in self.left_out for what, _ in found
        )

    @property
    def exit(self) -> Exit:
        """The exit code of the run."""
        if not self.failures:
            return Exit.OK
        read = self.rows or self.none_expected or self._rejected()
        only_unreadable = not any(isinstance(f, NoPractice) for f in self.failures)
        return Exit.USAGE if only_unreadable and not read else Exit.PARTIAL
