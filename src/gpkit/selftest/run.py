"""Reads the mutants of a family's cases and judges each reading."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.ledger import BrokenLedger, unclaimed
from gpkit.pipeline import read_dump
from gpkit.rules import rules
from gpkit.selftest.mutations import MUTATIONS
from gpkit.selftest.mutations.mutant import Mutant
from gpkit.selftest.page import ANY, Page, Said, plain, read_case, squash
from gpkit.store.codec import as_json
from gpkit.store.quarantine import is_doubtful

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gpkit.model import Practice
    from gpkit.pipeline import Read
    from gpkit.selftest.page import Reading, Value

RIGHT, REPORTED, SLIP = "right", "reported", "slip"
AS_IT_IS = "as-it-is"  # the case itself, undamaged


class Result(NamedTuple):
    """What came of a mutant: ``words`` say what reported it, or what slipped."""

    case: str
    mutation: str
    mutant: Mutant
    verdict: str
    words: str = ""


def cases(folder: Path, family: str) -> list[Page]:
    """Read the cases of a family.

    Raises:
        GpkitError: there are none.
    """
    found = sorted(path.parent for path in folder.glob(f"{family}/*/dump.txt"))
    if not found:
        raise GpkitError(
            f"{(folder / family).as_posix()}: no case of the family {family!r} there",
            f"Write the first one: gpkit new-family {family} DUMP",
        )
    return [read_case(path) for path in found]


def selftest(pages: Iterable[Page], seed: int, most: int | None) -> Iterator[Result]:
    """Judge the mutants of cases; of each mutation, at most so many in a case."""
    for page in pages:
        if any(line.role == "unclaimed" for line in page.lines):
            continue  # it is damaged already, and reported
        whole = Mutant(0, "", page.text, (_of_case(page),))
        before = _read(page.text, page.family)
        if isinstance(before, str):
            yield Result(page.name, AS_IT_IS, whole, SLIP, before)
            continue
        yield _judged(page, AS_IT_IS, whole, before)
        for name, mutation in MUTATIONS.items():
            for mutant in _chosen(list(mutation(page)), f"{seed}/{page.name}/{name}", most):
                yield _judged(page, name, mutant, before)


def _of_case(page: Page) -> Reading:
    from gpkit.selftest.page import expected

    return expected(page, page.rows)


def _chosen(mutants: list[Mutant], seed: str, most: int | None) -> list[Mutant]:
    if most is None or len(mutants) <= most:
        return mutants
    order = sorted(range(len(mutants)), key=lambda i: _lot(f"{seed}/{i}"))
    return [mutants[i] for i in sorted(order[:most])]


def _lot(words: str) -> bytes:
    return hashlib.sha256(words.encode()).digest()


def _judged(page: Page, name: str, mutant: Mutant, before: Read) -> Result:
    after = _read(mutant.text, page.family)
    if isinstance(after, str):
        crashed = after.startswith("defect")
        return Result(page.name, name, mutant, SLIP if crashed else REPORTED, after)
    given = tuple(_said(practice) for practice in after.practices)
    wrong = [_difference(given, right, mutant.undo) for right in mutant.right]
    if not all(wrong):
        return Result(page.name, name, mutant, RIGHT)
    if name != AS_IT_IS and (words := _reported(before, after)):
        return Result(page.name, name, mutant, REPORTED, words)
    return Result(page.name, name, mutant, SLIP, wrong[0] if wrong else _shown(given))


def _read(text: str, family: str) -> Read | str:
    """Read a page; words where it cannot be read, or is read as one of another family."""
    try:
        read = read_dump(text.encode(), "dump.txt")
    except GpkitError as failure:
        return f"failure: {failure}"
    except (BrokenLedger, ArithmeticError, LookupError, TypeError, ValueError) as defect:
        return f"defect: {type(defect).__name__}: {defect}"
    other = read.parsed.family
    return read if other == family else f"read as a page of {other}"


def _reported(before: Read, after: Read) -> str:
    """Name what tells people that a page is damaged; "" if nothing does."""
    lost = len(unclaimed(after.entries)) - len(unclaimed(before.entries))
    if lost > 0:
        return f"{lost} unclaimed"
    new = sorted((_findings(after.practices) - _findings(before.practices)).elements())
    if new:
        return ", ".join(sorted({rule for rule, _ in new}))
    doubtful = [sum(map(is_doubtful, read.practices)) for read in (before, after)]
    return "kept apart" if doubtful[1] > doubtful[0] else ""


def _findings(practices: Iterable[Practice]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for practice in practices:
        for rule in rules():
            arguments = (rule.options,) if rule.options else ()
            for issue in rule.check(practice, *arguments) if rule.check else ():
                about = issue.message if issue.about is None else issue.about
                found[rule.id, re.sub(r"\bline \d+", "line", about)] += 1
    return found


# What practices say -------------------------------------------------------------------------------


def _said(practice: Practice) -> Said:
    data = as_json(practice)
    sections = [(squash(s["heading"]), s["text"].split("\n")) for s in data["sections"]]
    prose = " ".join(" ".join([heading, *map(plain, lines)]) for heading, lines in sections)
    return Said(
        squash(data["title"]) or None,
        data["published"],
        squash(prose),
        tuple((squash(o["label"]), o["facet"], _values(o["values"])) for o in data["observed"]),
        tuple(squash(term.raw) for term in practice.evidence.byline),
        tuple(heading for heading, _ in sections if heading),
    )


def _values(values: list[dict[str, Any]]) -> tuple[Value, ...]:
    return tuple((squash(value["raw"]), _bare(value["concept"])) for value in values)


def _bare(concept: object) -> object:
    return squash(concept) if isinstance(concept, str) else concept


def _difference(given: Reading, right: Reading, undo: tuple[tuple[str, str], ...]) -> str:
    """Tell the first difference of two readings; "" if there is none."""
    if len(given) != len(right):
        return f"{len(given)} records, not {len(right)}: {_shown(given)}"
    for one, two in zip(given, right, strict=True):
        for field in Said._fields:
            here, there = (_undone(getattr(said, field), undo) for said in (one, two))
            if not _same(here, there) and not (field == "headings" and there is None):
                return f"{field}: {_words(here, there)}"
    return ""


def _same(here: object, there: object) -> bool:
    if there == ANY:
        return True
    if isinstance(here, tuple) and isinstance(there, tuple):
        return len(here) == len(there) and all(map(_same, here, there))
    return here == there


def _words(here: object, there: object) -> str:
    if isinstance(here, tuple) and isinstance(there, tuple):
        only = [one for one in here if not any(_same(one, two) for two in there)]
        lost = [two for two in there if not any(_same(one, two) for one in here)]
        return f"{only!r}, not {lost!r}" if only or lost else "in another order"
    return f"{here!r}, not {there!r}"


def _undone(found: object, undo: tuple[tuple[str, str], ...]) -> object:
    """Take damage out of words, so that those kept as found and those mended compare alike."""
    if isinstance(found, str):
        for bad, good in undo:
            found = found.replace(bad, good)
        return found
    if isinstance(found, tuple):
        return tuple(_undone(one, undo) for one in found)
    if isinstance(found, dict):
        return {key: _undone(one, undo) for key, one in found.items()}
    return found


def _shown(given: Reading) -> str:
    return "; ".join(f"{said.title!r} {said.observed!r}" for said in given)
