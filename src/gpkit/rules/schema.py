"""The file does not follow the schema of a practice.

The schema is printed by ``gpkit schema`` (JSON Schema 2020-12); editors that know
yaml-language-server check it while you type.

Fails::

    published: yesterday

Fails::

    facets: {country: [Atlantis]}

Fails::

    colour: blue
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from gpkit.model import Severity
from gpkit.rules import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gpkit.rules import Stored

SEVERITY = Severity.ERROR
_LONGEST = 300


def check_file(stored: Stored) -> Iterator[Issue]:
    """Report each place where the file departs from the schema."""
    if stored.loaded is None:
        return
    data = stored.loaded.data
    for error in _validator().iter_errors(data):
        at = (*error.instance_path, *_unexpected(error))
        message = str(error.message)
        if len(message) > _LONGEST:
            message = message[:_LONGEST] + " ..."
        where = ".".join(str(key) for key in at)
        yield Issue(
            f"{where}: {message}" if where else message,
            at,
            _dump_line(data, at),
            "See: gpkit schema",
            about=_about(error, at),
        )


@cache
def _validator() -> Any:
    import jsonschema_rs

    from gpkit.schema import schema

    return jsonschema_rs.Draft202012Validator(schema())


def _unexpected(error: Any) -> tuple[str, ...]:
    """Give the first key that should not be there, since that is the place to look at."""
    keys = getattr(error.kind, "unexpected", None) or ()
    return tuple(keys[:1])


def _about(error: Any, at: tuple[str | int, ...]) -> str:
    """Say what is wrong without places in lists, and without what else stands in the file."""
    where = ".".join(key for key in at if isinstance(key, str))
    keyword = str(error.schema_path[-1]) if error.schema_path else ""
    if keyword in ("required", "additionalProperties"):
        return f"{where}: {error.message}"
    value = error.instance
    said = "" if isinstance(value, (dict, list)) else f" {value!r}"[:_LONGEST]
    return f"{where}: {keyword}{said}"


def _dump_line(data: Any, at: tuple[str | int, ...]) -> int | None:
    """Give the line of the dump that the nearest node around a place names."""
    nodes = [data]
    for key in at:
        try:
            nodes.append(nodes[-1][key])
        except (KeyError, IndexError, TypeError):
            break
    lines = (node.get("line") for node in reversed(nodes) if isinstance(node, dict))
    return next((line for line in lines if isinstance(line, int) and line > 0), None)
