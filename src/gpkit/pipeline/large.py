"""An ingest of more than a few pages: in workers, and nothing that is known is done again.

What only such runs need that have something to do is imported once that is known.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from gpkit import authority, parsers
from gpkit.documents.sources import INDEX
from gpkit.pipeline import lastrun
from gpkit.pipeline.fingerprint import of_settings
from gpkit.store import cache

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gpkit.documents.sources import Source
    from gpkit.pipeline.ingest import Ingest
    from gpkit.pipeline.outcome import Outcome


def run(
    ingest: Ingest,
    inputs: Sequence[str],
    files: list[Source],
    outcome: Outcome,
    step: Callable[[str], None] | None,
) -> Outcome:
    """Ingest files, as `Ingest.run` does."""
    folder = None if ingest.dry_run else cache.folder(ingest.out)
    if folder is None:
        _do(ingest, files, outcome, step)
        return outcome
    overlays, families = authority.overlays(), parsers.folder()
    fingerprint = of_settings(ingest.family, ingest.config, overlays, families, ingest.gate)
    told = (tuple(inputs), tuple(outcome.left_out))
    settings = (fingerprint, str(Path.cwd()), *told, ingest._replace(jobs=None))
    concerned = _concerned(ingest, files)
    before = lastrun.state(settings, concerned, ingest.out)
    if same := lastrun.recall(folder, before.name):
        return same
    _do(ingest, files, outcome, step, (folder, fingerprint))
    if not outcome.moving:
        lastrun.note(folder, outcome, settings, concerned, ingest.out)
    return outcome


def _do(
    ingest: Ingest,
    files: list[Source],
    outcome: Outcome,
    step: Callable[[str], None] | None,
    memory: tuple[Path, str] | None = None,
) -> None:
    """Read and write; ``memory`` is the folder of what was read before, and the fingerprint."""
    from gpkit.engines import cores
    from gpkit.engines.processes import Processes
    from gpkit.pipeline.few import write
    from gpkit.pipeline.packed import Spool
    from gpkit.pipeline.remembered import Remembered

    limits = ingest.config.limits
    jobs = min(ingest.jobs or cores(), len(files))
    engine = Processes(jobs, limits.seconds, limits.memory)
    gathering = ingest.gathering(engine)._replace(jobs=jobs)
    with closing(Spool()) as drafts:
        if memory is None:
            gathering.spool(files, drafts, outcome, step)
        else:
            with closing(Remembered(*memory)) as remembered:
                known = gathering._replace(remembered=remembered)
                known.spool(files, drafts, outcome, step)
        write(ingest, drafts, outcome, jobs)


def _concerned(ingest: Ingest, files: list[Source]) -> list[Path]:
    """Give the files an ingest depends on that may lie outside of the folder of the catalogue."""
    paths = [source.path for source in files if source.path]
    folders = sorted({path.parent for path in paths})
    indexes = [folder / INDEX for folder in folders]
    if ingest.archive.absolute().is_relative_to(ingest.out.absolute().parent):
        return [*paths, *indexes]  # the archive is looked at with the catalogue
    return [*paths, *indexes, *(ingest.archive / source.name for source in files)]
