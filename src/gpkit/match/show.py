"""What matching found: for people, for programs, and as a table."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TextIO

    from gpkit.match import Matched, Proposal
    from gpkit.match.score import Evidence

COLUMNS = ("score", "left", "right", "kind", "weight", "left_words", "right_words")
_SHOWN = 48  # characters of the words of one side


def as_json(found: Matched, limit: int | None = None) -> dict[str, Any]:
    """Give proposals as JSON data; the keys are documented in docs/identity.md."""
    return {
        "practices": found.practices,
        "compared": found.compared,
        "prose": found.prose,
        "proposals": [_proposal(p) for p in found.proposals[:limit]],
        "skipped": [s._asdict() for s in found.skipped],
    }


def _proposal(one: Proposal) -> dict[str, Any]:
    evidence = [e._asdict() for e in one.evidence]
    return {"left": one.left, "right": one.right, "score": one.score, "evidence": evidence}


def from_json(data: dict[str, Any]) -> Matched:
    """Read back what `as_json` gives of all proposals."""
    from gpkit.match import Evidence, Matched, Proposal
    from gpkit.match.blocks import Skipped

    proposals = tuple(
        Proposal(p["left"], p["right"], p["score"], tuple(Evidence(**e) for e in p["evidence"]))
        for p in data["proposals"]
    )
    skipped = tuple(Skipped(**s) for s in data["skipped"])
    return Matched(proposals, skipped, data["practices"], data["compared"], data["prose"])


def as_csv(proposals: Sequence[Proposal], out: TextIO) -> None:
    """Write one row a piece of evidence."""
    from gpkit.exporters.csv import guard

    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for one in proposals:
        for e in one.evidence:
            words = (guard(e.left), guard(e.right))
            rows.writerow((one.score, one.left, one.right, e.kind, e.weight, *words))


def as_text(proposals: Sequence[Proposal]) -> None:
    """Print proposals for people: drawn on a terminal, plain lines elsewhere."""
    if sys.stdout.isatty():
        _drawn(proposals)
        return
    for one in proposals:
        sys.stdout.write(f"{one.score:.3f}  {one.left}\n       {one.right}\n")
        for e in one.evidence:
            sys.stdout.write(f"    {e.weight:+5.1f}  {e.kind:18}  {words_of(e)}\n")
        sys.stdout.write("\n")


def words_of(evidence: Evidence) -> str:
    """Give the words of both sides on one line, once if they are the same.

    >>> from gpkit.match.score import Evidence
    >>> words_of(Evidence("title", 3.5, "Sparks initiative", "SPARKS"))
    'Sparks initiative | SPARKS'
    """
    from gpkit.text.clean import one_line

    sides = [one_line(_cut(words)) for words in (evidence.left, evidence.right)]
    return " | ".join(dict.fromkeys(sides))


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def _drawn(proposals: Sequence[Proposal]) -> None:
    from rich.console import Console  # 20 ms: only a terminal pays for it
    from rich.table import Table
    from rich.text import Text

    drawn = Table(show_lines=True)
    drawn.add_column("score", justify="right")
    drawn.add_column("practices", overflow="fold", ratio=2)
    drawn.add_column("evidence", overflow="fold", ratio=3)
    for one in proposals:
        lines = Text()
        for e in one.evidence:
            style = "green" if e.weight > 0 else "red"
            lines.append(f"{e.weight:+.1f} {e.kind} ", style=style).append(f"{words_of(e)}\n")
        lines.right_crop(1)
        drawn.add_row(f"{one.score:.3f}", Text(f"{one.left}\n{one.right}"), lines)
    Console().print(drawn)
