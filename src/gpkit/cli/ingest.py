"""``gpkit ingest``: dumps into the archive and the catalogue."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.harvesting import EngineName, Spread, harvest, report
from gpkit.cli.options import (
    NORMALIZED,
    RAW,
    Jobs,
    Quiet,
    Raw,
    Shards,
    StoreKind,
    Verbose,
    refuse_shards,
)
from gpkit.console import is_interactive, say, set_verbosity, table
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gpkit.errors import GpkitError
    from gpkit.pipeline import Outcome
    from gpkit.pipeline.gate import Gate


def command(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="INPUT...", help="Dumps, directories of dumps, or -."),
    ] = None,
    raw: Raw = RAW,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Where practices are written.")
    ] = NORMALIZED,
    family: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Read every dump with the parser of this family."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read everything, write nothing.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Overwrite practices that were edited by hand.")
    ] = False,
    jobs: Jobs = None,
    scrape: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The scrape the dumps belong to, as in 2024-05-01."),
    ] = None,
    partial: Annotated[
        bool,
        typer.Option("--partial", help="The scrape shows sites in part: what it lacks stays."),
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove practices that later scrapes lack.")
    ] = False,
    only_families: Annotated[
        str | None,
        typer.Option(metavar="NAME,...", help="Pages of these site families alone."),
    ] = None,
    gate: Annotated[
        str | None,
        typer.Option(
            metavar="GATE",
            help="families (of any site family), practices (or with a block of facets), off.",
        ),
    ] = None,
    skip_digests: Annotated[
        bool,
        typer.Option("--skip-digests", help="Check no digest of what a gate rejects."),
    ] = False,
    store: StoreKind = None,
    shards: Shards = None,
    engine: Annotated[
        EngineName | None, typer.Option(help="Into shards: how the work is spread.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of a Dask cluster, as tcp://host:8786.")
    ] = None,
    keep_parts: Annotated[
        bool, typer.Option("--keep-parts", help="Into shards: keep what adding to them takes.")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Read dumps into practices, one YAML file each.

    The dumps are kept byte for byte in data/raw; running it again changes nothing.

    Example: gpkit ingest seeds/
    """
    set_verbosity(quiet=quiet, verbose=verbose)
    from gpkit import parsers
    from gpkit.config import find_config
    from gpkit.pipeline import Ingest

    if family is not None:
        parsers.parser(family)
    if scrape is not None:
        from gpkit.store.scrapes import check_name

        check_name(scrape)
    if partial and scrape is None:
        raise typer.BadParameter("--partial says something of a scrape: name it with --scrape.")
    if partial and prune:
        raise typer.BadParameter("--partial retires nothing that --prune could remove.")
    if not inputs and not prune:
        raise typer.BadParameter("Missing argument 'INPUT...'.")
    config = find_config(Path.cwd())
    chosen = _gate(gate, only_families, family, digests=not skip_digests)
    spread = Spread(store, shards, engine, scheduler, keep_parts)
    if spread.is_harvest(out):
        if dry_run or overwrite or scrape or prune:
            refuse_shards([out], "gpkit ingest --dry-run, --overwrite, --scrape or --prune")
            raise typer.BadParameter("--dry-run, --overwrite, --scrape, --prune: YAML files only.")
        with _progress() as step:
            done = harvest(inputs or [], raw, out, spread, family, config, jobs, chosen, step)
        report(done, out)
        raise typer.Exit(done.exit)
    run = Ingest(raw, out, family, dry_run, overwrite, config, jobs, scrape, prune, chosen, partial)
    with _progress() as step:
        outcome = run.run(inputs or [], step)
    _report(outcome, dry_run=dry_run, verbose=verbose, prune=prune)
    raise typer.Exit(outcome.exit)


def _gate(
    gate: str | None, only_families: str | None, family: str | None, *, digests: bool
) -> Gate | None:
    if gate is None and only_families is None:
        return None
    if family is not None:
        raise typer.BadParameter("--family reads every dump: it goes with no gate.")
    from gpkit.pipeline.gate import gate_of

    return gate_of(gate, only_families, digests=digests)


@contextmanager
def _progress() -> Iterator[Callable[[str], None] | None]:
    """Show the dump at hand, on a terminal only."""
    if not is_interactive():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.text import Text

    columns = (SpinnerColumn(), TextColumn("{task.completed} dumps"), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    with bar as progress:  # no thread of its own: workers are forked from this process
        task = progress.add_task("ingest", total=None)
        shown = 0.0

        def step(name: str) -> None:
            nonlocal shown
            progress.update(task, advance=1, description=Text(one_line(name)).plain)
            if monotonic() - shown > _REFRESH:
                shown = monotonic()
                progress.refresh()

        yield step


_REFRESH = 0.1  # seconds


_SHOWN = 40  # dumps: of more than that, people want the sums


def _report(outcome: Outcome, *, dry_run: bool, verbose: bool, prune: bool) -> None:
    if len(outcome.rows) > _SHOWN and not verbose:
        _families(outcome)
    elif outcome.rows:
        _dumps(outcome)
    for name in outcome.none_expected:
        say(f"{one_line(name)}: no practice expected (gpkit.toml)", 1)
    for where, counts in outcome.left_out:
        words = ", ".join(f"{count} {what}" for what, count in counts)
        say(f"{one_line(where)}: left out, no pages: {one_line(words)}")
    for failure in outcome.failures:
        _tell(failure)
    for path in outcome.kept:
        say(f"{path}: changed by hand, kept. Move the change to data/corrections,", -1)
        say("  or overwrite the file with: gpkit ingest --overwrite ...", -1)
    _tell_lacking(outcome, prune=prune)
    for practice_id in outcome.pruned:
        say(f"{practice_id}: retired, removed")
    for name in outcome.other_bytes:
        say(f"{one_line(name)} was read before with other bytes: if this is a new scrape,")
        say("  say so: --scrape NAME")
    say(_summary(outcome) + (" (dry run: nothing was written)" if dry_run else ""))


def _dumps(outcome: Outcome) -> None:
    rows = [
        (one_line(r.dump), r.family, str(r.practices), str(r.lines), str(r.claimed))
        for r in outcome.rows
    ]
    table("Dumps", ("dump", "family", "practices", "lines", "claimed"), rows)


def _families(outcome: Outcome) -> None:
    sums: dict[str, list[int]] = {}
    for row in outcome.rows:
        counted = sums.setdefault(row.family, [0, 0, 0, 0])
        for k, number in enumerate((1, row.practices, row.lines, row.claimed)):
            counted[k] += number
    rows = [(family, *map(str, sums[family])) for family in sorted(sums)]
    table("Families (-v for each dump)", ("family", "dumps", "practices", "lines", "claimed"), rows)


def _tell_lacking(outcome: Outcome, *, prune: bool) -> None:
    for site, lost, had in outcome.lacking:
        say(f"{one_line(site)}: the scrape lacks {lost} of {had} practices; they are retired.", -1)
        say("  Ingest its other pages too; if it shows a part only, add --partial.", -1)
    if outcome.lacking and prune:
        say("nothing was removed. If they are gone indeed, type: gpkit ingest --prune", -1)


def _tell(failure: GpkitError) -> None:
    say(f"not ingested: {one_line(str(failure))}", -1)
    if failure.hint:
        say(f"  {one_line(failure.hint)}", -1)


def _summary(outcome: Outcome) -> str:
    from gpkit.store.states import State

    states = outcome.states
    counted = ", ".join(f"{states[s]} {s}" for s in State if s is not State.KEPT)
    kept = f", {states[State.KEPT]} kept" if states[State.KEPT] else ""
    apart = f", {outcome.quarantined} quarantined" if outcome.quarantined else ""
    failures = len(outcome.failures)
    failed = f", {failures} input{'' if failures == 1 else 's'} failed" if failures else ""
    dumps, practices = len(outcome.rows), sum(states.values())
    aside = f", {outcome.rejected} rejected" if outcome.rejected else ""
    aside += f", {outcome.retired} retired" if outcome.retired else ""
    aside += f", {len(outcome.pruned)} pruned" if outcome.pruned else ""
    return (
        f"{dumps} dump{'' if dumps == 1 else 's'}, "
        f"{practices} practice{'' if practices == 1 else 's'}: "
        f"{counted}{kept}{apart}{aside}{failed}"
    )
