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
        at = tuple(error.instance_path)
        message = str(error.message)
        if len(message) > _LONGEST:
            message = message[:_LONGEST] + " ..."
        where = ".".join(str(key) for key in at)
        yield Issue(f"{where}: {message}" if where else message, at, hint="See: gpkit schema")


@cache
def _validator() -> Any:
    import jsonschema_rs

    from gpkit.schema import schema

    return jsonschema_rs.Draft202012Validator(schema())
