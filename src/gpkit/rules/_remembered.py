"""What the last run found, for a run over the very same files: nothing is read into practices.

It is bound to the bytes of every file, and to all else that findings follow from: the rules and
their options, the code, the authority, what lies beside the store. Which dumps are there is
looked up anew. Whatever is broken or does not fit is left alone, and the files are judged.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import gpkit
from gpkit.authority import overlays
from gpkit.model import Severity
from gpkit.plugins import plugins
from gpkit.rules._findings import Finding, Fix
from gpkit.store import cache
from gpkit.store.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
        return Remembered(folder / FILE, _key(files, plan, root))
    except OSError:
        return None


def _key(files: Files, plan: Plan, root: Path) -> str:
    """Give the hash of all that findings follow from."""
    rules = [(r.id, r.severity, r.default, sorted(r.options.items())) for r in plan.rules]
    libraries = [Path(place) for place in sys.path if place.endswith("-packages")]
    told = (gpkit.__version__, sys.version, str(Path.cwd()), rules, [_stat(p) for p in libraries])
    key = hashlib.sha256(repr(told).encode("utf-8", "surrogatepass"))
    for path in _below(Path(gpkit.__file__).parent):
        if path.suffix != ".pyc":
            key.update(repr(_stat(path)).encode())
    beside = (p for p in sorted(root.absolute().parent.glob("*.yaml")) if p.is_file())
    over = (path for folder in (*plan.overlays, *overlays()) for path in _below(folder))
    for path in (*(path for path, _ in files.pairs), *beside, *over):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        key.update(f"{path.as_posix()}\0{content}\n".encode("utf-8", "surrogatepass"))
    return key.hexdigest()


def _stat(path: Path) -> tuple[str, int, int, int]:
    found = path.stat()
    return (str(path), found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _below(folder: Path) -> Iterator[Path]:
    """Give the regular files below a folder, sorted; links are not followed."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def _finding(row: list[Any], dump_path: Callable[[str], str | None]) -> Finding:
    finding = Finding._make(row)
    return finding._replace(
        severity=Severity(finding.severity),
        key=tuple(finding.key),
        fix=Fix(*finding.fix) if finding.fix else None,
        dump_path=dump_path(finding.dump) if finding.dump else None,
    )
