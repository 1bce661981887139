"""The cures that findings carry: shown as a diff, and applied."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gpkit.store.files import write_atomic
from gpkit.store.lock import locked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gpkit.rules import Finding, Fix


class Cure(NamedTuple):
    """A fix and the file it is for."""

    path: Path
    fix: Fix


def cures(findings: Iterable[Finding]) -> list[Cure]:
    """Give the cures of findings, one a file; none that would write over another file."""
    found: dict[Path, Cure] = {}
    taken: set[str] = set()
    for finding in findings:
        fix, path = finding.fix, Path(finding.path)
        if fix is None or path in found:
            continue
        if fix.path is not None:
            if fix.path in taken or Path(fix.path).exists():
                continue
            taken.add(fix.path)
        found[path] = Cure(path, fix)
    return list(found.values())


def diff(cure: Cure) -> Iterator[str]:
    """Give the lines of a unified diff, as ``git apply`` reads it."""
    name = cure.path.as_posix()
    if cure.fix.path is not None:
        yield f"diff --git a/{name} b/{cure.fix.path}\n"
        yield "similarity index 100%\n"
        yield f"rename from {name}\nrename to {cure.fix.path}\n"
        return
    from difflib import unified_diff

    old = cure.path.read_bytes().decode("utf-8").splitlines(keepends=True)
    new = (cure.fix.text or "").splitlines(keepends=True)
    for line in unified_diff(old, new, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def apply_all(found: Iterable[Cure], roots: Iterable[Path]) -> None:
    """Apply cures while no other run writes to the stores.

    Raises:
        StoreLocked: another run holds one of them.
    """
    with ExitStack() as stack:
        for root in sorted(set(roots)):
            stack.enter_context(locked(root))
        for cure in found:
            _apply(cure)


def _apply(cure: Cure) -> None:
    """Write the file anew, or give it its name back."""
    if cure.fix.path is not None:
        target = Path(cure.fix.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        cure.path.rename(target)
    elif cure.fix.text is not None:
        write_atomic(cure.path, cure.fix.text.encode("utf-8"))
