"""Matching a store in processes of this machine: features of its pieces, then scores of stretches.

Features and scores are pure, so that whoever works on them, and on how many at once, shows in
nothing. Workers inherit what they score where a process is forked; elsewhere it is sent to each.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from gpkit.engines import Lost, cores
from gpkit.engines.processes import under_limits
from gpkit.engines.stretches import Stretch, stretches
from gpkit.errors import GpkitError
from gpkit.match import Scoring, match, prose
from gpkit.match.features import features
from gpkit.store.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path
    from typing import TypeVar

    from gpkit.match import Matched, Pair, Scores
    from gpkit.match.features import Features
    from gpkit.stores.shards import Shards

    R = TypeVar("R")

LEAST = 500  # practices; fewer are matched in the time that workers take to start
STRETCH = 200  # practices that a worker takes at a time: their features are 200 KB

_WHAT = "practices"


class Piece(Tree):
    """Some of the files of a tree."""

    def __init__(self, root: Path, paths: list[Path]) -> None:
        super().__init__(root)
        self._paths = paths

    def files(self) -> Iterator[Path]:
        """Give these files."""
        yield from self._paths


class Reading(NamedTuple):
    """The work on a part of a store: to read it, and take what counts."""

    pieces: dict[Stretch, Tree | Shards]
    sketched: bool

    def do(self, part: Stretch) -> Iterator[list[Features] | GpkitError]:
        """Give the features of a part, or why it cannot be read."""
        try:
            piece = self.pieces[part]
            yield [features(practice, sketched=self.sketched) for practice in piece.practices()]
        except GpkitError as error:
            yield error


class Comparing(NamedTuple):
    """The work on a part of the practices: to compare them with those before them."""

    scoring: Scoring

    def do(self, part: Stretch) -> Iterator[Scores]:
        """Give the scores of a part."""
        yield self.scoring.over(part.start, part.stop)


def match_store(
    store: Tree | Shards, decided: Collection[Pair], *, min_score: float, jobs: int | None = None
) -> Matched:
    """Match the practices of a store, in so many processes; as many as cores if not said.

    Raises:
        GpkitError: a practice cannot be read, or a worker died.
    """
    pieces = _pieces(store)
    number = max((part.stop for part in pieces), default=0)
    workers = jobs or cores()
    if workers < 2 or number < LEAST:
        return match(store.practices(), decided, min_score=min_score)
    sketched = prose.is_there()
    found = _spread(workers, Reading(pieces, sketched).do, list(pieces))
    scoring = Scoring.of([one for some in found for one in some], decided, min_score)
    parts = stretches(number, STRETCH, _WHAT)
    return scoring.matched(_spread(workers, Comparing(scoring).do, parts), sketched=sketched)


def _pieces(store: Tree | Shards) -> dict[Stretch, Tree | Shards]:
    """Cut a store: a tree into stretches of its files, shards into shards."""
    found: dict[Stretch, Tree | Shards] = {}
    if isinstance(store, Tree):
        paths = list(store.files())
        for at in range(0, len(paths), STRETCH):
            piece = paths[at : at + STRETCH]
            found[Stretch(at, at + len(piece), _WHAT)] = Piece(store.root, piece)
        return found
    at = 0
    for shard in store.manifest.files:
        manifest = store.manifest._replace(files=(shard,))
        found[Stretch(at, at + shard.practices, _WHAT)] = type(store)(store.root, manifest)
        at += shard.practices
    return found


def _spread(
    workers: int, work: Callable[[Stretch], Iterator[R | GpkitError]], parts: list[Stretch]
) -> Iterator[R]:
    """Do the work on all parts; give what each gave, in their order."""
    engine = under_limits(min(workers, len(parts)))
    with closing(engine.map(work, parts)) as results:  # type: ignore[type-var]
        for _, found in results:
            if isinstance(found, Lost):
                raise GpkitError(
                    f"{found.name} of the store: {found.why}",
                    "Nothing was changed. Type the same again with --jobs 1.",
                )
            if isinstance(found, GpkitError):
                raise found
            yield found
