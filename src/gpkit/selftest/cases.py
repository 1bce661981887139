"""Cases as they are written down: what the practices of a dump say, and the role of each line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gpkit.errors import GpkitError
from gpkit.store.codec import as_json
from gpkit.store.files import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from gpkit.model import Practice
    from gpkit.pipeline import Read

_ABOUT = "Write here what this page teaches."


def write_case(folder: Path, read: Read) -> None:
    """Write down how a dump is read now, beside the dump; the words about it stay."""
    path = folder / "expected.json"
    old = _told(path) if path.exists() else {"about": _ABOUT}
    practices = {practice.id: _said(practice) for practice in read.practices}
    new = {**old, "family": read.parsed.family, "practices": practices}
    write_atomic(path, f"{json.dumps(new, ensure_ascii=False, indent=1)}\n".encode())
    roles = "".join(f"{role}\n" for role in _roles(read))
    write_atomic(folder / "ledger.txt", roles.encode())


def _told(path: Path) -> dict[str, Any]:
    """Read what a case expects.

    Raises:
        GpkitError: it is no JSON object.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise GpkitError(f"{path.as_posix()}: this is no JSON: {error}", _BROKEN) from error
    if not isinstance(data, dict):
        raise GpkitError(f"{path.as_posix()}: this is no JSON object", _BROKEN)
    return data


_BROKEN = "Mend the file, or remove it: --accept writes a new one."


def _roles(read: Read) -> list[str]:
    return [
        f"{entry.line} {entry.record or '-'} {entry.claim.role}"
        for entry in read.entries
        if entry.claim.role != "blank"
    ]


def _value(value: dict[str, Any]) -> dict[str, Any]:
    return {key: value[key] for key in ("raw", "concept", "line")}


def _said(practice: Practice) -> dict[str, Any]:
    data = as_json(practice)
    said = {key: data[key] for key in ("title", "published", "language")}
    said["summary"] = data["summary"] and data["summary"][:60]
    said["sections"] = [[s["heading"], s["role"]] for s in data["sections"]]
    said["observed"] = [
        [entry["label"], entry["facet"], entry["line"], [list(v.values()) for v in values]]
        for entry in data["observed"]
        for values in [[_value(value) for value in entry["values"]]]
    ]
    return {**said, "byline": practice.evidence.byline, "facets": data["facets"]}
