"""Rules: one file each; the file name is the rule's id, its docstring the rule's manual page.

A rule yields issues for one practice (``check``), for one file (``check_file``) or for all
practices of a run (``check_corpus``). It knows nothing of output, and its severity is only a
default. ``OPTIONS`` names what users may set in ``gpkit.toml``, with the defaults; a rule that
has some is called with their values: ``check(practice, options)``.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import cache
from importlib import import_module
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit.errors import GpkitError
from gpkit.model import Evidence, Key, Practice, Severity
from gpkit.plugins import load as load_plugin
from gpkit.plugins import modules_beside, plugins
from gpkit.rules._findings import Excused, Finding, Fix, Report, RuleInfo, fingerprint
from gpkit.store.codec import NO_PRACTICE, from_plain
from gpkit.store.yamlio import Loaded, YamlProblem, decoded, lines_of, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from gpkit.rules._exceptions import Excuse
    from gpkit.stores.lookup import Rows

GROUP = "gpkit.rules"  # of entry points of other packages
LEAST = 500  # files; fewer are judged in the time that workers take to start
__all__ = [
    "Case",
    "Corpus",
    "Excused",
    "Finding",
    "Fix",
    "Issue",
    "Judge",
    "Report",
    "Rule",
    "RuleInfo",
    "Stored",
    "rules",
    "validate",
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


def validate(
    files: Iterable[tuple[Path, Path]],
    active: Sequence[Rule] | None = None,
    *,
    whole: bool = False,
    overlays: Sequence[Path] = (),
) -> Iterator[Finding]:
    """Judge files, each given with the root of its store; then all of them together."""
    chosen = rules() if active is None else active
    yield from Judge(chosen).findings(tuple(files), whole=whole, overlays=overlays)


def _without_prose(practice: Practice) -> Practice:
    headings = tuple(section._replace(text="") for section in practice.sections)
    return practice._replace(sections=headings, summary=None, evidence=Evidence())


def _place(finding: Finding) -> tuple[object, ...]:
    return (finding.line, finding.column, finding.rule, finding.message)


class Judged(NamedTuple):
    """What judging one file gave: its findings, and what rules over all files need of it.

    Findings stand as the rules gave them; to number them takes those of all files before.
    """

    subject: str
    findings: list[Finding]
    practice: Practice | None  # without its prose


class Judge:
    """Makes findings of issues, and numbers those that say the very same."""

    def __init__(self, active: Sequence[Rule]) -> None:
        self.rules = active
        self.subjects: set[str] = set()  # of all files that were judged
        self._seen: Counter[str] = Counter()  # hashes: words take a tenth of the memory of a run
        self._dumps: dict[tuple[Path | None, str], str | None] = {}
        self._rows: dict[Path, Rows | None] = {}  # of stores of shards

    def findings(
        self,
        files: Sequence[tuple[Path, Path]],
        *,
        whole: bool = False,
        overlays: Sequence[Path] = (),
        jobs: int | None = 1,
    ) -> Iterator[Finding]:
        """Give the findings of each file, sorted by place, and then those of all together.

        They are the same with any number of ``jobs``; None takes as many as cores.
        """
        cases: list[Case] = []
        for (path, root), found in zip(files, self._each(files, jobs), strict=True):
            self.subjects.add(found.subject)
            yield from sorted(map(self._numbered, found.findings), key=_place)
            if found.practice:
                cases.append(Case(path, root, found.practice))
        yield from self._of_all(Corpus(tuple(cases), whole, tuple(overlays)))

    def judged(self, path: Path, root: Path) -> Judged:
        """Judge one file by itself."""
        stored = self._read(path, root)
        practice = _without_prose(stored.practice) if stored.practice else None
        return Judged(stored.subject, list(self._of_file(stored)), practice)

    def rows(self, root: Path) -> Rows | None:
        """Give the rows of a store of shards; None where a tree of files is."""
        if root not in self._rows:
            self._rows[root] = _rows_of(root)
        return self._rows[root]

    def unused(self, excuses: Sequence[Excuse]) -> Iterator[Finding]:
        """Give the findings about exceptions that excuse nothing."""
        for rule in self.rules:
            for issue in rule.check_exceptions(excuses) if rule.check_exceptions else ():
                yield self._numbered(self._finding(rule, issue, None))

    def _each(self, files: Sequence[tuple[Path, Path]], jobs: int | None) -> Iterator[Judged]:
        """Judge each file, here or in workers."""
        if jobs != 1 and len(files) >= LEAST:
            from gpkit.rules._side_by_side import side_by_side

            return side_by_side(self, files, jobs)
        return starmap(self.judged, files)

    def _of_file(self, stored: Stored) -> Iterator[Finding]:
        for rule in self.rules:
            for issue in rule.issues(stored):
                yield self._finding(rule, issue, stored)

    def _of_all(self, corpus: Corpus) -> Iterator[Finding]:
        for rule in self.rules:
            for case, issue in rule.issues_of_all(corpus):
                stored = self._read(case.path, case.root) if case else None
                yield self._numbered(self._finding(rule, issue, stored))

    def _numbered(self, finding: Finding) -> Finding:
        """Tell a finding apart from those before that say the very same."""
        first = finding.fingerprint
        number = self._seen[first]
        self._seen[first] += 1
        if not number:
            return finding
        again = fingerprint(finding.rule, finding.subject, finding.about, number)
        return finding._replace(fingerprint=again)

    def _read(self, path: Path, root: Path) -> Stored:
        """Read a practice from its file, or from its line in a shard."""
        rows = self.rows(root)
        if rows is None:
            return read(path, root)
        row = rows.row(_id_of(path, root) or "")
        stored = _of_text(shown(path), row.id, row.text, root)
        return stored._replace(path=shown(Path(row.where)), row=row.number)

    def _finding(self, rule: Rule, issue: Issue, stored: Stored | None) -> Finding:
        practice = stored.practice if stored else None
        dump, first = _source(stored) if stored else (None, None)
        subject = issue.subject or (stored.subject if stored else "")
        about = issue.message if issue.about is None else issue.about
        spot = issue.spot or _spot(stored, issue)
        return Finding(
            rule=rule.id,
            severity=rule.weigh(issue),
            message=issue.message,
            hint=issue.hint,
            practice=practice.id if practice else stored.id if stored else None,
            path=spot.path,
            line=spot.line,
            column=spot.column,
            dump=dump,
            dump_line=issue.dump_line or first,
            key=issue.at,
            subject=subject,
            about=about,
            fingerprint=fingerprint(rule.id, subject, about),
            dump_path=self.dump_path(stored.archive, dump) if stored and dump else None,
            fix=issue.fix,
        )

    def dump_path(self, archive: Path | None, dump: str) -> str | None:
        """Give where a dump lies in the archive, None if it does not."""
        if (archive, dump) not in self._dumps:
            self._dumps[archive, dump] = _dump_path(archive, dump)
        return self._dumps[archive, dump]


def _source(stored: Stored) -> tuple[str | None, int | None]:
    """Give the dump and the first line of a practice; of a broken one, what can be read of it."""
    if stored.practice:
        return stored.practice.provenance.dump, stored.practice.provenance.lines[0]
    try:
        source: Any = stored.loaded.data["provenance"]  # type: ignore[union-attr,index,call-overload]
        dump, first = source["dump"], source["lines"][0]
    except (AttributeError, KeyError, TypeError, IndexError):
        return None, None
    readable = isinstance(dump, str) and isinstance(first, int)
    return (dump, first) if readable else (None, None)


def _spot(stored: Stored | None, issue: Issue) -> Spot:
    return Spot(stored.path, *_mark(stored, issue)) if stored else Spot("", 1)


def _mark(stored: Stored, issue: Issue) -> tuple[int, int]:
    if stored.row is not None:
        return stored.row, 1
    if stored.problem:
        return stored.problem.line, stored.problem.column
    if stored.loaded is None:
        return 1, 1
    line, column = stored.loaded.mark(issue.at)
    head = lines_of(stored.text)[line - 1][column - 1 :]
    is_block = head.startswith("|")  # its text begins on the next line
    return (line + 1 + issue.paragraph, 1) if is_block else (line, column)


def _dump_path(archive: Path | None, dump: str) -> str | None:
    if archive is None or dump.startswith("/"):
        return None
    path = archive / dump
    if ".." in Path(dump).parts or not path.is_file():
        return None
    at = Path(shown(path))
    return Path(os.path.relpath(at)).as_posix() if at.is_absolute() else at.as_posix()


def read(path: Path, root: Path) -> Stored:
    """Read a file of a store, as far as that can be done.

    Raises:
        GpkitError: it is not there, or may not be read.
    """
    at = shown(path)
    practice_id = _id_of(path, root)
    try:
        text = decoded(path.read_bytes())
    except YamlProblem as problem:
        return Stored(at, practice_id, "", problem=problem)
    except OSError as error:
        raise GpkitError(f"{at}: {error.strerror}") from error
    return _of_text(at, practice_id, text, root)


def _of_text(at: str, practice_id: str | None, text: str, root: Path) -> Stored:
    try:
        loaded = load(text)
    except YamlProblem as problem:
        return Stored(at, practice_id, text, problem=problem)
    practice = _practice(loaded)
    return Stored(at, practice_id, text, loaded, practice=practice, archive=archive_of(root))


def _rows_of(root: Path) -> Rows | None:
    """Give the rows of a store of shards; None where a tree of files is."""
    from gpkit import stores

    store = stores.opened(root) if stores.url_of(root) or root.is_dir() else None
    if store is None:
        return None
    from gpkit.stores.lookup import Rows  # 2 ms of each run, for shards alone

    return Rows(store)


def _id_of(path: Path, root: Path) -> str | None:
    """Give the id of a practice as the path of its file says, None outside of a store."""
    if root == path:
        return None
    where, above = path.as_posix(), f"{root.as_posix()}/"
    if where.startswith(above):  # so do nearly all: five times quicker than pathlib
        return where[len(above) :].removesuffix(path.suffix)
    return path.absolute().relative_to(root.absolute()).with_suffix("").as_posix()


def archive_of(root: Path) -> Path:
    """Give where the dumps of a store should lie."""
    known = root.name not in ("", "..")
    return root.with_name("raw") if known else root.absolute().parent / "raw"


def _practice(loaded: Loaded) -> Practice | None:
    try:
        return from_plain(loaded.data)
    except NO_PRACTICE:
        return None  # the rule `schema` says where and why


def shown(path: Path) -> str:
    """Show a path relative to the working directory where it lies below it."""
    if not path.is_absolute():
        return path.as_posix() if ".." not in path.parts else _relative(path.absolute(), path)
    return _relative(path, path)


def _relative(absolute: Path, otherwise: Path) -> str:
    here = Path.cwd()
    inside = absolute.is_relative_to(here)
    return (absolute.relative_to(here) if inside else otherwise).as_posix()
