"""What judging gives: findings that keep their identity from run to run, and the whole report."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from gpkit.model import Severity

if TYPE_CHECKING:
    from gpkit.model import Key

_LENGTH = 16


class Fix(NamedTuple):
    """The one safe cure of a finding: another text of the file, or another path."""

    what: str
    text: str | None = None
    path: str | None = None


class Finding(NamedTuple):
    """What a rule has to say: what, where on both ends, and what to do next.

    ``subject`` and ``about`` say what it is about in words that no edit elsewhere moves: a practice
    or a family, and the words at fault. ``fingerprint`` is made of them.
    """

    rule: str
    severity: Severity
    message: str
    hint: str = ""
    practice: str | None = None
    path: str = ""
    line: int = 1
    column: int = 1
    dump: str | None = None
    dump_line: int | None = None
    key: Key = ()  # the place inside the YAML tree
    subject: str = ""
    about: str = ""
    fingerprint: str = ""
    dump_path: str | None = None  # of the dump, if it lies in the archive beside the store
    fix: Fix | None = None


class Excused(NamedTuple):
    """A finding that people said is as it should be, and why."""

    finding: Finding
    reason: str


class RuleInfo(NamedTuple):
    """What reports say about a rule."""

    id: str
    severity: Severity
    summary: str
    manual: str


class Report(NamedTuple):
    """A run of ``gpkit validate``: what counts, and what was kept silent."""

    findings: tuple[Finding, ...]
    files: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    rules: tuple[RuleInfo, ...] = ()
    known: tuple[Finding, ...] = ()  # in the baseline
    excused: tuple[Excused, ...] = ()
    gone: int = 0  # findings of the baseline that are no more

    def fails(self, finding: Finding) -> bool:
        """Tell whether a finding fails the run."""
        return self.fail_on is not None and finding.severity.rank >= self.fail_on.rank

    @property
    def failed(self) -> bool:
        """Tell whether the run failed."""
        return any(self.fails(finding) for finding in self.findings)


def fingerprint(rule: str, subject: str, about: str, number: int = 0) -> str:
    """Give the identity of a finding: its rule and what it is about; no path, no line, no place.

    Only findings that say the very same again are told apart by a running number.
    """
    base = "\0".join((rule, subject, about))
    words = f"{base}\0{number}" if number else base
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
