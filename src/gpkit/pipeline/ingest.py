"""An ingest from its inputs to the files of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpkit import authority, parsers
from gpkit.config import Config
from gpkit.documents import sources
from gpkit.engines import SMALL
from gpkit.errors import GpkitError
from gpkit.pipeline.outcome import Outcome
from gpkit.store import beside

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from gpkit.config import InputsConfig
    from gpkit.engines import Engine
    from gpkit.pipeline.gate import Gate
    from gpkit.pipeline.gather import Gathering


class Ingest(NamedTuple):
    """The settings of an ingest."""

    archive: Path
    out: Path
    family: str | None = None
    dry_run: bool = False
    overwrite: bool = False
    config: Config = Config()
    jobs: int | None = None  # workers; None: as many as there are cores
    scrape: str | None = None  # the name of the scrape that the inputs belong to
    prune: bool = False  # remove retired practices
    gate: Gate | None = None  # what is let through; None: all
    partial: bool = False  # the scrape shows its sites in part: what it lacks is not retired

    def run(self, inputs: Sequence[str], step: Callable[[str], None] | None = None) -> Outcome:
        """Ingest inputs; ``step`` is called with the name of each dump before it is read."""
        found = [_at_hand(one) for one in sources.look(inputs, self.archive, self._own())]
        outcome = Outcome([f for f in found if isinstance(f, GpkitError)])
        outcome.leave_aside([one for one in found if isinstance(one, sources.Aside)])
        files = [source for source in found if isinstance(source, sources.Source)]
        files.sort(key=lambda source: (source.name, str(source.path)))
        if _is_small(files, self.config.inputs):
            from gpkit.engines.serial import Serial
            from gpkit.pipeline.few import write

            write(self, self.gathering(Serial()).drafts(files, outcome, step), outcome)
            return outcome
        from gpkit.pipeline.large import run

        return run(self, inputs, files, outcome, step)

    def _own(self) -> sources.Own:
        """Say where the catalogue lies, and the families and vocabularies of its users."""
        families = parsers.folder()
        others = [self.out.parent / name for name in beside.ALL]
        others += [*authority.overlays(), *([families] if families else [])]
        return sources.Own(self.out, tuple(others))

    def gathering(self, engine: Engine) -> Gathering:
        """Give the reading half of this ingest."""
        from gpkit.pipeline.gather import Gathering
        from gpkit.pipeline.work import Reader

        reader = Reader(self.family, self.config, authority.overlays(), parsers.folder(), self.gate)
        return Gathering(reader, engine, None if self.dry_run else self.archive)


def _is_small(files: Sequence[sources.Source], columns: InputsConfig) -> bool:
    """Tell inputs that are read in this process: a few plain pages, which cannot hang it."""
    size = 0
    for source in files:
        size += source.size()
        if size > SMALL:
            return False
    from gpkit.documents.containers import is_page

    return all(is_page(source, columns) for source in files)


def _at_hand(
    source: sources.Source | sources.Aside | GpkitError,
) -> sources.Source | sources.Aside | GpkitError:
    """Read standard input, which can be read but once, and by this process alone."""
    if not isinstance(source, sources.Source) or source.path:
        return source
    try:
        return source._replace(data=source.read())
    except GpkitError as failure:
        return failure
