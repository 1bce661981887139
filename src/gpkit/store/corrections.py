"""Corrections by hand: ``data/corrections/<family>/<slug>.yaml``, applied by every ingest.

A correction names the fields it replaces, and says why::

    reason: the page names the wrong country
    facets:
      country: [LV]

One with ``accepted: true`` alone corrects nothing: it says that somebody looked, and that the
practice is right as it was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.limits import read_text
from gpkit.store.codec import from_plain
from gpkit.store.yamlio import YamlProblem, load

if TYPE_CHECKING:
    from pathlib import Path

    from gpkit.model import Practice

FIELDS = ("title", "language", "published", "summary")  # what can be corrected beside facets
_KNOWN = (*FIELDS, "facets", "accepted", "reason")
_HINT = "Mend it: a correction looks like {title: Other words, facets: {country: [LV]}}."


class Correction(NamedTuple):
    """What people wrote about a practice, and where."""

    path: Path
    data: dict[str, Any]


def correction(practice_id: str, corrections: Path) -> Correction | None:
    """Read the correction of a practice, None if there is none.

    Raises:
        GpkitError: the correction cannot be read, or names a field that cannot be corrected.
    """
    path = corrections / f"{practice_id}.yaml"
    return Correction(path, _read(path)) if path.is_file() else None


def correct(practice: Practice, by_hand: Correction) -> Practice:
    """Apply the correction of a practice.

    Raises:
        GpkitError: it corrects the facets with something that is none.
    """
    path, data = by_hand
    facets = _facets(practice, data.get("facets", {}), path)
    fields = {name: data[name] for name in FIELDS if name in data}
    changed = (*sorted(fields), *(f"facets.{facet}" for facet in sorted(data.get("facets", {}))))
    if data.get("accepted") == "true":
        changed = ("accepted", *changed)
    return practice._replace(**fields, facets=facets, corrected=changed)


def _read(path: Path) -> dict[str, Any]:
    try:
        loaded = load(read_text(path))
    except YamlProblem as error:
        where = f"{path.as_posix()}:{error.line}:{error.column}"
        raise GpkitError(f"{where}: {error}", _HINT) from error
    data = loaded.data
    if not isinstance(data, dict):
        raise GpkitError(f"{path.as_posix()}:1: a correction is a mapping of fields", _HINT)
    for key in data:
        if key not in _KNOWN:
            line, column = loaded.mark((key,))
            raise GpkitError(
                f"{path.as_posix()}:{line}:{column}: {key!r} cannot be corrected",
                f"What can: {', '.join(_KNOWN)}.",
            )
    return data


def _facets(practice: Practice, corrected: Any, path: Path) -> dict[str, Any]:
    if not isinstance(corrected, dict) or not all(isinstance(v, list) for v in corrected.values()):
        raise GpkitError(f"{path.as_posix()}: facets is a mapping of lists", _HINT)
    read = from_plain({"id": "", "family": "", "facets": corrected, "provenance": _NOWHERE})
    return {**practice.facets, **read.facets}


_NOWHERE = {"dump": "", "sha256": "", "parser": "", "lines": [0, 0]}
