"""A run over files: judged, excused, and held against the baseline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gpkit.config import find_config
from gpkit.model import Severity
from gpkit.rules import Excused, Finding, Report, Rule, rules
from gpkit.rules._judge import Judge
from gpkit.rules._paths import archive_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gpkit.rules._exceptions import Excuse


LEAST = 200  # files; fewer are judged in the time that looking for earlier findings takes


class Files(NamedTuple):
    """What is judged: files with the roots of their stores; ``whole`` if these are whole stores."""

    pairs: tuple[tuple[Path, Path], ...]
    whole: bool = False

    @property
    def folders(self) -> list[Path]:
        """The folders of data that the stores lie in, each once."""
        return list(dict.fromkeys(root.absolute().parent for _, root in self.pairs))


class Plan(NamedTuple):
    """How it is judged."""

    rules: tuple[Rule, ...]
    overlays: tuple[Path, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    baseline: Path | None = None
    update: bool = False  # the baseline
    jobs: int | None = 1  # processes; None: as many as cores


def files_of(found: Iterable[tuple[Path, Path]], paths: Sequence[Path]) -> Files:
    """Give what is judged: the files found under paths, each with the root of its store."""
    pairs = list(found)
    family = any(path.parent == root for path, root in pairs)
    whole = all(path.is_dir() for path in paths) and not family
    return Files(tuple(dict.fromkeys(_pair(path, root) for path, root in pairs)), whole)


def _pair(path: Path, root: Path) -> tuple[Path, Path]:
    """Give a file with its store; the directory of one family is no store of its own."""
    inside = path.is_relative_to(root) and path.parent != root
    return (path, root) if inside else (path.absolute(), path.absolute().parent.parent)


def plan_here(
    fail_on: Severity | None, baseline: Path | None = None, *, update: bool = False
) -> Plan:
    """Give the plan that the settings of the working directory make."""
    here = Path.cwd()
    config = find_config(here)
    if config.rules:
        from gpkit.rules._settings import active

        chosen = active(config.rules, config.origin.as_posix() if config.origin else "gpkit.toml")
    else:
        chosen = rules()
    return Plan(chosen, config.overlays(here), fail_on, baseline, update)


def run(files: Files, plan: Plan) -> Report:
    """Judge files by a plan.

    Raises:
        GpkitError: broken exceptions, or no such baseline.
    """
    judge = Judge(plan.rules)
    found = _found(judge, files, plan)
    kept, excused = _excused(found, files, judge)
    names = tuple(shown(path) for path, _ in files.pairs)
    kept = _in_order(kept, names)
    report = Report(
        tuple(kept), names, plan.fail_on, tuple(r.info for r in rules()), excused=tuple(excused)
    )
    return _against_baseline(report, files, plan, judge) if plan.baseline else report


def _found(judge: Judge, files: Files, plan: Plan) -> list[Finding]:
    """Judge files, or remember what the last run found in the very same ones."""
    memory = None
    if len(files.pairs) >= LEAST:
        from gpkit.rules._remembered import Found, remembered

        memory = remembered(files, plan)
    if memory is not None:
        archive = archive_of(files.pairs[0][1])
        known = memory.get(lambda dump: judge.dump_path(archive, dump))
        if known is not None:
            judge.subjects |= known.subjects
            return known.findings
    found = list(_judged(judge, files, plan))
    if memory is not None:
        memory.put(Found(found, judge.subjects))
    return found


def _judged(judge: Judge, files: Files, plan: Plan) -> Iterator[Finding]:
    return judge.findings(files.pairs, whole=files.whole, overlays=plan.overlays, jobs=plan.jobs)


def _in_order(findings: list[Finding], names: tuple[str, ...]) -> list[Finding]:
    """Sort by file, in the order of the files; what stands in other files comes last."""
    place = {name: i for i, name in enumerate(names)}
    last = len(names)
    return sorted(
        findings,
        key=lambda f: (place.get(f.path, last), f.path, f.line, f.column, f.rule, f.message),
    )


def _excused(
    found: list[Finding], files: Files, judge: Judge
) -> tuple[list[Finding], list[Excused]]:
    if not any((folder / "exceptions.yaml").exists() for folder in files.folders):
        return found, []
    from gpkit.rules._exceptions import excuse, read_exceptions

    excuses = [one for folder in files.folders for one in read_exceptions(folder)]
    kept, excused, unused = excuse(found, excuses)
    judged = [one for one in unused if _was_judged(one, files, judge)]
    return [*kept, *judge.unused(judged)], excused


def _was_judged(one: Excuse, files: Files, judge: Judge) -> bool:
    active = any(rule.id == one.rule for rule in judge.rules)
    return active and (files.whole or one.concerns(judge.subjects))


def _against_baseline(report: Report, files: Files, plan: Plan, judge: Judge) -> Report:
    from gpkit.rules._baseline import gone, part, read_baseline, write_baseline

    path = plan.baseline
    assert path is not None  # noqa: S101 - the caller looked
    entries = [] if plan.update and not path.exists() else read_baseline(path)
    no_more = gone(report.findings, entries, judge.subjects, whole=files.whole)
    if plan.update:
        dropped = set(no_more)
        kept = [entry for entry in entries if entry not in dropped]
        write_baseline(path, report.findings, kept)
        return report._replace(findings=(), known=report.findings, gone=len(no_more))
    new, known = part(report.findings, entries)
    return report._replace(findings=tuple(new), known=tuple(known), gone=len(no_more))
