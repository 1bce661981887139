"""``gpkit selftest``: damage to the cases of a family, and what is made of it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpkit.cli.options import Format, known_format
from gpkit.console import print_json, styled
from gpkit.errors import Exit
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from gpkit.selftest.run import Result

_VERDICTS = ("right", "reported", "slip")


def command(
    family: Annotated[str, typer.Argument(metavar="FAMILY", help="A site family with cases.")],
    cases: Annotated[
        Path, typer.Option("--cases", metavar="DIR", help="The folder of cases, one a family.")
    ] = Path("tests/cases"),
    seed: Annotated[int, typer.Option(metavar="N", help="Chooses the lines to damage.")] = 0,
    all_: Annotated[
        bool, typer.Option("--all", help="Damage every line, not five a mutation and case.")
    ] = False,
    parser: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A parser file that is not installed.")
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Write what the cases give now over their files.")
    ] = False,
    format_: Format = "text",
) -> None:
    """Damage the cases of a family, and show what is read wrong in silence.

    Exits 1 if a damaged page is read wrong and nothing reports it.

    Example: gpkit selftest interreg-europe
    """
    from gpkit.selftest import run

    known_format(format_)
    if parser:
        from gpkit import parsers

        parsers.offer(family, parser)
    if accept:
        _accept(cases, family)
        return
    results = list(run.selftest(run.cases(cases, family), seed, None if all_ else 5))
    if format_ == "json":
        _json(family, results)
    else:
        _text(results)
    if any(result.verdict == run.SLIP for result in results):
        raise typer.Exit(Exit.FINDINGS)


def _accept(cases: Path, family: str) -> None:
    from gpkit.pipeline import read_dump
    from gpkit.selftest.cases import write_case

    folders = sorted(path.parent for path in cases.glob(f"{family}/*/dump.txt"))
    for folder in folders:
        write_case(folder, read_dump((folder / "dump.txt").read_bytes(), "dump.txt", family))
    sys.stderr.write(f"{len(folders)} cases written; review them: git diff {cases.as_posix()}\n")


def _json(family: str, results: list[Result]) -> None:
    rows = [
        {
            "case": result.case,
            "mutation": result.mutation,
            "line": result.mutant.line or None,
            "words": result.mutant.what,
            "verdict": result.verdict,
            "because": result.words or None,
        }
        for result in results
    ]
    print_json({"family": family, "mutants": rows})


def _text(results: list[Result]) -> None:
    out = sys.stdout
    counted = Counter((result.mutation, result.verdict) for result in results)
    out.write(f"{'mutation':18}{'mutants':>8}" + "".join(f"{v:>10}" for v in _VERDICTS) + "\n")
    for name in dict.fromkeys(result.mutation for result in results):
        row = [counted[name, verdict] for verdict in _VERDICTS]
        out.write(f"{name:18}{sum(row):>8}" + "".join(f"{n:>10}" for n in row) + "\n")
    slips = [result for result in results if result.verdict == "slip"]
    for slip in slips:
        where = f"{slip.case}:{slip.mutant.line}" if slip.mutant.line else slip.case
        out.write(f"{styled('slip', 'bold red', out)} {slip.mutation} {where}: ")
        out.write(f"{one_line(slip.mutant.what)}\n     came out: {one_line(slip.words)}\n")
    cases = len({result.case for result in results})
    sys.stderr.write(f"{len(results)} mutants of {cases} cases, {len(slips)} slips\n")
