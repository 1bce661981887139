"""What waits for people: practices kept apart, ambiguous values, contests, proposed matches.

Each item names its kind and its id, which stay from run to run, so that decisions can be written
down by hand or by a program and applied later.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.exporters.csv import shown
from gpkit.identity.readings import readings
from gpkit.limits import read_text
from gpkit.store import quarantine, raw
from gpkit.store.codec import _value
from gpkit.store.decisions import decided
from gpkit.store.files import write_atomic
from gpkit.store.tree import Tree
from gpkit.store.yamlio import dump, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gpkit.model import Place, Practice, Provenance, Value
    from gpkit.pipeline.decide import Desk

QUARANTINE, AMBIGUOUS, CONTESTED, MATCH = KINDS = ("quarantine", "ambiguous", "contested", "match")
ACCEPT, CORRECT, REJECT, SKIP, QUIT = ("accept", "correct", "reject", "skip", "quit")
_FIELDS = ("title", "language", "published", "summary")
_LINES = 12  # of a dump that are shown


class Item(NamedTuple):
    """One thing to decide: what it is about, what was found, and what can be said to it."""

    kind: str
    id: str
    title: str
    found: str
    choices: tuple[str, ...]
    lines: tuple[str, ...] = ()  # of the dump, with their numbers
    practice: str = ""
    other: str = ""  # of a match: the second practice
    field: str = ""  # of an ambiguous value
    readings: tuple[Any, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give the item as JSON data."""
        return {key: value for key, value in self._asdict().items() if value}


def items(desk: Desk, kinds: tuple[str, ...] = KINDS, min_score: float = 0.5) -> Iterator[Item]:
    """Give all that waits, in a fixed order."""
    published, apart = Tree(desk.out), Tree(quarantine.beside(desk.out))
    if QUARANTINE in kinds and apart.root.is_dir():
        yield from (_doubtful(practice, desk.archive) for practice in apart.practices())
    contests: list[Item] = []
    for practice in published.practices():
        if AMBIGUOUS in kinds:
            yield from _ambiguous(practice, desk.archive)
        if CONTESTED in kinds and practice.contested:
            contests.append(_contest(practice, desk.archive))
    yield from contests
    if MATCH in kinds:
        yield from _matches(published, desk, min_score)


def apply(desk: Desk, item: Item, decision: str, value: str = "", reason: str = "") -> str:
    """Do what was decided; give it in words.

    Raises:
        GpkitError: this cannot be decided of it.
    """
    if decision not in (*item.choices, SKIP):
        raise GpkitError(
            f"{item.kind} {item.id}: {decision!r} cannot be decided of it",
            f"What can: {', '.join(item.choices)}, {SKIP}.",
        )
    if decision == SKIP:
        return "skipped"
    if item.kind == MATCH:
        ids = [item.practice, item.other]
        done = desk.merge if decision == ACCEPT else desk.distinct
        done(ids, reason)
        return "merged" if decision == ACCEPT else "decided to be two"
    if item.kind == CONTESTED and decision == ACCEPT:
        desk.split(item.practice, reason)
        return "parted"
    if decision == REJECT:
        desk.reject(item.practice, reason)
        return "rejected"
    if item.kind == QUARANTINE and decision == ACCEPT:
        _correct(desk, item.practice, {"accepted": "true"}, reason)
        return "accepted"
    _correct(desk, item.practice, _change(item, value), reason)
    return "corrected"


def _change(item: Item, value: str) -> dict[str, Any]:
    """Give a correction out of ``field=value`` (or, of an ambiguous value, one of its readings)."""
    if item.kind == AMBIGUOUS and "=" not in value:
        chosen = [r for r in item.readings if value in (str(r), _words(r))]
        number = int(value) - 1 if value.isdigit() and not chosen else -1
        if 0 <= number < len(item.readings):
            chosen = [item.readings[number]]
        if not chosen:
            said = ", ".join(_words(r) for r in item.readings)
            raise GpkitError(f"{value!r} is none of its readings", f"They are: {said}.")
        if item.field not in _FIELDS:
            return {"facets": {item.field: [chosen[0]]}}
        value = f"{item.field}={chosen[0]}"
    field, equals, words = (part.strip() for part in value.partition("="))
    if not equals or not field or not words:
        raise GpkitError(f"{value!r} is no correction", "Write field=value, as in: country=LV")
    if field in _FIELDS:
        return {field: words}
    return {"facets": {field: [one.strip() for one in words.split(";")]}}


def _correct(desk: Desk, practice_id: str, change: dict[str, Any], reason: str) -> None:
    """Add to the correction of a practice, and apply it."""
    if desk.dry_run:
        return
    path = desk.out.parent / "corrections" / f"{practice_id}.yaml"
    data: Any = load(read_text(path)).data if path.is_file() else {}
    facets = {**data.get("facets", {}), **change.pop("facets", {})}
    merged = {**data, **change, **({"facets": facets} if facets else {})}
    if reason:
        merged["reason"] = reason
    old = path.read_bytes() if path.is_file() else None
    write_atomic(path, dump(merged).encode())
    try:
        desk.again(practice_id)
    except BaseException:
        path.unlink() if old is None else write_atomic(path, old)
        raise


# What waits ---------------------------------------------------------------------------------------


def _doubtful(practice: Practice, archive: Path) -> Item:
    source = practice.provenance
    found = f"confidence {source.confidence:.2f}: {'; '.join(source.reasons)}"
    lines = tuple(_evidence(source, archive, source.lines[0]))
    title, choices = practice.title or "", (ACCEPT, CORRECT, REJECT)
    return Item(QUARANTINE, practice.id, title, found, choices, lines, practice.id)


def _ambiguous(practice: Practice, archive: Path) -> Iterator[Item]:
    title, source = practice.title or "", practice.provenance
    seen = [
        (entry.facet or "", value.raw, value.line, value.readings)
        for entry in practice.observed
        for value in entry.values
        if value.readings and entry.facet
    ]
    published = practice.evidence.published
    if published and published.readings:
        seen.insert(0, ("published", published.raw, published.line, published.readings))
    for field, words, line, said in seen:
        if field in practice.corrected or f"facets.{field}" in practice.corrected:
            continue
        yield Item(
            AMBIGUOUS,
            f"{practice.id}#{field}:{_digest(words)}",
            title,
            f"{field}: {words!r} is {' or '.join(map(shown, said))}",
            (CORRECT,),
            tuple(_evidence(source, archive, line, before=2, after=2)),
            practice.id,
            field=field,
            readings=tuple(_value(one) for one in said),
        )


def _contest(practice: Practice, archive: Path) -> Item:
    lines: list[str] = []
    for reading in readings(practice):
        lines += _evidence(reading.place, archive, reading.place.lines[0], after=3)
    found = f"its places contradict each other: {', '.join(practice.contested)}"
    choices = (ACCEPT, CORRECT, REJECT)
    title = practice.title or ""
    return Item(CONTESTED, practice.id, title, found, choices, tuple(lines), practice.id)


def _matches(tree: Tree, desk: Desk, min_score: float) -> Iterator[Item]:
    from gpkit.match import match

    known = decided(desk.out.parent)
    for found in match(tree.practices(), known, min_score=min_score).proposals:
        said = "; ".join(f"{e.kind}: {e.left!r} = {e.right!r}" for e in found.evidence[:4])
        one, other = tree.get(found.left), tree.get(found.right)
        title = " / ".join(p.title or "" for p in (one, other) if p)
        words, name = f"score {found.score:.2f}: {said}", f"{found.left}+{found.right}"
        yield Item(MATCH, name, title, words, (ACCEPT, REJECT), (), found.left, found.right)


def _evidence(
    place: Place | Provenance, archive: Path, line: int, before: int = 0, after: int = _LINES
) -> Iterator[str]:
    """Give lines of a dump with their numbers, from one on; what is blank is left out."""
    from gpkit.documents import pages

    try:
        document = pages.read_apart(raw.recall(archive, place))
    except GpkitError as error:
        yield f"{place.dump}: {error}"
        return
    first = max(line - before, place.lines[0], 1)
    last = min(line + after, place.lines[1], len(document.lines))
    for number in range(first, last + 1):
        if document.line(number).strip():
            yield f"{place.dump}:{number}: {document.line(number).strip()}"


def _words(value: Value | dict[str, Any]) -> str:
    return "; ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
