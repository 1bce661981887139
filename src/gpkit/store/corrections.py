"""Corrections by hand: ``data/corrections/<family>/<slug>.yaml``, applied by every ingest.

A correction names the fields it replaces, and says why::

    reason: the page names the wrong country
    facets:
      country: [LV]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gpkit.errors import GpkitError
from gpkit.store.codec import from_plain
from gpkit.store.yamlio import YamlProblem, load

if TYPE_CHECKING:
    from pathlib import Path

    from gpkit.model import Practice

_FIELDS = ("title", "language", "published", "summary")
_KNOWN = (*_FIELDS, "facets", "reason")


def correct(practice: Practice, corrections: Path) -> Practice:
    """Apply the correction of a practice, if there is one.

    Raises:
        GpkitError: the correction cannot be read, or names a field that cannot be corrected.
    """
    path = corrections / f"{practice.id}.yaml"
    if not path.is_file():
        return practice
    data = _read(path)
    facets = _facets(practice, data.get("facets", {}), path)
    fields = {name: data[name] for name in _FIELDS if name in data}
    changed = (*sorted(fields), *(f"facets.{facet}" for facet in sorted(data.get("facets", {}))))
    return practice._replace(**fields, facets=facets, corrected=changed)


def _read(path: Path) -> dict[str, Any]:
    try:
        loaded = load(path.read_text("utf-8"))
    except YamlProblem as error:
        raise GpkitError(f"{path.as_posix()}:{error.line}:{error.column}: {error}") from error
    data = loaded.data
    if not isinstance(data, dict):
        raise GpkitError(f"{path.as_posix()}: a correction is a mapping of fields")
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
        raise GpkitError(f"{path.as_posix()}: facets is a mapping of lists")
    read = from_plain({"id": "", "family": "", "facets": corrected, "provenance": _NOWHERE})
    return {**practice.facets, **read.facets}


_NOWHERE = {"dump": "", "sha256": "", "parser": "", "lines": [0, 0]}
