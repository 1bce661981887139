"""Exceptions: findings that are as they should be, and why.

They stand in ``data/exceptions.yaml`` beside the store, not as comments in a practice file: such
a comment would break the file's seal and be lost at the next ingest. There is no date of expiry,
because a run has no clock; an exception that excuses nothing any more is a finding itself. ::

    - rule: byline-conflict
      practice: digitalalliance-bg/sparks-initiative
      about: Bulgaria
      reason: the byline names the country of the site
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.limits import read_text
from gpkit.rules import Excused, Finding, Spot, rules
from gpkit.rules._paths import shown
from gpkit.rules._settings import near
from gpkit.store.yamlio import YamlProblem, load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from gpkit.store.yamlio import Loaded

FILE = "exceptions.yaml"
_NEEDED = ("rule", "practice", "reason")
_KNOWN = (*_NEEDED, "about")


class Excuse(NamedTuple):
    """One entry: which findings it excuses, and why. ``*`` stands for any words."""

    rule: str
    practice: str
    reason: str
    about: str
    spot: Spot

    def covers(self, finding: Finding) -> bool:
        """Tell whether a finding is excused."""
        return (
            finding.rule == self.rule
            and _matches(self.practice, finding.subject)
            and _matches(f"*{self.about}*", finding.about)
        )

    def concerns(self, subjects: Collection[str]) -> bool:
        """Tell whether all that it could excuse was judged: it names one practice, and that was."""
        return self.practice in subjects


def _matches(pattern: str, words: str) -> bool:
    expression = ".*".join(re.escape(part) for part in pattern.split("*"))
    return re.fullmatch(expression, words, re.DOTALL) is not None


def read_exceptions(folder: Path) -> list[Excuse]:
    """Read the exceptions of a folder of data; none where there is no file.

    Raises:
        GpkitError: broken YAML, an unknown rule or key, or an exception without a reason.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    name = shown(path)
    try:
        loaded = load(read_text(path))
    except YamlProblem as error:
        raise GpkitError(f"{name}:{error.line}:{error.column}: {error}") from error
    if loaded.data in ("", []):
        return []
    if not isinstance(loaded.data, list):
        raise GpkitError(f"{name}:1: exceptions are a list", _EXAMPLE)
    return [_excuse(entry, i, loaded, name) for i, entry in enumerate(loaded.data)]


_EXAMPLE = "An entry: {rule: unknown-value, practice: family/slug, about: words, reason: why}"


def _excuse(entry: Any, i: int, loaded: Loaded, name: str) -> Excuse:
    def fail(problem: str, hint: str, key: str | None = None) -> GpkitError:
        line, column = loaded.mark((i, key) if key else (i,))
        return GpkitError(f"{name}:{line}:{column}: {problem}", hint)

    if not isinstance(entry, dict):
        raise fail("an exception is a mapping", _EXAMPLE)
    for key, value in entry.items():
        if key not in _KNOWN:
            raise fail(f"an exception has no key {key!r}", near(key, _KNOWN), key)
        if not isinstance(value, str):
            raise fail(f"{key} is not one line of words", _EXAMPLE, key)
    for key in _NEEDED:
        if not str(entry.get(key, "")).strip():
            raise fail(f"an exception without a {key}", f"Write it down: {key}: ...")
    known = [rule.id for rule in rules()]
    if entry["rule"] not in known:
        raise fail(f"there is no rule {entry['rule']!r}", near(entry["rule"], known), "rule")
    line, column = loaded.mark((i,))
    return Excuse(
        str(entry["rule"]),
        str(entry["practice"]),
        str(entry["reason"]),
        str(entry.get("about", "")),
        Spot(name, line, column),
    )


def excuse(
    findings: Iterable[Finding], excuses: Iterable[Excuse]
) -> tuple[list[Finding], list[Excused], list[Excuse]]:
    """Part findings into those that count and those that are excused; name the excuses unused."""
    kept: list[Finding] = []
    excused: list[Excused] = []
    unused = dict.fromkeys(excuses)
    by_rule: dict[str, list[Excuse]] = {}
    for one in unused:
        by_rule.setdefault(one.rule, []).append(one)
    for finding in findings:
        covering = [one for one in by_rule.get(finding.rule, ()) if one.covers(finding)]
        for one in covering:
            unused.pop(one, None)
        if covering:
            excused.append(Excused(finding, covering[0].reason))
        else:
            kept.append(finding)
    return kept, excused, list(unused)
