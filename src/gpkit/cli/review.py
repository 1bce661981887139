"""``gpkit review``: all that waits for people, decided one by one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gpkit.cli.options import NORMALIZED, RAW, DryRun, Out, Quiet, Raw, known_format, refuse_shards
from gpkit.console import print_json, say, set_verbosity, styled
from gpkit.errors import Exit, GpkitError
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.pipeline.decide import Desk
    from gpkit.review import Item

_KEYS = {"a": "accept", "c": "correct", "r": "reject", "s": "skip", "q": "quit"}


def command(
    list_: Annotated[bool, typer.Option("--list", help="Only list what waits.")] = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="NAME", help="Of the list: text or json.")
    ] = "text",
    apply: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Take decisions from JSON Lines; - is standard input."),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="quarantine, ambiguous, contested, match; all."),
    ] = None,
    min_score: Annotated[
        float, typer.Option("--min-score", metavar="NUMBER", help="Of proposed matches.")
    ] = 0.5,
    raw: Raw = RAW,
    out: Out = NORMALIZED,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> None:
    """Walk through what waits for people: accept, correct, reject, skip; kept in Git.

    A decision of --apply is a line like {"kind": "match", "id": "...", "decision": "accept"};
    --list --format json gives kinds and ids. Without a terminal, answers are read line by line.

    Example: gpkit review --list --format json
    """
    set_verbosity(quiet=quiet, verbose=False)
    refuse_shards([out], "gpkit review")
    from gpkit import review
    from gpkit.cli.options import tree_of
    from gpkit.config import find_config
    from gpkit.pipeline.decide import Desk

    known_format(format_)
    for name in kind or ():
        if name not in review.KINDS:
            raise GpkitError(f"there is no kind {name!r}", f"Kinds: {', '.join(review.KINDS)}.")
    tree_of(out)
    desk = Desk(raw, out, find_config(Path.cwd()), dry_run)
    found = review.items(desk, tuple(kind or review.KINDS), min_score)
    if list_:
        _list(list(found), format_)
    elif apply is not None:
        raise typer.Exit(_apply(desk, list(found), apply))
    else:
        _ask(desk, list(found))


def _list(found: list[Item], format_: str) -> None:
    if format_ == "json":
        data = [item.as_json() for item in found]
        print_json(data)
        return
    for item in found:
        sys.stdout.write(f"{item.kind}  {one_line(item.id)}  {one_line(item.found)}\n")
    say(f"{len(found)} to decide")


# Decisions out of a file --------------------------------------------------------------------------


def _apply(desk: Desk, found: list[Item], path: Path) -> Exit:
    """Apply decisions; those that cannot be are named, and the others are done."""
    waiting = {(item.kind, item.id): item for item in found}
    failed = 0
    for number, decision in _decisions(path):
        where = f"{path}:{number}"
        try:
            _one(desk, waiting, decision, where)
        except GpkitError as error:
            failed += 1
            say(f"{where}: {one_line(str(error))}", -1)
            say(f"  {one_line(error.hint)}" if error.hint else "", -1)
    return Exit.PARTIAL if failed else Exit.OK


def _one(
    desk: Desk, waiting: dict[tuple[str, str], Item], decision: dict[str, Any], where: str
) -> None:
    from gpkit import review

    key = (str(decision.get("kind")), str(decision.get("id")))
    if key not in waiting:
        raise GpkitError(
            f"nothing of kind {key[0]!r} and id {key[1]!r} waits",
            "See what does: gpkit review --list --format json",
        )
    said = [str(decision.get(name, "")) for name in ("decision", "value", "reason")]
    done = review.apply(desk, waiting.pop(key), *said)
    say(f"{where}: {key[0]} {one_line(key[1])}: {done}")


def _decisions(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    import json

    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else error
        raise GpkitError(f"{path}: {what}", "Name a file of JSON Lines.") from error
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise GpkitError(f"{path}:{number}: this line is no JSON: {error}", _SHAPE) from error
        if not isinstance(data, dict):
            raise GpkitError(f"{path}:{number}: this line is no JSON object", _SHAPE)
        yield number, data


_SHAPE = 'A line is like {"kind": "match", "id": "...", "decision": "accept", "reason": "..."}.'


# Decisions on the terminal ------------------------------------------------------------------------


def _ask(desk: Desk, found: list[Item]) -> None:
    from gpkit import review

    for number, item in enumerate(found, 1):
        _show(item, f"{number} of {len(found)}")
        while True:
            answer = _answer(item)
            if answer is None:
                say(f"{len(found) - number + 1} left to decide")
                return
            decision, value = answer
            try:
                say(review.apply(desk, item, decision, value))
            except GpkitError as error:
                say(one_line(f"{error} {error.hint}"), -1)
                continue
            break
    say("nothing is left to decide")


def _show(item: Item, number: str) -> None:
    out = sys.stdout
    out.write(f"\n{styled(f'{item.kind} {number}', 'bold', out)}  {one_line(item.id)}\n")
    out.write(f"{one_line(item.title)}\n{one_line(item.found)}\n")
    for line in item.lines:
        out.write(f"  {one_line(line)}\n")


def _answer(item: Item) -> tuple[str, str] | None:
    """Read an answer: a decision and, of a correction, ``field=value``; None to quit."""
    sys.stdout.write(f"{'/'.join((*item.choices, 'skip', 'quit'))}? ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stdout.write("\n")
        return None
    word, _, value = line.strip().partition(" ")
    decision = _KEYS.get(word.lower(), word.lower() or "skip")
    return None if decision == "quit" else (decision, value.strip())
