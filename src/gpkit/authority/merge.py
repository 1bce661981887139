"""Lays the index of an overlay over a built-in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gpkit.authority.source import Source
from gpkit.authority.terms import KINDS, Index, pack, unpack

if TYPE_CHECKING:
    from pathlib import Path


def merge(base: Index, over: Index, path: Path) -> Index:
    """An index with another laid over it; the overlay may not give a known form to a new target."""
    merged = dict(base)
    for name, table in over.items():
        if name == "sha256":
            continue
        mine = dict(base.get(name, {}))
        for key, value in table.items():
            settled = key in over.get("homographs", ())
            mine[key] = value if settled else _merged(mine.get(key), value, name, key, path)
        merged[name] = mine
    return merged


def _merged(old: Any, new: Any, name: str, key: str, path: Path) -> Any:
    if name == "concepts" and not (old or new):
        Source(path).fail((name, key), f"the new concept `{key}` has no pref")
    if old is None or name in {"headings", "homographs"}:  # a heading may be given another role
        return new
    if isinstance(old, dict):
        return {**old, **new}
    if name == "concepts":
        return new or old
    targets = {target: (kind, set(codes)) for target, kind, codes in unpack(old)}
    for target, kind, codes in unpack(new):
        taken = [t for t in targets if t != target and _clash(targets[t][1], set(codes))]
        if taken and name != "labels":
            source = Source(path)
            source.fail(
                source.find(target, key), f"`{key}` of `{target}` stands for `{taken[0]}` already"
            )
        was = targets.get(target, (kind, set()))
        targets[target] = (min(was[0], kind, key=KINDS.index), was[1] | set(codes))
    return "|".join(pack(target, kind, list(codes)) for target, (kind, codes) in targets.items())


def _clash(one: set[str], other: set[str]) -> bool:
    """A form may not name two targets in one language; codes have none."""
    return bool(one & other) or not (one or other)
