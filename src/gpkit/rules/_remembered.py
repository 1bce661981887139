"""What the last run found, for a run over the very same files: nothing is read into practices.

It is bound to the bytes of every file, and to all else that findings follow from: the rules and
their options, the code, the authority, what lies beside the store. Which dumps are there is
looked up anew. Whatever is broken or does not fit is left alone, and the files are judged.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gpkit import limits
from gpkit.authority import overlays
from gpkit.model import Severity
from gpkit.plugins import plugins
from gpkit.rules._findings import Finding, Fix
from gpkit.store import cache, prints
from gpkit.store.files import TEMPORARY

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    from gpkit.rules._run import Files, Plan

FILE = "findings.jsonl"
_LARGEST = 256 * 2**20  # bytes
_GROUP = "gpkit.rules"
_BROKEN = (OSError, ValueError, KeyError, TypeError, IndexError)
_END = b"\n"  # a line without a finding


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
        with suppress(*_BROKEN), self.path.open("rb") as file:
            if not self._is_whole(file):
                return None
            file.seek(0)
            file.readline()
            subjects = set(json.loads(file.readline()))
            rows = iter(file.readline, _END)
            return Found([_finding(json.loads(row), dump_path) for row in rows], subjects)
        return None

    def _is_whole(self, file: IO[bytes]) -> bool:
        """Tell whether a file is of this key, and its last line is the hash of all before."""
        if file.readline() != self._head:
            return False
        found, last = hashlib.sha256(self._head), b""
        for row in file:
            found.update(last)
            last = row
        return last == found.hexdigest().encode("ascii")

    @property
    def _head(self) -> bytes:
        return f"{self.key}\n".encode("ascii")

    def put(self, found: Found) -> None:
        """Remember what these files gave, in place of what others gave; a line a finding."""
        with suppress(OSError):
            new = self.path.with_name(f"{TEMPORARY}{os.getpid()}-{FILE}")
            try:
                size = self._write(new, found)
                if size <= _LARGEST:
                    new.replace(self.path)
            finally:
                new.unlink(missing_ok=True)

    def _write(self, path: Path, found: Found) -> int:
        """Write all, and last a hash of it: what a crash leaves is told by that."""
        whole, size = hashlib.sha256(), 0
        with path.open("wb") as file:
            for line in chain((self._head, _line(sorted(found.subjects))), map(_line, found[0])):
                whole.update(line)
                size += file.write(line)
            file.write(_END)
            whole.update(_END)
            file.write(whole.hexdigest().encode("ascii"))
        return size


def _line(data: object) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode("ascii") + b"\n"


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
