"""What RSS and Atom share: practices as dated entries, newest first."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from gpkit.console import say
from gpkit.errors import GpkitError
from gpkit.exporters._cells import shown
from gpkit.exporters._graph import iri
from gpkit.exporters._labels import Labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gpkit.exporters import How
    from gpkit.model import Practice, Value

TITLE = "Good practices"
HOME = "urn:gpkit:catalogue"
KEEPS = "title, summary, date, names of values, the page's URL"
LOSES = (
    "prose, raw words, language, labels without a known value, provenance; practices without a"
    " date, unless --date gives one"
)

_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_WEB = re.compile(r"https?://\S+")
# What XML 1.0 does not allow.
_NO_XML = "[^\t\n\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


class Entry(NamedTuple):
    """One practice in a feed."""

    when: datetime
    iri: str
    title: str
    summary: str
    url: str | None
    terms: tuple[str, ...]


def entries(practices: Iterable[Practice], how: How) -> list[Entry]:
    """Give the entries, newest first; what has no date is left out, and that is said."""
    if how.date and _moment(how.date) is None:
        raise GpkitError(f"--date {how.date!r} is no date", "Write it as --date 2026-01-31.")
    labels = Labels(how.language or "en")
    found, undated = [], 0
    for practice in practices:
        when = _moment(practice.published or how.date)
        if when is None:
            undated += 1
        else:
            found.append(_entry(practice, when, labels))
    if undated:
        say(f"{undated} practices without a date are left out; --date YYYY-MM-DD takes them in")
    return sorted(sorted(found, key=lambda e: e.iri), key=lambda e: e.when, reverse=True)


def _entry(practice: Practice, when: datetime, labels: Labels) -> Entry:
    url = practice.provenance.url
    return Entry(
        when,
        iri(practice.id),
        practice.title or practice.id,
        practice.summary or "",
        url if url and _WEB.fullmatch(url) else None,
        tuple(_term(f, v, labels) for f, values in practice.facets.items() for v in values),
    )


def _term(facet: str, value: Value, labels: Labels) -> str:
    return shown(labels.concept(facet, value) if isinstance(value, str) else value)


def _moment(text: str) -> datetime | None:
    """Give the first moment of a day, a month or a year."""
    if not _DAY.fullmatch(text):
        return None
    year, month, day = [*map(int, text.split("-")), 1, 1][:3]
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def xml(words: str) -> str:
    """Write words into XML; what XML cannot hold shows as a replacement character.

    >>> xml('<b> & "x"')
    '&lt;b&gt; &amp; &quot;x&quot;'
    """
    from xml.sax.saxutils import escape  # 12 ms: it knows how to fetch URLs

    return escape(re.sub(_NO_XML, "\ufffd", words), {'"': "&quot;", "\r": "&#13;"})
