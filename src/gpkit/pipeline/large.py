"""An ingest of more than a few pages: in workers, and nothing that is known is done again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from gpkit.engines import cores
from gpkit.engines.processes import Processes
from gpkit.pipeline import lastrun
from gpkit.pipeline.fingerprint import of_reader
from gpkit.pipeline.packed import Spool
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
    gathering = ingest.gathering(engine)._replace(jobs=jobs)
    folder = None if ingest.dry_run else cache.folder(ingest.out)
    if folder is None:
        with closing(Spool()) as drafts:
            gathering.spool(files, drafts, outcome, step)
            ingest.write(drafts, outcome, jobs)
        return outcome
    fingerprint = of_reader(gathering.reader)
    settings = (fingerprint, str(Path.cwd()), tuple(inputs), ingest._replace(jobs=None))
    concerned = _concerned(ingest, files)
    before = lastrun.state(settings, concerned, ingest.out)
    if same := lastrun.recall(folder, before.name):
        return same
    with closing(Spool()) as drafts:
        with closing(Remembered(folder, fingerprint)) as remembered:
            known = gathering._replace(remembered=remembered)
            known.spool(files, drafts, outcome, step)
        ingest.write(drafts, outcome, jobs)
    lastrun.note(folder, outcome, settings, concerned, ingest.out)
    return outcome


def _concerned(ingest: Ingest, files: list[Source]) -> list[Path]:
    """Give the files an ingest depends on that may lie outside of the folder of the catalogue."""
    paths = [source.path for source in files if source.path]
    indexes = {path.parent / raw.INDEX for path in paths}
    if ingest.archive.absolute().is_relative_to(ingest.out.absolute().parent):
        return [*paths, *sorted(indexes)]  # the archive is looked at with the catalogue
    return [*paths, *sorted(indexes), *(ingest.archive / source.name for source in files)]
