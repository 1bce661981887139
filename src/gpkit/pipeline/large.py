"""An ingest of more than a few pages: in workers, and nothing that is known is done again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gpkit.engines import cores
from gpkit.engines.processes import Processes
from gpkit.pipeline import lastrun
from gpkit.pipeline.fingerprint import of_reader
from gpkit.pipeline.remembered import Remembered
from gpkit.store import cache, raw

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
    limits = ingest.config.limits
    jobs = min(ingest.jobs or cores(), len(files))
    engine = Processes(jobs, limits.seconds, limits.memory)
    folder = None if ingest.dry_run else cache.folder(ingest.out)
    if folder is None:
        ingest.write(ingest.gathering(engine).drafts(files, outcome, step), outcome)
        return outcome
    gathering = ingest.gathering(engine)
    fingerprint = of_reader(gathering.reader)
    settings = (fingerprint, str(Path.cwd()), tuple(inputs), ingest._replace(jobs=None))
    concerned = _concerned(ingest, files)
    before, _ = lastrun.state(settings, concerned, ingest.out)
    if same := lastrun.recall(folder, before):
        return same
    remembered = Remembered(folder, fingerprint)
    try:
        drafts = gathering._replace(remembered=remembered).drafts(files, outcome, step)
    finally:
        remembered.close()
    ingest.write(drafts, outcome)
    lastrun.note(folder, outcome, settings, concerned, ingest.out)
    return outcome


def _concerned(ingest: Ingest, files: list[Source]) -> list[Path]:
    """Give the files an ingest depends on that may lie outside of the folder of the catalogue."""
    paths = [source.path for source in files if source.path]
    indexes = {path.parent / raw.INDEX for path in paths}
    kept = {ingest.archive / source.name for source in files}
    return sorted({*paths, *indexes, *kept})
