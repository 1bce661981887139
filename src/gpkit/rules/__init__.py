"""Rules: one file each; the file name is the rule's id, its docstring the rule's manual page.

A rule yields issues for one practice (``check``), for one file (``check_file``) or for all
practices of a run (``check_corpus``). It knows nothing of output, and its severity is only a
default. ``OPTIONS`` names what users may set in ``gpkit.toml``, with the defaults; a rule that
has some is called with their values: ``check(practice, options)``.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.plugins import load as load_plugin
from gpkit.plugins import modules_beside, plugins
from gpkit.rules._findings import Excused, Finding, Fix, Report, RuleInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from gpkit.model import Key, Practice, Severity
    from gpkit.store.yamlio import Loaded, YamlProblem

GROUP = "gpkit.rules"  # of entry points of other packages
__all__ = [
    "Case",
    "Corpus",
    "Excused",
    "Finding",
    "Fix",
    "Issue",
    "Report",
    "Rule",
    "RuleInfo",
    "Stored",
    "rules",
]


class Spot(NamedTuple):
    """A place in a file that is no practice: an overlay, the exceptions."""

    path: str
    line: int
    column: int = 1


class Issue(NamedTuple):
    """What a rule found.

    ``at`` is the place inside the YAML tree; ``dump_line`` the line of the dump, if one is at
    fault; ``severity`` overrides that of the rule; ``paragraph`` counts the lines of a text from 0.

    ``about`` names what is at fault in words that stay when other things change (no line, no
    count of places): a finding is known again by its rule, its practice and these words. What
    concerns no single practice names its ``subject`` (a family) and, outside practices, its
    ``spot``.
    """

    message: str
    at: Key = ()
    dump_line: int | None = None
    hint: str = ""
    severity: Severity | None = None
    paragraph: int = 0
    about: str | None = None
    subject: str | None = None
    spot: Spot | None = None
    fix: Fix | None = None


class Stored(NamedTuple):
    """A file of the store: its text, and as much of the practice in it as could be read."""

    path: str
    id: str | None  # as the path says
    text: str
    loaded: Loaded | None = None
    problem: YamlProblem | None = None
    practice: Practice | None = None
    archive: Path | None = None  # where its dump should lie
    row: int | None = None  # of a practice in a shard: its line there

    @property
    def subject(self) -> str:
        """What findings are about: the practice's own id, else what the path says."""
        if self.practice:
            return str(self.practice.id)
        written = _ID.search(self.text)  # a broken file that is renamed stays the same practice
        return written[1] if written else self.id or self.path


_ID = re.compile(r"^id: ([a-z0-9-]{1,200}/[a-z0-9-]{1,200})$", re.MULTILINE)


class Case(NamedTuple):
    """A practice of a corpus, and its file. Its prose is left out: headings stay, texts are ""."""

    path: Path
    root: Path
    practice: Practice


class Corpus(NamedTuple):
    """All practices of a run; ``whole`` where it is a whole store, not a choice of files."""

    cases: tuple[Case, ...]
    whole: bool = False
    overlays: tuple[Path, ...] = ()


class Rule(NamedTuple):
    """A rule, as its module tells, and as the configuration sets it."""

    id: str
    severity: Severity
    manual: str
    check: Callable[..., Iterator[Issue]] | None
    check_file: Callable[..., Iterator[Issue]] | None
    check_corpus: Callable[..., Iterator[tuple[Case | None, Issue]]] | None = None
    check_exceptions: Callable[..., Iterator[Issue]] | None = None
    options: Mapping[str, Any] = {}
    default: Severity | None = None  # the severity before any configuration

    @property
    def info(self) -> RuleInfo:
        """What reports say about the rule."""
        summary = " ".join(self.manual.partition("\n\n")[0].split())
        return RuleInfo(self.id, self.severity, summary, self.manual)

    def issues(self, stored: Stored) -> Iterator[Issue]:
        """Give the issues of one file."""
        if self.check_file:
            yield from self.check_file(stored, *self._arguments)
        elif self.check and stored.practice:
            yield from self.check(stored.practice, *self._arguments)

    def issues_of_all(self, corpus: Corpus) -> Iterator[tuple[Case | None, Issue]]:
        """Give the issues that only all practices together show."""
        if self.check_corpus:
            yield from self.check_corpus(corpus, *self._arguments)

    @property
    def _arguments(self) -> tuple[Mapping[str, Any], ...]:
        return (self.options,) if self.options else ()

    def weigh(self, issue: Issue) -> Severity:
        """Give the severity of an issue; what a rule holds lighter than usual stays lighter."""
        if issue.severity is None or self.default is None or self.severity is self.default:
            return issue.severity or self.severity
        lighter = issue.severity.rank < self.default.rank
        return min(issue.severity, self.severity, key=_rank) if lighter else self.severity


def _rank(severity: Severity) -> int:
    return severity.rank


@cache
def rules() -> tuple[Rule, ...]:
    """Give all rules, in alphabetical order."""
    names = modules_beside(__file__)
    ours = [_rule(name, import_module(f"gpkit.rules.{name}")) for name in names]
    theirs = [_rule(n, load_plugin(GROUP, n, ("SEVERITY",))) for n in sorted(plugins(GROUP))]
    by_id = {rule.id: rule for rule in (*ours, *theirs)}  # theirs replace ours of the same name
    return tuple(by_id[key] for key in sorted(by_id))


def _rule(name: str, module: Any) -> Rule:
    return Rule(
        id=name.replace("_", "-"),
        severity=module.SEVERITY,
        manual=(module.__doc__ or "").strip(),
        check=getattr(module, "check", None),
        check_file=getattr(module, "check_file", None),
        check_corpus=getattr(module, "check_corpus", None),
        check_exceptions=getattr(module, "check_exceptions", None),
        options=getattr(module, "OPTIONS", {}),
        default=module.SEVERITY,
    )
