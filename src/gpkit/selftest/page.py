"""A case as the mutator knows it: the lines of its page, and what its practices say.

What a changed page should give follows from its lines alone: a line that is gone takes its
value along, lines that change places change the order.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

ANY = "*"  # stands for whatever concept the words that are left may have
_BULLET = re.compile(r"^\s*[•\-*–—·◦▪‣]\s*")
_PROSE = ("heading", "text", "item")

Value = tuple[str, Any]  # raw, concept
Entry = tuple[str, str | None, tuple[Value, ...]]  # label, facet, values


class Said(NamedTuple):
    """What a practice says, without where that stood; blanks do not count."""

    title: str | None
    published: str | None
    prose: str  # all its words in one string: where lines broke does not count
    observed: tuple[Entry, ...]
    byline: tuple[str, ...]
    headings: tuple[str, ...] | None = None  # None: any


Reading = tuple[Said, ...]


class Row(NamedTuple):
    """A line of a changed page, and the line of the case that it was (0: none)."""

    text: str
    at: int = 0


class Line(NamedTuple):
    """A line of a case; blank lines have no role."""

    text: str
    role: str = ""
    record: int = 0  # 0: outside any


class Page(NamedTuple):
    """A case: its lines from 1 (0 is a filler) and the practices that are expected."""

    name: str
    family: str
    text: str
    lines: tuple[Line, ...]
    practices: tuple[dict[str, Any], ...]

    @property
    def rows(self) -> list[Row]:
        """The lines of the page, as they stand."""
        return [Row(line.text, at) for at, line in enumerate(self.lines) if at]

    def of_role(self, *roles: str) -> list[int]:
        """Give the numbers of the lines with a role."""
        return [at for at, line in enumerate(self.lines) if line.role in roles and line.record]


def squash(words: str | None) -> str:
    r"""Give words with one blank between them.

    >>> squash("  two\u00a0 words ")
    'two words'
    """
    return " ".join((words or "").split())


def plain(words: str) -> str:
    """Give a line of prose without its bullet.

    >>> plain("  • Courses of  eight evenings;"), plain("-shorter letters")
    ('Courses of eight evenings;', 'shorter letters')
    """
    return squash(_BULLET.sub("", words))


def read_case(folder: Path) -> Page:
    """Read a case of a family.

    Raises:
        GpkitError: a file is missing, or says what no case says.
    """
    where = folder.as_posix()
    try:
        text = (folder / "dump.txt").read_bytes().decode()
        expected = json.loads((folder / "expected.json").read_text("utf-8"))
        ledger = (folder / "ledger.txt").read_text("utf-8").split("\n")
        lines = [Line(words) for words in ["", *_lines(text)]]
        for number, record, role in (entry.split() for entry in ledger if entry):
            at = int(number)
            lines[at] = Line(lines[at].text, role, 0 if record == "-" else int(record))
        practices = tuple(expected["practices"].values())
        return Page(f"{folder.parent.name}/{folder.name}", expected["family"], text,
                    tuple(lines), practices)  # fmt: skip
    except OSError as error:
        raise GpkitError(
            f"{where}: {error.strerror}: {error.filename}",
            "A case is a folder with dump.txt, expected.json and ledger.txt.",
        ) from error
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        raise GpkitError(f"{where}: this is no case ({error})", "See docs/families.md.") from error


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def joined(rows: Iterable[Row]) -> str:
    """Give the text of a changed page."""
    return "\n".join(row.text for row in rows)


def expected(page: Page, rows: Sequence[Row]) -> Reading:
    """Tell what the practices of a changed page say, from the lines that are left."""
    place: dict[int, int] = {}
    for index, row in enumerate(rows):
        place.setdefault(row.at, index)
    place.pop(0, None)
    found = []
    for record, practice in enumerate(page.practices, 1):
        own = [place[at] for at in place if page.lines[at].record == record]
        if own:
            found.append((min(own), _said(page, record, practice, rows, place)))
    return tuple(said for _, said in sorted(found, key=lambda pair: pair[0]))


def _said(
    page: Page, record: int, practice: dict[str, Any], rows: Sequence[Row], place: dict[int, int]
) -> Said:
    def left(*roles: str) -> bool:
        stood = [at for at in page.of_role(*roles) if page.lines[at].record == record]
        return not stood or any(at in place for at in stood)

    own = [row for row in rows if page.lines[row.at].record == record]
    prose = [row for row in own if page.lines[row.at].role in _PROSE]
    headings = tuple(squash(row.text) for row in prose if page.lines[row.at].role == "heading")
    return Said(
        title=squash(practice["title"]) or None if left("title") else None,
        published=practice["published"] if left("published") and left("byline") else None,
        prose=squash(" ".join(plain(row.text) for row in prose)),
        observed=_observed(practice, place),
        byline=tuple(squash(raw) for raw, *_ in practice["byline"]) if left("byline") else (),
        headings=headings,
    )


def _observed(practice: dict[str, Any], place: dict[int, int]) -> tuple[Entry, ...]:
    found = [
        (place[line], i, (squash(label), facet, _values(values, place)))
        for i, (label, facet, line, values) in enumerate(practice["observed"])
        if line in place
    ]
    return tuple(entry for _, _, entry in sorted(found, key=lambda one: one[:2]))


def _values(values: list[list[Any]], place: dict[int, int]) -> tuple[Value, ...]:
    left = [(place[at], i, (squash(raw), concept)) for i, (raw, concept, at) in enumerate(values)
            if at in place]  # fmt: skip
    return tuple(value for _, _, value in sorted(left, key=lambda one: one[:2]))
