"""The baseline: findings that are known. Only new ones count; fixed ones are pruned.

It is a YAML file that people read in diffs: no line, no path, no clock, one finding a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.limits import read_text
from gpkit.store.files import write_atomic
from gpkit.store.yamlio import Flow, Plain, YamlProblem, dump, load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from gpkit.rules import Finding

VERSION = 1
_HEAD = """\
# Known findings: `gpkit validate --baseline <this file>` fails on new ones only.
# Take a line out and its finding counts again; `--update-baseline` writes the file anew.
"""


class Known(NamedTuple):
    """An entry, sorted by what people look for."""

    subject: str
    rule: str
    about: str
    fingerprint: str


def read_baseline(path: Path) -> list[Known]:
    """Read a baseline.

    Raises:
        GpkitError: it is not there, or is no baseline.
    """
    name = path.as_posix()
    if not path.is_file():
        raise GpkitError(
            f"{name}: no such baseline",
            f"Write the first: gpkit validate --baseline {name} --update-baseline",
        )
    try:
        loaded = load(read_text(path))
    except YamlProblem as error:
        raise GpkitError(f"{name}:{error.line}:{error.column}: {error}", _ANEW) from error
    data: Any = loaded.data
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise GpkitError(f"{name}: this is no baseline: it has no version: {VERSION}", _ANEW)
    entries = data.get("findings", [])
    try:
        return [_known(entry) for entry in entries]
    except (KeyError, TypeError, AttributeError) as error:
        raise GpkitError(f"{name}: an entry is no finding ({error})", _ANEW) from error


_ANEW = "Mend it, or write it anew with --update-baseline after removing the file."


def _known(entry: Any) -> Known:
    known = Known(entry["practice"], entry["rule"], entry.get("about", ""), entry["fingerprint"])
    if not all(isinstance(word, str) for word in known):
        raise TypeError(f"not all of {known} are words")
    return known


def part(
    findings: Iterable[Finding], baseline: Iterable[Known]
) -> tuple[list[Finding], list[Finding]]:
    """Part findings into new and known ones."""
    marks = {entry.fingerprint for entry in baseline}
    new: list[Finding] = []
    known: list[Finding] = []
    for finding in findings:
        (known if finding.fingerprint in marks else new).append(finding)
    return new, known


def gone(
    findings: Iterable[Finding], baseline: Iterable[Known], judged: Collection[str], *, whole: bool
) -> list[Known]:
    """Give the entries whose finding is no more; of practices not judged nothing is known."""
    there = {finding.fingerprint for finding in findings}
    return [
        entry
        for entry in baseline
        if entry.fingerprint not in there and (whole or entry.subject in judged)
    ]


def write_baseline(path: Path, findings: Iterable[Finding], kept: Iterable[Known]) -> None:
    """Write a baseline: these findings, and entries about what was not judged."""
    entries = {entry.fingerprint: entry for entry in kept}
    for f in findings:
        entries[f.fingerprint] = Known(f.subject, f.rule, f.about, f.fingerprint)
    rows: list[Plain] = [_row(entry) for entry in sorted(entries.values())]
    text = _HEAD + dump({"version": VERSION, "findings": rows})
    write_atomic(path, text.encode("utf-8", "backslashreplace"))


def _row(entry: Known) -> Flow:
    about = {"about": entry.about} if entry.about else {}
    rule: dict[str, Plain] = {"practice": entry.subject, "rule": entry.rule}
    return Flow({**rule, **about, "fingerprint": entry.fingerprint})
