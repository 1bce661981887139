"""A value can be read in several ways, and nothing on the page settles which.

Fails::

    observed:
    - {label: Start date, facet: start_date, line: 3, values: [{raw: 01.02.2024, line: 4, readings: [2024-01-02, 2024-02-01]}]}
"""  # noqa: E501

from __future__ import annotations

from typing import TYPE_CHECKING

from gpkit.model import Money, Organisation, Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.model import Practice, Value

SEVERITY = Severity.WARNING


def check(practice: Practice) -> Iterator[Issue]:
    """Report each value with several readings."""
    published = practice.evidence.published
    if published and published.readings:
        at = ("evidence", "published")
        yield _issue("published", published.raw, published.readings, at, published.line)
    for i, entry in enumerate(practice.observed):
        for j, value in enumerate(entry.values):
            if value.readings and value.concept is None:
                at_value = ("observed", i, "values", j, "raw")
                yield _issue(
                    entry.facet or entry.label, value.raw, value.readings, at_value, value.line
                )


def _issue(
    field: str, raw: str, readings: tuple[Value, ...], at: tuple[str | int, ...], line: int
) -> Issue:
    ways = " or ".join(_shown(reading) for reading in readings)
    message = f"{raw!r} can be {ways}, and nothing on the page says which"
    hint = "Correct the practice in data/corrections."
    return Issue(message, at, line, hint, about=f"{field}: {raw}")


def _shown(value: Value) -> str:
    if isinstance(value, Money):
        return value.amount
    return value.name if isinstance(value, Organisation) else str(value)
