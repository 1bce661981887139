"""Differences in words: for people, for programs, and as release notes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from gpkit.console import styled
from gpkit.model import Money, Organisation
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from gpkit.diff import Change, Changed, Diff
    from gpkit.model import Practice, Value

_PROSE = ("sections.", "summary")
_SHOWN = 80  # characters of a line of prose


def plain(value: Value) -> Any:
    """Give a value as JSON data."""
    return dict(value._asdict()) if isinstance(value, Money | Organisation) else value


def words(value: Value) -> str:
    """Give a value in words.

    >>> words(Money("5", "EUR")), words(Organisation("TechSoup", "PL")), words(2018)
    ('5 EUR', 'TechSoup (PL)', '2018')
    """
    if isinstance(value, Money):
        return f"{value.amount} {value.currency or ''}".rstrip()
    if isinstance(value, Organisation):
        return value.name + (f" ({value.country})" if value.country else "")
    return str(value)


def as_json(found: Diff) -> dict[str, Any]:
    """Give differences as JSON data."""
    return {
        "added": [_named(p) for p in found.added],
        "removed": [_named(p) for p in found.removed],
        "renamed": [{"from": old, "to": new} for old, new in found.renamed],
        "changed": [
            {
                "id": c.id,
                "before": c.before,
                "title": c.title,
                "changes": [change_as_json(x) for x in c.changes],
            }
            for c in found.changed
        ],
    }


def _named(practice: Practice) -> dict[str, str | None]:
    return {"id": practice.id, "title": practice.title}


def change_as_json(change: Change) -> dict[str, Any]:
    """Give one change as JSON data; null where the field was not there at all."""
    return {
        "field": change.field,
        "old": None if change.old is None else [plain(v) for v in change.old],
        "new": None if change.new is None else [plain(v) for v in change.new],
        "removed": [plain(v) for v in change.removed],
        "added": [plain(v) for v in change.added],
    }


def text(found: Diff, out: TextIO) -> None:
    """Write differences for people."""
    out.writelines(
        f"{styled('added', 'green', out)} {_who(practice.id, practice.title)}\n"
        for practice in found.added
    )
    out.writelines(
        f"{styled('removed', 'red', out)} {_who(practice.id, practice.title)}\n"
        for practice in found.removed
    )
    out.writelines(
        f"{styled('renamed', 'cyan', out)} {old} -> {new}\n" for old, new in found.renamed
    )
    for changed in found.changed:
        out.write(f"{styled('changed', 'yellow', out)} {_who(changed.id, changed.title)}\n")
        for change in changed.changes:
            out.writelines(f"  {line}\n" for line in change_lines(change))
    out.write(summary(found) + "\n")


def change_lines(change: Change) -> Iterator[str]:
    """Say what changed in one field, in a line or a few."""
    name = one_line(change.field.removeprefix("facets."))
    if change.field.startswith(_PROSE):
        yield f"{name}: {_state(change) or 'other words'}"
        yield from (f"  {one_line(line)}" for line in _prose(change))
        return
    if change.field in ("title", "language", "published") and change.old and change.new:
        yield f"{name}: {one_line(words(change.old[0]))} -> {one_line(words(change.new[0]))}"
        return
    gone = [f"-{one_line(words(v))}" for v in change.removed]
    new = [f"+{one_line(words(v))}" for v in change.added]
    state = _state(change)
    if not gone and not new:
        yield f"{name}: {state}"
    else:
        yield f"{name}: {', '.join([*gone, *new])}" + (f" ({state})" if state else "")


def _state(change: Change) -> str:
    if change.old is None:
        return "new on the page" if change.new else "new on the page, empty"
    if change.new is None:
        return "no longer on the page"
    if not change.new:
        return "now empty"
    return "was empty" if not change.old else ""


def _prose(change: Change) -> Iterator[str]:
    old, new = (Counter("\n".join(map(str, v or ())).split("\n")) for v in (change.old, change.new))
    for mark, lines in (("-", old - new), ("+", new - old)):
        for line in filter(None, lines):
            yield mark + line[:_SHOWN] + ("…" if len(line) > _SHOWN else "")


def _who(practice_id: str, title: str | None) -> str:
    return one_line(practice_id + (f" ({title})" if title else ""))


def summary(found: Diff) -> str:
    """Count differences in one line.

    >>> from gpkit.diff import Diff
    >>> summary(Diff((), (), (("a", "b"),), ()))
    '0 added, 0 removed, 1 renamed, 0 changed'
    """
    return (
        f"{len(found.added)} added, {len(found.removed)} removed, "
        f"{len(found.renamed)} renamed, {len(found.changed)} changed"
    )


# Release notes ------------------------------------------------------------------------------------


def markdown(found: Diff, out: TextIO) -> None:
    """Write release notes."""
    out.write(f"## Changes in the catalogue\n\n{summary(found)}\n")
    listed = (
        ("Added", [_note(p.id, p.title) for p in found.added]),
        ("Removed", [_note(p.id, p.title) for p in found.removed]),
        ("Renamed", [f"`{old}` is now `{new}`" for old, new in found.renamed]),
        ("Changed", [note for changed in found.changed for note in _changed(changed)]),
    )
    for heading, notes in listed:
        if notes:
            out.write(f"\n### {heading}\n\n")
            out.writelines(n + "\n" if n.startswith("  ") else f"- {n}\n" for n in notes)


def _changed(changed: Changed) -> Iterator[str]:
    yield _note(changed.id, changed.title)
    for change in changed.changes:
        if change.field == "summary" or change.field.startswith("sections."):
            yield f"  - {escaped(change.field.removeprefix('sections.'))}: other words"
        else:
            yield from (f"  - {escaped(line)}" for line in change_lines(change))


def _note(practice_id: str, title: str | None) -> str:
    return f"**{escaped(title)}** (`{practice_id}`)" if title else f"`{practice_id}`"


_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|"})


def escaped(text: str) -> str:
    r"""Make words of a page harmless in Markdown: no link, no tag, no mention.

    >>> escaped("[x](http://y) <b> @all")
    '\\[x\\](http://y) \\<b\\> @\u200ball'
    """
    return one_line(text).translate(_MARKS).replace("@", "@\u200b")
