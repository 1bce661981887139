"""``gpkit ingest`` into a store of shards: a harvest, and what is told of it."""

from __future__ import annotations

from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from gpkit.cli.options import MANIFEST
from gpkit.console import say, table
from gpkit.errors import GpkitError
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gpkit.config import Config
    from gpkit.engines import Engine
    from gpkit.harvest.run import Outcome
    from gpkit.pipeline.gate import Gate
    from gpkit.stores.shards import Shards

_SHOWN = 20  # failures
_URL = ":/"  # what is left of :// in a path; asked before stores are imported


class EngineName(StrEnum):
    """How the work is spread."""

    PROCESSES = "processes"
    DASK = "dask"
    SERIAL = "serial"


class Spread(NamedTuple):
    """Where practices go, and how the work is spread."""

    store: str | None = None
    shards: int | None = None
    engine: EngineName | None = None
    scheduler: str | None = None
    keep_parts: bool = False

    def is_harvest(self, out: Path) -> bool:
        """Tell whether practices go into shards.

        Raises:
            GpkitError: options are given that YAML files know nothing of.
        """
        if self.store not in (None, "yaml") or _URL in out.as_posix():
            return True
        if self.store is None and (out / MANIFEST).is_file():
            return True
        given = (self.shards, self.engine, self.scheduler, self.keep_parts or None)
        if any(one is not None for one in given):
            raise GpkitError(
                "--engine, --scheduler, --shards and --keep-parts are for stores of shards",
                "Name one: --out data/shards --store jsonl. gpkit copy brings it into YAML files.",
            )
        return False


def harvest(
    inputs: Sequence[str],
    raw: Path,
    out: Path,
    spread: Spread,
    family: str | None,
    config: Config,
    jobs: int | None,
    gate: Gate | None,
    step: Callable[[str], None] | None,
) -> Outcome:
    """Read inputs into a store of shards."""
    from gpkit import stores
    from gpkit.harvest.run import Harvest

    store = cast("Shards", stores.made(out, spread.store, spread.shards))  # see `is_harvest`
    with ExitStack() as held:
        engine = _engine(spread, config, jobs, held)
        run = Harvest(raw, store, engine, family, config, gate, spread.keep_parts)
        return run.run(inputs, step)


def _engine(spread: Spread, config: Config, jobs: int | None, held: ExitStack) -> Engine:
    from gpkit.engines import cores

    limits = config.limits
    number = jobs or cores()
    if spread.engine is EngineName.DASK or (spread.scheduler and spread.engine is None):
        from gpkit.engines.dask import Dask

        return held.enter_context(Dask(number, limits.seconds, limits.memory, spread.scheduler))
    if spread.scheduler:
        raise GpkitError("--scheduler is for --engine dask alone", "Leave one of the two out.")
    if spread.engine is EngineName.SERIAL:
        from gpkit.engines.serial import Serial

        return Serial()
    from gpkit.engines.processes import Processes

    return Processes(number, limits.seconds, limits.memory, tells=False)


def report(outcome: Outcome, out: Path) -> None:
    """Tell what a harvest did."""
    from gpkit.stores import url_of

    sums: dict[str, list[int]] = {}
    for part in outcome.censuses:
        for family, counts in part.families.items():
            counted = sums.setdefault(family, [0, 0, 0, 0])
            for k, number in enumerate(counts):
                counted[k] += number
    rows = [(family, *map(str, sums[family])) for family in sorted(sums)]
    if rows:
        table("Families", ("family", "dumps", "practices", "lines", "claimed"), rows)
    for failure in outcome.failures[:_SHOWN]:
        say(f"gpkit: {one_line(str(failure))}", -1)
        if failure.hint:
            say(f"  {one_line(failure.hint)}", -1)
    for kind, number in sorted(outcome.failed.items()):
        say(f"failures of the kind {kind}: {number}", -1)
    for what, number in sorted(_left_out(outcome).items()):
        say(f"left out, no pages: {number} {one_line(what)}")
    say(_summary(outcome, url_of(out) or out.as_posix()))


def _left_out(outcome: Outcome) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in outcome.censuses:
        for what, number in part.left_out.items():
            found[what] = found.get(what, 0) + number
    return found


def _summary(outcome: Outcome, out: str) -> str:
    states = ", ".join(f"{outcome.states[s]} {s}" for s in ("new", "changed", "unchanged"))
    removed = f", {outcome.removed} removed" if outcome.removed else ""
    apart = f", {outcome.kept_apart} in quarantine" if outcome.kept_apart else ""
    pages = sum(part.pages for part in outcome.censuses)
    before = f" ({outcome.done_before} done before)" if outcome.done_before else ""
    number = len(outcome.censuses)
    plural = "" if number == 1 else "s"
    return f"{number} partition{plural}{before}, {pages} pages into {out}: {states}{removed}{apart}"
