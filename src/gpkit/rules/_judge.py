"""Judging files: what their rules found, as findings that keep their identity."""

from __future__ import annotations

from collections import Counter
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gpkit.model import Evidence, Practice
from gpkit.rules import Case, Corpus, Finding, rules
from gpkit.rules._findings import fingerprint
from gpkit.rules._paths import dump_path, id_of, shown
from gpkit.rules._stored import of_text, read, source_of, spot_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gpkit.rules import Issue, Rule, Stored
    from gpkit.rules._exceptions import Excuse
    from gpkit.stores.lookup import Rows

LEAST = 500  # files; fewer are judged in the time that workers take to start


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
        row = rows.row(id_of(path, root) or "")
        stored = of_text(shown(path), row.id, row.text, root)
        return stored._replace(path=shown(Path(row.where)), row=row.number)

    def _finding(self, rule: Rule, issue: Issue, stored: Stored | None) -> Finding:
        practice = stored.practice if stored else None
        dump, first = source_of(stored) if stored else (None, None)
        subject = issue.subject or (stored.subject if stored else "")
        about = issue.message if issue.about is None else issue.about
        spot = issue.spot or spot_of(stored, issue)
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
            self._dumps[archive, dump] = dump_path(archive, dump)
        return self._dumps[archive, dump]


def _without_prose(practice: Practice) -> Practice:
    headings = tuple(section._replace(text="") for section in practice.sections)
    return practice._replace(sections=headings, summary=None, evidence=Evidence())


def _place(finding: Finding) -> tuple[object, ...]:
    return (finding.line, finding.column, finding.rule, finding.message)


def _rows_of(root: Path) -> Rows | None:
    """Give the rows of a store of shards; None where a tree of files is."""
    from gpkit import stores

    store = stores.opened(root) if stores.url_of(root) or root.is_dir() else None
    if store is None:
        return None
    from gpkit.stores.lookup import Rows  # 2 ms of each run, for shards alone

    return Rows(store)
