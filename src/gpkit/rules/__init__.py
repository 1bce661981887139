"""Rules: one file each; the file name is the rule's id, its docstring the rule's manual page.

A rule yields issues for one practice (``check``) or for one file (``check_file``). It knows
nothing of output, and its severity is only a default.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.model import Finding, Key, Practice, Severity
from gpkit.store.codec import from_plain
from gpkit.store.yamlio import Loaded, YamlProblem, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Issue(NamedTuple):
    """What a rule found in one practice.

    ``at`` is the place inside the YAML tree; ``dump_line`` the line of the dump, if one is at
    fault; ``severity`` overrides that of the rule; ``paragraph`` counts the lines of a text from 0.
    """

    message: str
    at: Key = ()
    dump_line: int | None = None
    hint: str = ""
    severity: Severity | None = None
    paragraph: int = 0


class Stored(NamedTuple):
    """A file of the store: its text, and as much of the practice in it as could be read."""

    path: str
    id: str | None  # as the path says
    text: str
    loaded: Loaded | None = None
    problem: YamlProblem | None = None
    practice: Practice | None = None


class Rule(NamedTuple):
    """A rule, as its module tells."""

    id: str
    severity: Severity
    manual: str
    check: Callable[[Practice], Iterator[Issue]] | None
    check_file: Callable[[Stored], Iterator[Issue]] | None

    def issues(self, stored: Stored) -> Iterator[Issue]:
        """Give the issues of one file."""
        if self.check_file:
            yield from self.check_file(stored)
        elif self.check and stored.practice:
            yield from self.check(stored.practice)


@cache
def rules() -> tuple[Rule, ...]:
    """Give all rules, in alphabetical order."""
    files = (Path(name) for name in os.listdir(Path(__file__).parent))  # noqa: PTH208
    names = sorted(f.stem for f in files if f.suffix == ".py" and not f.stem.startswith("_"))
    return tuple(_rule(name, import_module(f"gpkit.rules.{name}")) for name in names)


def _rule(name: str, module: Any) -> Rule:
    return Rule(
        id=name.replace("_", "-"),
        severity=module.SEVERITY,
        manual=(module.__doc__ or "").strip(),
        check=getattr(module, "check", None),
        check_file=getattr(module, "check_file", None),
    )


def validate(files: Iterable[tuple[Path, Path]]) -> Iterator[Finding]:
    """Judge files; each is given with the root of the store it lies in."""
    for path, root in files:
        yield from sorted(_findings(_stored(path, root)), key=_place)


def _place(finding: Finding) -> tuple[object, ...]:
    return (finding.line, finding.column, finding.rule, finding.message)


def _findings(stored: Stored) -> Iterator[Finding]:
    source = stored.practice.provenance if stored.practice else None
    for rule in rules():
        for issue in rule.issues(stored):
            line, column = _mark(stored, issue)
            yield Finding(
                rule=rule.id,
                severity=issue.severity or rule.severity,
                message=issue.message,
                hint=issue.hint,
                practice=stored.practice.id if stored.practice else stored.id,
                path=stored.path,
                line=line,
                column=column,
                dump=source.dump if source else None,
                dump_line=issue.dump_line or (source.lines[0] if source else None),
                key=issue.at,
            )


def _mark(stored: Stored, issue: Issue) -> tuple[int, int]:
    if stored.problem:
        return stored.problem.line, stored.problem.column
    if stored.loaded is None:
        return 1, 1
    line, column = stored.loaded.mark(issue.at)
    head = stored.text.split("\n", line)[line - 1][column - 1 :]
    is_block = head.startswith("|")  # its text begins on the next line
    return (line + 1 + issue.paragraph, 1) if is_block else (line, column)


def _stored(path: Path, root: Path) -> Stored:
    shown = _shown(path)
    practice_id = path.relative_to(root).with_suffix("").as_posix() if root != path else None
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        problem = YamlProblem(f"not UTF-8 (byte {error.start})")
        return Stored(shown, practice_id, "", problem=problem)
    except OSError as error:
        raise GpkitError(f"{shown}: {error.strerror}") from error
    try:
        loaded = load(text)
    except YamlProblem as problem:
        return Stored(shown, practice_id, text, problem=problem)
    return Stored(shown, practice_id, text, loaded, practice=_practice(loaded))


def _practice(loaded: Loaded) -> Practice | None:
    try:
        return from_plain(loaded.data)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None  # the rule `schema` says where and why


def _shown(path: Path) -> str:
    """Show a path relative to the working directory where it lies below it."""
    absolute = path.absolute()
    here = Path.cwd()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else path).as_posix()
