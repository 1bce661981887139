"""A title, or the values of a facet, pass what a practice may have.

Both are mostly a page that was read wrong: a paragraph taken for a title, a menu for values. The
limits are ``title`` and ``values`` of ``[limits]`` in gpkit.toml: 500 characters, and 500 values.

Passes::

    title: Bees in schools

Fails::

    title: >-
      what children learn there of wax and of work in a hive,
      Bees and their honey in the schools of three villages, and
      what children learn there of wax and of work in a hive,
      Bees and their honey in the schools of three villages, and
      what children learn there of wax and of work in a hive,
      Bees and their honey in the schools of three villages, and
      what children learn there of wax and of work in a hive,
      Bees and their honey in the schools of three villages, and
      what children learn there of wax and of work in a hive,
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit import limits
from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice

SEVERITY = Severity.ERROR


def check(practice: Practice) -> Iterator[Issue]:
    """Count the characters of the title, and the values of each facet."""
    most = limits.now()
    length, line = len(practice.title or ""), practice.provenance.lines[0]
    if length > most.title:
        yield Issue(
            f"the title has {length} characters, more than {most.title} (limit-title)",
            ("title",),
            practice.evidence.title.line if practice.evidence.title else line,
            f"Write it to data/corrections/{practice.id}.yaml. {limits.raised('title')}",
            about="title",
        )
    for facet, values in practice.facets.items():
        if len(values) > most.values:
            yield Issue(
                f"{facet} has {len(values)} values, more than {most.values} (limit-values)",
                ("facets", facet),
                line,
                f"Is this a list of pages? Take the dump out. {limits.raised('values')}",
                about=facet,
            )
