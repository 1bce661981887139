"""What the last run found, for a run over the very same files: nothing is read into practices.

It is bound to the bytes of every file, and to all else that findings follow from: the rules and
their options, the code, the authority, what lies beside the store. Which dumps are there is
looked up anew. Whatever is broken or does not fit is left alone, and the files are judged.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit import limits
from gpkit.authority import overlays
from gpkit.model import Severity
from gpkit.plugins import plugins
from gpkit.rules._findings import Finding, Fix
from gpkit.store import cache, prints
from gpkit.store.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable

    from gpkit.rules._run import Files, Plan

FILE = "findings.json"
_LARGEST = 256 * 2**20  # bytes
_GROUP = "gpkit.rules"


class Found(NamedTuple):
    """What judging files gave."""

    findings: list[Finding]
    subjects: set[str]


class Remembered(NamedTuple):
    """The place of the last findings, and the key of the files at hand."""

    path: Path
    key: str

    def get(self, dump_path: Callable[[str], str | None]) -> Found | None:
        """Give what these files gave; ``dump_path`` tells where a dump lies now."""
        with suppress(OSError, ValueError, KeyError, TypeError, IndexError):
            head, _, body = self.path.read_bytes().partition(b"\n")
            if head.decode("ascii") != f"{self.key} {hashlib.sha256(body).hexdigest()}":
                return None
            data = json.loads(body)
            findings = [_finding(row, dump_path) for row in data["findings"]]
            return Found(findings, set(data["subjects"]))
        return None

    def put(self, found: Found) -> None:
        """Remember what these files gave, in place of what others gave."""
        data = {"findings": found.findings, "subjects": sorted(found.subjects)}
        body = json.dumps(data, separators=(",", ":")).encode("ascii")
        if len(body) <= _LARGEST:
            head = f"{self.key} {hashlib.sha256(body).hexdigest()}\n".encode("ascii")
            with suppress(OSError):
                write_atomic(self.path, head + body)


def remembered(files: Files, plan: Plan) -> Remembered | None:
    """Give the memory of a whole store; None where findings follow from more than files."""
    roots = {root for _, root in files.pairs}
    if not files.whole or len(roots) > 1 or plugins(_GROUP):
        return None
    root = roots.pop()
    folder = cache.folder(root.absolute())
    if folder is None:
        return None
    try:
        return Remembered(folder / FILE, _key(files, plan, root, folder))
    except OSError:
        return None


def _key(files: Files, plan: Plan, root: Path, folder: Path) -> str:
    """Give the hash of all that findings follow from."""
    rules = [(r.id, r.severity, r.default, sorted(r.options.items())) for r in plan.rules]
    paths = [path for path, _ in files.pairs]
    store = prints.contents(root, paths, folder)
    beside = (p for p in sorted(root.absolute().parent.glob("*.yaml")) if p.is_file())
    over = [list(prints.below(folder)) for folder in (*plan.overlays, *overlays())]
    told = [(path.as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in beside]
    where = (str(Path.cwd()), root.as_posix())
    return prints.digest((prints.code(), where, rules, store, told, over, limits.now()))


def _finding(row: list[Any], dump_path: Callable[[str], str | None]) -> Finding:
    finding = Finding._make(row)
    return finding._replace(
        severity=Severity(finding.severity),
        key=tuple(finding.key),
        fix=Fix(*finding.fix) if finding.fix else None,
        dump_path=dump_path(finding.dump) if finding.dump else None,
    )
