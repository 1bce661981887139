"""Markdown for people: a chapter a practice, its facets as a list, its prose as it is.

Words of pages stay words: nothing in them becomes markup, a link or HTML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gpkit.exporters._cells import shown
from gpkit.exporters._labels import Labels
from gpkit.exporters._parts import Parts
from gpkit.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from gpkit.exporters import How
    from gpkit.model import Practice, Value

SHAPES = ("wide",)
SUFFIXES = (".md",)
OPTIONS = ("lang",)
KEEPS = "title, date, all values, prose, where each practice stood"
LOSES = (
    "language, roles of sections, a summary that is not in the prose, when it was fetched, raw"
    " words, evidence, other places; controls and direction marks are shown as escapes"
)

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#|~!&$^=@]|:(?=//)|(?<=www)\.)")
_START = re.compile(r"^(\d{1,9})([.)])|^([-+]|:(?=:))")  # "::" begins a command in the logs of CI
_INDENT = re.compile(r"^[ \t\u00a0]+")


def export(practices: Iterable[Practice], how: How, out: TextIO) -> None:
    """Write a chapter a practice."""
    parts(how).write(practices, out)


def parts(how: How) -> Parts:
    """Give the title, and the chapter of each practice."""
    labels = Labels(how.language or "en")

    def chapter(practice: Practice) -> str:
        return "".join([f"{line}\n" for line in _chapter(practice, labels)])

    return Parts(chapter, "# Good practices\n")


def _chapter(practice: Practice, labels: Labels) -> Iterator[str]:
    yield from ("", f"## {escape(practice.title or practice.id)}", "")
    yield f"- {escape(practice.id)}"
    if practice.published:
        yield f"- {practice.published}"
    for facet, values in practice.facets.items():
        words = "; ".join(_value(facet, value, labels) for value in values)
        yield f"- **{escape(labels.facet(facet))}**: {escape(words) or '–'}"
    source = practice.provenance
    where = f"{source.dump}, {source.lines[0]}–{source.lines[1]}"
    yield f"- {escape(f'{source.url}, {where}' if source.url else where)}"
    for section in practice.sections:
        if section.heading is not None:
            yield from ("", f"### {escape(section.heading)}")
        for line in section.text.split("\n"):
            item = line.startswith("- ")
            yield from ("", f"- {escape(line[2:])}" if item else escape(line))


def _value(facet: str, value: Value, labels: Labels) -> str:
    return shown(labels.concept(facet, value) if isinstance(value, str) else value)


def escape(words: str) -> str:
    r"""Make words into Markdown that shows them as they are, on one line.

    >>> print(escape("1. <b>*x*</b> [a](javascript:b)"))
    1\. \<b\>\*x\*\</b\> \[a\]\(javascript:b\)
    """
    line = _INDENT.sub(lambda blanks: "&nbsp;" * len(blanks[0]), _escaped(one_line(words)))
    return _START.sub(_start, line)


def _escaped(words: str) -> str:
    return _MARKUP.sub(r"\\\1", words)


def _start(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"
